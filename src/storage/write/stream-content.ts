/** The content of a stream property, in pieces. */
import sql from 'sql-template-tag'
import type { MediaContent } from '../../odata/json/structured-value.js'
import { costOfBytes } from '../database/cost.js'
import { PIECE_BYTES } from '../stream-pieces.js'
import { bigint, demands } from './writing.js'
import type { StoredEntity, Writing } from './writing.js'

/** Takes the place of what was there. */
export async function storeStream (writing: Writing, owner: number, property: string, { mediaType, bytes }: MediaContent): Promise<void> {
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

/** The version of the content; undefined where there is none. */
export async function streamVersion (
  { connection, dialect, tenant }: Writing,
  { ordinal }: Pick<StoredEntity, 'ordinal'>,
  property: string
): Promise<string | undefined> {
  const [row] = await connection.query(
    sql`SELECT "changed" FROM "StreamContent" WHERE "tenant" = ${tenant} AND "owner" = ${
      bigint(dialect, ordinal)
    } AND "property" = ${property}`
  )
  return row === undefined ? undefined : String(row[0])
}
