/**
 * What `$apply` means (Data Aggregation 4.0, section 3), computed with arrays: sequences of transformations drawn at random, their text,
 * and what they make of items. An item is a record of values by their paths, `Customer/Country`; what it does not have is not there.
 */
import { compare, drawAggregated, pick, valueOf } from './evaluate-aggregate.js'
import { drawNodes, drawPlace, drawRelatives, drawTraverse } from './evaluate-hierarchy.js'
import { drawAddNested, drawJoin } from './evaluate-join.js'
import type { Related } from './evaluate-join.js'

export type Value = number | string | null
export type Item = Readonly<Record<string, Value>>

/** Draws a whole number from 0 to one less than the bound. */
export type Draw = (bound: number) => number

/** A sequence of items, and what is known of them. */
export interface Sequence {
  readonly items: readonly Item[]
  /** Numbers and texts that every item has, by their paths. */
  readonly numbers: readonly string[]
  readonly texts: readonly string[]
  /** Whether the items still are those of the resource. */
  readonly rows: boolean
  /** Paths through related entities, as long as there are any. */
  readonly ways?: readonly Way[]
  /** What the nodes of a hierarchy are that a text of items names. */
  readonly tree?: Tree
  /** Collections of the items, as long as they are those of the resource. */
  readonly related?: readonly Related[]
  /** Collections that transformations have given the items. */
  readonly nested?: readonly string[]
}

/** A hierarchy without circles. */
export interface Tree {
  /** The first two parameters of what asks for it. */
  readonly reference: string
  /** The text of an item that names a node. */
  readonly path: string
  /** Nodes in their order, and the one above each. */
  readonly parents: ReadonlyMap<string, string | undefined>
  /** What items that are made of a node have of it. */
  readonly shown: (node: string) => Item
}

/** A path to related entities, one from there to numbers, and those that an item has there: by what tells the entities apart. */
export interface Way {
  readonly entities: string
  readonly path: string
  readonly of: (item: Item) => ReadonlyMap<string, Value>
}

export interface Applied extends Sequence {
  readonly text: string
}

/** So many transformations, one after the other. `fresh` gives names that nothing else has. */
export function drawSequence (draw: Draw, start: Sequence, length: number, fresh: () => string, depth = 0): Applied {
  let [current, texts]: [Sequence, string[]] = [start, []]
  for (let step = 0; step < length; step++) {
    const { text, ...after } = drawTransformation(draw, current, fresh, depth)
    texts = [...texts, text]
    current = after
  }
  return { ...current, text: texts.length === 0 ? 'identity' : texts.join('/') }
}

function drawTransformation (draw: Draw, before: Sequence, fresh: () => string, depth: number): Applied {
  const { tree, related = [] } = before
  const kinds = [...tree !== undefined && before.texts.includes(tree.path) ? ['relatives', 'traverse', 'nodes', 'place'] : [], ...before.rows && related.length > 0 ? ['join', 'addnested'] : [], 'filter', 'orderby', 'slice', 'extremes', 'compute', ...depth < 2 ? ['groupby', 'rollup', 'concat'] : [], ...depth === 0 ? ['aggregate', 'nest'] : []]
  switch (pick(draw, kinds)) {
    case 'relatives': return drawRelatives(draw, before, pick(draw, [drawFilter, drawSlice, drawExtremes])(draw, before))
    case 'traverse': return drawTraverse(draw, before)
    case 'place': return drawPlace(draw, before)
    case 'join': return drawJoin(draw, before, pick(draw, related), `J${fresh()}`, pick(draw, [drawFilter, drawOrder, drawSlice, drawExtremes]))
    case 'addnested': return drawAddNested(draw, before, pick(draw, related), `L${fresh()}`, pick(draw, [groupsIn, aggregateIn]))
    case 'nodes': {
      const name = fresh()
      return drawNodes(draw, before, { name, ...drawAggregated(draw, before, name) })
    }
    case 'filter': return drawFilter(draw, before)
    case 'orderby': return drawOrder(draw, before)
    case 'slice': return drawSlice(draw, before)
    case 'extremes': return drawExtremes(draw, before)
    case 'compute': return drawCompute(draw, before, fresh)
    case 'groupby': return drawGroups(draw, before, fresh, depth)
    case 'rollup': return drawRollup(draw, before, fresh)
    case 'concat': return drawConcat(draw, before, fresh, depth)
    case 'nest': return drawNest(draw, before, fresh)
    default: return drawAggregate(draw, before, fresh)
  }
}

