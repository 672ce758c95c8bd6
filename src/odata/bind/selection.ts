/** `$select` against a type (OData-URL 4.01, section 5.1.4): which members an answer has, and what is asked of each. */
import type { EdmModel, Property, StructuredType, TypeReference } from '../../edm/types.js'
import { findNavigationProperty, findProperty, findType, isAssignable, memberNames } from '../../edm/lookup.js'
import { notImplemented, ODataError } from '../../errors.js'
import type { ExpressionNode, NestedOptions, SelectItemNode } from '../url/ast.js'
import { didYouMean } from '../url/syntax-error.js'
import { suggest } from '../url/suggest.js'
import { bindCollectionOptions } from './collection-options.js'
import type { CollectionOptions } from './collection-options.js'
import type { ComputeItem } from './expression.js'

export type SelectedMember =
  | { readonly kind: 'property', readonly property: Property, readonly selection: Selection | undefined, readonly options: CollectionOptions | undefined }
  | { readonly kind: 'computed', readonly item: ComputeItem }

/** The members of an answer, in declared order, computed ones last. */
export interface Selection {
  readonly members: readonly SelectedMember[]
  /** The canonical text for the context URL; undefined without `$select`. */
  readonly text: string | undefined
}

export interface SelectionContext {
  readonly model: EdmModel
  readonly aliases: ReadonlyMap<string, ExpressionNode>
  /** What `$compute` of the same options defined. */
  readonly computed: readonly ComputeItem[]
}

/** What is chosen of one property: everything, or parts of it. */
interface Choice {
  readonly property: Property
  readonly parts: SelectItemNode[]
  readonly options: NestedOptions[]
}

/** Without items everything is selected, computed names too. */
export function bindSelection (context: SelectionContext, type: StructuredType, items: readonly SelectItemNode[] | undefined): Selection {
  const computed = context.computed.map((item): SelectedMember => ({ kind: 'computed', item }))
  if (items === undefined) return { members: [...type.properties.map(whole), ...computed], text: undefined }
  const choices = new Map<Property, Choice>()
  const names = new Set<string>()
  let all = false
  for (const item of items) {
    if (item.kind === 'wildcard') all = true
    else if (item.kind === 'path') choose(context, type, item, choices, names)
  }
  const chosen = type.properties.filter(property => all || choices.has(property)).map(property => choices.get(property) ?? { property, parts: [], options: [] })
  const members = [...chosen.map(choice => bindChoice(context, choice)), ...computed.filter(member => member.kind === 'computed' && names.has(member.item.name))]
  return { members, text: all && choices.size === 0 ? ['*', ...names].join(',') : members.map(memberText).join(',') }
}

const whole = (property: Property): SelectedMember => ({ kind: 'property', property, selection: undefined, options: undefined })

function memberText (member: SelectedMember): string {
  if (member.kind === 'computed') return member.item.name
  const parts = member.selection?.text
  return parts === undefined ? member.property.name : parts.split(',').map(part => `${member.property.name}/${part}`).join(',')
}

function choose (context: SelectionContext, type: StructuredType, item: Extract<SelectItemNode, { kind: 'path' }>, choices: Map<Property, Choice>, names: Set<string>): void {
  const [first, ...rest] = afterCasts(context.model, type, item)
  if (first === undefined) return
  if (first.kind !== 'name') throw notImplemented('An annotation in $select', '$select')
  const computed = context.computed.find(({ name }) => name === first.name)
  if (computed !== undefined && rest.length === 0) {
    names.add(computed.name)
    return
  }
  const property = findProperty(type, first.name)
  if (property === undefined) {
    if (findNavigationProperty(type, first.name) !== undefined) return
    throw new ODataError('badRequest', `$select: '${type.fullName}' has no property '${first.name}' (position ${first.position + 1}).${didYouMean(suggest(first.name, memberNames(type)))}`, { target: '$select' })
  }
  const choice = choices.get(property) ?? { property, parts: [], options: [] }
  choices.set(property, choice)
  if (rest.length > 0) choice.parts.push({ kind: 'path', path: rest, options: item.options, position: rest[0]?.position ?? item.position })
  else if (Object.keys(item.options).length > 0) choice.options.push(item.options)
}

/** A cast to the type itself, or to one it derives from, changes nothing. */
function afterCasts (model: EdmModel, type: StructuredType, { path }: Extract<SelectItemNode, { kind: 'path' }>) {
  const [first] = path
  if (first?.kind !== 'name' || !first.name.includes('.')) return path
  const target = findType(model, first.name)
  if (target !== undefined && isAssignable(type, target)) return path.slice(1)
  if (target !== undefined && isAssignable(target, type)) return []
  throw new ODataError('badRequest', `$select: '${first.name}' is no type of '${type.fullName}' (position ${first.position + 1}).`, { target: '$select' })
}

function bindChoice (context: SelectionContext, { property, parts, options: [options, more] }: Choice): SelectedMember {
  if (more !== undefined) throw new ODataError('badRequest', `$select: '${property.name}' has options more than once.`, { target: '$select' })
  const { type } = property.type
  const element = type.kind === 'collection' ? type.elementType : property.type
  if (element.type.kind === 'primitive' || element.type.kind === 'collection') {
    if (parts.length > 0) throw new ODataError('badRequest', `$select: '${property.name}' has no members to choose from.`, { target: '$select' })
    if (options !== undefined) throw notImplemented(`$select options of '${property.name}'`, '$select')
    return whole(property)
  }
  const inner: SelectionContext = { ...context, computed: [] }
  const selection = parts.length > 0 ? bindSelection(inner, element.type, parts) : undefined
  if (options === undefined) return { kind: 'property', property, selection, options: undefined }
  if (selection !== undefined && options.select !== undefined) throw new ODataError('badRequest', `$select: '${property.name}' is chosen from in two ways.`, { target: '$select' })
  return bindOptions(inner, property, element, options, selection)
}

function bindOptions (context: SelectionContext, property: Property, element: TypeReference & { type: StructuredType } | TypeReference, options: NestedOptions, selection: Selection | undefined): SelectedMember {
  const aliases = new Map([...context.aliases, ...options.aliases ?? []])
  if (property.type.type.kind === 'collection') {
    if (options.apply !== undefined) throw notImplemented('$apply inside $select', '$select')
    const bound = bindCollectionOptions({ model: context.model, aliases }, element, options)
    return { kind: 'property', property, selection: selection ?? bound.selection, options: bound }
  }
  const other = Object.keys(options).find(name => name !== 'select' && name !== 'aliases')
  if (other !== undefined) throw new ODataError('badRequest', `$select: the option '${other}' needs a collection, and '${property.name}' is none.`, { target: '$select' })
  return { kind: 'property', property, selection: bindSelection(context, element.type as StructuredType, options.select), options: undefined }
}
