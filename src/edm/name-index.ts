/** Finding by name without looking at every item: the index of a list is made when it is first asked, and kept with the list. */

/** Payloads name members in their declared case; URLs need not. */
export type CaseRule = 'exact' | 'ignoreCase'

interface Named {
  readonly name: string
}

interface NameIndex {
  readonly exact: ReadonlyMap<string, Named>
  /** By the name in lower case; of several that differ in case alone, the first. */
  readonly lower: ReadonlyMap<string, Named>
}

/** Up to here it is faster to look at every item. */
const SHORT_LIST = 8

const indexes = new WeakMap<readonly Named[], NameIndex>()

/** The item with that name; without regard to case only where no name fits exactly. */
export function findByName<Item extends Named> (items: readonly Item[], name: string, rule: CaseRule = 'ignoreCase'): Item | undefined {
  if (items.length <= SHORT_LIST) return findInShortList(items, name, rule)
  const index = indexes.get(items) ?? createIndex(items)
  const found = index.exact.get(name) ?? (rule === 'exact' ? undefined : index.lower.get(name.toLowerCase()))
  return found as Item | undefined
}

function findInShortList<Item extends Named> (items: readonly Item[], name: string, rule: CaseRule): Item | undefined {
  for (const item of items) if (item.name === name) return item
  if (rule === 'exact') return undefined
  const lower = name.toLowerCase()
  for (const item of items) if (item.name.toLowerCase() === lower) return item
  return undefined
}

function createIndex (items: readonly Named[]): NameIndex {
  const index = { exact: new Map<string, Named>(), lower: new Map<string, Named>() }
  for (const item of items) {
    if (!index.exact.has(item.name)) index.exact.set(item.name, item)
    const lower = item.name.toLowerCase()
    if (!index.lower.has(lower)) index.lower.set(lower, item)
  }
  indexes.set(items, index)
  return index
}
