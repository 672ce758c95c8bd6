/** Rows of "Link": which pairs of ordinals a relation is, and how they are written. */
import sql from 'sql-template-tag'
import type { LinkMapping } from '../link-layout.js'
import type { LinkPair } from './constraints.js'
import type { Writing } from './writing.js'

/** What relates an entity to others by a property, named after the direction of its place. */
export const pairsOf = ({ direction }: Pick<LinkMapping, 'direction'>, ordinal: number, others: readonly number[]): readonly LinkPair[] =>
  others.map((other): LinkPair => direction === 'backward' ? [other, ordinal] : [ordinal, other])

/** Where both directions have rows, those of the other one too. Pairs that are there already stay. */
export async function insertPairs (
  { connection, dialect, tenant }: Writing,
  { place, direction }: LinkMapping,
  pairs: readonly LinkPair[]
): Promise<void> {
  if (pairs.length === 0) return
  const json = JSON.stringify(direction === 'both' ? [...pairs, ...pairs.map(([near, far]) => [far, near])] : pairs)
  const rows = dialect === 'sqlite'
    ? sql`SELECT ${tenant}, ${place}, "value" ->> 0, "value" ->> 1 FROM jsonb_each(${json}) WHERE TRUE`
    : sql`SELECT ${tenant}::int, ${place}::text, ("value" ->> 0)::bigint, ("value" ->> 1)::bigint FROM jsonb_array_elements(${json}::jsonb) AS item("value")`
  await connection.execute(sql`INSERT INTO "Link" ("tenant", "place", "source", "target") ${rows} ON CONFLICT DO NOTHING`)
}
