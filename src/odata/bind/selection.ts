/** `$select` against a type (OData-URL 4.01, section 5.1.4): which members an answer has, and what is asked of each. */
import type { EdmModel, Property, StructuredType, TypeReference } from '../../edm/types.js'
import { dialectOf } from '../../dialect/service-dialect.js'
import { familyProperties, isAssignable, isStructured, rowTypeOf } from '../../edm/lookup.js'
import { ODataError } from '../../errors.js'
import { NO_QUERY, nestedQuery } from '../nested-query.js'
import type { NestedQuery } from '../nested-query.js'
import type { ExpandItemNode, ExpressionNode, NestedOptions, SelectItemNode } from '../url/ast.js'
import { bindExpand, expandText } from './bind-expand.js'
import type { ExpandedMember } from './bind-expand.js'
import { withExpanded } from './expanded-inside.js'
import { whole } from './whole-property.js'
import type { JoinedEntity, NestedExpansion } from './beside-item.js'
import { chooseMember } from './choose-member.js'
import type { Choice } from './choose-member.js'
import { bindCollectionOptions } from './collection-options.js'
import type { CollectionOptions } from './collection-options.js'
import type { ComputeItem, RangeVariable } from './expression/expression.js'
import type { Home } from '../related-entities.js'
import { bindItemOptions } from './item-options.js'
import type { ItemOptions } from './item-options.js'
import { checkNamespace } from './selected-operations.js'
import { isUnsupported, unsupported } from './unsupported.js'
import type { Unsupported } from './unsupported.js'

export type SelectedMember =
  | {
    readonly kind: 'property'
    readonly property: Property
    /** Only items of this type have it: the one that declares it, or a cast names. */
    readonly of: StructuredType
    /** Whether `$select` names it. */
    readonly named: boolean
    readonly selection: Selection | undefined
    readonly options: CollectionOptions | undefined
    /** What is asked of a collection of values that are not rows. */
    readonly items?: ItemOptions | undefined
    /** The options as the query of the URL that the next page has. */
    readonly query: NestedQuery
  }
  | { readonly kind: 'computed', readonly item: ComputeItem }
  | ExpandedMember

/** The members of an answer, in declared order, then computed ones, then expanded ones. */
export interface Selection {
  readonly members: readonly SelectedMember[]
  /** The canonical text for the context URL; undefined without `$select` and `$expand`. */
  readonly text: string | undefined
  /** What of it is not supported. */
  readonly unsupported: readonly Unsupported[]
  /** What is shown of what an open type does not declare. */
  readonly dynamic: 'all' | readonly string[]
}

export interface SelectionContext {
  readonly model: EdmModel
  readonly aliases: ReadonlyMap<string, ExpressionNode>
  /** `$it` of nested options. */
  readonly it: RangeVariable
  /** What `$compute` of the same options defined. */
  readonly computed: readonly ComputeItem[]
  /** Entities that `$apply` has put beside the items. */
  readonly joined?: readonly JoinedEntity[]
  /** What `$apply` has made of related entities, under other names. */
  readonly nested?: readonly NestedExpansion[]
  /** The complex properties from the entity to the value that is meant. */
  readonly within?: readonly Property[] | undefined
  /** Where the items are, for what is related to them. */
  readonly home?: Home | undefined
}

/** Without items everything is selected, computed names too. What is expanded is there whatever is selected. */
export function bindSelection (
  context: SelectionContext,
  type: StructuredType,
  items: readonly SelectItemNode[] | undefined,
  expand: readonly ExpandItemNode[] = []
): Selection {
  const properties = new Map([...familyProperties(type)].filter(([{ writeOnly }]) => writeOnly !== true))
  const computed = context.computed.map((item): SelectedMember => ({ kind: 'computed', item }))
  const { members: expanded, unsupported: notExpanded } = bindExpand(context, type, expand)
  const expandedText = expanded.flatMap(expandText)
  const allOf = (inner: StructuredType): Selection => bindSelection({ ...context, computed: [], joined: [], nested: [] }, inner, undefined)
  if (items === undefined) {
    const own = [...properties].map(([property, of]) => whole({ property, of }, false))
    const members = withExpanded([...own, ...computed], expanded, allOf)
    return { members, text: expandedText.length === 0 ? undefined : expandedText.join(','), unsupported: notExpanded, dynamic: 'all' }
  }
  const choices = new Map<Property, Choice>()
  const names = new Set<string>()
  const links = new Set<string>()
  const dynamic = new Set<string>()
  let all = false
  const notChosen = items.flatMap(item => {
    if (item.kind === 'wildcard') all = true
    if (item.kind === 'allOperations') checkNamespace(context.model, item)
    return item.kind === 'path' ? chooseMember(context, type, item, { choices, names, links, dynamic }) ?? [] : []
  })
  const bound = [...properties].flatMap(([property, of]): Array<SelectedMember | Unsupported> => {
    const choice = choices.get(property)
    if (choice !== undefined) return [bindChoice(context, choice)]
    return all ? [whole({ property, of }, false)] : []
  })
  const members = bound.filter(member => !isUnsupported(member))
  const chosen = [...members, ...computed.filter(member => member.kind === 'computed' && names.has(member.item.name))]
  const text = all && choices.size === 0 ? ['*', ...names] : chosen.map(member => memberText(context, type, member))
  return {
    members: withExpanded(chosen, expanded, allOf),
    text: [...new Set([...text, ...all && choices.size === 0 ? [] : dynamic, ...links, ...expandedText])].join(','),
    unsupported: [...notChosen, ...bound.filter(isUnsupported), ...notExpanded],
    dynamic: all ? 'all' : [...dynamic]
  }
}

