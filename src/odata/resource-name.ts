/** What context URLs and tokens call the resource of a request (OData-Protocol 4.01, section 10). */
import { pathInside } from './bind/complex-way.js'
import type { Target } from './bind/target.js'
import { below, canonicalPath, pathOfNames } from './canonical-path.js'
import { typeName } from '../edm/lookup.js'
import type { NavigationProperty } from '../edm/types.js'
import type { ContainmentStep, EntityLocation } from './canonical-path.js'
import type { ExpressionNode } from './url/ast.js'
import { printExpression } from './url/print.js'

/**
 * The path with the keys of what is around: `officeConfiguration/clientConfigurations('…')/assignments`. A single entity is one of its
 * collection.
 */
export function contextPath (target: Target): string {
  switch (target.kind) {
    case 'entity':
      return entityContext(target.location)
    case 'entityRef':
      return '$ref'
    case 'entityRefs':
      return 'Collection($ref)'
    case 'entities':
    case 'entityCount':
    case 'collectionAction':
    case 'each':
      return `${collectionContext(target.parent, target.property, target.home)}${castText(target.property.target, target.type)}`
    case 'entityAction': {
      const { effect } = target.action
      const changed = effect?.kind === 'replaceContained' ? effect.navigationProperty : effect?.property
      return `${canonicalPath(target.location)}${changed === undefined ? '' : `/${changed}`}`
    }
    // What no path of the model names is called by its type (section 10.14).
    case 'item':
      return typeName(target.element.type)
    case 'dynamic':
      return target.item !== undefined ? 'Edm.Untyped' : `${canonicalPath(target.location)}/${pathInside(target)}${pathInValue(target)}`
    default:
      return `${canonicalPath(target.location)}/${'way' in target ? pathInside(target) : target.property.name}`
  }
}

/** The names inside of a value that nothing is declared of, and the types that it must be of. */
function pathInValue ({ inner, casts }: Extract<Target, { kind: 'dynamic' }>): string {
  const castAt = (depth: number): readonly string[] => casts.filter(cast => cast.depth === depth).map(({ type }) => type.fullName)
  return [...castAt(0), ...inner.flatMap((name, index) => [name, ...castAt(index + 1)])].map(name => `/${name}`).join('')
}

/** `…/clientConfigurations/$entity`; what `$select` chose goes before `/$entity`. */
function entityContext (location: EntityLocation): string {
  const last = location.steps.at(-1)
  if (last === undefined) return canonicalPath(location)
  if (!last.property.containsTarget && last.home === undefined) return last.type.fullName
  const parent = { ...location, steps: location.steps.slice(0, -1) }
  return `${collectionContext(parent, last.property, last.home)}${castText(last.property.target, last.type)}`
}

/**
 * What contains entities, or the entity set of those that are not contained (sections 10.3 and 10.11); their type, where the model does not
 * say which one it is.
 */
function collectionContext (parent: EntityLocation, { name, containsTarget, target }: NavigationProperty, home: ContainmentStep['home']): string {
  if (containsTarget) return below(canonicalPath(parent), name)
  return home?.name ?? `Collection(${target.fullName})`
}

const castText = (declared: { readonly fullName: string }, type: { readonly fullName: string }): string =>
  declared === type ? '' : `/${type.fullName}`

const filterText = ({ filters }: { readonly filters: readonly ExpressionNode[] }): string =>
  filters.map(predicate => `/$filter(${printExpression(predicate)})`).join('')

/** The names without keys, a cast and conditions: what a skip token belongs to. */
export function namesOf (target: Target): string {
  switch (target.kind) {
    case 'entity':
    case 'entityRef':
    case 'entityAction':
      return pathOfNames(target.location)
    case 'entities':
    case 'entityCount':
    case 'entityRefs':
    case 'collectionAction':
    case 'each':
      return `${below(pathOfNames(target.parent), target.property.name)}${castText(target.property.target, target.type)}${filterText(target)}`
    case 'rows':
    case 'rowCount':
      return `${pathOfNames(target.location)}/${target.property.name}${filterText(target)}`
    default:
      return `${pathOfNames(target.location)}/${'way' in target ? pathInside(target) : target.property.name}`
  }
}
