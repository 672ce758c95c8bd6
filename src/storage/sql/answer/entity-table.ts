/**
 * The table of a type as reads see it. As it is stored, or with the check-in summaries of the entities' own rows in place of the stored
 * ones: then it is a query of the same columns.
 */
import sql, { join } from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import { familyProperties } from '../../../edm/lookup.js'
import type { StructuredType } from '../../../edm/types.js'
import { columnsOf, complexTypeOf, tableOf, TYPE_COLUMN, valueColumns } from '../../mapping.js'
import { renderComputedSummary, summarySince } from '../../state/computed-summary.js'
import { dialects } from '../dialect.js'
import { identifier } from '../identifier.js'
import { nowParameter } from '../expression/parameter.js'
import type { Reading } from '../expression/render-context.js'

/** The complex type whose members have the names of the columns of {@link renderComputedSummary}. */
const SUMMARY_TYPE = 'officeUserCheckinSummary'

/** Alias of the table inside of what stands for it; no expression of a request refers to it. */
const STORED = 'stored'

/** Something to select from, which wants an alias. */
export function entityTable (reading: Reading, type: StructuredType): Sql {
  const table = identifier(tableOf(type))
  return computesSummaries(reading, type)
    ? sql`(SELECT ${entityColumns(reading, type, STORED)} FROM ${table} ${identifier(STORED)})`
    : table
}

/** Every column of a contained entity in a row of its table. */
export function entityColumns (reading: Reading, type: StructuredType, alias: string): Sql {
  const e = identifier(alias)
  if (!computesSummaries(reading, type)) return sql`${e}.*`
  const names = ['tenant', 'owner', 'ordinal', 'changed', TYPE_COLUMN, ...namesOf(type)]
  return columnsSeen(reading, type, { names, alias, tenant: sql`${e}."tenant"`, ordinal: sql`${e}."ordinal"` })
}

export interface SeenRow {
  readonly names: readonly string[]
  readonly alias: string
  /** Whose rows a summary is made of. */
  readonly tenant: Sql
  readonly ordinal: Sql
}

/** The named columns of a row of an entity, as the read shows them. */
export function columnsSeen (reading: Reading, type: StructuredType, { names, alias, tenant, ordinal }: SeenRow): Sql {
  const counts = computesSummaries(reading, type) ? summaryColumns(type) : new Map<string, string>()
  const { dialect, now } = reading
  const since = nowParameter(now, time => summarySince(new Date(`${time.slice(0, 23)}Z`)))
  const until = nowParameter(now, time => time)
  const summary = (): Sql =>
    renderComputedSummary(dialect, { tenant, owner: ordinal, since: dialects[dialect].text(since), until: dialects[dialect].text(until) })
  return join(names.map(name => {
    const count = counts.get(name)
    return count === undefined
      ? sql`${identifier(alias)}.${identifier(name)}`
      : sql`(SELECT summary.${identifier(count)} FROM ${summary()} AS summary) AS ${identifier(name)}`
  }))
}

/** The columns of a singleton's table but for its tenant. */
export const singletonColumns = (type: StructuredType): readonly string[] => [...namesOf(type), 'changed']

const namesOf = (type: StructuredType): readonly string[] => valueColumns(type).map(({ name }) => name)

/** Whether what is read differs from what is stored. */
export const computesSummaries = ({ summaryMode }: Reading, type: StructuredType): boolean =>
  summaryMode === 'computed' && summaryColumns(type).size > 0

/** The columns of summaries, with the member that each of them is. */
function summaryColumns (type: StructuredType): ReadonlyMap<string, string> {
  return new Map([...familyProperties(type).keys()].flatMap(property => {
    const complexType = complexTypeOf(property)
    return complexType?.name !== SUMMARY_TYPE
      ? []
      : columnsOf(complexType, property).map(({ property: { name }, column }) =>
        [column.name, name] as const
      )
  }))
}
