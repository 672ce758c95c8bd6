/** Reading a body while its faults are collected, in many turns where it is long. */
import { limits } from '../../base/limits.js'
import { typeName } from '../../edm/lookup.js'
import { canNest, isTooDeep, topmost } from '../../edm/self-nesting.js'
import type { EdmModel, Property, StructuredType, TypeReference } from '../../edm/types.js'
import { excerpt, refuseFaults } from './body-faults.js'
import type { Faults } from './body-faults.js'
import type { BodyReading } from './body-reading.js'
import type { References } from './related-change.js'

/** Items of one array that are read at once; each may have as much text as the limits allow. */
export const MANY_ITEMS = 10

export interface Reading {
  readonly model: EdmModel
  readonly faults: Faults
  /** Where what is long is put, to be read later; without it everything is read at once. */
  readonly later: BodyReading | undefined
  /** Entities so far, those inside others included. */
  readonly entities: { count: number }
  /** The complex types that the value being read is inside of, from the outermost. */
  readonly around?: readonly StructuredType[]
  /** The complex properties from the entity to the value that is read, collections among them. */
  readonly within?: readonly Property[] | undefined
  /** Whether the entity is a new one that the value is read for; one whose value is sent alone is there. */
  readonly ofNew?: boolean
  /** How entities are named; without it none can be. */
  readonly references?: References | undefined
  /** The value is compared, and not stored: what the service computes may be in it, and no rule keeps it out. */
  readonly compared?: boolean
}

/** Faults are known at once, or where something is left for later, then. */
export function readAll<Value> (reading: Reading, read: (reading: Reading) => Value | undefined): Value {
  const value = read(reading)
  if (value !== undefined && reading.later?.isWaiting() === true) reading.later.atEnd(() => { refuseFaults(reading.faults) })
  else refuseFaults(reading.faults)
  if (value === undefined) throw new Error('a body was refused without a fault')
  return value
}

/** What costs something to say is said only of a fault that is listed. */
export function fault ({ faults }: Reading, path: string, message: string | (() => string)): undefined {
  faults.add(() => ({ code: 'ModelValidationFailure', message: typeof message === 'string' ? message : message(), ...path === '' ? {} : { target: path } }))
  return undefined
}

/** Reads each item, now or, where there are many, later; `items` is filled as they are read. */
export function readItems<Item> (
  reading: Reading,
  value: readonly unknown[],
  read: (reading: Reading, item: unknown, index: number) => Item | undefined
): Item[] {
  const items: Item[] = []
  const step = (inner: Reading, index: number): void => {
    const item = read(inner, value[index], index)
    if (item !== undefined) items.push(item)
  }
  if (reading.later === undefined || value.length <= MANY_ITEMS) {
    for (let index = 0; index < value.length; index++) step(reading, index)
  } else {
    const inner = { ...reading, faults: reading.faults.inside() }
    reading.later.add({ count: value.length, step: index => { step(inner, index) } })
  }
  return items
}

/** Reading what is inside of an object; undefined, with a fault, where its type is inside of itself too often. */
export function inside (reading: Reading, type: StructuredType, path: string): Reading | undefined {
  if (type.kind !== 'complex' || !canNest(type)) return reading
  const around = [...reading.around ?? [], topmost(type)]
  if (!isTooDeep(around)) return { ...reading, around }
  return fault(reading, path, `At most ${limits.selfNesting.most} values of ${type.fullName} may be inside one another.`)
}

export function unconvertible (reading: Reading, { type }: TypeReference, value: unknown, path: string): undefined {
  if (typeof value === 'string' && type.kind === 'primitive' && type.name === 'Edm.String') {
    return fault(reading, path, 'A string cannot hold U+0000 or an unpaired surrogate.')
  }
  return fault(reading, path, `Cannot convert the literal '${excerpt(value)}' to the expected type '${typeName(type)}'.`)
}
