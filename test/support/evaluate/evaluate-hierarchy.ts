/** What `ancestors`, `descendants` and `traverse` mean (Data Aggregation 4.0, section 6.2), computed with arrays. */
import type { Applied, Draw, Item, Sequence, Tree, Value } from './evaluate-apply.js'

const above = ({ parents }: Tree, node: string): readonly string[] => {
  const parent = parents.get(node)
  return parent === undefined ? [] : [parent, ...above({ parents } as Tree, parent)]
}

const nodeOf = (item: Item, { path }: Tree): string => String(item[path] ?? null)

/** Items above or below those that the ones left by a transformation are at. */
export function drawRelatives (draw: Draw, before: Sequence, { items, text }: Applied): Applied {
  const { tree } = before
  if (tree === undefined) return { ...before, text: 'identity' }
  const [up, keep, distance] = [draw(2) === 1, draw(2) === 1, draw(4)]
  const starts = new Set(items.map(item => nodeOf(item, tree)))
  const isNear = (ancestors: readonly string[], node: string): boolean => {
    const away = ancestors.indexOf(node) + 1
    return away > 0 && (distance === 0 || away <= distance)
  }
  const isMeant = (node: string): boolean => (keep && starts.has(node)) ||
    [...starts].some(start => up ? isNear(above(tree, start), node) : isNear(above(tree, node), start))
  const options = [...distance === 0 ? [] : [String(distance)], ...keep ? ['keep start'] : []]
  return {
    ...before,
    items: before.items.filter(item => isMeant(nodeOf(item, tree))),
    text: `${up ? 'ancestors' : 'descendants'}(${[tree.reference, tree.path, text, ...options].join(',')})`
  }
}

/** Items whose node has a place in the hierarchy, or has not (section 5.5.2.1). */
export function drawPlace (draw: Draw, before: Sequence): Applied {
  const { tree } = before
  if (tree === undefined) return { ...before, text: 'identity' }
  const { parents, reference, path } = tree
  const names = [...parents.keys()]
  const [other, distance, self, not] = [names[draw(names.length)] ?? '', draw(3), draw(2) === 1, draw(3) === 0]
  const isWithin = (low: string, high: string): boolean => {
    const away = above(tree, low).indexOf(high) + 1
    return (self && low === high) || (away > 0 && (distance === 0 || away <= distance))
  }
  const walk = `${distance === 0 ? '' : `,MaxDistance=${distance}`}${self ? ',IncludeSelf=true' : ''}`
  const tests: ReadonlyArray<readonly [call: string, parameters: string, holds: (node: string) => boolean]> = [
    ['isroot', '', node => parents.get(node) === undefined],
    ['isleaf', '', node => ![...parents.values()].includes(node)],
    ['issibling', `,Other='${other}'`, node => node !== other && parents.get(node) === parents.get(other)],
    ['isdescendant', `,Ancestor='${other}'${walk}`, node => isWithin(node, other)],
    ['isancestor', `,Descendant='${other}'${walk}`, node => isWithin(other, node)]
  ]
  const [call, parameters, holds] = tests[draw(tests.length)] ?? ['', '', () => false]
  const [nodes, qualifier] = reference.split(',')
  const items = before.items.filter(item => {
    const node = nodeOf(item, tree)
    return (parents.has(node) && holds(node)) !== not
  })
  const condition = `Aggregation.${call}(HierarchyNodes=${nodes},HierarchyQualifier='${qualifier}',Node=${path}${parameters})`
  return { ...before, items, text: `filter(${not ? 'not ' : ''}${condition})` }
}

/** Some of the nodes, in their order. */
interface Part {
  readonly nodes: readonly string[]
  /** The transformations that leave them; none for all nodes. */
  readonly text: string
}

function drawPart (draw: Draw, tree: Tree): Part {
  const names = [...tree.parents.keys()]
  const chosen = names[draw(names.length)] ?? ''
  const start = `${tree.reference},ID,filter(ID eq '${chosen}')`
  switch (draw(4)) {
    case 0: return { nodes: names.filter(node => node === chosen || above(tree, node).includes(chosen)), text: `descendants(${start},keep start)` }
    case 1: return { nodes: names.filter(node => above(tree, chosen).includes(node)), text: `ancestors(${start})` }
    default: return { nodes: names, text: '' }
  }
}

const parameter = ({ text }: Part): string => text === '' ? '' : `,${text}`

/** The nodes of a tree, from some of them on, each with what is below it. */
function walked (parents: Tree['parents'], starts: readonly string[], isPre: boolean): readonly string[] {
  const walk = (node: string): readonly string[] => {
    const below = [...parents].flatMap(([child, parent]) => parent === node ? walk(child) : [])
    return isPre ? [node, ...below] : [...below, node]
  }
  return starts.flatMap(walk)
}

export function drawTraverse (draw: Draw, before: Sequence): Applied {
  const { tree } = before
  if (tree === undefined) return { ...before, text: 'identity' }
  const isPre = draw(2) === 1
  const part = drawPart(draw, tree)
  const starts = part.text === '' ? part.nodes.filter(node => tree.parents.get(node) === undefined) : part.nodes
  return {
    ...before,
    items: walked(tree.parents, starts, isPre).flatMap(node => before.items.filter(item => nodeOf(item, tree) === node)),
    text: `traverse(${tree.reference},${tree.path},${isPre ? 'preorder' : 'postorder'}${parameter(part)})`
  }
}

interface NamedAggregate {
  readonly name: string
  readonly text: string
  readonly of: (items: readonly Item[]) => Value
}

/** For each node, in the order of the nodes, an aggregate of its items and of those below it. */
export function drawNodes (draw: Draw, before: Sequence, aggregate: NamedAggregate): Applied {
  const { tree } = before
  if (tree === undefined) return { ...before, text: 'identity' }
  const part = drawPart(draw, tree)
  const names = part.nodes
  const { name, text, of } = aggregate
  const itemsOf = (node: string): readonly Item[] =>
    before.items.filter(item => nodeOf(item, tree) === node || above(tree, nodeOf(item, tree)).includes(node))
  return {
    items: names.map((node): Item => ({ ...tree.shown(node), [name]: of(itemsOf(node)) })),
    numbers: [name],
    texts: Object.keys(tree.shown(names[0] ?? '')),
    rows: false,
    tree,
    text: `groupby((rolluprecursive(${tree.reference},${tree.path}${parameter(part)})),aggregate(${text}))`
  }
}
