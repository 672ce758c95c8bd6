/** The body of a PUT to the `/$value` of a property: the value itself, as text (OData-Protocol 4.01, section 11.4.9.1). */
import { isBinary } from '../../edm/lookup.js'
import type { EdmModel, Property } from '../../edm/types.js'
import { ODataError } from '../../errors.js'
import { readPropertyValue } from '../json/read-body.js'
import type { PropertyValue } from '../json/structured-value.js'
import type { ODataRequest } from '../odata-request.js'
import { jsonOfText } from '../value-text.js'
import { isDynamicCount } from './target.js'
import type { Target } from './target.js'

const PLAIN_TEXT = /^text\/plain[ \t]*(?:;[ \t]*charset="?(?:utf-8|us-ascii)"?[ \t]*)?$/i

/** Whether a value is asked for alone, by `/$value`. */
export const isRaw = (target: Target): boolean => 'raw' in target && target.raw

/** Whether the answer is a text that is not JSON, whatever the client accepts: a value alone, or a number of items. */
export const isPlainText = (target: Target): boolean =>
  target.kind === 'rowCount' || target.kind === 'entityCount' || target.kind === 'valueCount' ||
  isDynamicCount(target) || isRaw(target)

/** Whether it is one of bytes, which are not encoded then (OData-Protocol 4.01, section 11.2.4.1). */
export function isRawBinary (target: Target): boolean {
  if (target.kind === 'dynamic') return target.raw && target.member !== undefined && isBinary(target.member.type.type)
  return target.kind === 'primitive' && target.raw && isBinary(target.type)
}

/**
 * @throws ODataError `unsupportedMediaType` for another body than plain text in UTF-8, unless the value is binary; `modelValidation` for a
 * text that is not a value of the property
 */
export function readRawValue (model: EdmModel, property: Property, request: ODataRequest): PropertyValue {
  const { name, type } = property
  if (isBinary(type.type)) return readPropertyValue(model, type, Buffer.from(request.body ?? []).toString('base64url'), name)
  const text = readRawText(property, request)
  return readPropertyValue(model, type, jsonOfText(type, text) ?? text, name)
}

/** The text alone, which of a dynamic property is the value: nothing says that it is of another type. */
export function readRawText ({ name }: Property, { contentType, body }: ODataRequest): string {
  if (contentType !== undefined && !PLAIN_TEXT.test(contentType.trim())) {
    throw new ODataError('unsupportedMediaType', `The value of '${name}' must be sent as text/plain in UTF-8.`, { target: 'Content-Type' })
  }
  return decode(name, body ?? new Uint8Array())
}

function decode (name: string, body: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body)
  } catch {
    throw new ODataError('modelValidation', 'The body is not UTF-8.', { target: name })
  }
}
