/** Reads an entity in one statement; a large collection of rows goes on in pieces, within one snapshot. */
import sql, { join } from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import { endsInSingle, pathGone } from '../../odata/canonical-path.js'
import type { Property } from '../../edm/types.js'
import type { EntityLocation } from '../../odata/canonical-path.js'
import type { EntityResult, LongJsonText, NothingResult, ReadEntityPlan, Scope } from '../../plan/plan.js'
import { everyRow } from '../../plan/rows-query.js'
import type { PropertyMember, ShapeMember } from '../../plan/shape.js'
import type { ComputedMember } from '../../plan/shape-computed.js'
import type { Connection, Database, DialectName, SqlRow, SqlValue, Statement, StatementOptions } from '../database/database.js'
import { isRows, layoutOf, rowMembers } from './entity-layout.js'
import { demandsOf } from '../cost/demands.js'
import { entitySource } from './entity-source.js'
import { occurringParts, partOccurred } from './occurring-parts.js'
import { plannedStatement } from './planned-statement.js'
import { ENTITY, foundVersion, isContained, renderLocation } from '../location-sql.js'
import { renderDynamicMembers } from '../sql/answer/dynamic-members.js'
import { collectionText, locationText, pathsOfLocation } from './location-text.js'
import { DYNAMIC_COLUMN, isDocument, mappingOf, TYPE_COLUMN } from '../mapping.js'
import { readAllRows } from './read-rows.js'
import { selectRows } from './rows-sql.js'
import { singletonId } from '../../tenant/singleton-id.js'
import { identifier, position } from '../sql/identifier.js'
import { renderHome, renderKeyText } from '../sql/answer/key-text.js'
import { computeLevels } from '../sql/expression/compute-levels.js'
import type { Parameter } from '../sql/expression/parameter.js'
import { isDecimal } from '../sql/expression/decimal-text.js'
import type { ComputedColumn, Reading, RenderContext } from '../sql/expression/render-context.js'
import { renderHeldValue } from '../sql/expression/render-digits.js'
import { renderFragment } from '../sql/answer/render-fragment.js'
import { renderDocument, renderWholeValue } from '../sql/answer/render-document.js'
import { renderItemCount, renderSomeItems, someOf } from '../sql/answer/render-items.js'
import { renderComplex } from '../sql/answer/render-json.js'
import { quoteJson, renderComputed, renderValue } from '../sql/answer/render-value.js'
import { renderUnshown, shownMember } from '../sql/answer/shown-parts.js'
import type { ShownParts } from '../sql/answer/shown-parts.js'
import { SINGLETON_ORDINAL } from '../sql/expression/place.js'

type Found = EntityResult | NothingResult

/** Whether rows come with the entity where they are few, or all of them are read in pieces. */
type Rows = 'inline' | 'apart'

/** Rows that come with the entity itself, in the one statement; with more, the rest follows in a snapshot. */
const INLINE_ROWS = 1000

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
  const parts = rows === 'inline' ? occurringParts(dialect, plan) : undefined
  const [row] = await connection.query(...statementOf(dialect, plan, scope, rows, parts))
  const unshown = parts === undefined ? undefined : row?.at(-1) ?? undefined
  if (parts === undefined || unshown === undefined) return row
  partOccurred(plan, parts, String(unshown))
  return await readRow(connection, dialect, plan, scope, rows)
}

