/**
 * The table of a type as reads see it: as it is stored, or, where the model has it so, with computed values in place of some stored ones.
 * Then it is a query of the same columns.
 */
import sql, { join } from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import { familyProperties } from '../../../edm/lookup.js'
import type { StructuredType } from '../../../edm/types.js'
import { columnsOf, complexTypeOf, tableOf, TYPE_COLUMN, valueColumns } from '../../mapping.js'
import { dialects } from '../dialect.js'
import { isSqlComputation } from './sql-computation.js'
import type { ComputationSource, SqlComputation } from './sql-computation.js'
import { identifier } from '../identifier.js'
import { nowParameter } from '../expression/parameter.js'
import type { Reading } from '../expression/render-context.js'

/** Alias of the table inside of what stands for it; no expression of a request refers to it. */
const STORED = 'stored'

/** Something to select from, which needs an alias. */
export function entityTable (reading: Reading, type: StructuredType): Sql {
  const table = identifier(tableOf(type))
  return showsComputed(type)
    ? sql`(SELECT ${entityColumns(reading, type, STORED)} FROM ${table} ${identifier(STORED)})`
    : table
}

/** Every column of a contained entity in a row of its table. */
export function entityColumns (reading: Reading, type: StructuredType, alias: string): Sql {
  const e = identifier(alias)
  if (!showsComputed(type)) return sql`${e}.*`
  const names = ['tenant', 'owner', 'ordinal', 'changed', TYPE_COLUMN, ...namesOf(type)]
  return columnsSeen(reading, type, { names, alias, tenant: sql`${e}."tenant"`, ordinal: sql`${e}."ordinal"` })
}

export interface SeenRow {
  readonly names: readonly string[]
  readonly alias: string
  /** Of the entity whose row it is. */
  readonly tenant: Sql
  readonly ordinal: Sql
}

/** The named columns of a row of an entity, as the read shows them. */
export function columnsSeen ({ dialect, now }: Reading, type: StructuredType, { names, alias, tenant, ordinal }: SeenRow): Sql {
  const computed = computedColumns(type)
  const source: ComputationSource = { dialect, tenant, ordinal, ofTime: write => dialects[dialect].text(nowParameter(now, write)) }
  return join(names.map(name => {
    const found = computed.get(name)
    return found === undefined
      ? sql`${identifier(alias)}.${identifier(name)}`
      : sql`(SELECT value.${identifier(found.member)} FROM ${found.computation.render(source)} AS value) AS ${identifier(name)}`
  }))
}

/** The columns of a singleton's table but for its tenant. */
export const singletonColumns = (type: StructuredType): readonly string[] => [...namesOf(type), 'changed']

const namesOf = (type: StructuredType): readonly string[] => valueColumns(type).map(({ name }) => name)

/** Whether what is read differs from what is stored. */
export const showsComputed = (type: StructuredType): boolean =>
  [...familyProperties(type).keys()].some(({ computed }) => computed !== undefined)

interface ComputedMember {
  readonly computation: SqlComputation
  readonly member: string
}

/** The columns of computed properties, with the member of the value that each of them is. */
function computedColumns (type: StructuredType): ReadonlyMap<string, ComputedMember> {
  return new Map([...familyProperties(type).keys()].flatMap(property => {
    const { computed: computation } = property
    const value = complexTypeOf(property)
    if (computation === undefined) return []
    if (value === undefined || !isSqlComputation(computation)) throw new Error(`${property.name}: ${computation.name} has no SQL`)
    return columnsOf(value, property).map(({ property: { name: member }, column }) => [column.name, { computation, member }] as const)
  }))
}
