/** Everything a tenant has, as the pieces of one JSON text, out of one consistent state; a piece is some hundred rows at most. */
import sql, { join } from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import { isKeyProperty, isPolymorphic, isStream, rowTypeOf } from '../../edm/lookup.js'
import type { ComplexType, EdmModel, EntityType, NavigationProperty, Property } from '../../edm/types.js'
import type { Connection, Database, DialectName, SqlValue } from '../database/database.js'
import { columnsOf, familyColumns, presenceColumn, tableOf, typeColumnOf } from '../mapping.js'
import { columnName, constant, identifier, position } from '../sql/identifier.js'
import { SINGLETON_OWNER } from './load-tenant.js'
import { storedColumns } from './stored-columns.js'
import type { StoredColumn } from './stored-columns.js'
import { bigint } from './tenant-tables.js'

/** Takes the next piece of the text; the export goes on when its promise resolves. */
export type WriteText = (text: string) => Promise<void>

const PAGE_ROWS = 500

interface Exporting {
  readonly connection: Connection
  readonly dialect: DialectName
  readonly tenant: number
  readonly write: WriteText
}

/** Writes the document of `docs/state.md`. A tenant that was never written to is an empty one. */
export async function exportTenant (database: Database, model: EdmModel, id: string, write: WriteText): Promise<void> {
  await database.snapshot(async connection => {
    const [row] = await connection.query(sql`SELECT "key" FROM "Tenant" WHERE "id" = ${id}`)
    const exporting: Exporting = { connection, dialect: database.dialect, tenant: Number(row?.[0] ?? -1), write }
    await write('{')
    for (const [index, { name, type }] of model.container.singletons.entries()) {
      await write(`${index === 0 ? '' : ','}\n${JSON.stringify(name)}:`)
      const [record = {}] = await readPage(exporting, type, undefined)
      await writeEntity(exporting, type, record, { owner: SINGLETON_OWNER, members: [] })
    }
    await write('\n}\n')
  })
}

/** A row of an entity's table, by column. */
type StoredRecord = Readonly<Record<string, unknown>>

/** A page of entities: the one of a singleton's table, or those that an owner contains. */
async function readPage (
  { connection, dialect, tenant }: Exporting,
  type: EntityType,
  contained: { readonly owner: string, readonly after: string } | undefined
): Promise<readonly StoredRecord[]> {
  const own: ReadonlyArray<Pick<StoredColumn, 'name' | 'kind'>> = contained === undefined
    ? []
    : [{ name: 'ordinal', kind: 'text' }, { name: 'id', kind: 'text' }, { name: 'type', kind: 'text' }]
  const columns = [...own, ...storedColumns(type)]
  const place = contained === undefined
    ? sql``
    : sql`AND r."owner" = ${bigint(contained.owner)} AND r."ordinal" > ${bigint(contained.after)} ORDER BY r."ordinal" LIMIT ${
      position(PAGE_ROWS)
    }`
  const rows = await connection.query(
    sql`SELECT ${renderRecord(dialect, columns)} FROM ${identifier(tableOf(type))} r WHERE r."tenant" = ${tenant} ${place}`
  )
  return rows.map(([json]) => JSON.parse(String(json)) as StoredRecord)
}

/** `members` come first, as JSON text. */
async function writeEntity (
  exporting: Exporting,
  type: EntityType,
  record: StoredRecord,
  { owner, members }: { readonly owner: string, readonly members: readonly string[] }
): Promise<void> {
  const { write } = exporting
  let separator = '{'
  const member = async (name: string, text: string): Promise<void> => {
    await write(`${separator}${JSON.stringify(name)}:${text}`)
    separator = ','
  }
  for (const text of members) {
    await write(`${separator}${text}`)
    separator = ','
  }
  for (const property of type.properties.filter(({ name }) => !isKeyProperty(type, name))) {
    const rowType = rowTypeOf(property)
    if (rowType !== undefined) {
      await member(property.name, '[')
      await writeRows(exporting, rowType, owner)
      await write(']')
    } else if (isStream(property)) await writeStream(exporting, property, owner, member)
    else await member(property.name, JSON.stringify(valueOf(property, record)))
  }
  for (const navigation of type.navigationProperties.filter(({ containsTarget }) => containsTarget)) {
    await member(navigation.name, '[')
    await writeContained(exporting, navigation, owner)
    await write(']')
  }
  await write(separator === '{' ? '{}' : '}')
}

/** The value of a property out of its columns; a complex one is null where all its columns are. */
function valueOf (property: Property, record: StoredRecord): unknown {
  const { type } = property.type
  if (type.kind !== 'complex') return record[property.name] ?? null
  const typeColumn = typeColumnOf(property)
  const concrete = typeColumn === undefined ? type : type.concreteTypes.find(({ name }) => name === record[typeColumn])
  if (concrete === undefined || (record[presenceColumn(property)] ?? null) === null) return null
  const values = columnsOf(concrete, property).map(({ property: { name }, column }) => [name, record[column.name] ?? null] as const)
  return { ...typeColumn === undefined ? {} : { '@odata.type': `#${concrete.fullName}` }, ...Object.fromEntries(values) }
}

