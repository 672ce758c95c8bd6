/** What is wrong with a body, in the order of the body, whatever the order in which it is read. */
import { ExactNumber } from '../../edm/exact-number.js'
import { memberNames } from '../../edm/lookup.js'
import type { StructuredType } from '../../edm/types.js'
import { ODataError } from '../../errors.js'
import type { ErrorDetail } from '../../errors.js'
import { suggest } from '../../base/suggest.js'

/** Faults beyond this many are not listed; a client mends the first ones first. */
const MAX_DETAILS = 100

export interface Faults {
  /** `fault` is asked for only if it will be listed. */
  add (fault: () => ErrorDetail): void
  /** A list whose faults come in this place. */
  inside (): Faults
  /** The first ones. */
  list (): readonly ErrorDetail[]
}

export function createFaults (): Faults {
  const found: Array<ErrorDetail | Faults> = []
  let count = 0
  return {
    add: fault => { if (count++ < MAX_DETAILS) found.push(fault()) },
    inside: () => {
      const inner = createFaults()
      found.push(inner)
      return inner
    },
    list: () => {
      const all: ErrorDetail[] = []
      for (const fault of found) {
        if (all.length >= MAX_DETAILS) break
        all.push(...'list' in fault ? fault.list() : [fault])
      }
      return all.slice(0, MAX_DETAILS)
    }
  }
}

/** @throws ODataError `modelValidation` with the first fault as its message, when there is one. */
export function refuseFaults (faults: Faults): void {
  const details = faults.list()
  const [first] = details
  if (first !== undefined) throw new ODataError('modelValidation', first.message, { target: first.target, details })
}

/** Characters of a client's value in a message at most. */
const MAX_EXCERPT = 80

/** A name that a client sent, as much of it as helps. */
export const shownName = (name: string): string => name.length > MAX_NAME ? `${name.slice(0, MAX_NAME)}…` : name

/** Characters of a name at most: more than any has that is declared. */
const MAX_NAME = 128

/** A client's value, as much of it as helps; never walks into a value of any size or depth. */
export function excerpt (value: unknown): string {
  if (value instanceof ExactNumber) return value.text.slice(0, MAX_EXCERPT)
  if (typeof value !== 'object' || value === null) return String(value).slice(0, MAX_EXCERPT)
  const members = Object.values(value)
  const text = members.length < 10 && members.every(member => typeof member !== 'object') ? JSON.stringify(value) : ''
  if (text !== '' && text.length <= MAX_EXCERPT) return text
  return Array.isArray(value) ? '[…]' : '{…}'
}

/** Says that a type has no such member, and which one may be meant. */
export function unknownMember (type: StructuredType, name: string): string {
  const near = suggest(name, memberNames(type))
  return `The property '${shownName(name)}' does not exist on type '${type.fullName}'. Make sure to only use property names that are defined by the type.${
    near === undefined ? '' : ` Did you mean '${near}'?`
  }`
}
