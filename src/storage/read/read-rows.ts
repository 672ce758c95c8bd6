/** Reads pages of collections and counts: one statement each, with the version of the entity they belong to. */
import sql, { empty } from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import { isServiceRoot } from '../../odata/canonical-path.js'
import type { EntityLocation } from '../../odata/canonical-path.js'
import { sharedBy } from '../../plan/plan.js'
import type { CountResult, CountRowsPlan, ReadRowsPlan, RowsQuery, RowsResult, Scope } from '../../plan/plan.js'
import type { StoredBytes } from '../../odata/content.js'
import type { Connection, DialectName, FirstTry, SqlRow, Statement } from '../database/database.js'
import { demandsOf } from '../cost/demands.js'
import { textOf } from '../database/long-text.js'
import { createAnswerPieces } from './answer-pieces.js'
import type { AnswerPieces } from './answer-pieces.js'
import { entitySource } from './entity-source.js'
import { pathsOfLocation } from './location-text.js'
import { tryBeginning } from './try-beginning.js'
import { occurringParts, partOccurred } from './occurring-parts.js'
import { plannedStatement } from './planned-statement.js'
import type { RememberedRows } from './remembered-rows.js'
import { foundVersion, scopeOwner, VERSION, withScope } from '../location-sql.js'
import { identifier } from '../sql/identifier.js'
import { IT, pageOf, renderPage, renderRowCount } from '../sql/answer/render-rows.js'
import type { CollectionPlace, Page } from '../sql/answer/render-rows.js'
import { valuesAfter } from '../sql/expression/parameter.js'
import type { Parameter } from '../sql/expression/parameter.js'
import type { Reading } from '../sql/expression/render-context.js'

/**
 * Rows that one statement of a large read returns: each text is garbage as soon as its bytes are kept, and below some
 * 128 KiB it is garbage that V8 collects at once.
 */
const PIECE_ROWS = 300

/** A page, and the position it ended at when rows follow. */
export async function readRows (
  connection: Connection,
  dialect: DialectName,
  plan: ReadRowsPlan,
  scope: Scope,
  remembered?: RememberedRows
): Promise<RowsResult> {
  const parts = occurringParts(dialect, plan)
  const asked = parts === undefined ? plan : { ...plan, like: parts }
  const render = (plan: ReadRowsPlan, within?: number): Statement => plannedStatement(dialect, plan, scope, tenant =>
    renderRead({ dialect, now: scope.now }, plan, tenant, { text: sql`"text"`, parts, within }))
  const first = dialect === 'sqlite' ? tryBeginning(plan, render, row => isFull(plan, row)) : undefined
  const [row = []] = await ask(connection, { plan: asked, statement: render(asked), scope, first }, remembered)
  const other = row[OTHER] ?? undefined
  if (parts !== undefined && other !== undefined) {
    partOccurred(plan, parts, String(other))
    return await readRows(connection, dialect, plan, scope, remembered)
  }
  return { ...readPage(plan, plan.rows, row), kind: 'rows', text: textOf(row[TEXT]) }
}

/** One statement, whose answer may be known. */
async function ask (connection: Connection, asked: Asked, remembered: RememberedRows | undefined): Promise<readonly SqlRow[]> {
  const demands = demandsOf(asked.plan, asked.scope)
  const options = demands === undefined ? undefined : { ...demands, first: asked.first }
  return remembered === undefined ? await connection.query(asked.statement, options) : await remembered.query(connection, asked, options)
}

interface Asked {
  readonly plan: ReadRowsPlan | CountRowsPlan
  readonly statement: Statement
  readonly scope: Scope
  readonly first?: FirstTry | undefined
}

/** The columns of the page's text, and of what it does not show. */
export const [TEXT, OTHER] = [2, 5] as const

/** What the row of a page says beside its text. */
export function readPage (
  { location, pageSize }: Pick<ReadRowsPlan, 'location' | 'pageSize'>,
  { top, count }: Pick<RowsQuery, 'top' | 'count'>,
  [version, counted, _text, found, position]: SqlRow
): Pick<RowsResult, 'version' | 'size' | 'count' | 'next'> {
  const [rows, most] = [Number(found ?? 0), pageOf({ top }, pageSize).size]
  return {
    version: foundVersion(location, version),
    size: Math.min(rows, most),
    count: count ? String(counted ?? 0) : undefined,
    next: rows > most ? JSON.parse(String(position)) as Array<string | null> : undefined
  }
}

/** Whether nothing could be added to the page, were there more rows. */
function isFull ({ rows: { top }, pageSize }: ReadRowsPlan, [_version, _count, _text, found]: SqlRow): boolean {
  const { size, more } = pageOf({ top }, pageSize)
  return Number(found) === size + (more ? 1 : 0)
}

/** A collection of the entity in the statement's scope. */
function placeOf (dialect: DialectName, location: EntityLocation): CollectionPlace {
  const owner = scopeOwner(location)
  return { owner, level: 0, ...isServiceRoot(location) ? { path: undefined } : pathsOfLocation(dialect, location) }
}

interface Shown {
  /** The text of the page as it is returned. */
  readonly text: Sql
  readonly parts?: Page['parts']
  readonly within?: Page['within']
  readonly goesOn?: Page['goesOn']
}

