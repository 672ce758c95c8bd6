/** `$expand` against a type (OData-URL 4.01, section 5.1.3): which related entities come with an answer, and what is asked of them. */
import { limits } from '../../base/limits.js'
import { innerAt } from '../../edm/inner-navigation.js'
import { findNavigationProperty, findProperty, isAssignable, isStream, itemType, memberNames } from '../../edm/lookup.js'
import type { EntitySet, EntityType, NavigationProperty, Property, Singleton, StructuredType } from '../../edm/types.js'
import { ODataError } from '../../errors.js'
import { nestedQuery } from '../nested-query.js'
import type { NestedQuery } from '../nested-query.js'
import type { ExpandItemNode, NestedOptions } from '../url/ast.js'
import { suggest } from '../../base/suggest.js'
import { didYouMean } from '../url/syntax-error.js'
import { castOf } from './cast-in-path.js'
import { bindCollectionOptions } from './collection-options.js'
import type { CollectionOptions } from './collection-options.js'
import type { JoinedEntity } from './beside-item.js'
import type { SelectionContext } from './selection.js'
import { homeInside, isRelatable, notRelatable, resourceOf } from '../related-entities.js'
import type { Home } from '../related-entities.js'
import { isUnsupported, unsupported } from './unsupported.js'
import type { Unsupported } from './unsupported.js'

export interface ExpandedMember {
  readonly kind: 'expanded'
  readonly property: NavigationProperty
  /** Only values of this type are expanded: the one that has the property, or a cast before it names. */
  readonly of: StructuredType
  /** The complex properties from the entity to the value that has the property; none where the entity itself has it. */
  readonly way: readonly ComplexStep[]
  /** The way from what is asked to the property, as the context URL shows it. */
  readonly path: string
  /** The name that it has in the answer, where `addnested` gave it one. */
  readonly alias?: string | undefined
  /** The name of the entity beside the item that is meant, of those that the property leads to. */
  readonly joined?: string | undefined
  /** The related entities that come: all, or those of the type that a cast after the property names. */
  readonly type: EntityType
  /** As entities, as references (`/$ref`), or only how many there are (`/$count`). */
  readonly form: 'entities' | 'refs' | 'count'
  readonly options: CollectionOptions
  /** The entity set or singleton of entities that are not contained, where the model says so. */
  readonly home: EntitySet | Singleton | undefined
  /** What was asked, as the query of the URL that the next page has. */
  readonly query: NestedQuery
}

/** A complex property on the way, and the type that has it. */
export interface ComplexStep {
  readonly property: Property
  readonly of: StructuredType
}

export interface Expansion {
  readonly members: readonly ExpandedMember[]
  /** What of it is not supported. */
  readonly unsupported: readonly Unsupported[]
}

/** The items of `$expand`, each property once; `*` stands for those that are not named. */
export function bindExpand (context: SelectionContext, type: StructuredType, items: readonly ExpandItemNode[]): Expansion {
  const bound = items.flatMap(item => item.kind === 'path' ? [bindItem(context, type, item)] : [])
  const members = bound.filter(member => !isUnsupported(member))
  const twice = members.find((member, index) =>
    members.findIndex(other => isSame(other, member)) < index
  )
  if (twice !== undefined) {
    throw new ODataError('badRequest', `$expand: '${twice.property.name}' appears more than once.`, { target: '$expand' })
  }
  for (const item of items) {
    if (item.kind === 'value') {
      throw new ODataError(
        'badRequest',
        `$expand: '${type.fullName}' is not a media entity, so it has no $value (position ${item.position + 1}).`,
        { target: '$expand' }
      )
    }
    if (item.kind === 'wildcard') bound.push(...bindWildcard(context, type, item, members))
  }
  return { members: bound.filter(member => !isUnsupported(member)), unsupported: bound.filter(isUnsupported) }
}

const isSame = (other: ExpandedMember, { property, of, joined, alias }: ExpandedMember): boolean =>
  other.property === property && other.of === of && other.joined === joined && other.alias === alias

