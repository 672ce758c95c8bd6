/** Numbers that fit the name of their property. */
import { chance } from './chance.js'
import type { Subject } from './subject.js'
import { localityOf, wordsOf } from './subject.js'

export interface NumberOf {
  readonly name: string
  readonly subject: Subject
  readonly salt: number
}

/** What values are between, both included. */
export interface Bounds {
  readonly low: number
  readonly high: number
  /** Digits after the point. */
  readonly decimals: number
}

/** The first that fits the words of a name decides. */
const rules: ReadonlyArray<readonly [words: RegExp, low: number, high: number]> = [
  [/\b(?:salary|income|revenue|budget)\b/, 30_000, 120_000],
  [/\b(?:price|amount|cost|total|fee|balance|sum|value|payment)$/, 1, 900],
  [/\bage$/, 18, 80],
  [/\byear$/, 1995, 2026],
  [/\bmonth$/, 1, 12],
  [/\b(?:day|days)$/, 1, 28],
  [/\bhours?$/, 0, 23],
  [/\b(?:minutes?|seconds?)$/, 0, 59],
  [/\b(?:percent|percentage|progress|discount|rate)$/, 0, 100],
  [/\b(?:rating|score|stars|rank|level|priority|severity|grade)$/, 1, 5],
  [/\b(?:quantity|count|stock|units|copies|attempts|seats|number of .*)$/, 0, 60],
  [/\b(?:weight|height|width|length|depth|distance|size|capacity)$/, 1, 200],
  [/\btemperature$/, -10, 40],
  [/\bport$/, 1024, 49151]
]

/** A number of at most so many digits after the point, within the bounds of its type. */
export function sampleNumber ({ name, subject, salt }: NumberOf, { low, high, decimals }: Bounds): number {
  const words = wordsOf(name)
  if (/\b(?:latitude|lat)$/.test(words)) return round(localityOf(subject).latitude, { low, high, decimals })
  if (/\b(?:longitude|lon|lng)$/.test(words)) return round(localityOf(subject).longitude, { low, high, decimals })
  const [, usualLow = 1, usualHigh = 1000] = rules.find(([pattern]) => pattern.test(words)) ?? []
  const [from, to] = usualLow > high || usualHigh < low ? [low, high] : [Math.max(low, usualLow), Math.min(high, usualHigh)]
  return round(from + chance(subject.seed, subject.place, salt) * (to - from), { low, high, decimals })
}

function round (value: number, { low, high, decimals }: Bounds): number {
  const factor = 10 ** decimals
  const rounded = Math.round(value * factor) / factor
  return Math.min(high, Math.max(low, rounded))
}
