/** Operations of a property that is a primitive value, or a collection as one value (OData-Protocol 4.01, sections 11.2.4 and 11.4.9). */
import { itemType, isStructured } from '../../../edm/lookup.js'
import type { Property, TypeReference } from '../../../edm/types.js'
import { isGeo, sridOf } from '../../../odata/json/geo-json.js'
import { writeWellKnownText } from '../../../odata/well-known-text.js'
import { contextSchema } from '../component-references.js'
import type { DocumentedOperation, Examples, JsonSchema } from '../documentation.js'
import { valueOptions } from '../query-options.js'
import { etagHeader, jsonResponse, mediaResponse, noContent, notModified, readErrors, textResponse, writeErrors } from '../responses.js'
import { jsonBody, operation, readHeaders, writeHeaders } from './operation.js'
import { operationId } from './resource-place.js'
import { streamBody } from './stream-operations.js'
import type { Place } from './resource-place.js'

/** A value, and one that can be sent, where there is one. */
export interface DocumentedValue {
  readonly schema: JsonSchema
  /** What is demanded of one that is sent. */
  readonly demanded?: JsonSchema | undefined
  readonly example?: unknown
  /** Whether it is bytes, which by themselves are not encoded. */
  readonly isBinary?: boolean
}

const format = { names: ['$format'] }

/** Of a value that may be null. @param place of the property itself */
export const clearOperation = (place: Place, name: string, { segment, verb } = { segment: '', verb: 'Delete' }): DocumentedOperation =>
  operation('DELETE', place, segment, {
    id: operationId(place, verb),
    summary: `Clear ${name}`,
    description: 'Makes the value null.',
    headers: writeHeaders('property'),
    responses: { 204: noContent('Done.', etagHeader) },
    errors: writeErrors
  })

/** @param place of the property itself */
export function primitiveOperations (
  place: Place,
  { name, description, type }: Property,
  value: DocumentedValue
): readonly DocumentedOperation[] {
  const { nullable } = type
  const text = `${describe(name, description)}${nullable ? ' Null is a 204.' : ''}`
  const nothing = { 204: noContent('The value is null.', etagHeader) }
  return [
    operation('GET', place, '', {
      id: operationId(place, 'Get'),
      summary: `Get ${name}`,
      description: text,
      query: format,
      headers: readHeaders,
      responses: { 200: wrapped('The value.', value, true), ...nothing, 304: notModified },
      errors: readErrors
    }),
    replaceOperation(place, name, value),
    ...nullable ? [clearOperation(place, name)] : [],
    operation('GET', place, '/$value', {
      id: operationId(place, 'GetRaw'),
      summary: `Get ${name} alone`,
      description: text,
      headers: readHeaders,
      responses: { 200: rawResponse('The value.', value), ...nothing, 304: notModified },
      errors: readErrors
    }),
    operation('PUT', place, '/$value', {
      id: operationId(place, 'ReplaceRaw'),
      summary: `Set ${name} alone`,
      description: `Replaces the value; the body is the value ${value.isBinary === true ? 'itself' : 'as text'}.`,
      headers: writeHeaders('property'),
      body: value.isBinary === true ? streamBody('AB') : { 'text/plain': { schema: { type: 'string' }, examples: exampleOf(value, textOf(type)) } },
      responses: { 200: rawResponse('The value as it is now.', value), 204: noContent('Done.', etagHeader) },
      errors: writeErrors
    }),
    ...nullable ? [clearOperation(place, name, { segment: '/$value', verb: 'DeleteRaw' })] : []
  ]
}

/** @param place of the property itself */
export function collectionOperations (
  place: Place,
  { name, description, type }: Property,
  value: DocumentedValue
): readonly DocumentedOperation[] {
  const { type: item } = itemType(type)
  const ofItems = { of: 'values' as const, ...isStructured(item) ? { names: [...valueOptions, '$select'], type: item } : { names: valueOptions } }
  return [
    operation('GET', place, '', {
      id: operationId(place, 'List'),
      summary: `List ${name}`,
      description: describe(name, description),
      query: ofItems,
      headers: readHeaders,
      responses: { 200: wrapped('The values.', value, true), 304: notModified },
      errors: readErrors
    }),
    replaceOperation(place, name, value),
    operation('DELETE', place, '', {
      id: operationId(place, 'Delete'),
      summary: `Empty ${name}`,
      description: 'Removes all values.',
      headers: writeHeaders('property'),
      responses: { 200: wrapped('The values as they are now.', value), 204: noContent('Done.', etagHeader) },
      errors: writeErrors
    }),
    operation('GET', place, '/$count', {
      id: operationId(place, 'Count'),
      summary: `Count ${name}`,
      description: 'How many values there are, or how many a filter and a search leave.',
      query: { names: ['$filter', '$search'], of: 'values' },
      headers: readHeaders,
      responses: { 200: textResponse('The number of values.', etagHeader), 304: notModified },
      errors: readErrors
    })
  ]
}

const rawResponse = (description: string, { isBinary }: DocumentedValue): JsonSchema => isBinary === true
  ? mediaResponse(description, { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } }, etagHeader)
  : textResponse(description, etagHeader)

const replaceOperation = (place: Place, name: string, value: DocumentedValue): DocumentedOperation =>
  operation('PUT', place, '', {
    id: operationId(place, 'Replace'),
    summary: `Set ${name}`,
    description: 'Replaces the value.',
    query: format,
    headers: writeHeaders('property'),
    body: jsonBody({ type: 'object', required: ['value'], properties: { value: sentSchema(value) } }, exampleOf(value, example => ({ value: example }))),
    responses: { 200: wrapped('The value as it is now.', value), 204: noContent('Done.', etagHeader) },
    errors: writeErrors
  })

const sentSchema = ({ schema, demanded }: DocumentedValue): JsonSchema => demanded === undefined ? schema : { allOf: [schema, demanded] }

/** JSON format 4.01, sections 11 and 12. */
const wrapped = (description: string, { schema, example }: DocumentedValue, shown = false): JsonSchema =>
  jsonResponse(
    description,
    { type: 'object', required: ['value'], properties: { '@odata.context': contextSchema, value: schema } },
    { headers: etagHeader, ...shown && example !== undefined ? { example: { value: example } } : {} }
  )

const describe = (name: string, description: string): string => description === '' ? `\`${name}\` by itself.` : description

const exampleOf = ({ example }: DocumentedValue, shownAs: (example: unknown) => unknown): Examples =>
  example === undefined ? {} : { value: { summary: 'A value', value: shownAs(example) } }

const textOf = (type: TypeReference) => (value: unknown): string => isGeo(value) ? writeWellKnownText(value, sridOf(type)) : String(value)