async function writeContained (exporting: Exporting, { target }: NavigationProperty, owner: string): Promise<void> {
  let [after, separator] = ['0', '\n']
  for (
    let page = await readPage(exporting, target, { owner, after });
    page.length > 0;
    page = page.length < PAGE_ROWS ? [] : await readPage(exporting, target, { owner, after })
  ) {
    for (const record of page) {
      after = String(record['ordinal'])
      const type = target.concreteTypes.find(({ name }) => name === record['type'])
      if (type === undefined) throw new Error(`the type '${String(record['type'])}' is stored and not known`)
      const members = [
        ...isPolymorphic(target) ? [`"@odata.type":${JSON.stringify(`#${type.fullName}`)}`] : [],
        `"id":${JSON.stringify(record['id'])}`
      ]
      await exporting.write(separator)
      await writeEntity(exporting, type, record, { owner: after, members })
      separator = ',\n'
    }
  }
}

async function writeRows ({ connection, dialect, tenant, write }: Exporting, type: ComplexType, owner: string): Promise<void> {
  const columns = familyColumns(type).map(({ column }) => column)
  const text = dialect === 'sqlite' ? sql`group_concat("json", ',' || char(10))` : sql`string_agg(("json")::text, ',' || chr(10))`
  let [after, separator] = ['0', '\n']
  for (;;) {
    const [row] = await connection.query(
      sql`SELECT ${text}, count(*), max("ordinal") FROM (SELECT ${renderRecord(dialect, columns)} AS "json", r."ordinal" FROM ${
        identifier(tableOf(type))
      } r
      WHERE r."tenant" = ${tenant} AND r."owner" = ${bigint(owner)} AND r."ordinal" > ${bigint(after)} ORDER BY r."ordinal" LIMIT ${
        position(PAGE_ROWS)
      }) page`
    )
    const [page, count = 0, last] = row ?? []
    if (Number(count) === 0) return
    await write(`${separator}${String(page)}`)
    if (Number(count) < PAGE_ROWS) return
    after = String(last)
    separator = ',\n'
  }
}

/** Three bytes are four characters: pieces of a multiple of three can be encoded one by one. */
async function writeStream (
  { connection, tenant, write }: Exporting,
  { name }: Property,
  owner: string,
  member: (name: string, text: string) => Promise<void>
): Promise<void> {
  const [content] = await connection.query(
    sql`SELECT "mediaType" FROM "StreamContent" WHERE "tenant" = ${tenant} AND "owner" = ${bigint(owner)} AND "property" = ${name}`
  )
  if (content === undefined) return await member(name, 'null')
  await member(name, `{"contentType":${JSON.stringify(content[0])},"content":"`)
  let rest = Buffer.alloc(0)
  for (let index = -1; ;) {
    const [piece] = await connection.query(
      sql`SELECT "position", "content" FROM "StreamPiece" WHERE "tenant" = ${tenant} AND "owner" = ${
        bigint(owner)
      } AND "property" = ${name} AND "position" > ${index} ORDER BY "position" LIMIT 1`
    )
    if (piece === undefined) break
    index = Number(piece[0])
    const bytes = Buffer.concat([rest, bytesOf(piece[1])])
    const whole = bytes.length - bytes.length % 3
    await write(bytes.toString('base64', 0, whole))
    rest = bytes.subarray(whole)
  }
  await write(`${rest.toString('base64')}"}`)
}

export const bytesOf = (value: SqlValue | undefined): Buffer =>
  value instanceof ArrayBuffer ? Buffer.from(value) : Buffer.from(value as unknown as Uint8Array)

/** A row as one flat JSON object. */
function renderRecord (dialect: DialectName, columns: ReadonlyArray<Pick<StoredColumn, 'name' | 'kind'>>): Sql {
  const values = columns.map(({ name, kind }) => ({ name, value: renderValue(dialect, sql`r.${identifier(name)}`, kind) }))
  if (dialect === 'sqlite') return sql`json_object(${join(values.map(({ name, value }) => sql`${constant(name)}, ${value}`))})`
  return sql`(SELECT row_to_json(object) FROM (SELECT ${
    join(values.map(({ name, value }) => sql`${value} AS ${columnName(name)}`))
  }) object)`
}

/** SQLite has no booleans and must be told what already is JSON. */
function renderValue (dialect: DialectName, column: Sql, kind: StoredColumn['kind']): Sql {
  if (dialect === 'postgresql') return column
  switch (kind) {
    case 'boolean': return sql`json(CASE WHEN ${column} IS NULL THEN 'null' WHEN ${column} THEN 'true' ELSE 'false' END)`
    case 'json': return sql`json(${column})`
    default: return column
  }
}