/** Groups, or one item, of what a filter, an order or a slice leaves; names are those of a collection of its own. */
const groupsIn = (draw: Draw, before: Sequence): Applied => after(pick(draw, [drawFilter, drawOrder, drawSlice])(draw, before), inner => drawGroups(draw, inner, () => 'G0', 1))
const aggregateIn = (draw: Draw, before: Sequence): Applied => after(pick(draw, [drawFilter, drawOrder, drawSlice])(draw, before), inner => drawAggregate(draw, inner, () => 'A0'))

function after (first: Applied, next: (before: Sequence) => Applied): Applied {
  const second = next(first)
  return { ...second, text: `${first.text}/${second.text}` }
}

function drawFilter (draw: Draw, before: Sequence): Applied {
  const [path, least] = [pick(draw, before.numbers), draw(9)]
  if (before.numbers.length === 0 || draw(3) === 0) {
    const text = pick(draw, before.texts.filter(path => path.includes('/') && !path.endsWith('/Day')))
    if (text === undefined) return { ...before, text: 'identity' }
    return { ...before, items: before.items.filter(item => valueOf(item, text) !== 'USA'), text: `filter(${text} ne 'USA')` }
  }
  const items = before.items.filter(item => compare(valueOf(item, path), least) > 0)
  return { ...before, items, text: `filter(${path} gt ${least})` }
}

function sorted (items: readonly Item[], path: string, descending: boolean): readonly Item[] {
  return items.map((item, index) => ({ item, index }))
    .sort((a, b) => (descending ? -1 : 1) * compare(valueOf(a.item, path), valueOf(b.item, path)) || a.index - b.index)
    .map(({ item }) => item)
}

function drawOrder (draw: Draw, before: Sequence): Applied {
  const path = pick(draw, [...before.numbers, ...before.texts])
  if (path === undefined) return { ...before, text: 'identity' }
  const descending = draw(2) === 1
  return { ...before, items: sorted(before.items, path, descending), text: `orderby(${path}${descending ? ' desc' : ''})` }
}

function drawSlice (draw: Draw, before: Sequence): Applied {
  const [isTop, count] = [draw(2) === 1, draw(6)]
  return { ...before, items: isTop ? before.items.slice(0, count) : before.items.slice(count), text: `${isTop ? 'top' : 'skip'}(${count})` }
}

function drawExtremes (draw: Draw, before: Sequence): Applied {
  const path = pick(draw, before.numbers)
  if (path === undefined) return { ...before, text: 'identity' }
  const [top, measure, amount] = [draw(2) === 1, pick(draw, ['count', 'sum', 'percent']), draw(20)]
  const places = before.items.map((item, index): Item => ({ place: index, value: valueOf(item, path) }))
  const total = before.items.reduce((sum, item) => sum + Number(valueOf(item, path) ?? 0), 0)
  const goal = measure === 'percent' ? total * amount / 100 : amount
  const kept = new Set<Value>()
  let sum = 0
  for (const { place = null, value = null } of sorted(places, 'value', top)) {
    if (measure === 'count' ? kept.size >= amount : sum >= goal || goal <= 0) break
    kept.add(place)
    sum += Number(value ?? 0)
  }
  return { ...before, items: before.items.filter((_item, index) => kept.has(index)), text: `${top ? 'top' : 'bottom'}${measure}(${amount},${path})` }
}

function drawCompute (draw: Draw, before: Sequence, fresh: () => string): Applied {
  const path = pick(draw, before.numbers)
  if (path === undefined) return { ...before, text: 'identity' }
  const [name, add] = [fresh(), draw(5)]
  const items = before.items.map((item): Item => {
    const value = valueOf(item, path)
    return { ...item, [name]: value === null ? null : Number(value) + add }
  })
  return { ...before, items, numbers: [...before.numbers, name], text: `compute(${path} add ${add} as ${name})` }
}

function drawAggregate (draw: Draw, before: Sequence, fresh: () => string): Applied {
  const name = fresh()
  const { text, of } = drawAggregated(draw, before, name)
  return { items: [{ [name]: of(before.items) }], numbers: [name], texts: [], rows: false, text: `aggregate(${text})` }
}

/** One item of collections, each of what is made of all; items that are still those of the resource have too much to show. */
function drawNest (draw: Draw, before: Sequence, fresh: () => string): Applied {
  const collections = [0, 1].slice(draw(2)).map(() => {
    const drawn = drawSequence(draw, before, 1 + draw(2), fresh, 1)
    const counted = drawn.rows ? drawAggregate(draw, drawn, fresh) : undefined
    return { ...drawn, ...counted, text: counted === undefined ? drawn.text : `${drawn.text}/${counted.text}`, name: fresh() }
  })
  const item = collections.flatMap(({ name, items }) => items.flatMap((inner, index) =>
    Object.entries(inner).map(([path, value]) => [`${name}/${index}/${path}`, value] as const)))
  const text = `nest(${collections.map(({ name, text }) => `${text} as ${name}`).join(',')})`
  return { items: [Object.fromEntries(item)], numbers: [], texts: [], rows: false, text }
}

