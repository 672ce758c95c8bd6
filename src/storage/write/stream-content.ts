/** The content of a stream property, in pieces. */
import sql from 'sql-template-tag'
import { costOfBytes } from '../database/cost.js'
import { PIECE_BYTES } from '../stream-pieces.js'
import { bigint, demands } from './writing.js'
import type { Writing } from './writing.js'

export interface StreamContent {
  readonly mediaType: string
  readonly bytes: Uint8Array
}

/** Takes the place of what was there. */
export async function storeStream (writing: Writing, owner: number, property: string, { mediaType, bytes }: StreamContent): Promise<void> {
  const { connection, dialect, tenant, sequence } = writing
  await removeStream(writing, owner, property)
  await connection.execute(sql`INSERT INTO "StreamContent" ("tenant", "owner", "property", "changed", "mediaType", "length")
    VALUES (${tenant}, ${bigint(dialect, owner)}, ${property}, ${bigint(dialect, sequence)}, ${mediaType}, ${bytes.length})`)
  for (let position = 0; position * PIECE_BYTES < bytes.length; position++) {
    const piece = bytes.subarray(position * PIECE_BYTES, (position + 1) * PIECE_BYTES)
    await connection.execute(
      sql`INSERT INTO "StreamPiece" ("tenant", "owner", "property", "position", "content") VALUES (${tenant}, ${
        bigint(dialect, owner)
      }, ${property}, ${position}, ${piece})`,
      demands(writing, costOfBytes(bytes.length))
    )
  }
}

export async function removeStream ({ connection, dialect, tenant }: Writing, owner: number, property: string): Promise<void> {
  const own = sql`"tenant" = ${tenant} AND "owner" = ${bigint(dialect, owner)} AND "property" = ${property}`
  await connection.execute(sql`DELETE FROM "StreamPiece" WHERE ${own}`)
  await connection.execute(sql`DELETE FROM "StreamContent" WHERE ${own}`)
}
