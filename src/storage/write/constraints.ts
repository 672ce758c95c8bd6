/**
 * Referential constraints (OData CSDL 4.01, section 8.5), kept both ways: what is related gives its values to what depends on it, and a
 * value that is sent relates to what has it.
 */
import sql, { join } from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import { relationsOf } from '../../edm/inner-navigation.js'
import type { EntityType, NavigationProperty } from '../../edm/types.js'
import { ODataError } from '../../errors.js'
import type { StructuredValue } from '../../odata/json/structured-value.js'
import { pathInside } from '../../odata/bind/complex-way.js'
import { ownsAll } from '../link-layout.js'
import type { ConstraintPair, LinkConstraint, LinkMapping } from '../link-layout.js'
import { incomingOf, linkOf, mappingOf, tableOf } from '../mapping.js'
import { constant, identifier } from '../sql/identifier.js'
import { copyInside, saysInside, valueInside } from './inner-dependents.js'
import { membersOf } from '../sql/expression/place.js'
import { columnValues, parameter } from './assignments.js'
import { noteKeys } from './check-alternate-keys.js'
import { noteWritten } from './check-conditions.js'
import { leadingTo } from './linked-ordinals.js'
import { principalValue } from './principal-value.js'
import { listOf } from './unique-values.js'
import { bigint } from './writing.js'
import type { Writing } from './writing.js'

/** An entity whose values may be to relate it, when everything else has been related. */
export interface Unsettled {
  readonly constraint: LinkConstraint
  readonly ordinal: number
  /** Whether the body has the values, so that they count more than what was related before. */
  readonly sent: boolean
}

/** The alias of what an entity depends on. */
const PRINCIPAL = sql`p`

/** Two ordinals that have been related, or no longer are. */
export type LinkPair = readonly [source: number, target: number]

/** Of the pairs of a relation, those entities whose values follow from it. */
export function dependentsOf (link: LinkMapping, navigation: NavigationProperty, pairs: readonly LinkPair[]): readonly number[] {
  if (link.constraint === undefined) return []
  const isNear = link.constraint.navigation === navigation
  const isSource = isNear === (link.direction !== 'backward')
  return [...new Set(pairs.map(([source, target]) => isSource ? source : target))]
}

/** What values are where an entity is related to nothing, and how it is refused when they cannot be that. */
interface Unrelated {
  readonly become: 'null' | 'default'
  readonly refusal: 'modelValidation' | 'conflict'
}

/**
 * Gives entities the values of what they are related to.
 * @throws ODataError `modelValidation`, or as `unrelated` says, where a value cannot be null
 */
export async function copyValues (
  writing: Writing,
  { navigation, pairs }: LinkConstraint,
  dependents: readonly number[],
  { become, refusal }: Unrelated = { become: 'null', refusal: 'modelValidation' }
): Promise<void> {
  const [first] = pairs
  if (dependents.length === 0 || first === undefined) return
  const { connection, dialect, tenant, sequence } = writing
  const table = identifier(tableOfDeclaring(navigation))
  const owner = { tenant: sql`d."tenant"`, ordinal: sql`d."ordinal"` }
  const principals = membersOf(identifier(tableOf(navigation.target)), navigation, 'p', owner)
  const valueOf = (value: Sql): Sql => sql`(SELECT ${value} FROM ${principals.from} WHERE ${principals.where})`
  const own = pairs.filter(({ way }) => way.length === 0)
  const sets = own.flatMap(pair => columnValues(pair.dependent, undefined).map((fallback, index) => {
    const value = valueOf(principalValue(dialect, PRINCIPAL, pair, index === 0 ? 'shown' : 'compared'))
    const column = identifier(fallback.column.name)
    const other = pair.owned ? sql`d.${column}` : become === 'null' ? undefined : parameter(dialect, fallback)
    return sql`${column} = ${other === undefined ? value : sql`COALESCE(${value}, ${other})`}`
  }))
  const which = sql`d."tenant" = ${tenant} AND d."ordinal" IN (${listOf(dialect, dependents)})`
  await connection.execute(sql`UPDATE ${table} AS d SET ${join([sql`"changed" = ${bigint(dialect, sequence)}`, ...sets])} WHERE ${which}`)
  for (const pair of pairs) {
    await copyInside(writing, pair, { table, which, principal: valueOf, become, lacking: pair => lacking(navigation, pair, refusal) })
  }
  const declaring = linkOf(navigation)?.storedType
  if (declaring !== undefined) {
    noteKeys(writing, declaring, dependents)
    noteWritten(writing, declaring, dependents)
  }
  for (const pair of own.filter(({ dependent }) => !dependent.type.nullable)) {
    const column = identifier(mappingOf(pair.dependent).column.name)
    const [empty] = await connection.query(sql`SELECT 1 FROM ${table} AS d WHERE ${which} AND d.${column} IS NULL LIMIT 1`)
    if (empty !== undefined) throw lacking(navigation, pair, refusal)
  }
}

function lacking ({ name }: NavigationProperty, pair: ConstraintPair, refusal: Unrelated['refusal']): ODataError {
  const target = pathTo(pair)
  const sentence = `'${target}' cannot be null: an entity must be related by '${name}', or '${target}' name it.`
  return refusal === 'conflict' ? new ODataError('conflict', sentence, { target }) : new ODataError('modelValidation', sentence, { target })
}

const pathTo = ({ way, dependent }: ConstraintPair): string => pathInside({ way, property: dependent })

