/** The primitive types that a model can be declared with, and how JSON Schema shows each. */
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

export const primitiveTable: Readonly<Partial<Record<PrimitiveTypeName, PrimitiveRow>>> = {
  'Edm.String': {
    jsonSchema: { type: 'string' }
  },
  'Edm.Boolean': {
    jsonSchema: { type: 'boolean' }
  },
  'Edm.Int32': {
    jsonSchema: { type: 'integer', format: 'int32', minimum: INT32_MIN, maximum: INT32_MAX }
  },
  'Edm.DateTimeOffset': {
    jsonSchema: { type: 'string', format: 'date-time' }
  },
  'Edm.Stream': {
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
