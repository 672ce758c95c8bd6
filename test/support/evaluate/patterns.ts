/** Random regular expressions that mean the same with and without a database, and texts that some of them match. */
import fc from 'fast-check'
import { parsePattern } from '../../../src/pattern/parse-pattern.js'

const characters = ['a', 'b', 'A', '1', '_', ' ', 'é', 'Ж', '😀', '\n', '\u2028', '-']
const escaped = ['\\.', '\\*', '\\\\', '\\/', '\\$', '\\n', '\\t', '\\x41', '\\u0061', '\\u{1f600}', '\\ud83d\\ude00', '\\cJ']
const sets = ['.', '\\d', '\\D', '\\w', '\\W', '\\s', '\\S']
const members = fc.constantFrom('a', 'b-d', 'A-Z', '0-9', '\\d', '\\W', '\\s', '\\-', '\\]', '\\b', '^', 'é-ö', '😀', '\\u{1f600}-\\u{1f64f}', '.', '$', "'")
const classes = fc.tuple(fc.constantFrom('[', '[^'), fc.array(members, { maxLength: 3 })).map(([open, content]) => `${open}${content.join('').replace(open === '[' ? /^\^/ : '', '\\^')}]`)

const atoms = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...characters) },
  fc.constantFrom(...escaped),
  fc.constantFrom(...sets),
  classes
)
const quantifiers = fc.constantFrom('*', '+', '?', '*?', '{2}', '{0}', '{1,}', '{0,2}', '{1,3}?')

/**
 * ECMAScript's own answer. What comes before the match is written out: V8 would try `\B` between the halves of a surrogate pair too, which
 * the specification does not.
 */
export const matchesInEcmaScript = (pattern: string, text: string): boolean => new RegExp(`^[^]*?(?:${pattern})`, 'u').test(text)

/** Patterns that ECMAScript takes with the flag `u`. */
export const patterns: fc.Arbitrary<string> = fc.letrec<{ choice: string, sequence: string, term: string }>(tie => ({
  choice: fc.oneof({ maxDepth: 3 }, { weight: 4, arbitrary: tie('sequence') }, fc.tuple(tie('sequence'), tie('sequence')).map(([left, right]) => `${left}|${right}`)),
  sequence: fc.array(tie('term'), { maxLength: 3 }).map(terms => terms.join('')),
  term: fc.oneof({ maxDepth: 3 },
    { weight: 4, arbitrary: atoms },
    { weight: 2, arbitrary: fc.constantFrom('^', '$', '\\b', '\\B') },
    { weight: 3, arbitrary: fc.tuple(atoms, quantifiers).map(([atom, quantifier]) => atom + quantifier) },
    { weight: 2, arbitrary: fc.tuple(fc.constantFrom('(', '(?:'), tie('choice'), fc.oneof(fc.constant(''), quantifiers)).map(([open, content, quantifier]) => `${open}${content})${quantifier}`) })
})).choice.filter(pattern => !isTooLarge(pattern))

function isTooLarge (pattern: string): boolean {
  try {
    parsePattern(pattern)
    return false
  } catch (error) {
    return /repetitions written out/.test(String(error))
  }
}

export const texts = fc.oneof(fc.string({ unit: fc.constantFrom(...characters, 'c', '.', '*', '\\', '\t', '\r'), maxLength: 12 }), fc.constantFrom('', 'aaaa', 'ab ab', 'a1_b', '😀😀', 'x\ny'))