/** Every entity that has the property is in one table. */
function tableOfDeclaring (navigation: NavigationProperty): string {
  const link = linkOf(navigation)
  if (link === undefined) throw new Error(`${navigation.name} has no links`)
  return tableOf(link.storedType)
}

/** Notes what the values of a body may relate, where the body does not say it itself. */
export function noteValues (writing: Writing, ordinal: number, value: StructuredValue, mode: 'new' | 'merge' | 'replace'): void {
  const { type, related = {} } = value
  if (type.kind !== 'entity') return
  for (const navigation of relationsOf(type)) {
    const constraint = constraintOf(navigation)
    if (constraint === undefined || related[navigation.name] !== undefined) continue
    const sent = mode === 'replace' || constraint.pairs.some(pair => saysInside(value, pair))
    if (sent || mode === 'new') writing.unsettled.push({ constraint, ordinal, sent })
  }
}

function constraintOf (navigation: NavigationProperty): LinkConstraint | undefined {
  const constraint = linkOf(navigation)?.constraint
  return constraint?.navigation === navigation ? constraint : undefined
}

/** Values of an entity that others depend on have changed. */
export async function passOn (writing: Writing, ordinal: number, { type, properties }: StructuredValue): Promise<void> {
  for (const navigation of incomingOf(type)) {
    const constraint = constraintOf(navigation)
    if (constraint?.pairs.some(pair => saysInside({ properties }, { way: pair.principalWay, dependent: pair.principal })) !== true) continue
    await copyValues(writing, constraint, await leadingTo(writing, navigation, [ordinal]))
  }
}

/** Notes entities that new ones have the values of: those that have them of their own may be related from now on. */
export async function noteDependents (writing: Writing, types: readonly EntityType[], ordinals: readonly number[]): Promise<void> {
  const { connection, dialect, tenant } = writing
  for (const navigation of new Set(types.flatMap(incomingOf))) {
    const constraint = constraintOf(navigation)
    if (constraint === undefined || !ownsAll(constraint) || linkOf(navigation)?.containedIn !== undefined) continue
    const same = constraint.pairs.map(pair => {
      const { column, instant } = mappingOf(pair.dependent)
      return sql`d.${identifier((instant ?? column).name)} = ${principalValue(dialect, PRINCIPAL, pair, 'compared')}`
    })
    const rows = await connection.query(
      sql`SELECT DISTINCT d."ordinal" FROM ${identifier(tableOfDeclaring(navigation))} d
        JOIN ${identifier(tableOf(navigation.target))} p ON p."tenant" = d."tenant" AND ${join(same, ' AND ')}
        WHERE d."tenant" = ${tenant} AND p."ordinal" IN (${listOf(dialect, ordinals)})`
    )
    writing.unsettled.push(...rows.map(([ordinal]) => ({ constraint, ordinal: Number(ordinal), sent: false })))
  }
}

/** The entity that has the values of a dependent one; null where these are null. */
export async function findPrincipal (
  writing: Writing,
  { constraint, constraint: { navigation, pairs, principalPlace }, ordinal }: Unsettled
): Promise<number | null> {
  const { connection, dialect, tenant } = writing
  const table = identifier(tableOfDeclaring(navigation))
  const columns: Array<readonly [own: Sql, other: Sql]> = []
  for (const pair of pairs) {
    columns.push([await ownValue(writing, table, ordinal, pair), principalValue(dialect, PRINCIPAL, pair, 'compared')])
  }
  const same = columns.map(([own, other]) => sql`${other} = ${own}`)
  const place = principalPlace === undefined ? [] : [sql`p."place" = ${constant(principalPlace)}`, sql`p."owner" = 0`]
  const empty = columns.map(([own]) => sql`${own} IS NULL`)
  const [row] = await connection.query(
    sql`SELECT CASE WHEN ${join(empty, ' OR ')} THEN 1 ELSE 0 END, p."ordinal" FROM ${table} d
      LEFT JOIN ${identifier(tableOf(navigation.target))} p ON p."tenant" = d."tenant" AND ${join([...place, ...same], ' AND ')}
      WHERE d."tenant" = ${tenant} AND d."ordinal" = ${bigint(dialect, ordinal)} ORDER BY p."ordinal" LIMIT 1`
  )
  if (row === undefined || Number(row[0]) === 1) {
    const required = pairs.find(({ dependent, way, owned }) => !dependent.type.nullable && way.length === 0 && !owned)
    if (row === undefined || required === undefined) return null
    throw lacking(navigation, required, 'modelValidation')
  }
  if (row[1] !== null && row[1] !== undefined) return Number(row[1])
  if (ownsAll(constraint)) return null
  const names = pairs.map(pathTo)
  throw new ODataError(
    'modelValidation',
    `'${navigation.name}' leads to nothing: no ${navigation.target.fullName} has the ${names.join(' and ')} of the entity.`,
    { target: names[0] }
  )
}

/** What the entity `d` has for a pair, in the form that comparisons use. */
async function ownValue (writing: Writing, table: Sql, ordinal: number, pair: ConstraintPair): Promise<Sql> {
  const { dependent, principal, way } = pair
  if (way.length === 0) {
    const own = mappingOf(dependent)
    return sql`d.${identifier((own.instant ?? own.column).name)}`
  }
  const compared = columnValues(principal, await valueInside(writing, table, ordinal, pair)).at(-1)
  return compared === undefined ? sql`NULL` : parameter(writing.dialect, compared)
}
