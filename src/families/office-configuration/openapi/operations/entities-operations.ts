/** Operations of a collection of contained entities. */
import type { NavigationProperty } from '../../../../edm/types.js'
import { collectionComponentOf, componentOf, createdComponentOf, referencesComponent } from '../component-references.js'
import { answerExample, createExamples } from '../model-examples.js'
import { entitiesOptions, entityOptions, referencesOptions } from '../query-options.js'
import { createdHeaders, etagHeader, jsonResponse, noContent, readErrors, textResponse, writeErrors } from '../../../../http/openapi/responses.js'
import { createHeaders, entitiesHeaders, jsonBody, operation, plainHeaders } from './operation.js'
import type { DocumentedOperation } from '../../../../http/openapi/documentation.js'
import { operationId } from './documented-place.js'
import type { Place } from './documented-place.js'

export function entitiesOperations (place: Place, { name, description, target }: NavigationProperty): readonly DocumentedOperation[] {
  return [
    operation('GET', place, '', {
      id: operationId(place, 'List'),
      summary: `List ${name}`,
      description: `${description} Answers a page; \`@odata.nextLink\` leads to the next one.`,
      query: { names: entitiesOptions, type: target },
      headers: entitiesHeaders,
      responses: {
        200: jsonResponse('A page of entities.', collectionComponentOf(target.fullName), { example: { value: [answerExample(target)] } })
      },
      errors: readErrors
    }),
    operation('POST', place, '', {
      id: operationId(place, 'Create'),
      summary: `Create ${target.name}`,
      description: 'Creates an entity with all it contains. Its id is issued, and so is what has to be unique and was left out.',
      query: { names: entityOptions, type: target },
      headers: createHeaders,
      body: jsonBody(createdComponentOf(target), createExamples(target)),
      responses: {
        201: jsonResponse('The entity.', componentOf(target.fullName), {
          headers: { ...etagHeader, ...createdHeaders },
          example: answerExample(target)
        }),
        204: noContent('Created; the client preferred no body.', { ...etagHeader, ...createdHeaders })
      },
      errors: writeErrors
    }),
    operation('GET', place, '/$count', {
      id: operationId(place, 'Count'),
      summary: `Count ${name}`,
      description: 'How many entities there are, or how many a filter and a search leave.',
      query: { names: ['$filter', '$search'], type: target },
      headers: plainHeaders,
      responses: { 200: textResponse('The number of entities.') },
      errors: readErrors
    }),
    operation('GET', place, '/$ref', {
      id: operationId(place, 'ListRef'),
      summary: `List the references of ${name}`,
      description: 'The canonical URLs of the entities, a page at a time.',
      query: { names: referencesOptions, type: target },
      headers: entitiesHeaders,
      responses: { 200: jsonResponse('A page of references.', referencesComponent) },
      errors: readErrors
    })
  ]
}
