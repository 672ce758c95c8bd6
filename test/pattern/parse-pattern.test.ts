/** Regular expressions of ECMAScript: what is one, where one goes wrong, and what is not supported. */
import t from 'tap'
import { parsePattern } from '../../src/pattern/parse-pattern.js'
import { notImplemented } from '../../src/errors.js'
import { PatternError, UnsupportedPattern } from '../../src/pattern/pattern-reader.js'
import { createMatcher } from '../../src/pattern/pattern-matcher.js'
import { matchesInEcmaScript, patterns, texts } from '../support/evaluate/patterns.js'
import { fc, runs, seed } from '../support/property.js'

const fault = (pattern: string): string => {
  try {
    parsePattern(pattern)
    return 'none'
  } catch (error) {
    if (error instanceof UnsupportedPattern) return String(notImplemented(error.what))
    return error instanceof PatternError ? `${error.position}: ${error.expected}` : String(error)
  }
}

t.test('what is malformed is refused where it is', t => {
  const cases: ReadonlyArray<readonly [string, string]> = [
    ['a)', '1: an end, or "(" before ")"'],
    ['ab(c', '2: ")" for the group'],
    ['a(?:', '1: ")" for the group'],
    ['*a', '0: something to repeat before the quantifier'],
    ['a**', '2: something to repeat before the quantifier'],
    ['^*', '1: something to repeat before the quantifier'],
    ['a{', '1: "{n}", "{n,}" or "{n,m}"; "\\{" for the character itself'],
    ['a{2,1}', '1: "{n,m}" with numbers in order'],
    ['a}', '1: "\\}" for the character itself'],
    [']', '0: "\\]" for the character itself'],
    ['x[a-', '1: "]" for the class'],
    ['[z-a]', '1: a range of characters in order'],
    ['[\\d-z]', '1: a range of characters in order'],
    ['\\', '1: an escape of a regular expression after "\\"'],
    ['\\q', '1: an escape of a regular expression after "\\"'],
    ['\\x4', '1: an escape of a regular expression after "\\"'],
    ['\\01', '1: an escape of a regular expression after "\\"'],
    ['\\u{110000}', '1: a code point of at most 10FFFF'],
    ['(?a)', '2: ":", or "<", a name and ">", after "(?"'],
    ['(?<1>a)', '3: a new name and ">" for the group'],
    ['(?<a>a)(?<a>b)', '10: a new name and ">" for the group']
  ]
  for (const [pattern, expected] of cases) {
    t.throws(() => new RegExp(pattern, 'u'), pattern)
    t.equal(fault(pattern), expected, pattern)
  }
  t.end()
})

t.test('what asks for too much is refused before it is worked on', t => {
  t.match(fault('a'.repeat(501)), /at most 500 characters/)
  t.match(fault('a'.repeat(151)), /at most 150 characters, repetitions written out/)
  t.match(fault('((a{9}){9}){9}'), /at most 150 characters/)
  t.match(fault('(?:^){999999999}'), /at most 150 characters/)
  t.match(fault(`a{${'9'.repeat(400)}}`), /at most 150 characters/)
  t.match(fault('('.repeat(40) + ')'.repeat(40)), /nested at most 30 deep/)
  t.equal(fault('a{149}'), 'none')
  t.end()
})

t.test('what the databases cannot match alike is named', t => {
  const cases = { '(a)\\1': 'A backreference', '(?<x>a)\\k<x>': 'A backreference', '(?=a)': 'Looking ahead or behind', 'a(?<!b)': 'Looking ahead or behind', '\\p{L}': 'A Unicode property', '(?i:a)': 'Modifiers' }
  for (const [pattern, feature] of Object.entries(cases)) t.equal(fault(pattern), `Error: ${feature} in a pattern is not supported by this service.`.replace('Error', 'ODataError'), pattern)
  t.end()
})

t.test('matches what ECMAScript matches', t => {
  t.comment(`PROPERTY_SEED=${seed}`)
  fc.assert(fc.property(patterns, fc.array(texts, { minLength: 5, maxLength: 5 }), (pattern, values) => {
    const matches = createMatcher(parsePattern(pattern))
    for (const value of values) if (matches(value) !== matchesInEcmaScript(pattern, value)) throw new Error(`${JSON.stringify(pattern)} ${String(matches(value))} ${JSON.stringify(value)}`)
  }), { seed, numRuns: runs(2000) })
  t.end()
})

t.test('no pattern takes long, whatever its text', t => {
  for (const pattern of ['(a*)*b', '(a|a)*b', '^(a|aa)+b', '(?:a?){40}a{40}b', '(.*)(.*)(.*)(.*)(.*)x', '(?:(?:a{1,5}){1,5}){1,4}b']) {
    const matches = createMatcher(parsePattern(pattern))
    const began = performance.now()
    t.notOk(matches('a'.repeat(20_000)), pattern)
    t.ok(performance.now() - began < 20_000, `${Math.round(performance.now() - began)} ms`)
  }
  t.end()
})
