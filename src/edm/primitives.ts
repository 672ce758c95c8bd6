/** The primitive types a payload of this model can hold: how each is read from JSON, and how JSON Schema shows it. */
import type { PrimitiveType, PrimitiveTypeName, PrimitiveValue } from './types.js'
import { instantOf } from './date-time-offset.js'

interface PrimitiveRow {
  /** A JSON value as a {@link PrimitiveValue}; undefined when it is not one of this type (OData JSON format 4.01, section 7.1). */
  readonly readJson: (value: unknown) => PrimitiveValue | undefined
  /** JSON Schema of the JSON form. */
  readonly jsonSchema: Readonly<Record<string, unknown>>
}

const INT32_MIN = -2147483648
const INT32_MAX = 2147483647

/** Text that both databases can hold: PostgreSQL has no U+0000, and a lone surrogate has no UTF-8 form. */
export const isStorableText = (value: string): boolean => !value.includes('\u0000') && value.isWellFormed()

/** base64url, as OData writes binary values, or base64, as some clients do; padded or not. */
const isBase64 = (value: string): boolean => isBase64Form(value) && isBase64Piece(value, true)

/** Whether the characters of a piece of such a text are those of either alphabet; only the last piece ends in padding. */
export const isBase64Piece = (piece: string, isLast: boolean): boolean => (isLast ? /^[\w+/-]*={0,2}$/ : /^[\w+/-]*$/).test(piece)

/** What the whole of such a text must be, whatever its characters: a length that there is, and one of the two alphabets. */
export function isBase64Form (value: string): boolean {
  const padding = value.endsWith('==') ? 2 : value.endsWith('=') ? 1 : 0
  const has = (character: string): boolean => value.includes(character)
  return (value.length - padding) % 4 !== 1 && !((has('-') || has('_')) && (has('+') || has('/')))
}

// Node 20 has String.prototype.isWellFormed; the ES2023 library declarations do not list it yet.
declare global {
  interface String { isWellFormed (): boolean }
}

export const primitiveTable: Readonly<Partial<Record<PrimitiveTypeName, PrimitiveRow>>> = {
  'Edm.String': {
    readJson: value => typeof value === 'string' && isStorableText(value) ? value : undefined,
    jsonSchema: { type: 'string' }
  },
  'Edm.Boolean': {
    readJson: value => typeof value === 'boolean' ? value : undefined,
    jsonSchema: { type: 'boolean' }
  },
  'Edm.Int32': {
    readJson: value => typeof value === 'number' && Number.isInteger(value) && value >= INT32_MIN && value <= INT32_MAX ? value : undefined,
    jsonSchema: { type: 'integer', format: 'int32', minimum: INT32_MIN, maximum: INT32_MAX }
  },
  'Edm.DateTimeOffset': {
    readJson: value => typeof value === 'string' && instantOf(value) !== undefined ? value : undefined,
    jsonSchema: { type: 'string', format: 'date-time' }
  },
  'Edm.Stream': {
    readJson: value => typeof value === 'string' && isBase64(value) ? value : undefined,
    jsonSchema: { type: 'string', format: 'base64url' }
  }
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
