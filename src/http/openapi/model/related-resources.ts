/**
 * What navigation without containment leads to (OData-Protocol 4.01, section 11.4.6), where the resource is shown that has the
 * property: the related entities, and relations by reference. One of the entities is shown where it is stored.
 */
import { dialectOf } from '../../../dialect/service-dialect.js'
import { findNavigationProperty, findProperty, isKeyProperty } from '../../../edm/lookup.js'
import type { EdmModel, EntitySet, EntityType, NavigationProperty, Singleton } from '../../../edm/types.js'
import { keyPredicate } from '../../../odata/key-predicate.js'
import { isRelatable, resourceOf } from '../../../odata/related-entities.js'
import { isCountable } from '../../../odata/restrictions/restricted-options.js'
import { restrictNavigation } from '../../../odata/restrictions/restricted-path.js'
import { isPermittedAt } from '../../../odata/restrictions/permitted-methods.js'
import { placeBeyond } from '../../../odata/restrictions/restricted-place.js'
import type { RestrictedPlace } from '../../../odata/restrictions/restricted-place.js'
import { sampleKey } from '../../../samples/sample-key.js'
import type { DocumentedOperation, JsonSchema, NamedCall } from '../documentation.js'
import { countOperation, createOperation, listOperation, listReferencesOperation } from '../resources/entities-operations.js'
import { deleteOperation, readOperation, readReferenceOperation, replaceOperation, updateOperation } from '../resources/entity-operations.js'
import { addReferenceOperation, removeReferenceOperation, replaceReferencesOperation } from '../resources/relation-operations.js'
import { operationId } from '../resources/resource-place.js'
import type { Place } from '../resources/resource-place.js'
import { placeInside, settingAt } from './model-places.js'
import type { DocumentedResources } from './model-places.js'
import { concreteOf, relatedExamples, subjectOf } from './sample-examples.js'

/** Such properties that a document shows at most. */
export const MAX_RELATED = 100

export interface RelatedResource {
  readonly navigation: NavigationProperty
  /** The type that has the property. */
  readonly source: EntityType
  readonly place: Place
  readonly home: EntitySet | Singleton
  readonly restricted: RestrictedPlace
}

/** Where the model says which entity set has the entities; elsewhere nothing can be related. */
export function relatedResources (model: EdmModel, { resources }: DocumentedResources): readonly RelatedResource[] {
  const { container } = model
  const having = resources.filter(({ hasItem }) => hasItem)
  return having.flatMap(({ navigation: { target }, item, restricted }) => target.navigationProperties.flatMap(navigation => {
    if (navigation.containsTarget || !isRelatable(container, navigation)) return []
    const names = restricted.way.map(({ name }) => name)
    const home = resourceOf(container, { resource: restricted.resource, names }, navigation)
    if (home === undefined) return []
    const beyond = placeBeyond(restricted, navigation, navigation.target, home)
    if (restrictNavigation(model, beyond) !== undefined) return []
    const place = placeInside(item, navigation)
    const setting = settingAt(model, { ...place.setting, examples: relatedExamples(model) }, beyond)
    return [{ navigation, source: target, place: { ...place, setting }, home, restricted: beyond }]
  }))
}

/** Components that references have. */
export interface ReferenceSchemas {
  readonly reference: JsonSchema
  readonly references: JsonSchema
}

export function relatedOperations (
  model: EdmModel,
  related: RelatedResource,
  { reference, references }: ReferenceSchemas
): readonly DocumentedOperation[] {
  const { navigation, place, home } = related
  const example = exampleUrl(home, navigation.target)
  const { target } = navigation
  const relations = [addReferenceOperation(place, navigation, example), removeReferenceOperation(place, navigation)]
  const operations = navigation.collection
    ? [
        ...[listOperation, createOperation, countOperation].map(make => make(place, navigation)),
        listReferencesOperation(place, navigation, references),
        replaceReferencesOperation(place, navigation, example),
        ...relations
      ]
    : [
        readOperation(place, target, true),
        updateOperation(place, target),
        ...dialectOf(model).upserts ? [replaceOperation(place, target, false)] : [],
        deleteOperation(place, target),
        readReferenceOperation(place, target, { reference, optional: true }),
        ...relations
      ]
  return operations.filter(({ method, path }) => isLeft(model, related, { method: String(method), path }))
}

/** The names of the same. */
export function relatedCalls (model: EdmModel, related: RelatedResource): readonly NamedCall[] {
  const { navigation: { collection }, place } = related
  const call = (method: string, verb: string, segment = ''): NamedCall =>
    ({ method, path: `${place.path}${segment}`, id: operationId(place, verb) })
  const calls = collection
    ? [call('GET', 'List'), call('POST', 'Create'), call('GET', 'Count', '/$count'), call('GET', 'ListRef', '/$ref'), call('PUT', 'ReplaceRef', '/$ref'), call('POST', 'AddRef', '/$ref')]
    : [
        call('GET', 'Get'),
        call('PATCH', 'Update'),
        ...dialectOf(model).upserts ? [call('PUT', 'Replace')] : [],
        call('DELETE', 'Delete'),
        call('GET', 'GetRef', '/$ref'),
        call('PUT', 'SetRef', '/$ref')
      ]
  return [...calls, call('DELETE', 'RemoveRef', '/$ref')].filter(named => isLeft(model, related, named))
}

/** Whether the model leaves it; relations may be changed unless they cannot be read. */
function isLeft (
  model: EdmModel,
  { restricted, navigation, source, place }: RelatedResource,
  { method, path }: Pick<NamedCall, 'method' | 'path'>
): boolean {
  const isReference = path === `${place.path}/$ref`
  const ends = method === 'DELETE' || (method === 'PUT' && navigation.collection)
  if (isReference && ends && !isRemovable(source, navigation)) return false
  // There has to be one (CSDL 4.01, section 8.3).
  if (!isReference && method === 'DELETE' && !navigation.nullable) return false
  if (path === `${place.path}/$count` && !isCountable(model, restricted)) return false
  return isPermittedAt(model, restricted, isReference ? 'GET' : method, navigation.collection ? 'entities' : 'entity')
}

/** Whether the relation may end: not where an entity must have one, or a value of the other that cannot be null. */
function isRemovable (source: EntityType, navigation: NavigationProperty): boolean {
  const { collection, nullable, partner, target } = navigation
  const other = partner === undefined ? undefined : findNavigationProperty(target, partner)
  return (collection || nullable) && !needsValues(source, navigation) && (other === undefined || !needsValues(target, other))
}

/** Whether an entity cannot be without what a referential constraint gives it (CSDL 4.01, section 8.5); its key is its own. */
const needsValues = (type: EntityType, { nullable, referentialConstraints }: NavigationProperty): boolean =>
  referentialConstraints.some(({ property }) =>
    findProperty(type, property)?.type.nullable === false && !(nullable && isKeyProperty(type, property)))

/** The entity that the example of its own create makes. */
function exampleUrl ({ name, kind, type }: EntitySet | Singleton, target: EntityType): string {
  if (kind === 'singleton') return name
  const values = sampleKey(type, 0, subjectOf(concreteOf(target)))
  return `${name}${keyPredicate(type, type.key.map(({ path }) => values[path] ?? ''))}`
}
