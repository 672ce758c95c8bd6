/** Reads an entity in one statement; a large collection of rows goes on in pieces, within one snapshot. */
import sql, { join } from 'sql-template-tag'
import type { EntityResult, LongJsonText, NothingResult, ReadEntityPlan, Scope } from '../../plan/plan.js'
import { everyRow } from '../../plan/rows-query.js'
import type { Connection, Database, DialectName, SqlRow, SqlValue, Statement, StatementOptions } from '../database/database.js'
import { isRows, layoutOf, rowMembers } from './entity-layout.js'
import { demandsOf } from '../cost/demands.js'
import { occurringParts, partOccurred } from './occurring-parts.js'
import { plannedStatement } from './planned-statement.js'
import { ENTITY, foundVersion, renderLocation } from '../location-sql.js'
import { TYPE_COLUMN } from '../mapping.js'
import { readAllRows } from './read-rows.js'
import { singletonId } from '../../tenant/singleton-id.js'
import { identifier } from '../sql/identifier.js'
import type { Reading } from '../sql/expression/render-context.js'
import { renderUnshown, shownMember } from '../sql/answer/shown-parts.js'
import type { ShownParts } from '../sql/answer/shown-parts.js'
import { columnAsStored, computedSource, INLINE_ROWS, renderMember } from './entity-columns.js'

type Found = EntityResult | NothingResult

/** Whether rows come with the entity where they are few, or all of them are read in pieces. */
type Rows = 'inline' | 'apart'

/**
 * Reads outside of a transaction: one statement for nearly everybody, a snapshot for those with many rows.
 * @param folder Where what is too much for memory may lie until it is sent
 */
export async function readEntity (database: Database, plan: ReadEntityPlan, scope: Scope, folder?: string): Promise<Found> {
  const { dialect } = database
  const readLong = (rows: Rows): Promise<Found> =>
    database.snapshot(connection => readEntityWithin(connection, dialect, plan, scope, { folder, rows }))
  if (layoutOf(plan).apart) return await readLong('inline')
  const first = putTogether(plan, scope, await readRow(database, dialect, plan, scope))
  if (first === undefined) return await readNothing(database, dialect, plan, scope)
  return first.complete ? first.result : await readLong('apart')
}

/** The same where the database is at hand, at once; undefined where it takes more than one short statement. */
export function readEntityNow (database: Database, plan: ReadEntityPlan, scope: Scope): Found | undefined {
  const { dialect } = database
  if (layoutOf(plan).apart || occurringParts(dialect, plan) !== undefined) return undefined
  const [statement, options] = statementOf(dialect, plan, scope)
  const began = performance.now()
  const rows = database.queryNow?.(statement, options)
  if (rows === undefined) return undefined
  scope.onStatement?.(performance.now() - began)
  const read = putTogether(plan, scope, rows[0])
  return read?.complete === true ? read.result : undefined
}

/** A read of an entity that one statement may do. */
export interface SingleRead {
  readonly statement: Statement
  /** What its row says; undefined when there is more to read. */
  readonly found: (row: SqlRow | undefined) => EntityResult | undefined
}

/** Undefined where it takes several statements. */
export function singleRead (dialect: DialectName, plan: ReadEntityPlan, scope: Scope): SingleRead | undefined {
  if (layoutOf(plan).apart) return undefined
  const found = (row: SqlRow | undefined): EntityResult | undefined => {
    const read = putTogether(plan, scope, row)
    return read?.complete === true ? read.result : undefined
  }
  return { statement: statementOf(dialect, plan, scope)[0], found }
}

/** Reads within a transaction or snapshot, everything of one state. */
export async function readEntityWithin (
  connection: Connection,
  dialect: DialectName,
  plan: ReadEntityPlan,
  scope: Scope,
  { folder, rows: how = 'inline' }: { readonly folder?: string | undefined, readonly rows?: Rows } = {}
): Promise<Found> {
  const read = putTogether(plan, scope, await readRow(connection, dialect, plan, scope, how))
  if (read === undefined) return await readNothing(connection, dialect, plan, scope)
  const { result } = read
  const complete = read.complete && how === 'inline'
  const members = new Map(result.members)
  const counts = new Map<string, string>()
  for (const { name, property, shape, rows } of rowMembers(result.shape)) {
    if (shape === undefined || (complete && rows === undefined)) continue
    const all = await readAllRows(connection, dialect, plan.location, rows ?? everyRow(plan, property, shape), scope, folder)
    members.set(name, all.pieces)
    if (all.count !== undefined) counts.set(name, all.count)
  }
  return { ...result, members, counts }
}

