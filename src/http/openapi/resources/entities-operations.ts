/** Operations of a collection of entities. */
import { isMedia, mediaStream } from '../../../edm/media.js'
import type { NavigationProperty } from '../../../edm/types.js'
import { referencesComponent } from '../component-references.js'
import type { DocumentedOperation } from '../documentation.js'
import { entitiesOptions, entityOptions, referencesOptions } from '../query-options.js'
import { createdHeaders, etagHeader, jsonResponse, noContent, readErrors, textResponse, writeErrors } from '../responses.js'
import { countingHeaders, createHeaders, entitiesHeaders, jsonBody, operation, plainHeaders } from './operation.js'
import { operationId } from './resource-place.js'
import { STREAM_EXAMPLE, streamBody } from './stream-operations.js'
import type { Place } from './resource-place.js'

type Collection = Pick<NavigationProperty, 'name' | 'description' | 'target'>

export function listOperation (place: Place, { name, description, target }: Collection): DocumentedOperation {
  const { components, examples } = place.setting
  return operation('GET', place, '', {
    id: operationId(place, 'List'),
    summary: `List ${name}`,
    description: `${description} Answers a page; \`@odata.nextLink\` leads to the next one.`.trimStart(),
    query: { names: entitiesOptions, type: target, of: 'entities' },
    headers: countingHeaders(entitiesHeaders, place, target),
    responses: {
      200: jsonResponse('A page of entities.', components.page(target), { example: { value: [examples.answer(target)] } })
    },
    errors: readErrors
  })
}

export function createOperation (place: Place, { target }: Collection): DocumentedOperation {
  const { components, examples, createDescription, createsMediaByJson, acceptedBy } = place.setting
  return operation('POST', place, '', {
    id: operationId(place, 'Create'),
    summary: `Create ${target.name}`,
    description: isMedia(target) ? 'Creates a media entity from its bytes; a PATCH gives it properties.' : createDescription,
    query: { names: entityOptions, type: target, of: 'entity' },
    headers: createHeaders,
    body: {
      ...isMedia(target) ? streamBody(STREAM_EXAMPLE, acceptedBy?.(target, mediaStream)) : {},
      ...isMedia(target) && !createsMediaByJson ? {} : jsonBody(components.created(target), examples.creates(target))
    },
    responses: {
      201: jsonResponse('The entity.', components.of(target), {
        headers: { ...etagHeader, ...createdHeaders },
        example: examples.answer(target)
      }),
      204: noContent('Created; the client preferred no body.', { ...etagHeader, ...createdHeaders })
    },
    errors: writeErrors
  })
}

export const countOperation = (place: Place, { name, target }: Collection): DocumentedOperation =>
  operation('GET', place, '/$count', {
    id: operationId(place, 'Count'),
    summary: `Count ${name}`,
    description: 'How many entities there are, or how many a filter and a search leave.',
    query: { names: ['$filter', '$search'], type: target, of: 'entities' },
    headers: countingHeaders(plainHeaders, place, target),
    responses: { 200: textResponse('The number of entities.') },
    errors: readErrors
  })

/** @param page what a page of references is */
export const listReferencesOperation = (place: Place, { name, target }: Collection, page = referencesComponent): DocumentedOperation =>
  operation('GET', place, '/$ref', {
    id: operationId(place, 'ListRef'),
    summary: `List the references of ${name}`,
    description: 'The canonical URLs of the entities, a page at a time.',
    query: { names: referencesOptions, type: target, of: 'entities' },
    headers: entitiesHeaders,
    responses: { 200: jsonResponse('A page of references.', page) },
    errors: readErrors
  })
