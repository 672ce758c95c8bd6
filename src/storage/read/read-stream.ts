/** Reads the content of a stream property, or a range of it, piece by piece in one snapshot. */
import sql from 'sql-template-tag'
import { rangeOf } from '../../odata/byte-range.js'
import { isNotModified } from '../../odata/etag.js'
import type { ReadStreamPlan, Scope, StreamResult } from '../../plan/plan.js'
import type { Connection, Database, DialectName, SqlValue } from '../database/database.js'
import { foundVersion, renderLocation } from '../location-sql.js'
import { PIECE_BYTES } from '../stream-pieces.js'
import { bigint } from '../write/writing.js'

export async function readStream (database: Database, plan: ReadStreamPlan, scope: Scope): Promise<StreamResult> {
  return await database.snapshot(async connection => {
    const { dialect } = database
    const [row = []] = await connection.query(
      sql`SELECT t."key", e."ordinal", e."changed", (SELECT c."changed" FROM ${contentOf(plan)}), (SELECT c."mediaType" FROM ${
        contentOf(plan)
      }), (SELECT c."length" FROM ${contentOf(plan)})
      FROM ${renderLocation(dialect, plan.location, scope.tenant)}`
    )
    const [tenant, ordinal, entityVersion, version, mediaType, size] = row
    const fallback = foundVersion(plan.location, entityVersion)
    if (version === null || version === undefined) return { kind: 'stream', version: fallback, content: undefined }
    const length = Number(size)
    const unchanged = isNotModified(plan.conditions, String(version))
    const part = unchanged ? undefined : rangeOf(plan.range, { version: String(version), length })
    const { first, last } = part ?? { first: 0, last: length - 1 }
    const pieces = unchanged || !plan.content || length === 0
      ? []
      : await readPieces(connection, dialect, { tenant: Number(tenant), owner: Number(ordinal), property: plan.property.name }, first, last)
    return { kind: 'stream', version: String(version), content: { mediaType: String(mediaType), length, part, pieces } }
  })
}

const contentOf = ({ property }: ReadStreamPlan) =>
  sql`"StreamContent" c WHERE c."tenant" = t."key" AND c."owner" = e."ordinal" AND c."property" = ${property.name}`

interface StreamKey {
  readonly tenant: number
  readonly owner: number
  readonly property: string
}

/** The bytes from `first` to `last`. */
async function readPieces (
  connection: Connection,
  dialect: DialectName,
  { tenant, owner, property }: StreamKey,
  first: number,
  last: number
): Promise<readonly Uint8Array[]> {
  const [from, to] = [Math.floor(first / PIECE_BYTES), Math.floor(last / PIECE_BYTES)]
  const pieces: Uint8Array[] = []
  for (let position = from; position <= to; position++) {
    const [row] = await connection.query(
      sql`SELECT "content" FROM "StreamPiece" WHERE "tenant" = ${tenant} AND "owner" = ${
        bigint(dialect, owner)
      } AND "property" = ${property} AND "position" = ${position}`
    )
    const start = position * PIECE_BYTES
    pieces.push(bytesOf(row?.[0]).subarray(Math.max(first - start, 0), last - start + 1))
  }
  return pieces
}

/** Bytes, as either adapter gives them. */
function bytesOf (value: SqlValue | Uint8Array | undefined): Uint8Array {
  if (value instanceof ArrayBuffer) return new Uint8Array(value)
  if (value instanceof Uint8Array) return value
  throw new Error('a piece of a stream is missing')
}
