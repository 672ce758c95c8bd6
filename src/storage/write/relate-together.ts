/**
 * Many relations to entities that are there, made together: what they take the place of among themselves is found out here, and what they
 * take the place of in the database goes in two statements, however many they are.
 */
import sql from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import type { NavigationProperty } from '../../edm/types.js'
import type { LinkMapping } from '../link-layout.js'
import type { LinkPair } from './constraints.js'
import { insertPairs, pairsOf } from './link-rows.js'
import { follow, unlink } from './relate.js'
import { listOf } from './unique-values.js'
import type { Writing } from './writing.js'

/** What the entity with this ordinal is related to by a property, from now on or beside what it is related to already. */
export interface MadeRelation {
  readonly navigation: NavigationProperty
  readonly link: LinkMapping
  readonly ordinal: number
  /** Whether nothing else stays related to it. */
  readonly replaces: boolean
  readonly others: readonly number[]
}

/** Whether what a property relates can be told by the ends of pairs alone: where both directions have rows, it takes both. */
export const isPaired = ({ direction, containedIn }: LinkMapping): boolean => direction !== 'both' && containedIn === undefined

/** As if they were made one after the other. All of them are in one place of "Link", which their properties read from either side. */
export async function relateTogether (writing: Writing, relations: readonly MadeRelation[]): Promise<void> {
  const [first] = relations
  if (first === undefined) return
  const { navigation, link } = first
  const left = pairsLeft(relations)
  const removed = [
    ...await unlinkEnds(writing, link, sql`"source"`, left.cleared.sources),
    ...await unlinkEnds(writing, link, sql`"target"`, left.cleared.targets)
  ]
  await insertPairs(writing, link, left.pairs)
  await follow(writing, navigation, link, [...removed, ...left.made])
}

interface PairsLeft {
  readonly pairs: readonly LinkPair[]
  /** Those among them, and those that others took the place of. */
  readonly made: readonly LinkPair[]
  /** Ends that lost whatever they were related to. */
  readonly cleared: { readonly sources: ReadonlySet<number>, readonly targets: ReadonlySet<number> }
}

function pairsLeft (relations: readonly MadeRelation[]): PairsLeft {
  const [bySource, byTarget] = [new Map<number, Set<number>>(), new Map<number, Set<number>>()]
  const cleared = { sources: new Set<number>(), targets: new Set<number>() }
  const made: LinkPair[] = []
  const clear = (end: number, ends: Set<number>, own: Map<number, Set<number>>, opposite: Map<number, Set<number>>): void => {
    ends.add(end)
    for (const other of own.get(end) ?? []) opposite.get(other)?.delete(end)
    own.delete(end)
  }
  const clearSource = (source: number): void => { clear(source, cleared.sources, bySource, byTarget) }
  const clearTarget = (target: number): void => { clear(target, cleared.targets, byTarget, bySource) }
  for (const { link, link: { direction, exclusive }, ordinal, replaces, others } of relations) {
    const [clearNear, clearFar] = direction !== 'backward' ? [clearSource, clearTarget] : [clearTarget, clearSource]
    if (replaces) clearNear(ordinal)
    for (const other of others) {
      if (exclusive) clearFar(other)
    }
    for (const pair of pairsOf(link, ordinal, others)) {
      made.push(pair)
      addTo(bySource, pair[0], pair[1])
      addTo(byTarget, pair[1], pair[0])
    }
  }
  return { pairs: [...bySource].flatMap(([source, targets]) => [...targets].map((target): LinkPair => [source, target])), made, cleared }
}

function addTo (map: Map<number, Set<number>>, key: number, value: number): void {
  const values = map.get(key)
  if (values === undefined) map.set(key, new Set([value]))
  else values.add(value)
}

async function unlinkEnds (writing: Writing, link: LinkMapping, column: Sql, ends: ReadonlySet<number>): Promise<readonly LinkPair[]> {
  return ends.size === 0 ? [] : await unlink(writing, link, sql`${column} IN (${listOf(writing.dialect, [...ends])})`)
}
