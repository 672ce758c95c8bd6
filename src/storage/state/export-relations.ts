/**
 * What entities are related to without containing it, as a state document says it: by URLs below the service root (JSON format 4.01,
 * section 8.5).
 */
import sql from 'sql-template-tag'
import { itemRelationsOf, relationsOf } from '../../edm/inner-navigation.js'
import type { EdmModel, EntityType, NavigationProperty } from '../../edm/types.js'
import { containmentOf, withDescendants } from '../../odata/containment.js'
import { below } from '../../odata/canonical-path.js'
import type { Connection, DialectName } from '../database/database.js'
import { linkOf, placeOf, tableOf } from '../mapping.js'
import { renderKeyText } from '../sql/answer/key-text.js'
import { identifier } from '../sql/identifier.js'
import { listOf } from '../write/unique-values.js'

/** `json`: the value of `name@odata.bind`. */
export interface Relation {
  readonly name: string
  readonly json: string
}

/** By the ordinals of what is related. */
export type ReadRelations = (
  navigations: readonly NavigationProperty[],
  ordinals: readonly string[]
) => Promise<ReadonlyMap<string, readonly Relation[]>>

export function readRelations (connection: Connection, dialect: DialectName, model: EdmModel, tenant: number): ReadRelations {
  const pathsOf = readPaths(connection, dialect, model, tenant)
  return async (navigations, ordinals) => {
    const found = new Map<string, Relation[]>()
    for (const navigation of ordinals.length === 0 ? [] : navigations) {
      const rows = await connection.query(
        // Without the alias PostgreSQL would sort by the texts that are selected.
        sql`SELECT CAST("source" AS text), CAST("target" AS text) FROM "Link" l WHERE "tenant" = ${tenant} AND "place" = ${linkOf(navigation)?.place ?? ''}
          AND "source" IN (${listOf(dialect, ordinals.map(Number))}) ORDER BY l."source", l."target"`
      )
      const paths = await pathsOf(navigation.target, rows.map(([, target]) => String(target)))
      const urls = new Map<string, string[]>()
      for (const [source, target] of rows) urls.set(String(source), [...urls.get(String(source)) ?? [], paths.get(String(target)) ?? ''])
      for (const [source, all] of urls) {
        const json = JSON.stringify(navigation.collection ? all : all[0])
        found.set(source, [...found.get(source) ?? [], { name: navigation.name, json }])
      }
    }
    return found
  }
}

/** By what entities are related, of partners one. */
export function exportedOf (type: EntityType): readonly NavigationProperty[] {
  const all = new Set(withDescendants(type).flatMap(relationsOf))
  return [...all].filter(navigation => {
    const link = linkOf(navigation)
    return link !== undefined && link.direction !== 'backward' && link.containedIn === undefined
  })
}

/** By what values in collections are. */
export const exportedOfItems = (type: EntityType): readonly NavigationProperty[] =>
  [...new Set(withDescendants(type).flatMap(itemRelationsOf))]

type ReadPaths = (type: EntityType, ordinals: readonly string[]) => Promise<ReadonlyMap<string, string>>

/** Canonical paths of entities of a type, those of what contains them before. */
function readPaths (connection: Connection, dialect: DialectName, model: EdmModel, tenant: number): ReadPaths {
  const places = new Map([...containmentOf(model.container).places].map(([navigation, declaring]) =>
    [placeOf(navigation) ?? '', { navigation, declaring }] as const
  ))
  const read: ReadPaths = async (type, ordinals) => {
    const found = new Map<string, string>()
    if (ordinals.length === 0) return found
    const rows = await connection.query(
      sql`SELECT CAST(r."ordinal" AS text), r."place", CAST(r."owner" AS text), ${type.key.length === 0 ? sql`''` : renderKeyText(dialect, type, 'r')} FROM ${identifier(tableOf(type))} r
        WHERE r."tenant" = ${tenant} AND r."ordinal" IN (${listOf(dialect, [...new Set(ordinals)].map(Number))})`
    )
    const owners = new Map<EntityType, string[]>()
    for (const [, place, owner] of rows) {
      const declaring = places.get(String(place))?.declaring
      if (declaring !== undefined) owners.set(declaring, [...owners.get(declaring) ?? [], String(owner)])
    }
    const around = new Map<string, string>()
    for (const [declaring, of] of owners) for (const [owner, path] of await read(declaring, of)) around.set(owner, path)
    for (const [ordinal, place, owner, key] of rows) {
      const { navigation } = places.get(String(place)) ?? {}
      if (navigation === undefined) continue
      const segment = `${navigation.name}${navigation.collection ? String(key) : ''}`
      found.set(String(ordinal), below(around.get(String(owner)) ?? '', segment))
    }
    return found
  }
  return read
}