function memberText ({ model }: SelectionContext, type: StructuredType, member: SelectedMember): string {
  if (member.kind === 'computed') return member.item.name
  if (member.kind === 'expanded') return member.alias ?? member.joined ?? member.path
  const isPlain = isAssignable(type, member.of) || dialectOf(model).directory !== undefined
  const name = isPlain ? member.property.name : `${member.of.fullName}/${member.property.name}`
  const parts = member.selection?.text
  return parts === undefined ? name : parts.split(',').map(part => `${name}/${part}`).join(',')
}

function bindChoice (
  context: SelectionContext,
  { property, of, parts, options: [options, more] }: Choice
): SelectedMember | Unsupported {
  if (more !== undefined) {
    throw new ODataError('badRequest', `$select: '${property.name}' has options more than once.`, { target: '$select' })
  }
  const { type } = property.type
  const element = type.kind === 'collection' ? type.elementType : property.type
  if (!isStructured(element.type)) {
    if (parts.length > 0) {
      throw new ODataError('badRequest', `$select: '${property.name}' has no members to choose from.`, { target: '$select' })
    }
    if (options !== undefined && type.kind !== 'collection') {
      const [name = ''] = Object.keys(options)
      throw new ODataError('badRequest', `$select: the option '${name}' needs a collection, but '${property.name}' is not one.`, {
        target: '$select'
      })
    }
    if (options === undefined) return whole({ property, of }, true)
    return bindItems({ ...context, computed: [] }, { property, of }, element, options)
  }
  const inner: SelectionContext = { ...context, computed: [], within: [...context.within ?? [], property] }
  const selection = parts.length > 0 ? bindSelection(inner, element.type, parts) : undefined
  if (options === undefined) return { kind: 'property', property, of, named: true, selection, options: undefined, query: NO_QUERY }
  if (selection !== undefined && options.select !== undefined) {
    throw new ODataError('badRequest', `$select: '${property.name}' is chosen from in two ways.`, { target: '$select' })
  }
  return bindOptions(inner, { property, of }, element, options, selection)
}

function bindOptions (
  context: SelectionContext,
  { property, of }: Pick<Choice, 'property' | 'of'>,
  element: TypeReference & { type: StructuredType } | TypeReference,
  options: NestedOptions,
  selection: Selection | undefined
): SelectedMember | Unsupported {
  const aliases = new Map([...context.aliases, ...options.aliases ?? []])
  if (property.type.type.kind === 'collection') {
    if (rowTypeOf(property) === undefined) return bindItems(context, { property, of }, element, options, selection)
    if (options.apply !== undefined) return unsupported('$apply inside $select', '$select')
    const bound = bindCollectionOptions({ ...context, aliases }, element, options)
    const { skip: _done, ...rest } = options
    return {
      kind: 'property',
      property,
      of,
      named: true,
      selection: selection ?? bound.selection,
      options: bound,
      query: nestedQuery({ ...rest, aliases })
    }
  }
  const other = Object.keys(options).find(name => name !== 'select' && name !== 'aliases')
  if (other !== undefined) {
    throw new ODataError('badRequest', `$select: the option '${other}' needs a collection, but '${property.name}' is not one.`, {
      target: '$select'
    })
  }
  return {
    kind: 'property',
    property,
    of,
    named: true,
    selection: bindSelection(context, element.type as StructuredType, options.select),
    options: undefined,
    query: NO_QUERY
  }
}

/** Values that are not rows: all that are asked for come at once. */
function bindItems (
  context: SelectionContext,
  { property, of }: Pick<Choice, 'property' | 'of'>,
  element: TypeReference,
  options: NestedOptions,
  selection?: Selection
): SelectedMember | Unsupported {
  const aliases = new Map([...context.aliases, ...options.aliases ?? []])
  const items = bindItemOptions({ ...context, aliases }, element, options)
  if (items !== undefined && isUnsupported(items)) return items
  const chosen = isStructured(element.type) && options.select !== undefined
    ? bindSelection({ ...context, aliases }, element.type, options.select)
    : selection
  return { ...whole({ property, of }, true), selection: chosen, items }
}
