/** How what transformations leave is shown: items of the resource with what was added to them, and the names of other items. */
import type { EntityType, StructuredType } from '../../../edm/types.js'
import type { ExpandItemNode, NestedOptions, SystemOptions } from '../../url/ast.js'
import { isAnnotation } from './apply-expression.js'
import type { OutputMember, Transformation } from './apply-expression.js'
import type { NestedExpansion } from '../beside-item.js'
import type { ComputeItem } from '../expression/expression.js'
import type { Scope } from '../expression/scope.js'
import { bindSelection } from '../selection.js'
import type { Selection } from '../selection.js'

/** Of items that are still those of the resource. */
export function selectionOfItems (
  { model, aliases, home, it, current }: Scope,
  output: readonly OutputMember[],
  transformations: readonly Transformation[],
  { select, expand = byDefault(output, transformations) }: Pick<SystemOptions, 'select' | 'expand'>
): Selection {
  const joined = output.flatMap(({ name, joined: navigation, type }) =>
    navigation === undefined ? [] : [{ name, navigation, type: type.type as EntityType }])
  const isComputed = ({ property, joined: entity, nested }: OutputMember): boolean =>
    property === undefined && entity === undefined && nested === undefined
  const all = output.filter(isComputed).map(({ name, type }): ComputeItem => ({ name, expression: { kind: 'computed', name, type } }))
  const computed = all.filter(({ name }) => !isAnnotation(name))
  const context = { model, aliases, it, computed, home, joined, nested: nestedOf(output) }
  const selection = bindSelection(context, current.type.type as StructuredType, select, expand)
  // What $select leaves says nothing of annotations.
  const annotations = all.filter(({ name }) => isAnnotation(name)).map(item => ({ kind: 'computed', item } as const))
  return { ...selection, members: [...annotations, ...selection.members] }
}

/** Collections that `addnested` has made, as what is expanded under another name. */
const nestedOf = (output: readonly OutputMember[]): readonly NestedExpansion[] =>
  output.flatMap(({ name, nested }) =>
    nested === undefined ? [] : [{ name, item: expandItem(nested.path.names, { apply: nested.transformations }) }])

const expandItem = (names: readonly string[], options: NestedOptions): NestedExpansion['item'] =>
  ({ kind: 'path', path: names.map(name => ({ kind: 'name', name, parentheses: [], position: 0 })), options, position: 0 })

/**
 * What is expanded where no `$expand` says what (Data Aggregation 4.0, section 3): what `addnested` made, and the nodes that `traverse` has
 * sorted by.
 */
function byDefault (output: readonly OutputMember[], transformations: readonly Transformation[]): readonly ExpandItemNode[] | undefined {
  const nodes = transformations.flatMap(transformation => transformation.kind === 'traverse' ? transformation.expands ?? [] : [])
  const names = new Set([...nodes, ...nestedOf(output).map(({ name }) => name)])
  if (names.size === 0) return undefined
  return [...names].map(name => expandItem([name], {}))
}

/** Grouping properties of related entities stand in the parentheses of what leads to them (Protocol 4.01, section 10.8). */
export function contextText (output: readonly OutputMember[]): string {
  const parts = new Map<string, string[]>()
  for (const { name, expand, made } of output.filter(({ name }) => !isAnnotation(name))) {
    if (made !== undefined) {
      parts.set(name, [''])
      continue
    }
    const own = expand === undefined ? name : name.slice(expand.length + 1)
    parts.set(expand ?? name, [...parts.get(expand ?? name) ?? [], ...expand === undefined ? [] : [own]])
  }
  return [...parts].map(([name, inside]) => inside.length === 0 ? name : `${name}(${inside.join(',')})`).join(',')
}
