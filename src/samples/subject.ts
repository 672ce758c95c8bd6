/** Whoever or whatever values are made for: those of one entity fit one another. */
import { chance, pick } from './chance.js'
import { FIRST_NAMES, LAST_NAMES, LOCALITIES } from './words.js'
import type { Locality } from './words.js'

export interface Subject {
  readonly seed: number
  /** A number of its own among all that are made of the seed. */
  readonly place: number
  /** The time that nothing has happened after, in milliseconds since 1970. */
  readonly until: number
}

const DAY_MS = 86_400_000

/** Days back that things began at most; most began lately. */
const DAYS = 180

const SALTS = { first: 1, last: 2, locality: 3, began: 4 } as const

export interface Person {
  readonly first: string
  readonly last: string
  /** What it signs in with, before the `@`. */
  readonly login: string
}

export function personOf ({ seed, place }: Subject): Person {
  const [first, last] = [pick(FIRST_NAMES, chance(seed, place, SALTS.first)), pick(LAST_NAMES, chance(seed, place, SALTS.last))]
  return { first, last, login: `${first}.${last}${place + 1}`.toLowerCase() }
}

export const localityOf = ({ seed, place }: Subject): Locality => pick(LOCALITIES, chance(seed, place, SALTS.locality))

/** When it began: what has a start, and an end, has them in this order. */
export const beganAt = ({ seed, place, until }: Subject): number =>
  until - Math.floor(chance(seed, place, SALTS.began) ** 3 * DAYS * DAY_MS)

const known = new Map<string, string>()

/** The words of a name, in lower case with spaces between: `eMail_Address2` is `e mail address 2`. A model has each name many times. */
export function wordsOf (name: string): string {
  const found = known.get(name) ?? splitWords(name)
  known.set(name, found)
  return found
}

const splitWords = (name: string): string =>
  name.replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2').replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2').replace(/(\p{L})(\d)/gu, '$1 $2')
    .replace(/[_.-]+/g, ' ').toLowerCase()
