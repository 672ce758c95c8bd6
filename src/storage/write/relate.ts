/** Relates entities that do not contain each other (OData-Protocol 4.01, sections 11.4.2.1 and 11.4.6): rows of "Link". */
import sql from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import { findRelation } from '../../edm/inner-navigation.js'
import type { EntitySet, NavigationProperty } from '../../edm/types.js'
import { ODataError } from '../../errors.js'
import { pathGone } from '../../odata/canonical-path.js'
import type { EntityKey } from '../../odata/canonical-path.js'
import { checkPayloadETag } from '../../odata/etag.js'
import { relatedItems } from '../../odata/json/related-items.js'
import type { NamedEntity, RelatedChange, RelatedItem, StructuredValue } from '../../odata/json/structured-value.js'
import type { RelatePlan, WriteResult, WriteScope } from '../../plan/plan.js'
import type { Database } from '../database/database.js'
import type { LinkMapping } from '../link-layout.js'
import { notFound } from '../location-sql.js'
import { linkOf } from '../mapping.js'
import { deleteEntities } from './delete-entities.js'
import { checkConditions, noteRelated } from './check-conditions.js'
import { checkRelated, noteUnrelated } from './check-related.js'
import { copyValues, dependentsOf, findPrincipal } from './constraints.js'
import type { LinkPair } from './constraints.js'
import { insertPairs, pairsOf } from './link-rows.js'
import { listOf } from './unique-values.js'
import { checkValueAround } from './value-around.js'
import { bigint, findContained, findForWriting, startWriting } from './writing.js'
import type { StoredEntity, Writing } from './writing.js'

/** Creates a related entity that a body has inside, with its key where it names one; returns its ordinal. */
export type InsertRelated = (writing: Writing, item: NewRelated) => Promise<number>

interface NewRelated {
  readonly home: EntitySet
  readonly value: StructuredValue
  readonly key?: EntityKey
}

/** Executes a plan that creates nothing. */
export async function relateEntities (
  database: Database,
  { location, navigation, change }: RelatePlan,
  scope: WriteScope
): Promise<WriteResult> {
  const { dialect } = database
  return await database.transaction(async connection => {
    const writing = await startWriting(connection, dialect, scope, 0)
    const { ordinal } = await findForWriting(writing, location)
    if (change.items.length > 0) await checkValueAround(writing, location, navigation, ordinal)
    await relate(writing, navigation, ordinal, change)
    await checkRelated(writing)
    await checkConditions(writing)
    return { version: writing.sequence, representation: undefined }
  })
}

/** Applies what a body says of what the entity with this ordinal, and the values in its collections, are related to. */
export async function relateAll (
  writing: Writing,
  ordinal: number,
  value: StructuredValue,
  insert: InsertRelated
): Promise<void> {
  for (const { ordinal: near = ordinal, related = {} } of [value, ...relatedItems(value)]) {
    for (const [name, change] of Object.entries(related)) {
      const navigation = findRelation(value.type, name)
      if (navigation === undefined) continue
      if (writing.postponed === undefined) await relate(writing, navigation, near, change, insert)
      else writing.postponed.push({ navigation, ordinal: near, change })
    }
  }
}

/** @throws ODataError `modelValidation` for an entity that is not there, or is of another type */
export async function relate (
  writing: Writing,
  navigation: NavigationProperty,
  ordinal: number,
  { mode, items }: RelatedChange,
  insert?: InsertRelated
): Promise<void> {
  const link = linkFor(navigation)
  for (const item of items) if (item.kind === 'deleted') await deleteRelated(writing, navigation, ordinal, item)
  const found: number[] = []
  const gone: number[] = []
  for (const item of items) {
    switch (item.kind) {
      case 'unsupported': throw new Error(item.what)
      case 'deleted': break
      case 'removed': gone.push(await ordinalOf(writing, navigation, item)); break
      case 'reference': found.push(await ordinalOf(writing, navigation, item)); break
      case 'entity': found.push(await insertedBy(writing, item, insert)); break
      case 'changed': found.push(await changedBy(writing, navigation, item, insert)); break
    }
  }
  const replaces = mode === 'replace' || !navigation.collection
  const removed = replaces
    ? await unlink(writing, link, sql`${nearEnd(link)} = ${bigint(writing.dialect, ordinal)}`)
    : await unlinkPairs(writing, link, ordinal, gone)
  const added = await linkTo(writing, link, ordinal, [...new Set(found)])
  const changed = [...removed, ...added]
  noteUnrelated(writing, navigation, changed)
  await follow(writing, navigation, link, changed)
}

