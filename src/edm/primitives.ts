/** The primitive types, and how JSON Schema shows each. */
import type { PrimitiveType, PrimitiveTypeName } from './types.js'

interface PrimitiveRow {
  /** JSON Schema of the JSON form. */
  readonly jsonSchema: Readonly<Record<string, unknown>>
}

const INT32_MIN = -2147483648
const INT32_MAX = 2147483647

/** Text that both databases can hold: PostgreSQL has no U+0000, and a lone surrogate has no UTF-8 form. */
export const isStorableText = (value: string): boolean => !value.includes('\u0000') && value.isWellFormed()

/** Whether the characters of a piece of a text in base64 are those of either alphabet; only the last piece ends in padding. */
export const isBase64Piece = (piece: string, isLast: boolean): boolean => (isLast ? /^[\w+/-]*={0,2}$/ : /^[\w+/-]*$/).test(piece)

/** What the whole of a text in base64 must be, whatever its characters: a length that there is, and one of the two alphabets. */
export function isBase64Form (value: string): boolean {
  const padding = value.endsWith('==') ? 2 : value.endsWith('=') ? 1 : 0
  const has = (character: string): boolean => value.includes(character)
  return (value.length - padding) % 4 !== 1 && !((has('-') || has('_')) && (has('+') || has('/')))
}

// Node 20 has String.prototype.isWellFormed; the ES2023 library declarations do not list it yet.
declare global {
  interface String { isWellFormed (): boolean }
}

const text = (format?: string): PrimitiveRow => ({ jsonSchema: { type: 'string', ...format === undefined ? {} : { format } } })
const matching = (pattern: string): PrimitiveRow => ({ jsonSchema: { type: 'string', pattern } })
const integer = (format: string, minimum: number, maximum: number): PrimitiveRow => ({ jsonSchema: { type: 'integer', format, minimum, maximum } })
const floating = (format: string): PrimitiveRow => ({ jsonSchema: { anyOf: [{ type: 'number', format }, { type: 'string', enum: ['INF', '-INF', 'NaN'] }] } })

/** What is answered, and with padding what is taken; the other alphabet is taken too (JSON format 4.01, section 7.1). */
const base64: PrimitiveRow = { jsonSchema: { type: 'string', format: 'base64url', pattern: '^(?:[\\w-]{4})*(?:[\\w-]{2}(?:==)?|[\\w-]{3}=?)?$' } }

/** GeoJSON (RFC 7946) of one kind, or of any. */
const geo = (kind?: string): PrimitiveRow => ({
  jsonSchema: {
    type: 'object',
    required: ['type'],
    properties: {
      type: { type: 'string', ...kind === undefined ? {} : { enum: [kind] } },
      ...kind === 'GeometryCollection' ? { geometries: { type: 'array', items: { type: 'object' } } } : { coordinates: { type: 'array', items: {} } }
    }
  }
})

export const primitiveTable: Readonly<Record<PrimitiveTypeName, PrimitiveRow>> = {
  'Edm.String': text(),
  'Edm.Boolean': { jsonSchema: { type: 'boolean' } },
  'Edm.Int32': integer('int32', INT32_MIN, INT32_MAX),
  'Edm.DateTimeOffset': text('date-time'),
  'Edm.Stream': base64,
  'Edm.Binary': base64,
  'Edm.Byte': integer('uint8', 0, 255),
  'Edm.SByte': integer('int8', -128, 127),
  'Edm.Int16': integer('int16', -32768, 32767),
  // Its bounds are not numbers of JavaScript.
  'Edm.Int64': { jsonSchema: { type: 'integer', format: 'int64' } },
  'Edm.Decimal': { jsonSchema: { type: 'number', format: 'decimal' } },
  'Edm.Double': floating('double'),
  'Edm.Single': floating('float'),
  'Edm.Guid': text('uuid'),
  'Edm.Date': text('date'),
  'Edm.TimeOfDay': matching('^(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d(?:\\.\\d{1,12})?)?$'),
  'Edm.Duration': matching('^-?P(?:\\d+D)?(?:T(?:\\d+H)?(?:\\d+M)?(?:\\d+(?:\\.\\d+)?S)?)?$'),
  'Edm.Geography': geo(),
  'Edm.GeographyPoint': geo('Point'),
  'Edm.GeographyLineString': geo('LineString'),
  'Edm.GeographyPolygon': geo('Polygon'),
  'Edm.GeographyMultiPoint': geo('MultiPoint'),
  'Edm.GeographyMultiLineString': geo('MultiLineString'),
  'Edm.GeographyMultiPolygon': geo('MultiPolygon'),
  'Edm.GeographyCollection': geo('GeometryCollection'),
  'Edm.Geometry': geo(),
  'Edm.GeometryPoint': geo('Point'),
  'Edm.GeometryLineString': geo('LineString'),
  'Edm.GeometryPolygon': geo('Polygon'),
  'Edm.GeometryMultiPoint': geo('MultiPoint'),
  'Edm.GeometryMultiLineString': geo('MultiLineString'),
  'Edm.GeometryMultiPolygon': geo('MultiPolygon'),
  'Edm.GeometryCollection': geo('GeometryCollection')
}

const types = new Map<PrimitiveTypeName, PrimitiveType>()

/** The one object of a primitive type, so that types can be compared by identity. */
export function primitive (name: PrimitiveTypeName): PrimitiveType {
  const known = types.get(name)
  if (known !== undefined) return known
  const created: PrimitiveType = Object.freeze({ kind: 'primitive', name })
  types.set(name, created)
  return created
}
