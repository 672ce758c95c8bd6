/** Operations of a collection of complex values: rows. */
import type { ComplexType, Property } from '../../../../edm/types.js'
import { collectionComponentOf, componentOf } from '../../../../http/openapi/component-references.js'
import { answerExample, requestExample } from '../model-examples.js'
import { rowOptions } from '../../../../http/openapi/query-options.js'
import { etagHeader, jsonResponse, noContent, notModified, readErrors, textResponse, writeErrors } from '../../../../http/openapi/responses.js'
import { jsonBody, operation, readHeaders, rowsHeaders, writeHeaders } from '../../../../http/openapi/resources/operation.js'
import type { DocumentedOperation } from '../../../../http/openapi/documentation.js'
import { operationId } from '../../../../http/openapi/resources/resource-place.js'
import type { Place } from '../../../../http/openapi/resources/resource-place.js'

export function rowsOperations (place: Place, { name, description }: Property, type: ComplexType): readonly DocumentedOperation[] {
  const segment = `/${name}`
  const page = collectionComponentOf(type)
  const row = requestExample(type)
  const rows = {
    type: 'object',
    additionalProperties: false,
    required: ['value'],
    properties: { value: { type: 'array', items: componentOf(type) } }
  }
  const written = {
    200: jsonResponse('A page of the rows as they are now.', page, { headers: etagHeader }),
    204: noContent('Done.', etagHeader)
  }
  const several = { summary: 'Several rows', value: { value: [row, row] } }
  return [
    operation('GET', place, segment, {
      id: operationId(place, 'List', name),
      summary: `List ${name}`,
      description: `${description} Answers a page; \`@odata.nextLink\` leads to the next one.`,
      query: { names: rowOptions, type },
      headers: rowsHeaders,
      responses: {
        200: jsonResponse('A page of rows.', page, { headers: etagHeader, example: { value: [answerExample(type)] } }),
        304: notModified
      },
      errors: readErrors
    }),
    operation('PUT', place, segment, {
      id: operationId(place, 'Replace', name),
      summary: `Replace ${name}`,
      description: 'Replaces all rows with those of the body.',
      headers: writeHeaders('property'),
      body: jsonBody(rows, { rows: several, none: { summary: 'No row', value: { value: [] } } }),
      responses: written,
      errors: writeErrors
    }),
    operation('POST', place, segment, {
      id: operationId(place, 'Add', name),
      summary: `Add to ${name}`,
      description: 'Adds one row, as a device that checks in does, or several as `{"value":[…]}`, after the existing ones.',
      headers: writeHeaders('property'),
      body: jsonBody({ anyOf: [componentOf(type), rows] }, { row: { summary: 'One row', value: row }, rows: several }),
      responses: written,
      errors: writeErrors
    }),
    operation('DELETE', place, segment, {
      id: operationId(place, 'Delete', name),
      summary: `Empty ${name}`,
      description: 'Removes all rows.',
      headers: writeHeaders('property'),
      responses: written,
      errors: writeErrors
    }),
    operation('GET', place, `${segment}/$count`, {
      id: operationId(place, 'Count', name),
      summary: `Count ${name}`,
      description: 'How many rows there are, or how many a filter and a search leave.',
      query: { names: ['$filter', '$search'], type },
      headers: readHeaders,
      responses: { 200: textResponse('The number of rows.', etagHeader), 304: notModified },
      errors: readErrors
    })
  ]
}
