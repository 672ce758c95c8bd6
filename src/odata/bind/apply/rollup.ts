/** `rollup` in `groupby` (Data Aggregation 4.0, section 3.2.3.2): by which properties it groups, one time after the other. */
import { annotationsOf } from '../../../edm/annotation-lookup.js'
import { pathsOf } from '../../../edm/annotation-value.js'
import { findProperty, isStructured } from '../../../edm/lookup.js'
import type { DataPathNode, GroupByElementNode } from '../../url/ast.js'
import type { Scope } from '../expression/scope.js'

const LEVELED = 'Org.OData.Aggregation.V1.LeveledHierarchy'
const ALL = '$all'

type RollupNode = Extract<GroupByElementNode, { kind: 'rollup' }>

/** One name alone can be the qualifier of a leveled hierarchy, whose annotation has the levels. */
export function withLevels ({ model, current }: Scope, element: GroupByElementNode): GroupByElementNode {
  const { type } = current.type
  if (element.kind !== 'rollup' || !isStructured(type)) return element
  const [only] = element.levels.filter(({ names }) => names[0] !== ALL)
  const [qualifier = ''] = only?.names ?? []
  if (only === undefined || only.names.length > 1 || findProperty(type, qualifier) !== undefined) return element
  const value = annotationsOf(model, type).find(annotation => annotation.term === LEVELED && annotation.qualifier === qualifier)?.value
  const paths = pathsOf(value)
  if (paths === undefined) return element
  return {
    ...element,
    levels: element.levels.flatMap(level => level === only ? paths.map(path => ({ names: path.split('/'), position: only.position })) : [level])
  }
}

/** The elements of each grouping: all levels of every `rollup`, then one less and so on; with `$all`, at last none. */
export function groupings (elements: readonly GroupByElementNode[]): ReadonlyArray<readonly GroupByElementNode[]> {
  return elements.reduce<ReadonlyArray<readonly GroupByElementNode[]>>(
    (before, element) => before.flatMap(chosen => choicesOf(element).map(choice => [...chosen, ...choice])),
    [[]]
  )
}

/** How many groupings there are. Of a leveled hierarchy the levels are not known before it is looked up. */
export const countGroupings = (elements: readonly GroupByElementNode[]): number =>
  elements.reduce((product, element) => product * (element.kind === 'rollup' ? element.levels.length : 1), 1)

function choicesOf (element: GroupByElementNode): ReadonlyArray<readonly GroupByElementNode[]> {
  if (element.kind !== 'rollup') return [[element]]
  const levels = element.levels.filter(level => !isAll(level))
  const properties = levels.map((path): GroupByElementNode => ({ kind: 'property', path, position: path.position }))
  const prefixes = levels.map((_level, index) => properties.slice(0, levels.length - index))
  return hasAll(element) ? [...prefixes, []] : prefixes
}

const isAll = ({ names }: DataPathNode): boolean => names[0] === ALL
const hasAll = ({ levels }: RollupNode): boolean => levels.some(isAll)
