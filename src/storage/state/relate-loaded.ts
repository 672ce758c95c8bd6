/**
 * Relations of what was loaded: made when all of it is there, because entities may be bound before they come. Many at a time: what is bound
 * is found by one statement a collection, and what it is related to is written by few.
 */
import sql from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import type { NavigationProperty, PrimitiveValue } from '../../edm/types.js'
import { pathGone } from '../../odata/canonical-path.js'
import type { EntityLocation } from '../../odata/canonical-path.js'
import type { DialectName } from '../database/database.js'
import type { LinkMapping } from '../link-layout.js'
import { keyMappings, linkOf, tableOf } from '../mapping.js'
import { identifier, sqlType } from '../sql/identifier.js'
import { renderPlace } from '../sql/expression/place.js'
import { insertPairs, pairsOf } from '../write/link-rows.js'
import { ordinalOf, relate } from '../write/relate.js'
import { isPaired, relateTogether } from '../write/relate-together.js'
import type { MadeRelation } from '../write/relate-together.js'
import type { PostponedRelation, StoredEntity, Writing } from '../write/writing.js'

/** @throws ODataError `modelValidation` for what cannot be related */
export async function relateLoaded (writing: Writing, relations: readonly PostponedRelation[]): Promise<void> {
  const known = await findBound(writing, relations)
  const finding: Writing = { ...writing, known }
  /** By their place. */
  const waiting = new Map<string, MadeRelation[]>()
  const makeWaiting = async (): Promise<void> => {
    for (const made of waiting.values()) await writeLinks(writing, made)
    waiting.clear()
  }
  for (const { navigation, ordinal, change } of relations) {
    const link = linkOf(navigation)
    if (link === undefined || !(isPlain(navigation, link) || isPaired(link)) || change.items.some(({ kind }) => kind !== 'reference')) {
      await makeWaiting()
      await relate(finding, navigation, ordinal, change)
      continue
    }
    const others: number[] = []
    for (const item of change.items) if ('location' in item) others.push(await ordinalOf(finding, navigation, item))
    const made = { navigation, link, ordinal, replaces: change.mode === 'replace' || !navigation.collection, others }
    const ofPlace = waiting.get(link.place)
    if (ofPlace === undefined) waiting.set(link.place, [made])
    else ofPlace.push(made)
  }
  await makeWaiting()
}

/** Whether a new relation takes nothing's place, and no value follows from it. */
const isPlain = ({ collection }: NavigationProperty, { exclusive, constraint, partner, containedIn }: LinkMapping): boolean =>
  !exclusive && constraint === undefined && containedIn === undefined && (collection || partner === undefined)

/** All of one place. */
async function writeLinks (writing: Writing, relations: readonly MadeRelation[]): Promise<void> {
  const [first] = relations
  if (first === undefined) return
  if (!relations.every(({ navigation, link }) => isPlain(navigation, link))) return await relateTogether(writing, relations)
  await insertPairs(writing, first.link, relations.flatMap(({ link, ordinal, others }) => pairsOf(link, ordinal, others)))
}

/** Entities of entity sets with a key of one property, by their paths; others are looked for one by one. */
async function findBound (writing: Writing, relations: readonly PostponedRelation[]): Promise<ReadonlyMap<string, StoredEntity>> {
  const bound = new Map<NavigationProperty, EntityLocation[]>()
  for (const { change } of relations) {
    for (const item of change.items) {
      const [step, more] = 'location' in item ? item.location.steps : []
      if (step === undefined || more !== undefined || step.by !== undefined) continue
      if (step.key.length !== 1 || step.type !== step.property.target) continue
      const locations = bound.get(step.property) ?? []
      bound.set(step.property, locations)
      if ('location' in item) locations.push(item.location)
    }
  }
  const found = new Map<string, StoredEntity>()
  for (const [property, locations] of bound) {
    const keys = locations.map(({ steps: [step] }) => step?.key[0] ?? '')
    const byKey = new Map(await findByKey(writing, property, keys))
    // A set of a base type has the entities of sets of derived types too.
    for (const other of locations[0]?.steps[0]?.others ?? []) {
      for (const [key, stored] of await findByKey(writing, other, keys)) byKey.set(key, stored)
    }
    for (const location of locations) {
      const stored = byKey.get(String(location.steps[0]?.key[0]))
      if (stored !== undefined) found.set(pathGone(location), stored)
    }
  }
  return found
}

async function findByKey (
  { connection, dialect, tenant }: Writing,
  property: NavigationProperty,
  keys: readonly PrimitiveValue[]
): Promise<ReadonlyMap<string, StoredEntity>> {
  const [mapping] = keyMappings(property.target)
  if (mapping === undefined || mapping.instant !== undefined || !['text', 'integer', 'bigint'].includes(mapping.column.kind)) return new Map()
  const { column } = mapping
  const key = sql`r.${identifier(column.name)}`
  const rows = await connection.query(
    sql`SELECT CAST(${key} AS text), r."owner", r."ordinal", r."changed", r."type" FROM ${identifier(tableOf(property.target))} r
      WHERE r."tenant" = ${tenant}${renderPlace(property, sql`r`)} AND r."owner" = 0 AND ${key} IN (${listOfKeys(dialect, column.kind, keys)})`
  )
  return new Map(rows.map(([text, owner, ordinal, changed, type]) =>
    [String(text), { owner: Number(owner), ordinal: Number(ordinal), version: String(changed), typeName: String(type) }]
  ))
}

function listOfKeys (dialect: DialectName, kind: Parameters<typeof sqlType>[0], keys: readonly PrimitiveValue[]): Sql {
  const json = JSON.stringify([...new Set(keys.map(String))])
  if (dialect === 'postgresql') return sql`SELECT "value"::${sqlType(kind)} FROM jsonb_array_elements_text(${json}::jsonb) AS item("value")`
  return kind === 'text' ? sql`SELECT "value" FROM json_each(${json})` : sql`SELECT CAST("value" AS integer) FROM json_each(${json})`
}
