/**
 * Everything a tenant has of a model that was read, as the pieces of one JSON text: the entities of each entity set and singleton as a
 * client would send them (OData JSON format 4.01, section 7), what they contain inside. Out of one consistent state.
 */
import sql, { join } from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import { containmentsOf } from '../../edm/inner-navigation.js'
import { controlPrefix, mediaStream, streamsOf as streamsIn } from '../../edm/media.js'
import type { EdmModel, EntityType, NavigationProperty } from '../../edm/types.js'
import { negotiateFormat } from '../../odata/json/format.js'
import { rootNavigation, rootResources } from '../../odata/root-navigation.js'
import { objectShape } from '../../plan/shape.js'
import type { ShapeContext } from '../../plan/shape.js'
import type { Connection, Database } from '../database/database.js'
import { tableOf } from '../mapping.js'
import { renderObject } from '../sql/answer/render-json.js'
import { renderPlace } from '../sql/expression/place.js'
import { STORED_ITEM } from '../stored-value.js'
import { identifier, position } from '../sql/identifier.js'
import { exportedOf, readRelations } from './export-relations.js'
import type { ReadRelations } from './export-relations.js'
import { withItemRelations } from './export-items.js'
import { bytesOf } from './export-tenant.js'
import type { WriteText } from './export-tenant.js'
import { bigint } from './tenant-tables.js'

const PAGE_ROWS = 200

interface Exporting {
  readonly connection: Connection
  readonly tenant: number
  readonly write: WriteText
  /** An entity of a type, named by the alias `r`, as JSON text. */
  readonly jsonOf: (type: EntityType) => Sql
  /** The URLs of what the entities with these ordinals are related to. */
  readonly relationsOf: ReadRelations
}

/** Writes the document of `docs/state.md`. A tenant that was never written to is an empty one. */
export async function exportModel (database: Database, model: EdmModel, id: string, write: WriteText): Promise<void> {
  await database.snapshot(async connection => {
    const [row] = await connection.query(sql`SELECT "key" FROM "Tenant" WHERE "id" = ${id}`)
    const tenant = Number(row?.[0] ?? -1)
    const relationsOf = readRelations(connection, database.dialect, model, tenant)
    const exporting: Exporting = { connection, tenant, write, jsonOf: entityJson(database, model), relationsOf }
    await write('{')
    let separator = '\n'
    for (const resource of rootResources(model.container)) {
      const navigation = rootNavigation(resource)
      if (!navigation.collection && (await ownersOf(exporting, navigation, ['0'])).size === 0) continue
      await write(`${separator}${JSON.stringify(resource.name)}:`)
      await writeEntities(exporting, navigation, '0')
      separator = ',\n'
    }
    await write('\n}\n')
  })
}

function entityJson ({ dialect }: Database, model: EdmModel): Exporting['jsonOf'] {
  const context: ShapeContext = {
    model,
    format: negotiateFormat('4.0', undefined, undefined),
    serviceRoot: '',
    limits: { pageSize: 1, maxPageSize: 1, maxStreamBytes: 0, requireIfMatch: false },
    omitValues: undefined,
    ordinals: STORED_ITEM
  }
  const known = new Map<EntityType, Sql>()
  return type => {
    const object = known.get(type) ?? renderObject(dialect, objectShape(context, type, undefined), 'r')
    known.set(type, object)
    return dialect === 'sqlite' ? object : sql`(${object})::text`
  }
}

interface Page {
  readonly ordinals: readonly string[]
  readonly types: readonly string[]
  readonly texts: readonly string[]
}

async function readPage (
  { connection, tenant, jsonOf }: Exporting,
  navigation: NavigationProperty,
  owner: string,
  after: string
): Promise<Page> {
  const { target } = navigation
  const rows = await connection.query(
    sql`SELECT CAST(r."ordinal" AS text), r."type", ${jsonOf(target)} FROM ${identifier(tableOf(target))} r
      WHERE r."tenant" = ${tenant}${renderPlace(navigation, sql`r`)} AND r."owner" = ${bigint(owner)} AND r."ordinal" > ${bigint(after)}
      ORDER BY r."ordinal" LIMIT ${position(PAGE_ROWS)}`
  )
  const column = (index: number): readonly string[] => rows.map(row => String(row[index]))
  return { ordinals: column(0), types: column(1), texts: column(2) }
}

