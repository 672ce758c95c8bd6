/** Operations of a stream property, and of the stream that a media entity is (OData-Protocol 4.01, sections 11.4.7 and 11.4.8). */
import { mediaStream } from '../../../edm/media.js'
import type { Property } from '../../../edm/types.js'
import type { DocumentedOperation, JsonSchema, NamedCall } from '../documentation.js'
import { acceptRangesHeader, contentRangeHeader, etagHeader, mediaResponse, noContent, notModified, readErrors, writeErrors } from '../responses.js'
import { matchHeaders, operation, streamHeaders } from './operation.js'
import type { MediaBody } from './operation.js'
import { operationId } from './resource-place.js'
import type { Place } from './resource-place.js'

const binary: JsonSchema = { type: 'string', format: 'binary' }
const content = { 'application/octet-stream': { schema: binary }, '*/*': { schema: binary } }

/** Content for examples. */
export const STREAM_EXAMPLE = '{"colour":"amber"}'

/**
 * Bytes of any media type, and examples of some. JSON is bytes as well, which come back as they were sent: a generated client must not
 * write it anew. Text comes first, since Swagger UI asks for a file where bytes are sent.
 * @param accepted ranges of media types, where not all are
 */
export function streamBody (json: string, accepted: readonly string[] = []): Readonly<Record<string, MediaBody>> {
  const bytes = { schema: binary, examples: { bytes: { summary: 'Bytes', value: json } } }
  if (accepted.length > 0) return Object.fromEntries(accepted.map(range => [range, bytes]))
  return {
    'text/plain': { schema: { type: 'string' }, examples: { text: { summary: 'Text', value: json } } },
    'application/json': { schema: binary, examples: { json: { summary: 'JSON', value: json } } },
    'application/octet-stream': bytes
  }
}

/** What operation ids call a stream: no id has a `$`. */
const nounOf = (stream: Property): string => stream === mediaStream ? 'MediaStream' : stream.name

/** The names of the operations, without making them. */
export const streamCalls = (place: Place, stream: Property): readonly NamedCall[] =>
  ([['GET', 'Get'], ['PUT', 'Set'], ['DELETE', 'Delete']] as const).map(([method, verb]) =>
    ({ method, path: `${place.path}/${stream.name}`, id: operationId(place, verb, nounOf(stream)) })
  )

export function streamOperations (place: Place, stream: Property, body: ReturnType<typeof streamBody>): readonly DocumentedOperation[] {
  const { description } = stream
  const [segment, name] = [`/${stream.name}`, nounOf(stream)]
  return [
    operation('GET', place, segment, {
      id: operationId(place, 'Get', name),
      summary: `Get ${stream.name}`,
      description: `${description} Comes with the media type it was set with, as a whole or in parts. Without content it is a 204.`.trimStart(),
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
      summary: `Set ${stream.name}`,
      description: `${description} Takes bytes of any media type; they come back as they were sent.`.trimStart(),
      headers: matchHeaders,
      body,
      responses: { 204: noContent('Done.', etagHeader) },
      errors: writeErrors.filter(kind => kind !== 'modelValidation')
    }),
    operation('DELETE', place, segment, {
      id: operationId(place, 'Delete', name),
      summary: `Delete ${stream.name}`,
      description: stream === mediaStream ? 'Deletes the entity with its stream.' : 'Removes the content; reading it is a 204 then.',
      headers: matchHeaders,
      responses: { 204: noContent('Done.') },
      errors: writeErrors.filter(kind => kind !== 'modelValidation')
    })
  ]
}
