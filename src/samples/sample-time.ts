/** Times that fit the name of their property: what ends ends after it began. */
import { chance } from './chance.js'
import { beganAt, wordsOf } from './subject.js'
import type { Subject } from './subject.js'

export interface TimeOf {
  readonly name: string
  readonly subject: Subject
  readonly salt: number
}

const DAY_MS = 86_400_000
const YEAR_MS = 365.25 * DAY_MS

/** Milliseconds since 1970, in whole seconds. */
export function sampleTime ({ name, subject, salt }: TimeOf): number {
  const words = wordsOf(name)
  const random = chance(subject.seed, subject.place, salt)
  const began = beganAt(subject)
  const time = /\b(?:birth|born)/.test(words)
    ? subject.until - (20 + random * 50) * YEAR_MS
    : /\b(?:end|ends|until|due|expir|finish|valid to|deadline|arriv|deliver|return|check ?out)/.test(words)
      ? began + (1 + random * 20) * DAY_MS
      : /\b(?:modif|updat|last|changed|seen|complet|clos)/.test(words) ? began + random * (subject.until - began) : began
  return Math.floor(time / 1000) * 1000
}

/** `PT1H30M`, or whole days where the name asks for them. */
export function sampleDuration ({ name, subject, salt }: TimeOf): string {
  const random = chance(subject.seed, subject.place, salt)
  if (/\bdays?$/.test(wordsOf(name))) return `P${1 + Math.floor(random * 20)}D`
  const minutes = 5 + Math.floor(random * 60) * 5
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60]
  return `PT${hours === 0 ? '' : `${hours}H`}${rest === 0 ? '' : `${rest}M`}`
}
