/** Reads a singleton in one statement; a large collection of rows goes on in pieces, within one snapshot. */
import sql, { join } from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import type { Property } from '../edm/types.js'
import type { EntityResult, JsonText, ReadEntityPlan, Scope } from '../plan/plan.js'
import type { ObjectShape, PropertyMember } from '../plan/shape.js'
import type { Connection, Database, DialectName, SqlValue } from './database.js'
import { tableOf } from './mapping.js'
import { CHUNK_ROWS, selectRows } from './rows-sql.js'
import { singletonId } from './singleton-id.js'
import { identifier } from './sql/identifier.js'
import { renderComplex } from './sql/render-json.js'

/** Rows that come with the entity itself, in the one statement; with more, the rest follows in a snapshot. */
const INLINE_ROWS = 1000

/** Reads outside of a transaction: one statement for nearly everybody, a snapshot for those with many rows. */
export async function readEntity (database: Database, plan: ReadEntityPlan, scope: Scope): Promise<EntityResult> {
  const first = await readOnce(database, database.dialect, plan, scope)
  return first.complete ? first.result : await database.snapshot(connection => readEntityWithin(connection, database.dialect, plan, scope))
}

/** Reads within a transaction or snapshot, everything of one state. */
export async function readEntityWithin (connection: Connection, dialect: DialectName, plan: ReadEntityPlan, scope: Scope): Promise<EntityResult> {
  const { result, complete } = await readOnce(connection, dialect, plan, scope)
  if (complete) return result
  const members = new Map(result.members)
  for (const { property, shape } of propertyMembers(plan.shape)) {
    if (shape !== undefined && isCollection(property)) members.set(property, await readAllRows(connection, dialect, shape, scope))
  }
  return { version: result.version, members }
}

const propertyMembers = (shape: ObjectShape): PropertyMember[] => shape.members.filter(member => member.kind === 'property')

const isCollection = (property: Property): boolean => property.type.type.kind === 'collection'

const tenantKey = (scope: Scope): Sql => sql`(SELECT "key" FROM "Tenant" WHERE "id" = ${scope.tenant})`

async function readOnce (connection: Connection, dialect: DialectName, plan: ReadEntityPlan, scope: Scope): Promise<{ result: EntityResult, complete: boolean }> {
  const stored = propertyMembers(plan.shape).filter(({ property }) => !plan.singleton.type.key.includes(property.name))
  const columns = stored.flatMap(member => renderMember(dialect, member))
  const [row = []] = await connection.query(sql`SELECT ${join([sql`e."changed"`, ...columns])} FROM (SELECT 1 AS "one") o
    LEFT JOIN "Tenant" t ON t."id" = ${scope.tenant}
    LEFT JOIN ${identifier(tableOf(plan.singleton.type))} e ON e."tenant" = t."key"`)
  const values = [...row]
  const version = String(values.shift() ?? 0)
  const members = new Map<Property, JsonText>()
  let complete = true
  for (const { property } of propertyMembers(plan.shape)) {
    if (plan.singleton.type.key.includes(property.name)) members.set(property, JSON.stringify(singletonId(scope.tenant)))
    else if (!isCollection(property)) members.set(property, jsonText(values.shift()) ?? 'null')
    else {
      members.set(property, `[${jsonText(values.shift()) ?? ''}]`)
      if (Number(values.shift()) >= INLINE_ROWS) complete = false
    }
  }
  return { result: { version, members }, complete }
}

const jsonText = (value: SqlValue | undefined): string | undefined => value === null || value === undefined ? undefined : String(value)

/** The SQL of a member: its JSON text, and for rows also how many there are. */
function renderMember (dialect: DialectName, { property, shape }: PropertyMember): Sql[] {
  if (shape === undefined) throw new Error(`${property.name}: a singleton has no primitive properties of its own`)
  if (!isCollection(property)) return [dialect === 'sqlite' ? renderComplex(dialect, property, shape, 'e') : sql`(${renderComplex(dialect, property, shape, 'e')})::text`]
  const rows = selectRows(dialect, shape, sql`t."key"`, '0', INLINE_ROWS)
  return [
    sql`(SELECT "text" FROM (${rows}) inlined)`,
    sql`(SELECT count(*) FROM (SELECT 1 FROM ${identifier(tableOf(shape.type))} r WHERE r."tenant" = t."key" AND r."owner" = 0 LIMIT ${INLINE_ROWS}) counted)`
  ]
}

/** Every row as pieces of one array, some thousand rows a piece. */
async function readAllRows (connection: Connection, dialect: DialectName, shape: ObjectShape, scope: Scope): Promise<readonly string[]> {
  const pieces: string[] = []
  let after = '0'
  for (;;) {
    const [row] = await connection.query(selectRows(dialect, shape, tenantKey(scope), after, CHUNK_ROWS))
    const [text, last, count] = row ?? []
    if (text !== null && text !== undefined) pieces.push(`${pieces.length === 0 ? '[' : ','}${String(text)}`)
    if (Number(count ?? 0) < CHUNK_ROWS) break
    after = String(last)
  }
  return pieces.length === 0 ? ['[]'] : [...pieces, ']']
}
