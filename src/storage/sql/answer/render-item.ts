/** The JSON of one item of a collection, whose links begin with its own path. */
import sql, { join } from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import { membersInside } from '../../../plan/members-inside.js'
import type { RowsQuery } from '../../../plan/plan.js'
import type { ShapeMember } from '../../../plan/shape.js'
import type { Reading, RenderContext } from '../expression/render-context.js'
import { columnName, constant, identifier } from '../identifier.js'
import { renderHome, renderKeyText } from './key-text.js'
import { renderFragment } from './render-fragment.js'
import type { EntityPlace } from './render-fragment.js'
import { renderObject, renderRowObject } from './render-json.js'
import type { FragmentMember, ObjectSource, RowJson } from './render-json.js'
import type { CollectionPlace } from './render-rows.js'

/** Texts of members that stand in columns of the items already. */
type Fragments = ReadonlyMap<ShapeMember, Sql>

/**
 * Collections in items of several types are in the JSON of each of them: so that their SQL is written once, and not once a type at each
 * level, they are columns. What follows them keeps databases from putting them back to where they are used.
 */
export function withFragments (
  reading: Reading,
  query: RowsQuery,
  place: CollectionPlace,
  { alias, context, page }: { readonly alias: string, readonly context: RenderContext, readonly page: Sql }
): { readonly from: Sql, readonly fragments: Fragments } {
  const { shape } = query
  const collections = (shape.variants?.length ?? 0) < 2 ? [] : membersInside(shape).filter(member => member.kind === 'collection' && !member.ofItem)
  if (collections.length === 0) return { from: page, fragments: new Map() }
  const r = identifier(alias)
  const { fragment } = sourceOf(reading, query, place, alias, context)
  const columns = collections.map((member, index) => ({ member, column: columnName(`@${index}`) }))
  const written = columns.map(({ member, column }) => sql`, ${fragment(member as FragmentMember)} AS ${column}`)
  return {
    from: sql`SELECT ${r}.*${join(written, '')} FROM (${page}) AS ${r} ${reading.dialect === 'sqlite' ? sql`LIMIT -1 OFFSET 0` : sql`OFFSET 0`}`,
    fragments: new Map(columns.map(({ member, column }) => [member, sql`${r}.${column}`]))
  }
}

/** The JSON text of an item. Of an entity, links begin with its own path, and what it contains is a level deeper. */
export const renderItem = (
  reading: Reading,
  query: RowsQuery,
  place: CollectionPlace,
  alias: string,
  context: RenderContext
): Sql => renderObject(reading.dialect, query.shape, alias, sourceOf(reading, query, place, alias, context))

/** The same of every item of a table in a FROM clause. */
export function renderItems (
  reading: Reading,
  query: RowsQuery,
  place: CollectionPlace,
  alias: string,
  context: RenderContext,
  fragments: Fragments
): RowJson {
  const source = sourceOf(reading, query, place, alias, context)
  const fragment: typeof source.fragment = (member, item) => fragments.get(member) ?? source.fragment(member, item)
  return renderRowObject(reading.dialect, query.shape, alias, { ...source, fragment })
}

function sourceOf (
  reading: Reading,
  query: RowsQuery,
  place: CollectionPlace,
  alias: string,
  context: RenderContext
): ObjectSource & Required<Pick<ObjectSource, 'fragment'>> {
  const { level, it } = place
  return {
    computed: context.computed,
    context,
    fragment: (member, item) => renderFragment(reading, member, {
      alias,
      item,
      ...itemPaths(reading, query, place, alias),
      serviceRoot: query.serviceRoot,
      computed: context.computed,
      level: level + 1,
      it: it ?? alias
    })
  }
}

/** The way to an item, and where it has its place: in its entity set, when it is not contained. */
function itemPaths (
  { dialect }: Reading,
  { property, home }: RowsQuery,
  { path, id }: CollectionPlace,
  alias: string
): Pick<EntityPlace, 'path' | 'id'> {
  const inside = (parent: Sql | undefined): Sql =>
    parent === undefined ? constant(property.name) : sql`${parent} || ${constant(`/${property.name}`)}`
  if (property.kind === 'property') return { path: inside(path), ...id === undefined ? {} : { id: inside(id) } }
  const withKey = (before: Sql, collection: boolean): Sql =>
    collection ? sql`${before} || ${renderKeyText(dialect, property.target, alias)}` : before
  const own = withKey(inside(path), property.collection)
  if (!property.containsTarget && home !== undefined) {
    const kept = home.kind === 'singleton' ? constant(home.name) : withKey(renderHome(home, alias), true)
    return { path: property.inItems === true ? kept : own, id: kept }
  }
  return { path: own, ...id === undefined ? {} : { id: withKey(inside(id), property.collection) } }
}