/** Groups in the order of their keys, each of them a sequence. */
function groupsOf (items: readonly Item[], keys: readonly string[]): ReadonlyArray<readonly Item[]> {
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    const key = JSON.stringify(keys.map(path => valueOf(item, path)))
    groups.set(key, [...groups.get(key) ?? [], item])
  }
  return [...groups.values()].sort((a, b) => {
    for (const path of keys) {
      const order = compare(valueOf(a[0] ?? {}, path), valueOf(b[0] ?? {}, path))
      if (order !== 0) return order
    }
    return 0
  })
}

const only = (item: Item, paths: readonly string[]): Item => Object.fromEntries(paths.map(path => [path, valueOf(item, path)]))

function drawKeys (draw: Draw, { texts, numbers }: Sequence): readonly string[] {
  const all = [...texts, ...numbers]
  return [...new Set([pick(draw, all), ...draw(2) === 0 ? [pick(draw, all)] : []].filter(path => path !== undefined))]
}

function drawGroups (draw: Draw, before: Sequence, fresh: () => string, depth: number): Applied {
  const keys = drawKeys(draw, before)
  if (keys.length === 0) return { ...before, text: 'identity' }
  const groups = groupsOf(before.items, keys)
  const isKey = (path: string): boolean => keys.includes(path)
  const tree = before.tree === undefined ? {} : { tree: before.tree }
  const known = { numbers: before.numbers.filter(isKey), texts: before.texts.filter(isKey), rows: false, ...tree }
  switch (draw(depth === 0 ? 3 : 2)) {
    case 0: return { ...known, items: groups.map(group => only(group[0] ?? {}, keys)), text: `groupby((${keys.join(',')}))` }
    case 1: {
      const name = fresh()
      const { text, of } = drawAggregated(draw, before, name)
      return { ...known, numbers: [...known.numbers, name], items: groups.map(group => ({ ...only(group[0] ?? {}, keys), [name]: of(group) })), text: `groupby((${keys.join(',')}),aggregate(${text}))` }
    }
    default: {
      // The items of each group, as they are.
      const { text } = drawSlice(draw, before)
      const [, kind, count = '0'] = /^(top|skip)\((\d+)\)$/.exec(text) ?? []
      const items = groups.flatMap(group => kind === 'top' ? group.slice(0, Number(count)) : group.slice(Number(count)))
      return { ...before, items: before.rows ? items : items.map(item => item), text: `groupby((${keys.join(',')}),${text})` }
    }
  }
}

function drawRollup (draw: Draw, before: Sequence, fresh: () => string): Applied {
  const keys = drawKeys(draw, before)
  if (keys.length === 0) return { ...before, text: 'identity' }
  const [name, withAll] = [fresh(), draw(2) === 1]
  const { text, of } = drawAggregated(draw, before, name)
  const levels = keys.map((_key, index) => keys.slice(0, keys.length - index))
  const items = levels.flatMap(level => groupsOf(before.items, level).map(group => ({ ...only(group[0] ?? {}, level), [name]: of(group) })))
  const [first] = keys
  return {
    items: withAll ? [...items, { [name]: of(before.items) }] : items,
    numbers: [...before.numbers.filter(path => !withAll && path === first), name],
    texts: before.texts.filter(path => !withAll && path === first),
    rows: false,
    text: `groupby((rollup(${withAll ? '$all,' : ''}${keys.join(',')})),aggregate(${text}))`
  }
}

/** Among others, items of the resource have nothing but what is their own. */
function alone (result: Applied): Applied {
  const isOwn = (path: string): boolean => !path.includes('/')
  const items = result.items.map((item): Item => Object.fromEntries(Object.entries(item).filter(([path]) => isOwn(path))))
  return { ...result, items, numbers: result.numbers.filter(isOwn), texts: result.texts.filter(isOwn) }
}

function drawConcat (draw: Draw, before: Sequence, fresh: () => string, depth: number): Applied {
  const drawn = [0, 1].map(() => drawSequence(draw, before, 1 + draw(2), fresh, depth + 1))
  const rows = drawn.every(result => result.rows)
  const results = drawn.map(result => !rows && result.rows ? alone(result) : result)
  // What one of them lacks is not asked for.
  const everywhere = (paths: (result: Sequence) => readonly string[]): readonly string[] =>
    paths(results[0] ?? before).filter(path => results.every(result => paths(result).includes(path)))
  return {
    items: results.flatMap(({ items }) => items),
    numbers: everywhere(({ numbers }) => numbers),
    texts: everywhere(({ texts }) => texts),
    rows,
    text: `concat(${results.map(({ text }) => text).join(',')})`
  }
}