function bindWildcard (
  context: SelectionContext,
  type: StructuredType,
  { ref, options }: Extract<ExpandItemNode, { kind: 'wildcard' }>,
  named: readonly ExpandedMember[]
): Array<ExpandedMember | Unsupported> {
  if (type.kind !== 'entity') return []
  const levels = levelsOf(options)
  const nested: NestedOptions = levels > 1
    ? { expand: [{ kind: 'wildcard', ref: false, options: { levels: levels - 1 }, position: 0 }] }
    : {}
  return type.navigationProperties.filter(property => named.every(member => member.property !== property))
    .map(property => isRelatable(context.model.container, property)
      ? expand(context, { property, of: type, type: property.target, form: ref ? 'refs' : 'entities' }, nested)
      : unsupported(notRelatable(property), '$expand'))
}

function bindItem (
  context: SelectionContext,
  type: StructuredType,
  { path, suffix, options }: Extract<ExpandItemNode, { kind: 'path' }>
): ExpandedMember | Unsupported {
  const [first, ...others] = path
  const joined = first?.kind === 'name' && others.length === 0 ? context.joined?.find(({ name }) => name === first.name) : undefined
  if (joined !== undefined) return expandJoined(context, type as EntityType, joined, suffix, options)
  const nested = first?.kind === 'name' && others.length === 0 ? context.nested?.find(({ name }) => name === first.name) : undefined
  if (nested !== undefined) {
    if (Object.keys(options).length > 0 || suffix !== undefined) return unsupported('Options of what addnested has made', '$expand')
    const member = bindItem({ ...context, nested: [] }, type, nested.item)
    return isUnsupported(member) ? member : { ...member, alias: nested.name }
  }
  let [of, property, target]: [StructuredType, NavigationProperty | undefined, EntityType | undefined] = [type, undefined, undefined]
  const way: ComplexStep[] = []
  const shown: string[] = []
  for (const [index, step] of path.entries()) {
    if (step.kind !== 'name') return unsupported('An annotation in $expand', '$expand')
    if (step.name.includes('.')) {
      if (target === undefined) {
        of = castOf(context.model, of, step, '$expand')
        shown.push(of.fullName)
      } else target = castOf(context.model, target, step, '$expand') as EntityType
    } else if (property !== undefined) {
      throw new ODataError(
        'badRequest',
        `$expand: '${step.name}' cannot follow '${property.name}' (position ${
          step.position + 1
        }). Nest it: ${property.name}($expand=${step.name}).`,
        { target: '$expand' }
      )
    } else {
      if (streamNamed(of, step.name)) return unsupported(`Expanding the stream property '${step.name}'`, '$expand')
      const complex = index < path.length - 1 ? complexNamed(of, step.name) : undefined
      if (complex !== undefined) {
        way.push({ property: complex.property, of })
        shown.push(complex.property.name)
        of = complex.type
        continue
      }
      property = resolveNavigation(of, step)
      target = property.target
    }
  }
  if (property === undefined || target === undefined) {
    throw new ODataError('badRequest', '$expand: a type alone cannot be expanded; name a navigation property after it.', {
      target: '$expand'
    })
  }
  const form = suffix === '$ref' ? 'refs' : suffix === '$count' ? 'count' : 'entities'
  const within = [...context.within ?? [], ...way.map(step => step.property)]
  const named = within.length === 0 ? property : innerAt(within, property)
  if (named === undefined) {
    return unsupported(`Expanding '${[...way.map(step => step.property.name), property.name].join('/')}', which is inside of a complex value,`, '$expand')
  }
  if (!isRelatable(context.model.container, named)) return unsupported(notRelatable(named), '$expand')
  if (!named.collection) checkSingle(named, form, options)
  if (named.inItems === true && resourceOf(context.model.container, context.home ?? NOWHERE, named) === undefined) {
    return unsupported(`Expanding '${named.name}', whose entity set the model does not tell,`, '$expand')
  }
  return { ...expand(context, { property: named, of, type: target, form }, withLevels(named, target, options)), way, path: within.length === 0 ? property.name : [...shown, property.name].join('/') }
}

/** An entity that `join` has put beside each item. */
function expandJoined (
  context: SelectionContext,
  of: EntityType,
  { name, navigation: property, type }: JoinedEntity,
  suffix: '$ref' | '$count' | undefined,
  options: NestedOptions
): ExpandedMember {
  checkSingle({ name }, suffix === '$count' ? 'count' : 'entities', options)
  return { ...expand(context, { property, of, type, form: suffix === '$ref' ? 'refs' : 'entities' }, options), joined: name }
}

