/** What `ancestors`, `descendants` and `traverse` mean (Data Aggregation 4.0, section 6.2), computed with arrays. */
import type { Applied, Draw, Item, Sequence, Tree } from './evaluate-apply.js'

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

export function drawTraverse (draw: Draw, before: Sequence): Applied {
  const { tree } = before
  if (tree === undefined) return { ...before, text: 'identity' }
  const isPre = draw(2) === 1
  const walk = (node: string): readonly string[] => {
    const below = [...tree.parents].flatMap(([child, parent]) => parent === node ? walk(child) : [])
    return isPre ? [node, ...below] : [...below, node]
  }
  const order = [...tree.parents].flatMap(([node, parent]) => parent === undefined ? walk(node) : [])
  return {
    ...before,
    items: order.flatMap(node => before.items.filter(item => nodeOf(item, tree) === node)),
    text: `traverse(${tree.reference},${tree.path},${isPre ? 'preorder' : 'postorder'})`
  }
}
