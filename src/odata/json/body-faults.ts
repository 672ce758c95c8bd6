/** The faults of a body: all of them are collected while it is read, and thrown as one. */
import { ExactNumber } from '../../edm/exact-number.js'
import { typeName } from '../../edm/lookup.js'
import type { EdmModel, TypeReference } from '../../edm/types.js'
import { ODataError } from '../../errors.js'
import type { ErrorDetail } from '../../errors.js'

/** Faults beyond this many are not listed; a client mends the first ones first. */
const MAX_DETAILS = 100

/** Characters of a client's value in a message at most. */
const MAX_EXCERPT = 80

/** Collects faults while a body is read. */
export interface Reading {
  readonly model: EdmModel
  readonly faults: ErrorDetail[]
}

export function readAll<Value> (model: EdmModel, read: (reading: Reading) => Value | undefined): Value {
  const reading: Reading = { model, faults: [] }
  const value = read(reading)
  const [first] = reading.faults
  if (first !== undefined) {
    throw new ODataError('modelValidation', first.message, { target: first.target, details: reading.faults.slice(0, MAX_DETAILS) })
  }
  if (value === undefined) throw new Error('a body was refused without a fault')
  return value
}

export function fault (reading: Reading, path: string, message: string): undefined {
  reading.faults.push({ code: 'ModelValidationFailure', message, ...path === '' ? {} : { target: path } })
  return undefined
}

export function unconvertible (reading: Reading, { type }: TypeReference, value: unknown, path: string): undefined {
  if (typeof value === 'string' && type.kind === 'primitive' && type.name === 'Edm.String') {
    return fault(reading, path, 'A string cannot hold U+0000 or an unpaired surrogate.')
  }
  return fault(reading, path, `Cannot convert the literal '${excerpt(value)}' to the expected type '${typeName(type)}'.`)
}

/** A client's value, as much of it as helps; never walks into a value of any size or depth. */
export function excerpt (value: unknown): string {
  if (value instanceof ExactNumber) return value.text.slice(0, MAX_EXCERPT)
  if (typeof value !== 'object' || value === null) return String(value).slice(0, MAX_EXCERPT)
  const members = Object.values(value)
  const text = members.length < 10 && members.every(member => typeof member !== 'object') ? JSON.stringify(value) : ''
  if (text !== '' && text.length <= MAX_EXCERPT) return text
  return Array.isArray(value) ? '[…]' : '{…}'
}
