/** Operations of one entity. */
import type { EntityType } from '../../../edm/types.js'
import { referenceComponent } from '../component-references.js'
import type { DocumentedOperation, JsonSchema } from '../documentation.js'
import { entityOptions } from '../query-options.js'
import { createdHeaders, etagHeader, jsonResponse, noContent, notModified, readErrors, writeErrors } from '../responses.js'
import { jsonBody, matchHeaders, operation, readHeaders, writeHeaders } from './operation.js'
import { operationId } from './resource-place.js'
import type { Place } from './resource-place.js'

export const PATCH =
  'Changes what the body has and leaves the rest as it is: a complex value is merged member by member, a collection that is sent replaces the whole collection, `null` clears.'

const entityAnswer = ({ setting: { components, examples } }: Place, type: EntityType): ReturnType<typeof jsonResponse> =>
  jsonResponse('The entity as it is now.', components.of(type), { headers: etagHeader, example: examples.answer(type) })

/** @param optional whether there may be none, which is a 204 (OData-Protocol 4.01, section 11.2.6) */
export const readOperation = (place: Place, type: EntityType, optional = false): DocumentedOperation =>
  operation('GET', place, '', {
    id: operationId(place, 'Get'),
    summary: `Get ${type.name}`,
    description: type.description === '' ? `An entity of \`${type.fullName}\`.` : type.description,
    query: { names: entityOptions, type, of: 'entity' },
    headers: readHeaders,
    responses: { 200: entityAnswer(place, type), ...optional ? { 204: noContent('There is none.') } : {}, 304: notModified },
    errors: readErrors
  })

/** @param creates whether an entity that is not there is created (OData-Protocol 4.01, section 11.4.4) */
export const updateOperation = (place: Place, type: EntityType, creates = false): DocumentedOperation =>
  operation('PATCH', place, '', {
    id: operationId(place, 'Update'),
    summary: `Update ${type.name}`,
    description: PATCH,
    query: { names: entityOptions, type, of: 'entity' },
    headers: writeHeaders('entity'),
    body: jsonBody(place.setting.components.changed(type), place.setting.examples.changes(type)),
    responses: {
      200: entityAnswer(place, type),
      ...creates ? { 201: createdAnswer(place, type) } : {},
      204: noContent('Done; the client preferred no body.', etagHeader)
    },
    errors: writeErrors
  })

const createdAnswer = ({ setting: { components } }: Place, type: EntityType): ReturnType<typeof jsonResponse> =>
  jsonResponse('The new entity.', components.of(type), { headers: { ...etagHeader, ...createdHeaders } })

export const deleteOperation = (place: Place, type: EntityType): DocumentedOperation =>
  operation('DELETE', place, '', {
    id: operationId(place, 'Delete'),
    summary: `Delete ${type.name}`,
    description: 'Deletes the entity and all it contains.',
    headers: matchHeaders,
    responses: { 204: noContent('Done.') },
    errors: writeErrors.filter(kind => kind !== 'modelValidation')
  })

/** @param reference what it is; `optional` where there need be none */
export const readReferenceOperation = (
  place: Place,
  type: EntityType,
  { reference = referenceComponent, optional = false }: { readonly reference?: JsonSchema, readonly optional?: boolean } = {}
): DocumentedOperation =>
  operation('GET', place, '/$ref', {
    id: operationId(place, 'GetRef'),
    summary: `Get the reference of ${type.name}`,
    description: 'The canonical URL of the entity.',
    query: { names: ['$format'] },
    headers: readHeaders,
    responses: {
      200: jsonResponse('The reference.', reference, { headers: etagHeader }),
      ...!optional ? {} : { 204: noContent('There is none.') },
      304: notModified
    },
    errors: readErrors
  })

/**
 * Where PUT replaces (OData-Protocol 4.01, section 11.4.3).
 * @param creates whether an entity that is not there is created (section 11.4.4)
 */
export function replaceOperation (place: Place, type: EntityType, creates = true): DocumentedOperation {
  const { components, examples } = place.setting
  return operation('PUT', place, '', {
    id: operationId(place, 'Replace'),
    summary: `Replace ${type.name}`,
    description: `Replaces the entity with the body and defaults for what the body leaves out${creates ? '; creates it if there is none' : ''}.`,
    query: { names: entityOptions, type, of: 'entity' },
    headers: writeHeaders('entity'),
    body: jsonBody(components.replaced(type), (examples.replaces ?? examples.creates)(type)),
    responses: {
      200: entityAnswer(place, type),
      ...creates ? { 201: createdAnswer(place, type) } : {},
      204: noContent('Done; the client preferred no body.', etagHeader)
    },
    errors: writeErrors
  })
}
