/** The documented operations, from the model: each resource of it has those that its kind has. The routes are made of the same rows. */
import { isStream, rowTypeOf } from '../../../edm/lookup.js'
import type { Action, EntityType, NavigationProperty, Property } from '../../../edm/types.js'
import { graphModel, qualifiedName } from '../model/graph-model.js'
import { batchOperation } from './batch-examples.js'
import { actionOperation } from './operations/action-operation.js'
import type { DocumentedOperation } from '../../../http/openapi/documentation.js'
import { countOperation, createOperation, listOperation, listReferencesOperation } from '../../../http/openapi/resources/entities-operations.js'
import { deleteOperation, readOperation, readReferenceOperation, updateOperation } from '../../../http/openapi/resources/entity-operations.js'
import { monitorOperations } from '../../../http/openapi/monitor-operations.js'
import { complexOperations } from '../../../http/openapi/resources/complex-value-operations.js'
import { itemPlace } from '../../../http/openapi/resources/resource-place.js'
import type { Place } from '../../../http/openapi/resources/resource-place.js'
import { collectionPlace, propertyPlace, singletonPlace } from './operations/documented-place.js'
import { rowsOperations } from './operations/rows-operations.js'
import { singletonOperations } from './operations/singleton-operations.js'
import { streamBody, streamOperations } from '../../../http/openapi/resources/stream-operations.js'
import { streamExample } from './model-examples.js'

const resourceOperations: readonly DocumentedOperation[] = graphModel.container.singletons.flatMap(singleton => {
  const place = singletonPlace(singleton)
  return [...singletonOperations(place, singleton), ...membersOperations(place, singleton.type)]
})

export const documentedOperations: readonly DocumentedOperation[] = [
  ...resourceOperations,
  batchOperation,
  ...monitorOperations({ root: '/beta', security: [{ bearer: [] }], graphHeaders: true })
]

/** The document's tags, in the order of the operations: `officeConfiguration.` and a type, or `Actions`. */
export const documentedTags: ReadonlyArray<{ readonly name: string, readonly description: string }> = [
  ...new Set(resourceOperations.flatMap(({ schema: { tags = [] } }) => tags))
].map(name => ({ name, description: describeTag(name.slice(name.indexOf('.') + 1)) }))

function describeTag (name: string): string {
  return graphModel.types.get(qualifiedName(name))?.description ?? 'What else can be done, by name.'
}

function membersOperations (place: Place, type: EntityType): readonly DocumentedOperation[] {
  return [
    ...type.properties.flatMap(property => propertyOperations(place, type, property)),
    ...type.navigationProperties.flatMap(property => containedOperations(collectionPlace(place, property), property))
  ]
}

function containedOperations (place: Place, property: NavigationProperty): readonly DocumentedOperation[] {
  const { target } = property
  const item = itemPlace(place, target)
  return [
    ...[listOperation, createOperation, countOperation, listReferencesOperation].map(make => make(place, property)),
    ...actionsOn('collection', target).map(action => actionOperation(place, action)),
    ...[readOperation, updateOperation, deleteOperation, readReferenceOperation].map(make => make(item, target)),
    ...actionsOn('entity', target).map(action => actionOperation(item, action)),
    ...membersOperations(item, target)
  ]
}

function propertyOperations (place: Place, owner: EntityType, property: Property): readonly DocumentedOperation[] {
  const { type: { type } } = property
  const rowType = rowTypeOf(property)
  if (type.kind === 'complex') return complexOperations(propertyPlace(place, property), property, type)
  if (isStream(property)) return streamOperations(place, property, streamBody(streamExample(owner, property.name)))
  return rowType === undefined ? [] : rowsOperations(place, property, rowType)
}

/** The actions bound to an entity of a type, or to a collection of them. */
function actionsOn (kind: 'entity' | 'collection', type: EntityType): readonly Action[] {
  return graphModel.actions.filter(({ parameters: [binding] }) => {
    const bound = binding?.type.type
    return bound?.kind === kind && (bound.kind === 'collection' ? bound.elementType.type : bound) === type
  })
}
