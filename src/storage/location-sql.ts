/** Entities by where they are: the singleton of a tenant, or what it or the service root contains, step by step, by keys. */
import sql, { empty, join } from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import { ODataError } from '../errors.js'
import { canonicalPath, pathOfNames } from '../odata/canonical-path.js'
import type { EntityType } from '../edm/types.js'
import type { Condition, ContainmentStep, EntityKey, EntityLocation } from '../odata/canonical-path.js'
import type { Column } from './mapping.js'
import { comparableValue } from './stored-value.js'
import type { DialectName } from './database/database.js'
import { keyMappings, tableOf, TYPE_COLUMN } from './mapping.js'
import { dialects } from './sql/dialect.js'
import { locationParameter } from './sql/expression/parameter.js'
import type { Parameter } from './sql/expression/parameter.js'
import { identifier, position } from './sql/identifier.js'
import { SINGLETON_ORDINAL, renderMembers } from './sql/expression/place.js'
import type { CollectionOwner } from './sql/expression/place.js'
import { renderFilter } from './sql/expression/render-expression.js'
import { renderIsOfType } from './sql/expression/type-test.js'

/** Whether the entity is one that was created, and so may be missing; a singleton is always there, stored or not. */
export const isContained = ({ steps }: EntityLocation): boolean => steps.length > 0

/** Alias of the entity in {@link renderLocation}. */
export const ENTITY = 'e'
/** An entity with the same key, of another set. */
const OTHER = 'o'

/**
 * `FROM` and `WHERE` that find the entity: no row where it, or one around it, is not there or is of another type. Of a singleton there is a
 * row for every tenant, with nulls where nothing is stored. `t` is the tenant, {@link ENTITY} the entity.
 */
export function renderLocation (dialect: DialectName, { singleton, steps, type }: EntityLocation, tenant: string | Parameter): Sql {
  const e = identifier(ENTITY)
  if (steps.length === 0) {
    if (singleton === undefined) return sql`(SELECT "key", "id", "sequence" AS "changed" FROM "Tenant") ${e} JOIN "Tenant" t ON t."key" = ${e}."key" WHERE t."id" = ${tenant}`
    return sql`"Tenant" t LEFT JOIN ${identifier(tableOf(singleton.type))} ${e} ON ${e}."tenant" = t."key" WHERE t."id" = ${tenant}`
  }
  const joins = steps.map((_step, index) => renderStep(dialect, { singleton, steps, type }, index))
  return sql`"Tenant" t ${join(joins, ' ')} WHERE t."id" = ${tenant}`
}

const aliasName = (index: number, length: number): string => index === length - 1 ? ENTITY : `e${index}`
const aliasOf = (index: number, length: number): Sql => identifier(aliasName(index, length))

function renderStep (dialect: DialectName, location: EntityLocation, index: number): Sql {
  const { steps, steps: { length } } = location
  const { property, key, type, by, others, where: conditions = [] } = steps[index] as ContainmentStep
  const alias = aliasOf(index, length)
  const owner = index === 0 ? position(SINGLETON_ORDINAL) : sql`${aliasOf(index - 1, length)}."ordinal"`
  const cast = type === property.target ? empty : sql` AND ${renderIsOfType(sql`${alias}.${identifier(TYPE_COLUMN)}`, type)}`
  const { through, where } = renderMembers(property, aliasName(index, length), { tenant: sql`t."key"`, ordinal: owner }, others)
  const before = through === undefined ? empty : sql`JOIN ${through.from} ON ${through.on} `
  const holds = conditions.map(condition => sql` AND ${renderCondition(dialect, condition, aliasName(index, length))}`)
  const ofRequest = (write: (key: EntityKey) => unknown): Parameter =>
    locationParameter(location, ({ steps }) => write(steps[index]?.key ?? key))
  const keyed = renderKey(dialect, { key: by ?? property.target.key }, key, alias, ofRequest)
  // Where several sets have an entity with the key, the first one is meant, whatever the database finds first.
  const other = identifier(OTHER)
  const first = others === undefined || others.length === 0
    ? empty
    : sql` AND NOT EXISTS (SELECT 1 FROM ${identifier(tableOf(type))} AS ${other} WHERE ${
      renderMembers(property, OTHER, { tenant: sql`t."key"`, ordinal: owner }, others).where
    }${renderKey(dialect, { key: by ?? property.target.key }, key, other, ofRequest)} AND ${other}."ordinal" < ${alias}."ordinal")`
  return sql`${before}JOIN ${identifier(tableOf(type))} ${alias} ON ${where}${keyed}${first}${cast}${holds.length === 0 ? empty : join(holds, '')}`
}

