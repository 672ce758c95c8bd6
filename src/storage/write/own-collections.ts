/** What of an entity is not in its own row: the rows of its collections of complex values, and its streams. */
import sql from 'sql-template-tag'
import { isStream, rowTypeOf } from '../../edm/lookup.js'
import { mediaStream } from '../../edm/media.js'
import type { ComplexType, Property } from '../../edm/types.js'
import type { StructuredValue } from '../../odata/json/structured-value.js'
import { decodeContent } from '../decode-content.js'
import { tableOf } from '../mapping.js'
import { insertRows } from '../read/rows-sql.js'
import { identifier } from '../sql/identifier.js'
import { insertRow } from './insert-row.js'
import { runWhileMaking } from './run-while-making.js'
import { removeStream, storeStream } from './stream-content.js'
import { bigint, demands, demandsOfRows } from './writing.js'
import type { Writing } from './writing.js'

/** `new`: nothing is there yet; `replace`: what is there goes; `append`: it stays, and rows are added. */
export async function writeOwnCollections (
  writing: Writing,
  owner: number,
  { type, properties, mediaTypes = {}, media }: StructuredValue,
  mode: 'new' | 'replace' | 'append'
): Promise<void> {
  if (media !== undefined) await storeStream(writing, owner, mediaStream.name, media)
  for (const property of type.properties) {
    const value = properties[property.name]
    if (value === undefined) continue
    const rowType = rowTypeOf(property)
    if (rowType !== undefined) await writeRows(writing, owner, rowType, value as readonly StructuredValue[], mode)
    else if (isStream(property)) await writeInlineStream(writing, owner, property, value as string | null, mediaTypes[property.name])
  }
}

async function writeRows (
  writing: Writing,
  owner: number,
  type: ComplexType,
  rows: readonly StructuredValue[],
  mode: 'new' | 'replace' | 'append'
): Promise<void> {
  const { connection, dialect, tenant, sequence } = writing
  const own = mode === 'replace'
    ? sql`${identifier(tableOf(type))} WHERE "tenant" = ${tenant} AND "owner" = ${bigint(dialect, owner)}`
    : undefined
  const demanded = own === undefined ? undefined : await demandsOfRows(writing, own)
  const removing = own === undefined ? undefined : connection.execute(sql`DELETE FROM ${own}`, demanded)
  const first = writing.takeOrdinals(rows.length)
  const [row] = rows
  if (dialect === 'sqlite' && rows.length === 1 && row !== undefined) {
    await removing
    const { statement, cost } = insertRow([tenant, owner, first, Number(sequence)], row)
    await connection.execute(statement, demands(writing, cost))
    return
  }
  const place = {
    tenant: dialect === 'sqlite' ? sql`${tenant}` : sql`${tenant}::int`,
    owner: bigint(dialect, owner),
    first: bigint(dialect, first),
    changed: bigint(dialect, sequence)
  }
  const inserts = insertRows(dialect, place, rows)
  await runWhileMaking(removing, inserts, async ({ statement, cost }) => await connection.execute(statement, demands(writing, cost)))
}

/** Sent inside JSON: as bytes, unless a type is sent beside it (JSON format 4.01, section 9). */
async function writeInlineStream (
  writing: Writing,
  owner: number,
  { name }: Property,
  value: string | null,
  mediaType = 'application/octet-stream'
): Promise<void> {
  if (value === null) await removeStream(writing, owner, name)
  else {
    const bytes = await decodeContent(value)
    if (bytes === undefined) throw new Error(`the content of ${name} was not checked`)
    await storeStream(writing, owner, name, { mediaType, bytes })
  }
}
