/** Operations of a property that is one complex value. */
import type { ComplexType, Property } from '../../../../edm/types.js'
import { componentOf, withContext } from '../../../../http/openapi/component-references.js'
import { answerExample, requestExample } from '../model-examples.js'
import { etagHeader, jsonResponse, noContent, notModified, readErrors, writeErrors } from '../../../../http/openapi/responses.js'
import { jsonBody, operation, readHeaders, writeHeaders } from '../../../../http/openapi/resources/operation.js'
import type { DocumentedOperation } from '../../../../http/openapi/documentation.js'
import { operationId } from '../../../../http/openapi/resources/resource-place.js'
import type { Place } from '../../../../http/openapi/resources/resource-place.js'

export function complexOperations (place: Place, { name, description }: Property, type: ComplexType): readonly DocumentedOperation[] {
  const segment = `/${name}`
  const component = componentOf(type)
  const query = { names: ['$select', '$format'], type }
  const value = requestExample(type)
  const member = Object.entries(value).filter(([name], index, all) => name.startsWith('@') || index === all.length - 1)
  const written = {
    200: jsonResponse('The value as it is now.', withContext(component), { headers: etagHeader }),
    204: noContent('Done.', etagHeader)
  }
  return [
    operation('GET', place, segment, {
      id: operationId(place, 'Get', name),
      summary: `Get ${name}`,
      description: `${description} Null is a 204.`,
      query,
      headers: readHeaders,
      responses: {
        200: jsonResponse('The value.', withContext(component), { headers: etagHeader, example: answerExample(type) }),
        204: noContent('The value is null.', etagHeader),
        304: notModified
      },
      errors: readErrors
    }),
    operation('PATCH', place, segment, {
      id: operationId(place, 'Update', name),
      summary: `Update ${name}`,
      description: 'Changes the members that the body has and leaves the rest as they are.',
      query,
      headers: writeHeaders('property'),
      body: jsonBody(component, { member: { summary: 'One member', value: Object.fromEntries(member) } }),
      responses: written,
      errors: writeErrors
    }),
    operation('PUT', place, segment, {
      id: operationId(place, 'Replace', name),
      summary: `Replace ${name}`,
      description: 'Members that the body does not have get their defaults.',
      query,
      headers: writeHeaders('property'),
      body: jsonBody(component, { members: { summary: 'All members', value } }),
      responses: written,
      errors: writeErrors
    }),
    operation('DELETE', place, segment, {
      id: operationId(place, 'Delete', name),
      summary: `Clear ${name}`,
      description: 'Makes the value null.',
      headers: writeHeaders('property'),
      responses: { 204: noContent('Done.', etagHeader) },
      errors: writeErrors
    })
  ]
}
