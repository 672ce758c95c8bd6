/** Primitive values as text without quotes, as URLs and `$value` have them (OData ABNF, section 7). */
import { underlyingType } from '../edm/lookup.js'
import { readPrimitive } from '../edm/read-primitive.js'
import { ExactNumber } from '../edm/exact-number.js'
import type { PrimitiveValue, TypeReference } from '../edm/types.js'
import { geoTypeName, sridOf } from './json/geo-json.js'
import type { Geo } from './json/geo-json.js'
import { readWellKnownText } from './well-known-text.js'

/** Undefined for a text that is not a value of the type. */
export function readText (reference: TypeReference, text: string): PrimitiveValue | undefined {
  const value = jsonOfText(reference, text)
  return value === undefined ? undefined : readPrimitive(reference, value)
}

/**
 * What JSON has in its place: `true`, a number with all its digits, GeoJSON, or the text; undefined for a text that is not a value of the
 * type.
 */
export function jsonOfText (reference: TypeReference, text: string): string | boolean | ExactNumber | Geo | undefined {
  const type = underlyingType(reference.type)
  if (type.kind !== 'primitive') return text
  switch (type.name) {
    case 'Edm.Boolean': return text === 'true' ? true : text === 'false' ? false : undefined
    case 'Edm.Byte': case 'Edm.SByte': case 'Edm.Int16': case 'Edm.Int32': case 'Edm.Int64':
      return /^[+-]?\d{1,20}$/.test(text) ? new ExactNumber(text.replace(/^\+/, '')) : undefined
    case 'Edm.Decimal': case 'Edm.Double': case 'Edm.Single':
      if (/^(?:-?INF|NaN)$/.test(text)) return text
      return /^[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(text) ? new ExactNumber(text.replace(/^\+/, '')) : undefined
    default: return geoTypeName(reference) === undefined ? text : readWellKnownText(text, sridOf(reference))
  }
}
