/**
 * Values inside of complex values that follow from related entities (OData CSDL 4.01, section 8.5): the JSON that has them is read, and
 * written anew.
 */
import sql, { join } from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import { findProperty } from '../../edm/lookup.js'
import { readPrimitive } from '../../edm/read-primitive.js'
import type { PrimitiveValue } from '../../edm/types.js'
import { ODataError } from '../../errors.js'
import { pathInside, valueOutside } from '../../odata/bind/complex-way.js'
import type { ComplexStep } from '../../odata/bind/complex-way.js'
import { parseExactJson } from '../../odata/json/exact-json.js'
import { namedValues } from '../../base/named-values.js'
import type { StructuredValue } from '../../odata/json/structured-value.js'
import type { ConstraintPair } from '../link-layout.js'
import { mappingOf } from '../mapping.js'
import type { ColumnMapping } from '../mapping.js'
import { mergeDocument } from '../merge-document.js'
import { identifier } from '../sql/identifier.js'
import { defaultOf, STORED_TYPE } from '../stored-value.js'
import { columnValues, parameter } from './assignments.js'
import { principalValue } from './principal-value.js'
import { bigint } from './writing.js'
import type { Writing } from './writing.js'

export interface Copying {
  /** The table of the dependent entities, and which of them, as `d`. */
  readonly table: Sql
  readonly which: Sql
  /** A value of what each of them is related to, which is `p`; null where it is to nothing. */
  readonly principal: (value: Sql) => Sql
  readonly become: 'null' | 'default'
  readonly lacking: (pair: ConstraintPair) => ODataError
}

/** Gives the values to what is inside. @throws ODataError `modelValidation` where there is no complex value to take one */
export async function copyInside (writing: Writing, pair: ConstraintPair, copying: Copying): Promise<void> {
  const { connection, dialect, tenant } = writing
  const { dependent, principal, way: [first, ...rest] } = pair
  const { table, which, become } = copying
  if (first === undefined) return
  const [outer, from] = [mappingOf(first.property), mappingOf(principal)]
  const shown = copying.principal(principalValue(dialect, sql`p`, pair, 'shown'))
  const value = from.column.kind === 'bigint' ? sql`CAST(${shown} AS text)` : shown
  const rows = await connection.query(sql`SELECT d."ordinal", CAST(d.${identifier(outer.column.name)} AS text), ${value} FROM ${table} AS d WHERE ${which}`)
  for (const [ordinal, text, raw] of rows) {
    const stored = text === null || text === undefined ? null : String(text)
    const own = valueOf(from, raw) ?? (become === 'default' ? defaultOf(dependent) : null)
    const inside = { way: [first, ...rest], property: dependent }
    if (!hasValue(stored, pair)) {
      if (own === null) continue
      const [path, around] = [pathInside(inside), pathInside(inside).slice(0, -dependent.name.length - 1)]
      throw new ODataError('modelValidation', `'${around}' has no '${dependent.name}', which a related entity gives its value: send it.`, { target: path })
    }
    if (own === null && !dependent.type.nullable) throw copying.lacking(pair)
    const outside = valueOutside(inside, own) as StructuredValue
    const assigned = columnValues(first.property, mergeDocument(first.property.type, stored, outside))
    const sets = assigned.map(assignment => sql`${identifier(assignment.column.name)} = ${parameter(dialect, assignment)}`)
    await connection.execute(
      sql`UPDATE ${table} SET ${join(sets)} WHERE "tenant" = ${tenant} AND "ordinal" = ${bigint(dialect, String(ordinal))}`
    )
  }
}

/** What an entity has inside for a pair; null where that, or what is around it, is null. */
export async function valueInside (
  { connection, dialect, tenant }: Writing,
  table: Sql,
  ordinal: number,
  { dependent, way }: ConstraintPair
): Promise<PrimitiveValue | null> {
  const [first] = way
  if (first === undefined) return null
  const column = identifier(mappingOf(first.property).column.name)
  const [row] = await connection.query(
    sql`SELECT CAST(${column} AS text) FROM ${table} WHERE "tenant" = ${tenant} AND "ordinal" = ${bigint(dialect, ordinal)}`
  )
  const found = membersAt(row?.[0] as string | null | undefined, way)?.[dependent.name] ?? null
  return found === null ? null : readPrimitive(dependent.type, found) ?? null
}

function hasValue (stored: string | null, { way, dependent }: ConstraintPair): boolean {
  const members = membersAt(stored, way)
  if (members === undefined) return false
  const last = way.at(-1)
  return last !== undefined && findProperty(typeOf(last, members), dependent.name, 'exact') !== undefined
}

type Members = Readonly<Record<string, unknown>>

/** The members of the value at the end of a way; undefined where it, or one around it, is null. */
function membersAt (stored: string | null | undefined, [, ...rest]: readonly ComplexStep[]): Members | undefined {
  const outer: unknown = stored === null || stored === undefined ? null : parseExactJson(stored)
  const found = rest.reduce<unknown>((value, { property }) => typeof value === 'object' && value !== null ? (value as Members)[property.name] : null, outer)
  return typeof found === 'object' && found !== null ? found as Members : undefined
}

const typeOf = ({ property, type }: ComplexStep, members: Members): ComplexStep['type'] => {
  const declared = property.type.type
  const stored = declared.kind === 'complex' ? declared.concreteTypes.find(({ name }) => name === members[STORED_TYPE]) : undefined
  return stored ?? type
}

/** A value as a column has it, as bodies do. */
function valueOf ({ column: { kind } }: ColumnMapping, raw: unknown): PrimitiveValue | null {
  if (raw === null || raw === undefined) return null
  switch (kind) {
    case 'bigint': return BigInt(String(raw))
    case 'integer': case 'double': return Number(raw)
    case 'boolean': return raw === true || Number(raw) === 1
    default: return String(raw)
  }
}

/** Whether a body says the value. */
export function saysInside ({ properties }: Pick<StructuredValue, 'properties'>, { way, dependent }: Pick<ConstraintPair, 'way' | 'dependent'>): boolean {
  let members: StructuredValue['properties'] = properties
  for (const { property } of way) {
    const value = members[property.name]
    if (value === null) return true
    members = typeof value === 'object' && 'properties' in value ? value.properties : namedValues()
  }
  return Object.hasOwn(members, dependent.name)
}
