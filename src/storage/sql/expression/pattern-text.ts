/**
 * A pattern as an "advanced regular expression" of PostgreSQL that means the same. Every set is written as its code points, so no locale
 * and no option has a say.
 */
import { complement } from '../../../pattern/code-points.js'
import type { CodePoints } from '../../../pattern/code-points.js'
import type { Assertion, Pattern } from '../../../pattern/pattern-tree.js'

const assertions: Readonly<Record<Assertion, string>> = { start: '^', end: '$', boundary: '\\y', noBoundary: '\\Y' }

/** Matches no character there is. */
const NOTHING = '[^\\u0001-\\U0010ffff]'

export function postgresPattern (pattern: Pattern): string {
  switch (pattern.kind) {
    case 'set': return printSet(pattern.codePoints)
    case 'assertion': return assertions[pattern.assertion]
    case 'sequence': return pattern.items.map(item => item.kind === 'choice' ? group(item) : postgresPattern(item)).join('')
    case 'choice': return pattern.items.map(postgresPattern).join('|')
    case 'repeat': {
      const item = pattern.item.kind === 'set' ? postgresPattern(pattern.item) : group(pattern.item)
      return `${item}{${pattern.least},${pattern.most ?? ''}}`
    }
  }
}

const group = (pattern: Pattern): string => `(?:${postgresPattern(pattern)})`

function printSet (set: CodePoints): string {
  if (set.length === 0) return NOTHING
  const [first, second] = set
  if (first !== undefined && second === undefined && first[0] === first[1]) return printCodePoint(first[0])
  const others = complement(set)
  return others.length < set.length ? `[^${printRanges(others)}]` : `[${printRanges(set)}]`
}

const printRanges = (ranges: CodePoints): string =>
  ranges.map(([first, last]) => first === last ? printCodePoint(first) : `${printCodePoint(first)}-${printCodePoint(last)}`).join('')

function printCodePoint (codePoint: number): string {
  const character = String.fromCodePoint(codePoint)
  if (/[A-Za-z0-9]/.test(character)) return character
  return codePoint > 0xffff ? `\\U${codePoint.toString(16).padStart(8, '0')}` : `\\u${codePoint.toString(16).padStart(4, '0')}`
}
