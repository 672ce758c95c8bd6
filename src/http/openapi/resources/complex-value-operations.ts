/** Operations of a property that is one complex value (OData-Protocol 4.01, section 11.4.9.3). */
import type { ComplexType, Property } from '../../../edm/types.js'
import { withContext } from '../component-references.js'
import type { DocumentedOperation } from '../documentation.js'
import { etagHeader, jsonResponse, noContent, notModified, readErrors, writeErrors } from '../responses.js'
import { jsonBody, operation, readHeaders, writeHeaders } from './operation.js'
import { operationId } from './resource-place.js'
import type { Place } from './resource-place.js'
import { clearOperation } from './value-operations.js'

/** @param place of the property itself */
export function complexOperations (
  place: Place,
  { name, description, type: { nullable } }: Property,
  type: ComplexType
): readonly DocumentedOperation[] {
  const { components, examples } = place.setting
  const component = components.of(type)
  const query = { names: ['$select', '$format'], type }
  const value = examples.sends(type)
  const member = Object.entries(value).filter(([name], index, all) => name.startsWith('@') || index === all.length - 1)
  const written = {
    200: jsonResponse('The value as it is now.', withContext(component), { headers: etagHeader }),
    204: noContent('Done.', etagHeader)
  }
  const change = (method: 'PATCH' | 'PUT', verb: string, description: string, body: ReturnType<typeof jsonBody>): DocumentedOperation =>
    operation(method, place, '', {
      id: operationId(place, verb),
      summary: `${verb} ${name}`,
      description,
      query,
      headers: writeHeaders('property'),
      body,
      responses: written,
      errors: writeErrors
    })
  return [
    operation('GET', place, '', {
      id: operationId(place, 'Get'),
      summary: `Get ${name}`,
      description: `${description} Null is a 204.`.trimStart(),
      query,
      headers: readHeaders,
      responses: {
        200: jsonResponse('The value.', withContext(component), { headers: etagHeader, example: examples.answer(type) }),
        204: noContent('The value is null.', etagHeader),
        304: notModified
      },
      errors: readErrors
    }),
    change('PATCH', 'Update', 'Changes the members that the body has and leaves the rest as they are.', jsonBody((components.changedValue ?? components.of)(type), {
      member: { summary: 'One member', value: Object.fromEntries(member) }
    })),
    change('PUT', 'Replace', 'Members that the body does not have get their defaults.', jsonBody(components.created(type), {
      members: { summary: 'All members', value }
    })),
    ...nullable ? [clearOperation(place, name)] : []
  ]
}
