/** How much one `$apply` may ask for: how many transformations, and how many times an item of the source may come out of them. */
import { limits } from '../../../base/limits.js'
import type { TransformationNode } from '../../url/ast.js'
import { limitError } from '../../url/syntax-error.js'
import type { Scope } from '../expression/scope.js'
import { countGroupings } from './rollup.js'

/** @throws ODataError `badRequest` for more than the limits allow */
export function checkSize ({ option }: Scope, nodes: readonly TransformationNode[]): void {
  if (countNodes(nodes) > limits.transformations.most) throw limitError(option, `more than ${limits.transformations.most} transformations`)
  if (countJoins(nodes) > limits.joins.most) throw limitError(option, `more than ${limits.joins.most} times join or outerjoin`)
  copiesAfter(1, nodes, option)
}

/** Those inside others included. */
const countJoins = (nodes: readonly TransformationNode[]): number =>
  nodes.reduce((sum, node) => sum + Number(node.kind === 'join' || node.kind === 'outerJoin') + countJoins(inside(node)), 0)

/** The transformations inside one. */
function inside (node: TransformationNode): readonly TransformationNode[] {
  switch (node.kind) {
    case 'groupBy': case 'join': case 'outerJoin': case 'ancestors': case 'descendants': case 'traverse': return node.transformations ?? []
    case 'concat': return node.sequences.flat()
    case 'nest': return node.items.flatMap(({ transformations }) => transformations)
    default: return []
  }
}

/** How many times an item of the source may be in what comes out of transformations; 0 where what comes out is one item. */
function copiesAfter (copies: number, nodes: readonly TransformationNode[], option: string): number {
  return nodes.reduce((before, node) => {
    const after = copiesAfterOne(before, node, option)
    if (after > limits.copies.most) throw limitError(option, `more than ${limits.copies.most} copies of the collection by concat and rollup`)
    return after
  }, copies)
}

function copiesAfterOne (copies: number, node: TransformationNode, option: string): number {
  switch (node.kind) {
    case 'concat': return node.sequences.reduce((sum, sequence) => sum + copiesAfter(copies, sequence, option), 0)
    case 'nest': return node.path === undefined ? node.items.reduce((sum, { transformations }) => sum + copiesAfter(copies, transformations, option), 0) : copies
    case 'groupBy': return countGroupings(node.elements) * copiesAfter(copies, (node.transformations ?? []).filter(({ kind }) => kind !== 'aggregate'), option)
    case 'aggregate': return 0
    default: return copies
  }
}

/** Those inside others included, and `rollup` written out. */
function countNodes (nodes: readonly TransformationNode[]): number {
  const counts = nodes.map(node => {
    switch (node.kind) {
      case 'groupBy': return countGroupings(node.elements) * (1 + countNodes(node.transformations ?? []))
      default: return 1 + countNodes(inside(node))
    }
  })
  return counts.reduce((sum, count) => sum + count, 0)
}