function renderRead (reading: Reading, plan: ReadRowsPlan, tenant: string | Parameter, { text, parts, within, goesOn }: Shown): Sql {
  const { location, rows, after } = plan
  const { dialect } = reading
  const { it } = plan
  const place = { ...placeOf(dialect, location), it: it === undefined ? undefined : IT }
  const around = it === undefined || !rows.usesIt ? empty : sql`, ${identifier(IT)} AS (SELECT * FROM ${entitySource(reading, it, tenant)})`
  const count = rows.count ? sql`(${renderRowCount(reading, rows, place)})` : sql`NULL`
  const page = renderPage(reading, rows, place, { ...pageOf(rows, plan.pageSize, after), goesOn, parts, within })
  const other = parts === undefined ? empty : sql`, "other"`
  return sql`${withScope(dialect, location, tenant)}${around} SELECT ${VERSION}, ${count}, ${text}, "rows", "last"${other} FROM (${page}) AS page`
}

export async function countRows (
  connection: Connection,
  dialect: DialectName,
  plan: CountRowsPlan,
  scope: Scope,
  remembered?: RememberedRows
): Promise<CountResult> {
  const statement = plannedStatement(dialect, plan, scope, tenant =>
    sql`${withScope(dialect, plan.location, tenant)} SELECT ${VERSION}, (${
      renderRowCount({ dialect, now: scope.now }, plan.rows, placeOf(dialect, plan.location))
    })`)
  const [row = []] = await ask(connection, { plan, statement, scope }, remembered)
  return { kind: 'count', version: foundVersion(plan.location, row[0]), count: String(row[1] ?? 0) }
}

/**
 * Every row a query asks for, some thousand a piece; to be run within one snapshot. As bytes, which take less room than text and are what
 * is sent.
 * @param folder Where what is too much for memory lies meanwhile; undefined: all of it stays in memory
 */
export async function readAllRows (
  connection: Connection,
  dialect: DialectName,
  location: EntityLocation,
  query: RowsQuery,
  scope: Scope,
  folder?: string
): Promise<{ pieces: ReadonlyArray<Uint8Array | StoredBytes>, count: string | undefined }> {
  const pieces = createAnswerPieces(folder)
  try {
    const count = await addAllRows(connection, dialect, location, query, scope, pieces)
    return { pieces: pieces.end(), count }
  } catch (error) {
    pieces.drop()
    throw error
  }
}

/** Adds them as an array; their count, if it was asked for. */
async function addAllRows (
  connection: Connection,
  dialect: DialectName,
  location: EntityLocation,
  query: RowsQuery,
  scope: Scope,
  pieces: AnswerPieces
): Promise<string | undefined> {
  pieces.add(OPEN)
  let empty = true
  let [rows, after, counted]: [RowsQuery, RowsResult['next'], string | undefined] = [query, undefined, undefined]
  let [like, statement]: [object | undefined, Statement | undefined] = [undefined, undefined]
  for (;;) {
    const plan: ReadRowsPlan = { kind: 'readRows', location, rows, pageSize: PIECE_ROWS, after, it: location, ...like === undefined ? {} : { like } }
    statement = statement !== undefined && like !== undefined && after?.length === 1
      ? afterPosition(statement, after)
      : renderPiece(dialect, plan, scope)
    const piece = await readPiece(connection, plan, statement, scope)
    counted ??= piece.count
    if (piece.bytes !== undefined) {
      if (!empty) pieces.add(COMMA)
      pieces.add(piece.bytes)
      empty = false
    }
    if (piece.next === undefined) break
    // All pieces after the first are alike, but for where they begin.
    like = after === undefined || rows.top !== undefined ? undefined : sharedBy(plan)
    after = piece.next
    rows = { ...rows, skip: 0, count: false, top: rows.top === undefined ? undefined : rows.top - PIECE_ROWS }
  }
  pieces.add(CLOSE)
  return counted
}

const [OPEN, COMMA, CLOSE] = ['[', ',', ']'].map(text => Buffer.from(text)) as [Buffer, Buffer, Buffer]

/** SQLite gives bytes where it is asked to, and no text is made of them. */
const renderPiece = (dialect: DialectName, plan: ReadRowsPlan, { tenant, now }: Scope): Statement =>
  renderRead({ dialect, now }, plan, tenant, { text: dialect === 'sqlite' ? sql`CAST("text" AS blob)` : sql`"text"`, goesOn: true })

const afterPosition = ({ sql, text, values }: Statement, [ordinal]: ReadonlyArray<string | null>): Statement =>
  ({ sql, text, values: valuesAfter(values, BigInt(ordinal ?? 0)) })

async function readPiece (
  connection: Connection,
  plan: ReadRowsPlan,
  statement: Statement,
  scope: Scope
): Promise<{ bytes: Uint8Array | undefined, count: string | undefined, next: RowsResult['next'] }> {
  const [row = []] = await connection.query(statement, demandsOf(plan, scope))
  const text = row[TEXT]
  const { count, next } = readPage(plan, plan.rows, row)
  return {
    bytes: text === null || text === undefined ? undefined : text instanceof ArrayBuffer ? new Uint8Array(text) : Buffer.from(String(text)),
    count,
    next
  }
}
