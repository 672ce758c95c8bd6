/** One item of `$select`: the property, the computed value, the operation or the related entities that its path names. */
import { findNavigationProperty, findProperty, isAssignable, memberNames } from '../../edm/lookup.js'
import type { EdmModel, Property, StructuredType } from '../../edm/types.js'
import { ODataError } from '../../errors.js'
import { suggest } from '../../base/suggest.js'
import type { NestedOptions, SelectItemNode } from '../url/ast.js'
import { didYouMean } from '../url/syntax-error.js'
import { castOf } from './cast-in-path.js'
import { derivedByName } from './derived-by-name.js'
import { isOpen } from './open-type.js'
import { isOperationOf } from './selected-operations.js'
import type { SelectionContext } from './selection.js'
import { unsupported } from './unsupported.js'
import type { Unsupported } from './unsupported.js'

/** What is chosen of one property: everything, or parts of it. */
export interface Choice {
  readonly property: Property
  /** Only of items of this type. */
  of: StructuredType
  readonly parts: SelectItemNode[]
  readonly options: NestedOptions[]
}

/** What `$select` has named so far. */
export interface Chosen {
  readonly choices: Map<Property, Choice>
  /** Computed values. */
  readonly names: Set<string>
  readonly links: Set<string>
  readonly dynamic: Set<string>
}

/** Adds what one item of `$select` names; what is valid and not supported is returned. */
export function chooseMember (
  context: SelectionContext,
  declared: StructuredType,
  item: Extract<SelectItemNode, { kind: 'path' }>,
  { choices, names, links, dynamic }: Chosen
): Unsupported | undefined {
  const [start] = item.path
  if (item.path.length === 1 && start?.kind === 'name' && isOperationOf(context.model, declared, start.name)) return undefined
  const { type, path: [first, ...rest] } = afterCasts(context.model, declared, item)
  if (first === undefined) throw refusal('a type alone cannot be selected; name a property after it', item)
  if (first.kind !== 'name') return unsupported('An annotation in $select', '$select')
  const computed = context.computed.find(({ name }) => name === first.name)
  if (computed !== undefined && rest.length === 0) {
    if (hasOptions(item)) throw refusal(`'${computed.name}' is a computed value, which takes no options`, item)
    names.add(computed.name)
    return undefined
  }
  const property = findProperty(type, first.name)
  if (property === undefined) {
    const beside = [...context.joined ?? [], ...context.nested ?? []].find(({ name }) => name === first.name)
    const navigation = beside ?? findNavigationProperty(type, first.name)
    if (navigation !== undefined) {
      if (rest.length > 0 || hasOptions(item)) {
        throw refusal(`'${navigation.name}' is a navigation property; choose from it in $expand: $expand=${navigation.name}($select=…)`, item)
      }
      links.add(navigation.name)
      return undefined
    }
    const derived = rest.length > 0 || hasOptions(item) ? new Map() : derivedByName(context.model, type, first.name)
    for (const [property, of] of derived) choices.set(property, choices.get(property) ?? { property, of, parts: [], options: [] })
    if (derived.size > 0) return undefined
    if (isOpen(context.model, type)) {
      if (rest.length > 0 || hasOptions(item)) return unsupported(`A choice of parts of the dynamic property '${first.name}'`, '$select')
      dynamic.add(first.name)
      return undefined
    }
    throw new ODataError(
      'badRequest',
      `$select: '${type.fullName}' has no property '${first.name}' (position ${first.position + 1}).${
        didYouMean(suggest(first.name, memberNames(type)))
      }`,
      { target: '$select' }
    )
  }
  if (property.writeOnly === true) throw refusal(`'${property.name}' cannot be read: Core.Permissions of the model is without Read`, item)
  const choice = choices.get(property) ?? { property, of: type, parts: [], options: [] }
  if (isAssignable(choice.of, type)) choice.of = type
  choices.set(property, choice)
  if (rest.length > 0) choice.parts.push({ kind: 'path', path: rest, options: item.options, position: rest[0]?.position ?? item.position })
  else if (hasOptions(item)) choice.options.push(item.options)
  return undefined
}

const hasOptions = ({ options }: Extract<SelectItemNode, { kind: 'path' }>): boolean => Object.keys(options).length > 0

const refusal = (reason: string, { position }: SelectItemNode): ODataError =>
  new ODataError('badRequest', `$select: ${reason} (position ${position + 1}).`, { target: '$select' })

/**
 * The type that casts before the name lead to, and the rest of the path. A cast to the type itself, or to one it derives from, changes
 * nothing.
 */
function afterCasts (
  model: EdmModel,
  type: StructuredType,
  { path }: Extract<SelectItemNode, { kind: 'path' }>
): { readonly type: StructuredType, readonly path: typeof path } {
  const [first] = path
  if (first?.kind !== 'name' || !first.name.includes('.')) return { type, path }
  return { type: castOf(model, type, first, '$select'), path: path.slice(1) }
}
