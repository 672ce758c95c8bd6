/**
 * Members of an entity's JSON that are more than a value, as the text with their names: links, what is known of streams, collections with a
 * first page.
 */
import sql, { empty } from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import { controlName } from '../../../odata/json/format.js'
import { BEFORE_CONTEXT } from '../../../odata/json/write-entity.js'
import { beforeToken } from '../../../odata/next-link.js'
import { skipTokenStart } from '../../../odata/skip-token.js'
import type { CollectionMember } from '../../../plan/shape.js'
import type { DialectName } from '../../database/database.js'
import { dialects } from '../dialect.js'
import { constant, identifier, position } from '../identifier.js'
import type { Reading, RenderContext } from '../expression/render-context.js'
import { renderStrongEtag } from './render-json.js'
import type { FragmentMember } from './render-json.js'
import { quoteJson } from './render-value.js'
import { pageOf, renderPage, renderRowCount } from './render-rows.js'
import { itemOrdinal } from './stored-member.js'

/** The entity that has the member. */
export interface EntityPlace {
  /** A table with its "tenant" and its "ordinal". */
  readonly alias: string
  /** The value of it that has the member, as JSON, where it is one in a collection. */
  readonly item?: Sql | undefined
  /** Its path below the service root. */
  readonly path: Sql
  /** What its computed names are. */
  readonly computed?: RenderContext['computed']
  /** The path where it has its place in the model, when that is another one. */
  readonly id?: Sql | undefined
  readonly serviceRoot: string
  /** The level of the collections in it. */
  readonly level: number
  /** Alias of what `$it` means in them. */
  readonly it: string
}

/** Text, or null where there is nothing to write. */
export function renderFragment (reading: Reading, member: FragmentMember, place: EntityPlace): Sql {
  const { dialect } = reading
  switch (member.kind) {
    case 'link': {
      const url = linkTo(dialect, { ...place, path: place.id ?? place.path }, '/', member.suffix)
      return sql`${nameOf(member.name)} || ${constant(member.around[0])} || ${quoteJson(dialect, url)} || ${constant(member.around[1])}`
    }
    case 'stream': return renderStream(dialect, member, place)
    case 'collection': return renderCollection(reading, member, place)
  }
}

/** `"name":` */
const nameOf = (name: string): Sql => constant(`${JSON.stringify(name)}:`)

/** `serviceRoot`, what is between, the path of the entity, and what comes after it. */
function linkTo (dialect: DialectName, { serviceRoot, path }: EntityPlace, between: string, behind: string): Sql {
  return sql`(${dialects[dialect].text(`${serviceRoot}${between}`)} || ${path} || ${constant(behind)})`
}

/** What is known of the content of a stream property. */
export function renderStream (
  dialect: DialectName,
  { name, property, about }: Extract<FragmentMember, { kind: 'stream' }>,
  { alias }: Pick<EntityPlace, 'alias'>
): Sql {
  const value = about === 'etag' ? renderStrongEtag('c') : sql`c."mediaType"`
  return sql`(SELECT ${nameOf(name)} || ${quoteJson(dialect, value)} FROM "StreamContent" c
    WHERE c."tenant" = ${identifier(alias)}."tenant" AND c."owner" = ${identifier(alias)}."ordinal" AND c."property" = ${
    constant(property.name)
  })`
}

/** Context, count and next link go before the items (JSON format 4.01, sections 4.5.5, 4.6.6 and 13). */
function renderCollection (reading: Reading, member: CollectionMember, entity: EntityPlace): Sql {
  const { dialect } = reading
  const { name, rows, form, pageSize, contextSuffix, format } = member
  const alias = identifier(entity.alias)
  const only = member.joined === undefined ? undefined : entity.computed?.get(member.joined)?.value
  const place = { owner: { tenant: sql`${alias}."tenant"`, ordinal: entity.item === undefined ? sql`${alias}."ordinal"` : itemOrdinal(dialect, entity.item) }, level: entity.level, path: entity.path, id: entity.id, it: entity.it, ...only === undefined ? {} : { only } }
  const quote = constant(format.ieee754Compatible ? '"' : '')
  const count = sql`${nameOf(controlName(format, 'count', name))} || ${quote} || (${renderRowCount(reading, rows, place)}) || ${quote}`
  if (form === 'count') return sql`(${count})`
  if (form === 'single') {
    return sql`(SELECT ${nameOf(name)} || coalesce(page."text", 'null') FROM (${renderPage(reading, rows, place, { size: 1, more: false, after: undefined })}) AS page)`
  }
  const page = pageOf(rows, pageSize)
  const context = contextSuffix === undefined
    ? empty
    : sql`${nameOf(controlName(format, 'context', name))} || ${quoteJson(dialect, linkTo(dialect, entity, BEFORE_CONTEXT, contextSuffix))}, `
  const next = page.more && !member.ofItem ? sql`CASE WHEN page."rows" > ${position(page.size)} THEN ${renderNextLink(dialect, member, entity)} END, ` : empty
  return sql`(SELECT concat_ws(',', ${context}${rows.count ? sql`${count}, ` : empty}${next}${
    nameOf(name)
  } || '[' || coalesce(page."text", '') || ']') FROM (${renderPage(reading, rows, place, page)}) AS page)`
}

/** The URL that this page has when it stands alone, from where the page ended. */
function renderNextLink (dialect: DialectName, { name, rows, pageSize, next, format }: CollectionMember, entity: EntityPlace): Sql {
  const { text } = dialects[dialect]
  const remaining = rows.top === undefined ? undefined : rows.top - pageSize
  const start = text(skipTokenStart(next.digest, { remaining, around: next.around }))
  const token = sql`odata_skip_token(${start} || substr(page."last", 2))`
  const query = text(beforeToken(next.query === '' ? [] : [next.query]))
  const url = sql`${linkTo(dialect, entity, '/', `${next.suffix}?`)} || ${query} || ${token}`
  return sql`${nameOf(controlName(format, 'nextLink', name))} || ${quoteJson(dialect, url)}`
}
