/** The bodies of property writes (OData JSON format 4.01, sections 11 and 12). */
import type { Action, EdmModel, TypeReference } from '../../edm/types.js'
import { ODataError } from '../../errors.js'
import { isLongBody } from '../json/parse-in-pieces.js'
import { parseJson } from '../json/parse-json.js'
import { etagIn, isMediaType, isObject } from '../json/body-annotations.js'
import { readPropertyValue, readStructured } from '../json/read-body.js'
import type { BodyReading } from '../json/body-reading.js'
import type { References } from '../json/related-change.js'
import type { PropertyValue, StructuredValue } from '../json/structured-value.js'
import type { ODataRequest } from '../odata-request.js'
import { suggest } from '../../base/suggest.js'
import { didYouMean } from '../url/syntax-error.js'
import type { RowsTarget } from './target.js'

/** The body itself. Numbers keep their digits where the model has types that need them. */
export const readJson = (model: EdmModel, { contentType, body, parsed }: ODataRequest): unknown =>
  wantsExactNumbers(model) ? parseJson(contentType, body, 'exact') : parseJson(contentType, body, parsed)

/** A model that was read may have any type; the declared ones have none that a double would not hold. */
const wantsExactNumbers = ({ origin }: EdmModel): boolean => origin === 'document'

/**
 * `@odata.etag` of the body of a PUT, PATCH or DELETE (JSON format 4.01, section 4.6.11). Few bodies have one, so that they are read
 * for it only where the bytes say so; a body that nobody wants, as of a DELETE, need not be JSON. A long one was parsed where it is wanted.
 */
export function readPayloadETag ({ method, contentType, body, parsed }: ODataRequest): string | undefined {
  if (method === 'POST' || body === undefined || !/^application\/json/i.test(contentType ?? 'application/json')) return undefined
  if (parsed === undefined && isLongBody(body)) return undefined
  try {
    return parsed === undefined ? etagInBytes(body) : etagIn(parsed.value())
  } catch {
    return undefined
  }
}

function etagInBytes (body: Uint8Array): string | undefined {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  return bytes.includes('etag"') ? etagIn(JSON.parse(bytes.toString())) : undefined
}

/** `{"value": …}`: a primitive value, or a collection. */
export function readWrapped (
  model: EdmModel,
  type: TypeReference,
  body: unknown,
  reading: BodyReading,
  references?: References
): PropertyValue {
  if (!isObject(body) || !Object.hasOwn(body, 'value')) {
    throw new ODataError('modelValidation', "The body must be an object with the member 'value'.", { target: 'value' })
  }
  const other = Object.keys(body).find(name => name !== 'value' && !name.includes('@'))
  if (other !== undefined) {
    throw new ODataError('modelValidation', `The property '${other}' does not belong beside 'value'.`, { target: other })
  }
  return readPropertyValue(model, type, body['value'], 'value', reading, references)
}

/** One row, or `{"value":[…]}`: several. */
export function readRowValues (
  model: EdmModel,
  { property, element }: RowsTarget,
  body: unknown,
  reading: BodyReading
): readonly StructuredValue[] {
  if (isObject(body) && Array.isArray(body['value'])) return readWrapped(model, property.type, body, reading) as readonly StructuredValue[]
  if (element.type.kind !== 'complex') throw new Error('rows are complex values')
  return [readStructured(model, element.type, body, 'create', reading)]
}

/** The parameters of an action by name (section 18): each must be there, and no other. A body without any may be left out. */
export function readParameters (
  model: EdmModel,
  { name: action, parameters: [, ...parameters] }: Action,
  request: ODataRequest,
  reading: BodyReading
): Readonly<Record<string, PropertyValue>> {
  const body = parameters.length === 0 && (request.body === undefined || request.body.length === 0) ? {} : readJson(model, request)
  if (!isObject(body)) throw new ODataError('modelValidation', `The body must be an object with the parameters of the action '${action}'.`)
  const other = Object.keys(body).find(key => !key.includes('@') && parameters.every(({ name }) => name !== key))
  if (other !== undefined) {
    throw new ODataError(
      'modelValidation',
      `The action '${action}' has no parameter '${other}'.${didYouMean(suggest(other, parameters.map(({ name }) => name)))}`,
      { target: other }
    )
  }
  return Object.fromEntries(parameters.map(({ name, type }) => {
    if (!Object.hasOwn(body, name)) {
      throw new ODataError('modelValidation', `The parameter '${name}' of the action '${action}' is missing.`, { target: name })
    }
    return [name, readPropertyValue(model, type, body[name], name, reading)]
  }))
}

/** The media type of a stream: as it was sent, else bytes. */
export function readMediaType ({ contentType }: ODataRequest): string {
  const type = contentType?.trim() ?? ''
  if (type === '') return 'application/octet-stream'
  if (isMediaType(type)) return type
  throw new ODataError('unsupportedMediaType', `'${type.slice(0, 100)}' is not a media type.`, { target: 'Content-Type' })
}
