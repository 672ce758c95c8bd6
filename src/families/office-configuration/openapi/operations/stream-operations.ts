/** Operations of a stream property (OData-Protocol 4.01, section 11.4.9). */
import type { EntityType, Property } from '../../../../edm/types.js'
import type { JsonSchema } from '../../../../http/openapi/documentation.js'
import { streamExample } from '../model-examples.js'
import {
  acceptRangesHeader,
  contentRangeHeader,
  etagHeader,
  mediaResponse,
  noContent,
  notModified,
  readErrors,
  writeErrors
} from '../../../../http/openapi/responses.js'
import { matchHeaders, operation, streamHeaders } from '../../../../http/openapi/resources/operation.js'
import type { DocumentedOperation } from '../../../../http/openapi/documentation.js'
import { operationId } from '../../../../http/openapi/resources/resource-place.js'
import type { Place } from '../../../../http/openapi/resources/resource-place.js'

const binary: JsonSchema = { type: 'string', format: 'binary' }
const content = { 'application/octet-stream': { schema: binary }, '*/*': { schema: binary } }

export function streamOperations (place: Place, { name, description }: Property, type: EntityType): readonly DocumentedOperation[] {
  const segment = `/${name}`
  const text = streamExample(type, name)
  return [
    operation('GET', place, segment, {
      id: operationId(place, 'Get', name),
      summary: `Get ${name}`,
      description: `${description} Comes with the media type it was set with, as a whole or in parts. Without content it is a 204.`,
      headers: streamHeaders,
      responses: {
        200: mediaResponse('The content.', content, { ...etagHeader, ...acceptRangesHeader }),
        204: noContent('There is no content.'),
        206: mediaResponse('The part that `Range` asks for.', content, { ...etagHeader, ...acceptRangesHeader, ...contentRangeHeader }),
        304: notModified
      },
      errors: [...readErrors, 'rangeNotSatisfiable']
    }),
    operation('PUT', place, segment, {
      id: operationId(place, 'Set', name),
      summary: `Set ${name}`,
      description: `${description} Takes bytes of any media type; they come back as they were sent.`,
      headers: matchHeaders,
      body: {
        'application/json': { schema: { description: 'Any JSON.' }, examples: { json: { summary: 'JSON', value: JSON.parse(text) } } },
        'application/octet-stream': { schema: binary, examples: { bytes: { summary: 'Bytes', value: text } } },
        'text/plain': { schema: { type: 'string' }, examples: { text: { summary: 'Text', value: text } } }
      },
      responses: { 204: noContent('Done.', etagHeader) },
      errors: writeErrors.filter(kind => kind !== 'modelValidation')
    }),
    operation('DELETE', place, segment, {
      id: operationId(place, 'Delete', name),
      summary: `Delete ${name}`,
      description: 'Removes the content; reading it is a 204 then.',
      headers: matchHeaders,
      responses: { 204: noContent('Done.') },
      errors: writeErrors.filter(kind => kind !== 'modelValidation')
    })
  ]
}
