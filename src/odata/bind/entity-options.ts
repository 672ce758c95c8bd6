/**
 * The options of a single entity or complex value: `$select`, `$expand`, and `$compute` of an entity (OData-URL 4.01, sections 5.1.3, 5.1.4
 * and 5.1.9).
 */
import { limits } from '../../base/limits.js'
import { isStructured, itemType } from '../../edm/lookup.js'
import type { EdmModel, Property, StructuredType } from '../../edm/types.js'
import type { QueryOptions } from '../url/ast.js'
import { limitError } from '../url/syntax-error.js'
import { bindCompute } from './bind-compute.js'
import { propertiesTo } from './complex-way.js'
import { expandedSize } from './expression/expression-size.js'
import type { ComputeItem, RangeVariable } from './expression/expression.js'
import { itemScope } from './expression/scope.js'
import { bindSelection } from './selection.js'
import type { Selection } from './selection.js'
import { memberOf } from '../canonical-path.js'
import { homeOf } from '../related-entities.js'
import type { Home } from '../related-entities.js'
import type { Target } from './target.js'

export interface EntityOptions {
  readonly selection: Selection
  /** What `$compute` defines, selected or not. */
  readonly compute: readonly ComputeItem[]
  /** `$it` of computed values. */
  readonly variable: RangeVariable
}

export function bindEntityOptions (model: EdmModel, target: Target, { aliases, compute, select, expand }: QueryOptions): EntityOptions {
  const type = typeOf(target)
  const scope = itemScope({ model, aliases, it: undefined }, { type, nullable: false }, '$compute')
  const { items } = bindCompute(scope, compute ?? [], 'any')
  if (items.length > 0 && expandedSize(items) > limits.nodes.most) {
    throw limitError('$compute', `more than ${limits.nodes.most} values and operators, computed names replaced`)
  }
  const home = homeOfTarget(model, target)
  const within = target.kind === 'complex' || target.kind === 'values' || target.kind === 'item' ? propertiesTo(target) : []
  const selection = bindSelection({ model, aliases, it: scope.it, computed: items, home, within }, type, select, expand)
  return { selection, compute: items, variable: scope.it }
}

function typeOf (target: Target): StructuredType {
  switch (target.kind) {
    case 'complex': case 'entities': return target.type
    case 'collectionAction': case 'entityCount': case 'entityRefs': case 'each': return target.property.target
    case 'values': case 'valueCount': case 'item': return valueTypeOf(target)
    default: return target.location.type
  }
}

/** Of complex values the type that `$select` chooses from; of others that of the entity, as nothing is chosen. */
function valueTypeOf ({ location, property }: Extract<Target, { property: Property, location: unknown }>): StructuredType {
  const { type } = itemType(property.type)
  return isStructured(type) ? type : location.type
}

/** Where the entities of a target are, for what is related to them. */
export function homeOfTarget ({ container }: EdmModel, target: Target): Home {
  if ('location' in target) return homeOf(container, target.location)
  return homeOf(container, memberOf(target.parent, target.property, [], target.type, target.home))
}
