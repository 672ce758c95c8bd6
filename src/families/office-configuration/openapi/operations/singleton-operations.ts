/** Operations of the family's singleton. */
import type { Singleton } from '../../../../edm/types.js'
import { componentOf } from '../../../../http/openapi/component-references.js'
import { entityExample, updateExample } from '../examples.js'
import { changeExamples } from '../model-examples.js'
import { entityOptions } from '../../../../http/openapi/query-options.js'
import { etagHeader, jsonResponse, noContent, notModified, readErrors, writeErrors } from '../../../../http/openapi/responses.js'
import { PATCH } from '../../../../http/openapi/resources/entity-operations.js'
import { jsonBody, operation, readHeaders, writeHeaders } from '../../../../http/openapi/resources/operation.js'
import type { DocumentedOperation } from '../../../../http/openapi/documentation.js'
import { operationId } from '../../../../http/openapi/resources/resource-place.js'
import type { Place } from '../../../../http/openapi/resources/resource-place.js'

/** Starts with what the reference page shows. */
export function singletonOperations (place: Place, { name, type, description }: Singleton): readonly DocumentedOperation[] {
  const named = { ...place, prefix: `${name}.${type.name}` }
  const component = componentOf(type)
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
