/**
 * What expressions read by `$root` (OData-URL 4.01, section 5.1.1.14.5), as the nodes of a hierarchy are read too: it obeys what the model
 * says of the entity set, as a request to that set does.
 */
import type { EdmModel, Property } from '../../edm/types.js'
import type { Transformation } from '../bind/apply/apply-expression.js'
import { withInner } from '../bind/apply/expressions-in.js'
import type { Hierarchy } from '../bind/apply/hierarchy.js'
import type { BoundRequest } from '../bind/bind-request.js'
import { childrenOf } from '../bind/expression/expression-children.js'
import type { Expression, NavigationExpression, RangeVariable } from '../bind/expression/expression.js'
import { expressionsOfRequest } from '../bind/expressions-of.js'
import { unsupported } from '../bind/unsupported.js'
import type { Unsupported } from '../bind/unsupported.js'
import { resourceOf } from '../related-entities.js'
import { findRoot } from '../root-navigation.js'
import { forbidsEffect } from './permitted-methods.js'
import { restrictFilter } from './restricted-filter.js'
import { isCountable } from './restricted-options.js'
import { forbidsKeys, restrictNavigation } from './restricted-path.js'
import { nameOfPlace, placeBeyond } from './restricted-place.js'
import type { RestrictedPlace } from './restricted-place.js'

/**
 * What of a request the model does not support; with it any property that no client reads.
 * @throws ODataError `badRequest` for what the model asks of a filter
 */
export function restrictRoot (model: EdmModel, bound: BoundRequest): Unsupported | undefined {
  if (model.origin === 'declared') return undefined
  return restrictHierarchies(model, bound.collection?.applied?.transformations ?? []) ??
    firstOf(expressionsOfRequest(bound), expression => restrictExpression(model, expression))
}

/** The nodes that transformations read. */
export const restrictHierarchies = (model: EdmModel, transformations: readonly Transformation[]): Unsupported | undefined =>
  firstOf(transformations.flatMap(withInner), transformation =>
    'hierarchy' in transformation ? restrictNodes(model, transformation.hierarchy) : undefined)

export function firstOf<Item> (items: readonly Item[], restrict: (item: Item) => Unsupported | undefined): Unsupported | undefined {
  for (const item of items) {
    const found = restrict(item)
    if (found !== undefined) return found
  }
  return undefined
}

export function restrictExpression (model: EdmModel, expression: Expression): Unsupported | undefined {
  return restrictNode(model, expression) ?? firstOf(insideOf(expression), child => restrictExpression(model, child))
}

/** What is left to look at: a collection of which something is asked was looked at with it. */
const insideOf = (expression: Expression): readonly Expression[] =>
  'collection' in expression && expression.collection.kind === 'navigation'
    ? [expression.collection.source, ...childrenOf(expression).slice(1)]
    : childrenOf(expression)

function restrictNode (model: EdmModel, expression: Expression): Unsupported | undefined {
  switch (expression.kind) {
    case 'property': return restrictProperty(expression.property)
    case 'dynamic': return restrictProperty(expression.declared)
    case 'hierarchy': return restrictNodes(model, expression.hierarchy)
    case 'navigation': {
      const place = placeOf(model, expression)
      if (place === undefined) return undefined
      return restrictRead(model, place) ?? (expression.property.collection ? restrictItems(model, place) : undefined)
    }
    case 'keyed': {
      const place = placeOf(model, expression)
      return place === undefined ? undefined : forbidsKeys(model, place) ?? restrictRead(model, place)
    }
    case 'lambda': {
      const place = placeOf(model, expression.collection)
      if (place === undefined) return undefined
      return restrictRead(model, place) ?? restrictItems(model, place, expression.variable, expression.predicate)
    }
    case 'count': {
      const place = placeOf(model, expression.collection)
      if (place === undefined) return undefined
      const { variable, filter } = expression
      return restrictRead(model, place) ?? restrictCount(model, place) ?? restrictItems(model, place, variable, filter)
    }
    case 'aggregate': {
      const place = placeOf(model, expression.collection)
      if (place === undefined) return undefined
      const { variable, filter, operand } = expression
      return restrictRead(model, place) ?? restrictItems(model, place, variable, filter) ?? restrictItems(model, place, variable, operand)
    }
    default: return undefined
  }
}

const restrictProperty = (property: Property | undefined): Unsupported | undefined => property?.writeOnly === true
  ? unsupported(`'${property.name}' in an expression (Core.Permissions of the model is without Read)`)
  : undefined

export function restrictRead (model: EdmModel, place: RestrictedPlace): Unsupported | undefined {
  const forbidden = forbidsEffect(model, place, 'Read')
  if (forbidden !== undefined) return unsupported(`Reading '${nameOfPlace(place)}' in an expression (${forbidden.replace(/\.$/, '')})`)
  return restrictNavigation(model, place)
}

const restrictCount = (model: EdmModel, place: RestrictedPlace): Unsupported | undefined => isCountable(model, place)
  ? undefined
  : unsupported(`$count of '${nameOfPlace(place)}' (Capabilities.CountRestrictions/Countable of the model)`)

const restrictItems = (
  model: EdmModel,
  place: RestrictedPlace,
  variable: RangeVariable = NONE,
  filter?: Expression
): Unsupported | undefined => restrictFilter(model, place, { filter, variable })

const NONE: RangeVariable = { name: '', type: { type: { kind: 'primitive', name: 'Edm.String' }, nullable: true } }

function restrictNodes (model: EdmModel, { nodes }: Hierarchy): Unsupported | undefined {
  const type = { type: nodes.target, nullable: false }
  return restrictExpression(model, { kind: 'navigation', source: { kind: 'root', type }, property: nodes, type })
}

/** Where the entities are that a path from the service root leads to; undefined for any other expression. */
function placeOf (model: EdmModel, expression: Expression): RestrictedPlace | undefined {
  switch (expression.kind) {
    case 'navigation': return expression.source.kind === 'root' ? placeOfRoot(model, expression) : placeBehind(model, expression)
    case 'keyed': {
      const place = placeOf(model, expression.collection)
      return place === undefined ? undefined : { ...place, byKey: true }
    }
    case 'typeCast': {
      const place = placeOf(model, expression.source)
      return place === undefined || expression.target.kind !== 'entity' ? undefined : { ...place, type: expression.target }
    }
    default: return undefined
  }
}

function placeOfRoot (model: EdmModel, { property: { name, target } }: NavigationExpression): RestrictedPlace | undefined {
  const resource = findRoot(model, name)
  return resource === undefined ? undefined : { resource, way: [], type: target, home: undefined, byKey: false }
}

function placeBehind (model: EdmModel, { source, property }: NavigationExpression): RestrictedPlace | undefined {
  const place = placeOf(model, source)
  if (place === undefined) return undefined
  const { resource, way, home } = place
  const around = home === undefined ? { resource, names: way.map(({ name }) => name) } : { resource: home, names: [] }
  return placeBeyond(place, property, property.target, property.containsTarget ? undefined : resourceOf(model.container, around, property))
}
