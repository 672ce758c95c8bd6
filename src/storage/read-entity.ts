/** Reads a singleton in one statement; a large collection of rows goes on in pieces, within one snapshot. */
import sql, { join } from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import type { Property } from '../edm/types.js'
import type { EntityResult, JsonText, ReadEntityPlan, RowsQuery, Scope } from '../plan/plan.js'
import type { ObjectShape, PropertyMember } from '../plan/shape.js'
import type { Connection, Database, DialectName, SqlValue } from './database.js'
import { keptStatement } from './kept-statement.js'
import { tableOf } from './mapping.js'
import { readAllRows } from './read-rows.js'
import { selectRows } from './rows-sql.js'
import { singletonId } from './singleton-id.js'
import { constant, identifier } from './sql/identifier.js'
import type { ComputedColumn, RenderContext } from './sql/render-context.js'
import { renderExpression } from './sql/render-expression.js'
import { renderComplex, renderComputed } from './sql/render-json.js'

/** Rows that come with the entity itself, in the one statement; with more, the rest follows in a snapshot. */
const INLINE_ROWS = 1000

/** Reads outside of a transaction: one statement for nearly everybody, a snapshot for those with many rows. */
export async function readEntity (database: Database, plan: ReadEntityPlan, scope: Scope): Promise<EntityResult> {
  if (collectionMembers(plan.shape).some(({ rows }) => rows !== undefined)) return await database.snapshot(connection => readEntityWithin(connection, database.dialect, plan, scope))
  const first = await readOnce(database, database.dialect, plan, scope)
  return first.complete ? first.result : await database.snapshot(connection => readEntityWithin(connection, database.dialect, plan, scope))
}

/** Reads within a transaction or snapshot, everything of one state. */
export async function readEntityWithin (connection: Connection, dialect: DialectName, plan: ReadEntityPlan, scope: Scope): Promise<EntityResult> {
  const { result, complete } = await readOnce(connection, dialect, plan, scope)
  const members = new Map(result.members)
  const counts = new Map<string, string>()
  for (const { name, property, shape, rows } of collectionMembers(plan.shape)) {
    if (shape === undefined || (complete && rows === undefined)) continue
    const read = await readAllRows(connection, dialect, plan.singleton, rows ?? everyRow(property, shape, plan), scope)
    members.set(name, read.pieces)
    if (read.count !== undefined) counts.set(name, read.count)
  }
  return { ...result, members, counts }
}

/** The query of a collection nothing was asked of. */
function everyRow (property: Property, shape: ObjectShape, { now }: ReadEntityPlan): RowsQuery {
  const computation = { items: [], variable: { name: '$it', type: { type: shape.type, nullable: false } } }
  return { property, type: shape.type as RowsQuery['type'], search: undefined, filter: undefined, computation, orderBy: [], skip: 0, top: undefined, count: false, shape, now }
}

const propertyMembers = (shape: ObjectShape): PropertyMember[] => shape.members.filter(member => member.kind === 'property')

const isCollection = ({ property }: PropertyMember): boolean => property.type.type.kind === 'collection'

const collectionMembers = (shape: ObjectShape): PropertyMember[] => propertyMembers(shape).filter(isCollection)

/** Collections with options are read on their own. */
async function readOnce (connection: Connection, dialect: DialectName, plan: ReadEntityPlan, scope: Scope): Promise<{ result: EntityResult, complete: boolean }> {
  const { singleton, shape } = plan
  const isKey = ({ property }: PropertyMember): boolean => singleton.type.key.includes(property.name)
  const properties = propertyMembers(shape).filter(({ rows }) => rows === undefined)
  const stored = properties.filter(member => !isKey(member))
  const computed = shape.members.filter(member => member.kind === 'computed')
  const [row = []] = await connection.query(keptStatement(dialect, plan, scope.tenant, mark => {
    const columns = [sql`e."changed"`, ...stored.flatMap(member => renderMember(dialect, member)), ...computed.map(member => jsonOf(dialect, renderComputed(dialect, member, sql`e.${computedColumn(plan, member.name)}`)))]
    return sql`SELECT ${join(columns)} FROM ${entitySource(dialect, plan, mark)}`
  }))
  const values = [...row]
  const version = String(values.shift() ?? 0)
  const members = new Map<string, JsonText>()
  let complete = true
  for (const member of properties) {
    if (isKey(member)) members.set(member.name, JSON.stringify(singletonId(scope.tenant)))
    else if (!isCollection(member)) members.set(member.name, jsonText(values.shift()) ?? 'null')
    else {
      const text = jsonText(values.shift()) ?? '0:'
      members.set(member.name, `[${text.slice(text.indexOf(':') + 1)}]`)
      if (Number.parseInt(text) >= INLINE_ROWS) complete = false
    }
  }
  for (const { name } of computed) members.set(name, jsonText(values.shift()) ?? 'null')
  return { result: { kind: 'entity', version, members, counts: new Map() }, complete }
}

const jsonText = (value: SqlValue | undefined): string | undefined => value === null || value === undefined ? undefined : String(value)

/** The singleton's row, all null for a tenant that was never written to, with computed columns beside its own; later ones see those before. */
function entitySource (dialect: DialectName, plan: ReadEntityPlan, tenant: string): Sql {
  const { singleton, computation, now } = plan
  const row = sql`(SELECT e.*, t."key" AS "tenantKey" FROM (SELECT 1 AS "one") o LEFT JOIN "Tenant" t ON t."id" = ${tenant}
    LEFT JOIN ${identifier(tableOf(singleton.type))} e ON e."tenant" = t."key") AS e`
  if (computation === undefined) return row
  const computed = new Map<string, ComputedColumn>()
  const context: RenderContext = { dialect, now, computed, tableAlias: variable => variable === computation.variable ? 'e' : undefined }
  return computation.items.reduce((source, { name, expression }) => {
    const column = computedColumn(plan, name)
    const level = sql`(SELECT e.*, ${renderExpression(context, expression)} AS ${column} FROM ${source}) AS e`
    computed.set(name, { value: sql`e.${column}`, instant: undefined })
    return level
  }, row)
}

/** The column of a computed value; names that differ in case alone would be one column to SQLite. */
function computedColumn ({ computation }: ReadEntityPlan, name: string): Sql {
  return identifier(`c${computation?.items.findIndex(item => item.name === name) ?? 0}`)
}

/** One value as JSON text. */
function jsonOf (dialect: DialectName, value: Sql): Sql {
  return dialect === 'sqlite' ? sql`json_array(${value}) -> ${constant('$[0]')}` : sql`to_json(${value})::text`
}

/** The SQL of a member: its JSON text; of rows, what {@link selectRows} says. */
function renderMember (dialect: DialectName, member: PropertyMember): Sql[] {
  const { property, shape } = member
  if (shape === undefined) throw new Error(`${property.name}: a singleton has no primitive properties of its own`)
  if (!isCollection(member)) return [dialect === 'sqlite' ? renderComplex(dialect, property, shape, 'e') : sql`(${renderComplex(dialect, property, shape, 'e')})::text`]
  return [sql`(${selectRows(dialect, shape, sql`e."tenantKey"`, INLINE_ROWS)})`]
}