/** 404 when what has the property is not there either. */
async function readNothing (
  connection: Connection,
  dialect: DialectName,
  { location }: ReadEntityPlan,
  { tenant }: Scope
): Promise<NothingResult> {
  const around = { ...location, steps: location.steps.slice(0, -1) }
  const [row] = await connection.query(sql`SELECT e."changed" FROM ${renderLocation(dialect, around, tenant)}`)
  return { kind: 'nothing', version: foundVersion(around, row?.[0]) }
}

/** The row of the one statement. */
async function readRow (
  connection: Pick<Connection, 'query'>,
  dialect: DialectName,
  plan: ReadEntityPlan,
  scope: Scope,
  rows: Rows = 'inline'
): Promise<SqlRow | undefined> {
  const parts = rows === 'inline' && writesComplex(plan) ? occurringParts(dialect, plan) : undefined
  const [row] = await connection.query(...statementOf(dialect, plan, scope, rows, parts))
  const unshown = parts === undefined ? undefined : row?.at(-1) ?? undefined
  if (parts === undefined || unshown === undefined) return row
  partOccurred(plan, parts, String(unshown))
  return await readRow(connection, dialect, plan, scope, rows)
}

/** Whether the database has to write a complex value. */
function writesComplex (plan: ReadEntityPlan): boolean {
  const { read, asStored } = layoutOf(plan)
  return read.some(member => member.kind === 'property' && member.shape !== undefined && !asStored.has(member))
}

/** The one statement, and what the database is told of it. What it does not show, its last column names. */
function statementOf (
  dialect: DialectName,
  plan: ReadEntityPlan,
  scope: Scope,
  rows: Rows = 'inline',
  parts?: ShownParts
): [Statement, StatementOptions | undefined] {
  const { read, asStored, contained, withoutRows } = layoutOf(plan)
  const like = rows === 'inline' ? parts : withoutRows
  const statement = plannedStatement(dialect, like === undefined ? plan : { ...plan, like }, scope, tenant => {
    const reading: Reading = { dialect, now: scope.now }
    const type = contained ? [sql`e.${identifier(TYPE_COLUMN)}`] : []
    const shown = parts === undefined ? read : read.map(member => asStored.has(member) ? member : shownMember(member, parts))
    const members = shown.map(member =>
      asStored.has(member) ? columnAsStored(member) : rows === 'apart' && isRows(member) ? sql`NULL` : renderMember(reading, plan, member))
    const unshown = parts === undefined ? [] : [renderUnshown(plan.shape, parts, ENTITY)]
    const columns = [sql`e."changed"`, ...type, ...members, ...unshown]
    return sql`SELECT ${join(columns)} FROM ${computedSource(reading, plan, tenant)}`
  })
  return [statement, demandsOf(plan, scope)]
}

/** Undefined for an optional entity that is not there. */
function putTogether (
  plan: ReadEntityPlan,
  { tenant }: Scope,
  row: SqlRow = []
): { result: EntityResult, complete: boolean } | undefined {
  const { location, shape } = plan
  if (plan.optional === true && row.length === 0) return undefined
  const version = foundVersion(location, row[0])
  const { contained, parts } = layoutOf(plan)
  const typeName = contained ? String(row[1]) : location.type.name
  const present = shape.variants?.find(({ type }) => type.name === typeName) ?? shape
  const members = new Map<string, LongJsonText>()
  let complete = true
  for (const { member, from, column, write } of parts.get(present)!) {
    const value = column === undefined ? undefined : row[column]
    const text = write === undefined || value === undefined ? jsonText(value) : write(value)
    if (from === 'key') members.set(member.name, `"${singletonId(tenant)}"`)
    else if (member.kind === 'typeName') members.set(member.name, `"${member.prefix}${typeName}"`)
    else if (from === 'rows') {
      const counted = text ?? '0:'
      members.set(member.name, `[${counted.slice(counted.indexOf(':') + 1)}]`)
      if (Number.parseInt(counted) >= INLINE_ROWS) complete = false
    } else if (text !== undefined || member.kind === 'property' || member.kind === 'computed') members.set(member.name, text ?? 'null')
  }
  return { result: { kind: 'entity', version, shape: present, members, counts: new Map() }, complete }
}

const jsonText = (value: SqlValue | undefined): string | undefined => value === null || value === undefined ? undefined : String(value)