const renderCondition = (dialect: DialectName, { filter, variable, now }: Condition, alias: string): Sql =>
  renderFilter({
    dialect,
    now,
    tenant: sql`t."key"`,
    tableAlias: other => other === variable ? alias : undefined,
    computed: new Map()
  }, filter)

/** That a row has a key. `parameter`: what a part of it is written as, where it may be another one the next time. */
export function renderKey (
  dialect: DialectName,
  type: Pick<EntityType, 'key'>,
  key: EntityKey,
  alias: Sql,
  parameter?: (write: (key: EntityKey) => unknown) => Parameter
): Sql {
  if (key.length === 0) return empty
  return sql` AND ${join(keyMappings(type).map(({ property, column, instant }, index) => {
    const stored = instant ?? column
    const valueIn = (key: EntityKey): unknown => instant === undefined ? key[index] : comparableValue(property.type, key[index])
    return sql`${alias}.${identifier(stored.name)} = ${renderStored(dialect, stored, valueIn(key), write => parameter?.(key => write(valueIn(key))))}`
  }), ' AND ')}`
}

/** That an entity, whose key is one property, has one of these keys. */
export function renderKeyAmong (dialect: DialectName, type: Pick<EntityType, 'key'>, keys: readonly EntityKey[], alias: Sql): Sql {
  const [mapping] = keyMappings(type)
  if (mapping === undefined || type.key.length !== 1) throw new Error('the key is not one property')
  const { property, column, instant } = mapping
  const values = keys.map(([value]) =>
    renderStored(dialect, instant ?? column, instant === undefined ? value : comparableValue(property.type, value), () => undefined))
  return sql` AND ${alias}.${identifier((instant ?? column).name)} IN (${join(values)})`
}

/** A value of a column as a parameter: the value, or what it is the value of. A truth value is part of the text. */
function renderStored (
  dialect: DialectName,
  { kind }: Column,
  value: unknown,
  parameter: (write: (value: unknown) => unknown) => Parameter | undefined
): Sql {
  const { text, integer, double } = dialects[dialect]
  switch (kind) {
    case 'integer': case 'bigint': return integer(parameter(bigintOf) ?? bigintOf(value))
    case 'double': return double(parameter(Number) ?? Number(value))
    case 'boolean': return value === true ? sql`TRUE` : sql`FALSE`
    default: return text(parameter(String) ?? String(value))
  }
}

const bigintOf = (value: unknown): bigint => BigInt(String(value))

/** The tenant's key, the entity's version and its ordinal, once for all parts of a statement. */
export function withScope (dialect: DialectName, location: EntityLocation, tenant: string | Parameter): Sql {
  const ordinal = isContained(location) ? sql`, e."ordinal" AS "ordinal"` : empty
  return sql`WITH s AS (SELECT t."key" AS "key", e."changed" AS "changed"${ordinal} FROM ${renderLocation(dialect, location, tenant)})`
}

/** The entity of {@link withScope} as the owner of a collection. A singleton's ordinal is part of the text, which plans better. */
export const scopeOwner = (location: EntityLocation): CollectionOwner => ({
  tenant: sql`(SELECT "key" FROM s)`,
  ordinal: isContained(location) ? sql`(SELECT "ordinal" FROM s)` : position(SINGLETON_ORDINAL)
})

/** The version in {@link withScope}. */
export const VERSION = sql`(SELECT "changed" FROM s)`

/** A version as it was read; 404 for an entity that is not there. */
export function foundVersion (location: EntityLocation, value: unknown): string {
  if (value !== null && value !== undefined) return String(value)
  if (isContained(location)) throw notFound(location)
  return '0'
}

/** Names the id that was not found, with what is around it. */
export function notFound (location: EntityLocation): ODataError {
  const demands = location.steps.flatMap(({ where = [] }) => where.flatMap(({ says }) => says ?? []))
  return new ODataError(
    'notFound',
    `Resource '${location.steps.at(-1)?.key.join(', ') || pathOfNames(location)}' does not exist: there is no ${decodeURIComponent(canonicalPath(location))}${
      demands.length === 0 ? '' : `, or none where ${demands.join(' and ')}`
    }.`
  )
}