/** What depends on the ends of relations gets its values. */
export async function follow (
  writing: Writing,
  navigation: NavigationProperty,
  link: LinkMapping,
  pairs: readonly LinkPair[]
): Promise<void> {
  noteRelated(writing, navigation, pairs)
  if (link.constraint !== undefined) await copyValues(writing, link.constraint, dependentsOf(link, navigation, pairs))
}

/** Relates by their values what nothing else has related, at the end of a transaction. */
export async function settle (writing: Writing): Promise<void> {
  for (const entry of writing.unsettled.splice(0)) {
    const { constraint, constraint: { navigation }, ordinal, sent } = entry
    // What contains the entity is what it is: the values are those of that, whatever the body says.
    if (linkOf(navigation)?.containedIn !== undefined) {
      await copyValues(writing, constraint, [ordinal])
      continue
    }
    const link = linkFor(navigation)
    const [related] = await leadsTo(writing, link, ordinal)
    if (!sent && related !== undefined) continue
    const principal = await findPrincipal(writing, entry)
    if (principal === related) continue
    await unlink(writing, link, sql`${nearEnd(link)} = ${bigint(writing.dialect, ordinal)}`)
    const added = principal === null ? [] : await linkTo(writing, link, ordinal, [principal])
    noteUnrelated(writing, navigation, added)
    await follow(writing, navigation, link, added.filter(([source, target]) => source !== ordinal && target !== ordinal))
  }
}

async function leadsTo ({ connection, dialect, tenant }: Writing, link: LinkMapping, ordinal: number): Promise<readonly number[]> {
  const rows = await connection.query(
    sql`SELECT ${farEnd(link)} FROM "Link" WHERE "tenant" = ${tenant} AND "place" = ${link.place} AND ${nearEnd(link)} = ${bigint(dialect, ordinal)}`
  )
  return rows.map(([found]) => Number(found))
}

/** Relates an entity to others that are there, by their ordinals. */
export async function addLinks (
  writing: Writing,
  navigation: NavigationProperty,
  ordinal: number,
  others: readonly number[]
): Promise<void> {
  const link = linkFor(navigation)
  await follow(writing, navigation, link, await linkTo(writing, link, ordinal, others))
}

function linkFor (navigation: NavigationProperty): LinkMapping {
  const link = linkOf(navigation)
  if (link === undefined) throw new Error(`${navigation.name} has no links`)
  if (link.containedIn === undefined) return link
  throw new ODataError('modelValidation', `'${navigation.name}' leads to what contains the entity, which cannot be changed.`, { target: navigation.name })
}

async function insertedBy (
  writing: Writing,
  item: NewRelated,
  insert: InsertRelated | undefined
): Promise<number> {
  if (insert === undefined) throw new Error('nothing is created here')
  return await insert(writing, item)
}

/** The entity is there and is changed later, or it is created. */
async function changedBy (
  writing: Writing,
  navigation: NavigationProperty,
  item: Extract<RelatedItem, { kind: 'changed' }>,
  insert: InsertRelated | undefined
): Promise<number> {
  const { change, change: { value, etag, creates } } = item
  const found = await findNamed(writing, item)
  if (found === undefined && creates?.forbidden !== undefined) {
    throw new ODataError('modelValidation', `There is no entity '${item.url}', and none can be created: ${creates.forbidden}`, { target: item.path })
  }
  if (found === undefined && creates !== undefined && etag === undefined) return await insertedBy(writing, { value, ...creates }, insert)
  const { stored, navigation: leading } = checkNamed(navigation, item, found)
  checkPayloadETag(etag, stored.version)
  writing.nested.push({ navigation: leading, stored, change })
  return stored.ordinal
}