/** An array, or the one entity that a single-valued property leads to. */
async function writeEntities (exporting: Exporting, navigation: NavigationProperty, owner: string): Promise<void> {
  const { write } = exporting
  if (navigation.collection) await write('[')
  let [after, separator] = ['0', '']
  for (;;) {
    const page = await readPage(exporting, navigation, owner, after)
    await writePage(exporting, navigation, page, separator)
    separator = ','
    if (page.ordinals.length < PAGE_ROWS) break
    after = page.ordinals.at(-1) ?? after
  }
  if (navigation.collection) await write(']')
}

/** What the entities contain is asked for once for all of them: most contain nothing. */
async function writePage (
  exporting: Exporting,
  { target }: NavigationProperty,
  { ordinals, types, texts: stored }: Page,
  first: string
): Promise<void> {
  const { write } = exporting
  const inside = await containedIn(exporting, target, ordinals)
  const streams = await streamsOf(exporting, target, ordinals)
  const relations = await exporting.relationsOf(exportedOf(target), ordinals)
  const texts = await withItemRelations(exporting.relationsOf, target, stored)
  let separator = first
  for (const [index, text] of texts.entries()) {
    const ordinal = ordinals[index] ?? ''
    const type = target.concreteTypes.find(({ name }) => name === types[index])
    const possible = type === undefined ? [] : containmentsOf(type)
    const own = inside.filter(({ navigation, owners }) => owners.has(ordinal) && possible.includes(navigation))
    await write(`${separator}\n${text.slice(0, -1)}`)
    let comma = text === '{}' ? '' : ','
    for (const { name, mediaType } of streams.get(ordinal) ?? []) {
      const prefix = name === mediaStream.name ? controlPrefix(mediaStream) : name
      await write(`${comma}${JSON.stringify(`${prefix}@odata.mediaContentType`)}:${JSON.stringify(mediaType)},${JSON.stringify(name)}:"`)
      await write(`${(await contentOf(exporting, ordinal, name)).toString('base64url')}"`)
      comma = ','
    }
    for (const { name, json } of relations.get(ordinal) ?? []) {
      await write(`${comma}${JSON.stringify(`${name}@odata.bind`)}:${json}`)
      comma = ','
    }
    for (const { navigation } of own) {
      await write(`${comma}${JSON.stringify(navigation.name)}:`)
      await writeEntities(exporting, navigation, ordinal)
      comma = ','
    }
    await write('}')
    separator = ','
  }
}

interface Contained {
  readonly navigation: NavigationProperty
  /** Ordinals of the entities that contain something there. */
  readonly owners: ReadonlySet<string>
}

async function containedIn (exporting: Exporting, target: EntityType, ordinals: readonly string[]): Promise<readonly Contained[]> {
  const found: Contained[] = []
  const navigations = new Set(target.concreteTypes.flatMap(containmentsOf))
  for (const navigation of ordinals.length === 0 ? [] : navigations) {
    found.push({ navigation, owners: await ownersOf(exporting, navigation, ordinals) })
  }
  return found
}

async function ownersOf (
  { connection, tenant }: Exporting,
  navigation: NavigationProperty,
  ordinals: readonly string[]
): Promise<ReadonlySet<string>> {
  const rows = await connection.query(
    sql`SELECT DISTINCT CAST(r."owner" AS text) FROM ${identifier(tableOf(navigation.target))} r
      WHERE r."tenant" = ${tenant}${renderPlace(navigation, sql`r`)} AND r."owner" IN (${join(ordinals.map(bigint))})`
  )
  return new Set(rows.map(([owner]) => String(owner)))
}

interface StreamOf {
  readonly name: string
  readonly mediaType: string
}

async function streamsOf (
  { connection, tenant }: Exporting,
  target: EntityType,
  ordinals: readonly string[]
): Promise<ReadonlyMap<string, readonly StreamOf[]>> {
  const streams = new Map<string, StreamOf[]>()
  if (ordinals.length === 0 || !target.concreteTypes.some(type => streamsIn(type).length > 0)) return streams
  const rows = await connection.query(
    sql`SELECT CAST("owner" AS text), "property", "mediaType" FROM "StreamContent" WHERE "tenant" = ${tenant} AND "owner" IN (${join(ordinals.map(bigint))})`
  )
  for (const [owner, name, mediaType] of rows) {
    streams.set(String(owner), [...streams.get(String(owner)) ?? [], { name: String(name), mediaType: String(mediaType) }])
  }
  return streams
}

async function contentOf ({ connection, tenant }: Exporting, owner: string, property: string): Promise<Buffer> {
  const pieces = await connection.query(
    sql`SELECT "content" FROM "StreamPiece" WHERE "tenant" = ${tenant} AND "owner" = ${bigint(owner)} AND "property" = ${property} ORDER BY "position"`
  )
  return Buffer.concat(pieces.map(([content]) => bytesOf(content)))
}
