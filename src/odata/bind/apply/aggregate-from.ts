/**
 * `from` in `aggregate` (Data Aggregation 4.0, section 3.2.1.4): `Amount with sum from Day with average as A` is short for the sums of each
 * day, and the average of these.
 */
import type { AggregateTransformationNode, TransformationNode } from '../../url/ast.js'

/** A name that no client gives. */
const NAME = '__from'

/** What it is short for; undefined where the `aggregate` has other aggregates beside it, or says not how to aggregate. */
export function stepsOfFrom ({ items, position }: AggregateTransformationNode): readonly TransformationNode[] | undefined {
  const [item, ...others] = items
  if (item === undefined || others.length > 0 || item.from.some(({ method }) => method === undefined)) return undefined
  const { from, alias, ...first } = item
  const reread = { kind: 'path', segments: [{ kind: 'name', name: NAME, parentheses: [], position }], position } as const
  const steps = from.flatMap((_step, index): readonly TransformationNode[] => {
    const elements = from.slice(index).flatMap(({ properties }) => properties).map(path => ({ kind: 'property', path, position: path.position } as const))
    const method = index === 0 ? item.method : from[index - 1]?.method
    const expression = index === 0 ? first.expression : reread
    const aggregate = { expression, ...method === undefined ? {} : { method }, from: [], alias: NAME, position: item.position }
    return [{ kind: 'groupBy', elements, transformations: [{ kind: 'aggregate', items: [aggregate], position }], position }]
  })
  const last = { expression: reread, method: from.at(-1)?.method ?? 'sum', from: [], ...alias === undefined ? {} : { alias }, position: item.position }
  return [...steps, { kind: 'aggregate', items: [last], position }]
}
