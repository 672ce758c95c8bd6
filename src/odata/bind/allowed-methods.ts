/** The methods that what a resource path addresses answers (OData-Protocol 4.01, section 11.4). */
import { isKeyProperty, leadsToKey } from '../../edm/lookup.js'
import { mediaStream } from '../../edm/media.js'
import type { NavigationProperty } from '../../edm/types.js'
import type { ServiceDialect } from '../../dialect/service-dialect.js'
import type { EntityLocation } from '../canonical-path.js'
import type { Method } from '../odata-request.js'
import { pathInside } from './complex-way.js'
import { isWhole } from './target.js'
import type { Target } from './target.js'

const READ: readonly Method[] = ['GET', 'HEAD']

/** The methods a target answers; the rest is a 405 (Protocol 4.01, section 9.3.4). */
export function allowedMethods (target: Target, { upserts }: Pick<ServiceDialect, 'upserts'>): readonly Method[] {
  // What an alternate key finds is read: a change could be one of the key itself.
  if (('location' in target ? target.location : target.parent).steps.some(({ by }) => by !== undefined)) return [...READ, 'OPTIONS']
  switch (target.kind) {
    case 'entity': return [...READ, ...upserts ? ['PUT' as const] : [], 'PATCH', ...isRemovable(target.location) ? ['DELETE' as const] : [], 'OPTIONS']
    case 'entities': return isWhole(target) ? [...READ, 'POST', 'OPTIONS'] : [...READ, 'OPTIONS']
    case 'each': return ['PATCH', 'DELETE', 'OPTIONS']
    case 'rows': return target.filters.length > 0 ? [...READ, 'OPTIONS'] : [...READ, 'PUT', 'POST', 'DELETE', 'OPTIONS']
    case 'rowCount': case 'entityCount': case 'valueCount': case 'item': return [...READ, 'OPTIONS']
    case 'entityRefs': return isRelation(target.property) && isWhole(target) ? [...READ, 'PUT', 'POST', 'DELETE', 'OPTIONS'] : [...READ, 'OPTIONS']
    case 'entityRef': {
      const property = target.location.steps.at(-1)?.property
      if (!isRelation(property)) return [...READ, 'OPTIONS']
      return property.collection ? [...READ, 'DELETE', 'OPTIONS'] : [...READ, 'PUT', ...property.nullable ? ['DELETE' as const] : [], 'OPTIONS']
    }
    case 'complex': return [...READ, 'PUT', 'PATCH', ...isRemovableValue(target) ? ['DELETE' as const] : [], 'OPTIONS']
    case 'primitive': {
      // A key stays what it is (section 11.4.3).
      if (target.property.readOnly || isKeyProperty(target.location.type, pathInside(target))) return [...READ, 'OPTIONS']
      return isRemovableValue(target) ? [...READ, 'PUT', 'DELETE', 'OPTIONS'] : [...READ, 'PUT', 'OPTIONS']
    }
    case 'dynamic': {
      const { raw, counted, item, property, inner, member } = target
      const isReadOnly = property.readOnly || member?.readOnly === true
      const isNullable = inner.length === 0 ? property.type.nullable : member?.type.nullable ?? true
      if (counted === true || item !== undefined || isReadOnly) return [...READ, 'OPTIONS']
      return [...READ, 'PUT', ...raw ? [] : ['PATCH' as const], ...isNullable ? ['DELETE' as const] : [], 'OPTIONS']
    }
    case 'values': return target.property.readOnly ? [...READ, 'OPTIONS'] : [...READ, 'PUT', 'DELETE', 'OPTIONS']
    // To delete the stream of a media entity is to delete the entity (section 11.4.7).
    case 'stream': return target.property !== mediaStream || isRemovable(target.location) ? [...READ, 'PUT', 'DELETE', 'OPTIONS'] : [...READ, 'PUT', 'OPTIONS']
    case 'entityAction': case 'collectionAction': return ['POST', 'OPTIONS']
  }
}

function isRemovable ({ steps }: EntityLocation): boolean {
  const last = steps.at(-1)
  return last !== undefined && (last.property.collection || last.property.nullable)
}

/** What can be null, and is no part of the key, nor has one inside. */
const isRemovableValue = (target: Extract<Target, { kind: 'complex' | 'primitive' }>): boolean =>
  target.property.type.nullable && !leadsToKey(target.location.type, pathInside(target))

const isRelation = (property: NavigationProperty | undefined): property is NavigationProperty => property?.containsTarget === false