/** The one statement, and what the database is told of it. What it does not show, its last column names. */
function statementOf (
  dialect: DialectName,
  plan: ReadEntityPlan,
  scope: Scope,
  rows: Rows = 'inline',
  parts?: ShownParts
): [Statement, StatementOptions | undefined] {
  const { read, contained, withoutRows } = layoutOf(plan)
  const like = rows === 'inline' ? parts : withoutRows
  const statement = plannedStatement(dialect, like === undefined ? plan : { ...plan, like }, scope, tenant => {
    const reading: Reading = { dialect, now: scope.now }
    const type = contained ? [sql`e.${identifier(TYPE_COLUMN)}`] : []
    const shown = parts === undefined ? read : read.map(member => shownMember(member, parts))
    const members = shown.map(member => rows === 'apart' && isRows(member) ? sql`NULL` : renderMember(reading, plan, member))
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
  for (const { member, from, column } of parts.get(present)!) {
    const text = column === undefined ? undefined : jsonText(row[column])
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

/**
 * The entity's row, all null for a singleton of a tenant that was never written to, with computed columns beside its own; later ones see
 * those before.
 */
function computedSource (reading: Reading, plan: ReadEntityPlan, tenant: Parameter): Sql {
  const { location, computation } = plan
  const row = entitySource(reading, location, tenant)
  if (computation === undefined) return row
  const computed = new Map<string, ComputedColumn>()
  const context: RenderContext = {
    ...reading,
    tenant: ENTITY_TENANT,
    computed,
    tableAlias: variable => variable === computation.variable ? ENTITY : undefined
  }
  return computeLevels(computation.items).reduce((source, items) => {
    const held = items.map(({ name, expression }) => ({ name, ...renderHeldValue(context, expression) }))
    const columns = held.map(({ name, value }) => sql`${value} AS ${computedColumn(plan, name)}`)
    for (const { name, readFrom } of held) computed.set(name, readFrom(sql`e.${computedColumn(plan, name)}`, undefined))
    return sql`(SELECT e.*, ${join(columns)} FROM ${source}) AS e`
  }, row)
}

/** The column of a computed value; names that differ in case alone would be one column to SQLite. */
function computedColumn ({ computation }: ReadEntityPlan, name: string): Sql {
  // No property has such a name.
  return identifier(`c$${computation?.items.findIndex(item => item.name === name) ?? 0}`)
}

/**
 * The SQL of a member of the entity, or of a value of it in a collection: its JSON text; of rows, what {@link selectRows} says; of more
 * than a value, a fragment.
 */
function renderMember (reading: Reading, plan: ReadEntityPlan, member: ShapeMember, item?: Sql): Sql {
  const { location, serviceRoot } = plan
  const { dialect } = reading
  switch (member.kind) {
    case 'computed':
      return renderComputedMember(dialect, member, sql`e.${computedColumn(plan, member.name)}`)
    case 'dynamic': return renderDynamicMembers(dialect, sql`e.${identifier(DYNAMIC_COLUMN)}`, member.name)
    case 'itemCount': {
      const count = renderItemCount(contextOf(reading), member, columnOf(member))
      return member.asText ? sql`'"' || ${count} || '"'` : count
    }
    case 'property':
      return member.items === undefined
        ? renderProperty(reading, plan, member)
        : renderSomeItems(contextOf(reading), { ...member, items: member.items }, columnOf(member), {
          fragment: fragmentOf(reading, plan)
        })
    case 'link':
    case 'stream':
    case 'collection':
      return renderFragment(reading, member, {
        alias: ENTITY,
        item,
        ...pathsOf(dialect, location),
        serviceRoot,
        level: 1,
        it: ENTITY
      })
    default:
      throw new Error(`${member.name} is not read`)
  }
}

/** Of what is in a value of the entity. */
const fragmentOf = (reading: Reading, plan: ReadEntityPlan) =>
  (member: ShapeMember, item?: Sql): Sql => renderMember(reading, plan, member, item)

/** Of a Decimal the column has the digits. */
function renderComputedMember (dialect: DialectName, member: ComputedMember, column: Sql): Sql {
  const whole = renderWholeValue(dialect, member, column)
  if (whole !== undefined) return whole
  if (!isDecimal(member.type.type)) return quoteJson(dialect, renderComputed(dialect, member, column))
  return member.asText ? quoteJson(dialect, column) : column
}

/** In expressions about the values of a collection `$it` is the entity. */
const ENTITY_TENANT = sql`${identifier(ENTITY)}."tenant"`

const contextOf = (reading: Reading): RenderContext =>
  ({ ...reading, tenant: ENTITY_TENANT, computed: new Map(), tableAlias: () => ENTITY })

const columnOf = ({ property }: { readonly property: Property }): Sql =>
  sql`e.${identifier(mappingOf(property).column.name)}`

/** The way to the entity, and where it has its place. */
function pathsOf (dialect: DialectName, location: EntityLocation): { path: Sql, id?: Sql } {
  const path = locationText(dialect, location, pathGone)
  const last = location.steps.at(-1)
  if (last?.by !== undefined) {
    const collection = last.home?.kind === 'entitySet' ? renderHome(last.home, ENTITY) : collectionText(dialect, location, last.property)
    return { path, id: sql`${collection} || ${renderKeyText(dialect, last.property.target, ENTITY)}` }
  }
  if (last !== undefined && endsInSingle(location) && last.home?.kind === 'entitySet') {
    return { path, id: sql`${renderHome(last.home, ENTITY)} || ${renderKeyText(dialect, last.property.target, ENTITY)}` }
  }
  return pathsOfLocation(dialect, location)
}

function renderProperty (reading: Reading, plan: ReadEntityPlan, member: PropertyMember): Sql {
  const { dialect } = reading
  const { location } = plan
  const { property, shape } = member
  if (shape !== undefined && isRows(member)) {
    const ordinal = isContained(location) ? sql`e."ordinal"` : position(SINGLETON_ORDINAL)
    return sql`(${selectRows(dialect, shape, { tenant: sql`e."tenant"`, ordinal }, INLINE_ROWS)})`
  }
  if (shape !== undefined && !isDocument(property)) {
    return dialect === 'sqlite'
      ? renderComplex(dialect, property, shape, ENTITY)
      : sql`(${renderComplex(dialect, property, shape, ENTITY)})::text`
  }
  const column = columnOf(member)
  const inDocument = { some: someOf(contextOf(reading)), fragment: fragmentOf(reading, plan) }
  return isDocument(property)
    ? renderDocument(dialect, property.type, member, column, inDocument)
    : quoteJson(dialect, renderValue(dialect, column, mappingOf(property).column, member.asText))
}