/** `{"@removed": {"reason": "deleted"}}`: it is "both removed from the collection and deleted" (Protocol 4.01, section 11.4.3.1). */
async function deleteRelated (writing: Writing, navigation: NavigationProperty, ordinal: number, item: NamedEntity): Promise<void> {
  const { stored: { owner, ordinal: other } } = checkNamed(navigation, item, await findNamed(writing, item))
  if (!(await leadsTo(writing, linkFor(navigation), ordinal)).includes(other)) {
    throw new ODataError('modelValidation', `'${navigation.name}' does not lead to '${item.url}'.`, { target: item.path })
  }
  const { dialect } = writing
  await deleteEntities(writing, navigation.target, sql`"owner" = ${bigint(dialect, owner)} AND "ordinal" = ${bigint(dialect, other)}`)
}

/** The ordinal of an entity that a body names. */
export async function ordinalOf (writing: Writing, navigation: NavigationProperty, item: NamedEntity): Promise<number> {
  return checkNamed(navigation, item, await findNamed(writing, item)).stored.ordinal
}

interface Named {
  readonly stored: StoredEntity
  /** What leads to it at the end of its path. */
  readonly navigation: NavigationProperty
}

async function findNamed (writing: Writing, { location, others }: NamedEntity): Promise<Named | undefined> {
  for (const place of [location, ...others]) {
    const stored = writing.known?.get(pathGone(place)) ?? await findContained(writing, place)
    const navigation = place.steps.at(-1)?.property
    if (stored !== undefined && navigation !== undefined) return { stored, navigation }
  }
  return undefined
}

/** @throws ODataError `modelValidation` for an entity that is not there, or is of another type */
function checkNamed (navigation: NavigationProperty, { location, url, path }: NamedEntity, found: Named | undefined): Named {
  const target = path === '' ? {} : { target: path }
  if (found === undefined && path === '') throw notFound(location)
  if (found === undefined) throw new ODataError('modelValidation', `There is no entity '${url}' for '${navigation.name}'.`, target)
  if (navigation.target.concreteTypes.some(({ name }) => name === found.stored.typeName)) return found
  throw new ODataError(
    'modelValidation', `'${navigation.name}' leads to ${navigation.target.fullName}, and '${url}' is a ${found.stored.typeName ?? ''}.`, target
  )
}

const isForward = ({ direction }: LinkMapping): boolean => direction !== 'backward'
/** The column of the entity that has the property, and the one of what it leads to. */
const nearEnd = (link: LinkMapping): Sql => isForward(link) ? sql`"source"` : sql`"target"`
const farEnd = (link: LinkMapping): Sql => isForward(link) ? sql`"target"` : sql`"source"`

/** Removes links, where both directions have rows those of the other one too. @returns what is no longer related */
export async function unlink ({ connection, tenant }: Writing, link: LinkMapping, which: Sql): Promise<readonly LinkPair[]> {
  const own = sql`"tenant" = ${tenant} AND "place" = ${link.place}`
  if (link.direction === 'both') {
    const others = sql`SELECT l."source", l."target" FROM "Link" l WHERE l."tenant" = ${tenant} AND l."place" = ${link.place} AND ${which}`
    await connection.execute(sql`DELETE FROM "Link" WHERE ${own} AND ("target", "source") IN (${others})`)
  }
  const rows = await connection.query(sql`DELETE FROM "Link" WHERE ${own} AND ${which} RETURNING "source", "target"`)
  return rows.map(([source, target]) => [Number(source), Number(target)])
}

async function unlinkPairs (writing: Writing, link: LinkMapping, ordinal: number, others: readonly number[]): Promise<readonly LinkPair[]> {
  if (others.length === 0) return []
  const { dialect } = writing
  return await unlink(writing, link, sql`${nearEnd(link)} = ${bigint(dialect, ordinal)} AND ${farEnd(link)} IN (${listOf(dialect, others)})`)
}

/** What can be led to by one entity alone is no longer led to by another. @returns what is related now, or no longer is */
async function linkTo (writing: Writing, link: LinkMapping, ordinal: number, others: readonly number[]): Promise<readonly LinkPair[]> {
  if (others.length === 0) return []
  const removed = link.exclusive ? await unlink(writing, link, sql`${farEnd(link)} IN (${listOf(writing.dialect, others)})`) : []
  const pairs = pairsOf(link, ordinal, others)
  await insertPairs(writing, link, pairs)
  return [...removed, ...pairs]
}
