/** Operations of one entity: a singleton, or an item of a collection. */
import type { EntityType, Singleton } from '../../../../edm/types.js'
import { componentNamed } from '../../../../http/openapi/documentation.js'
import { componentOf, referenceComponent } from '../component-references.js'
import { entityExample, updateExample } from '../examples.js'
import { answerExample, changeExamples } from '../model-examples.js'
import { entityOptions } from '../query-options.js'
import { etagHeader, jsonResponse, noContent, notModified, readErrors, writeErrors } from '../../../../http/openapi/responses.js'
import { jsonBody, matchHeaders, operation, readHeaders, writeHeaders } from './operation.js'
import type { DocumentedOperation } from '../../../../http/openapi/documentation.js'
import { operationId } from './documented-place.js'
import type { Place } from './documented-place.js'

const PATCH =
  'Changes what the body holds and leaves the rest: a complex value is merged member by member, a collection that is sent replaces the whole collection, `null` clears.'

/** Starts with what the reference page shows. */
export function singletonOperations (place: Place, { name, type, description }: Singleton): readonly DocumentedOperation[] {
  const named = { ...place, prefix: `${name}.${type.name}` }
  const component = componentOf(type.fullName)
  const query = { names: entityOptions, type }
  const entity = jsonResponse('The entity as it is now.', component, { headers: etagHeader, example: entityExample })
  return [
    operation('GET', place, '', {
      id: operationId(named, 'Get', type.name),
      summary: `Get ${type.name}`,
      description: `${description} ${type.description}`,
      query,
      headers: readHeaders,
      responses: { 200: entity, 304: notModified },
      errors: readErrors
    }),
    operation('PATCH', place, '', {
      id: operationId(named, 'Update', type.name),
      summary: `Update ${type.name}`,
      description: PATCH,
      query,
      headers: writeHeaders('entity'),
      body: jsonBody(component, {
        referencePage: { summary: 'The request of the reference page', value: updateExample },
        ...changeExamples(type)
      }),
      responses: { 200: entity, 204: noContent('Done; the client preferred no body.', etagHeader) },
      errors: writeErrors
    })
  ]
}

export function itemOperations (place: Place, type: EntityType): readonly DocumentedOperation[] {
  const component = componentOf(type.fullName)
  const query = { names: entityOptions, type }
  const entity = jsonResponse('The entity as it is now.', component, { headers: etagHeader, example: answerExample(type) })
  return [
    operation('GET', place, '', {
      id: operationId(place, 'Get'),
      summary: `Get ${type.name}`,
      description: type.description,
      query,
      headers: readHeaders,
      responses: { 200: entity, 304: notModified },
      errors: readErrors
    }),
    operation('PATCH', place, '', {
      id: operationId(place, 'Update'),
      summary: `Update ${type.name}`,
      description: PATCH,
      query,
      headers: writeHeaders('entity'),
      body: jsonBody(componentNamed(type.fullName), changeExamples(type)),
      responses: { 200: entity, 204: noContent('Done; the client preferred no body.', etagHeader) },
      errors: writeErrors
    }),
    operation('DELETE', place, '', {
      id: operationId(place, 'Delete'),
      summary: `Delete ${type.name}`,
      description: 'Deletes the entity and all it contains.',
      headers: matchHeaders,
      responses: { 204: noContent('Done.') },
      errors: writeErrors.filter(kind => kind !== 'modelValidation')
    }),
    operation('GET', place, '/$ref', {
      id: operationId(place, 'GetRef'),
      summary: `Get the reference of ${type.name}`,
      description: 'The canonical URL of the entity.',
      query: { names: ['$format'] },
      headers: readHeaders,
      responses: { 200: jsonResponse('The reference.', referenceComponent, { headers: etagHeader }), 304: notModified },
      errors: readErrors
    })
  ]
}