/** The content of a stream property in the answer itself (OData-URL 4.01, section 5.1.3). */
function streamNamed (type: StructuredType, name: string): boolean {
  const property = findProperty(type, name)
  return property !== undefined && isStream(property)
}

/** One entity is neither filtered nor counted nor paged (OData-URL 4.01, section 5.1.3). */
export function checkSingle ({ name }: Pick<NavigationProperty, 'name'>, form: ExpandedMember['form'], options: NestedOptions): void {
  const other = form === 'count' ? 'count' : Object.keys(options).find(option => !['select', 'expand', 'compute', 'levels', 'aliases'].includes(option))
  if (other === undefined) return
  throw new ODataError('badRequest', `$expand: '${name}' leads to one entity, not to a collection, so it has no $${other.toLowerCase()}.`, { target: '$expand' })
}

/** The type of the complex values of a property (OData-URL 4.01, section 5.1.3: `complexPath`). */
function complexNamed (type: StructuredType, name: string): { readonly property: Property, readonly type: StructuredType } | undefined {
  const property = findProperty(type, name)
  const { type: item } = property === undefined ? { type: undefined } : itemType(property.type)
  return property !== undefined && item?.kind === 'complex' ? { property, type: item } : undefined
}

function resolveNavigation (
  type: StructuredType,
  { name, position }: { readonly name: string, readonly position: number }
): NavigationProperty {
  const property = findNavigationProperty(type, name)
  if (property !== undefined) return property
  const known = memberNames(type).some(member => member.toLowerCase() === name.toLowerCase())
  const reason = known
    ? `'${name}' of '${type.fullName}' is not a navigation property`
    : `'${type.fullName}' has no navigation property '${name}'`
  const names = type.kind === 'entity' ? type.navigationProperties.map(navigation => navigation.name) : []
  throw new ODataError('badRequest', `$expand: ${reason} (position ${position + 1}).${didYouMean(suggest(name, names))}`, {
    target: '$expand'
  })
}

/** `$levels`: the same property again, one level less, where the contained type has it (OData-URL 4.01, section 5.1.3.1). */
function withLevels (property: NavigationProperty, type: EntityType, { levels, ...options }: NestedOptions): NestedOptions {
  const depth = levelsOf({ ...levels === undefined ? {} : { levels } })
  const recursive = findNavigationProperty(type, property.name, 'exact')
  if (depth <= 1 || recursive === undefined || !isAssignable(recursive.target, property.target)) return options
  const again: ExpandItemNode = {
    kind: 'path',
    path: [{ kind: 'name', name: property.name, parentheses: [], position: 0 }],
    options: { ...options, levels: depth - 1 },
    position: 0
  }
  return { ...options, expand: [...options.expand ?? [], again] }
}

const levelsOf = ({ levels = 1 }: NestedOptions): number => levels === 'max' ? limits.expandLevels.most : Math.min(levels, limits.expandLevels.most)

const NOWHERE: Home = { resource: undefined, names: [] }

function expand (
  context: SelectionContext,
  member: Pick<ExpandedMember, 'property' | 'of' | 'type' | 'form'>,
  options: NestedOptions
): ExpandedMember {
  const { property, type } = member
  const { container } = context.model
  const home = property.containsTarget ? undefined : resourceOf(container, context.home ?? NOWHERE, property)
  const inner: SelectionContext = {
    ...context,
    joined: [],
    nested: [],
    within: [],
    home: property.containsTarget ? homeInside(context.home ?? NOWHERE, property) : { resource: home, names: [] }
  }
  const aliases = new Map([...context.aliases, ...options.aliases ?? []])
  const { skip: _done, ...rest } = options
  return {
    kind: 'expanded',
    ...member,
    way: [],
    path: property.name,
    home,
    options: bindCollectionOptions({ ...inner, aliases }, { type, nullable: false }, options),
    query: nestedQuery({ ...rest, aliases })
  }
}

/** As a context URL shows it (Protocol 4.01, sections 10.8 and 10.9). */
export function expandText ({ property, path, alias, joined, type, form, options }: ExpandedMember): string[] {
  const name = alias ?? joined ?? (type === property.target ? path : `${path}/${type.fullName}`)
  switch (form) {
    case 'count': return []
    case 'refs': return [`${name}/$ref`]
    case 'entities': return [`${name}(${(options.applied ?? options.selection).text ?? ''})`]
  }
}
