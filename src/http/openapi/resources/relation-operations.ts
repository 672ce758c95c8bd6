/** Relations between entities that do not contain each other (OData-Protocol 4.01, section 11.4.6): entities by their references. */
import type { NavigationProperty } from '../../../edm/types.js'
import type { DocumentedOperation, JsonSchema } from '../documentation.js'
import { noContent, writeErrors } from '../responses.js'
import { jsonBody, operation, plainHeaders } from './operation.js'
import { operationId } from './resource-place.js'
import type { Place } from './resource-place.js'

const reference: JsonSchema = {
  type: 'object',
  required: ['@odata.id'],
  properties: { '@odata.id': { type: 'string', minLength: 1, description: 'The URL of the entity; it may be relative to the service root.' } }
}

/** @param example the URL of an entity that there may be */
export function addReferenceOperation (place: Place, { name, collection }: NavigationProperty, example: string): DocumentedOperation {
  const texts = collection
    ? { id: operationId(place, 'AddRef'), summary: `Add to ${name}`, description: 'Relates an existing entity.' }
    : { id: operationId(place, 'SetRef'), summary: `Set ${name}`, description: 'Relates an existing entity, in place of the one before.' }
  return operation(collection ? 'POST' : 'PUT', place, '/$ref', {
    ...texts,
    headers: plainHeaders,
    body: jsonBody(
      reference,
      { entity: { summary: 'An entity by its URL', value: { '@odata.id': example } } }
    ),
    responses: { 204: noContent('Done.') },
    errors: writeErrors
  })
}

/** @param example the URL of an entity that there may be */
export const replaceReferencesOperation = (place: Place, { name }: NavigationProperty, example: string): DocumentedOperation =>
  operation('PUT', place, '/$ref', {
    id: operationId(place, 'ReplaceRef'),
    summary: `Replace ${name}`,
    description: 'Relates existing entities, in place of all before. Those stay.',
    headers: plainHeaders,
    body: jsonBody(
      { type: 'object', required: ['value'], properties: { value: { type: 'array', items: reference } } },
      { entities: { summary: 'Entities by their URLs', value: { value: [{ '@odata.id': example }] } } }
    ),
    responses: { 204: noContent('Done.') },
    errors: writeErrors
  })

export const removeReferenceOperation = (place: Place, { name, collection }: NavigationProperty): DocumentedOperation =>
  operation('DELETE', place, '/$ref', {
    id: operationId(place, 'RemoveRef'),
    summary: `Remove from ${name}`,
    description: 'Removes the relation. The entity stays.',
    ...collection
      ? { query: { names: [] }, aliases: { $id: { type: 'string', minLength: 1, description: 'The URL of the entity.' } }, required: ['$id'] }
      : {},
    headers: plainHeaders,
    responses: { 204: noContent('Done.') },
    errors: writeErrors
  })
