/** What a backslash begins (ECMAScript, section 22.2.1: `CharacterClassEscape`, `CharacterEscape`). */
import { complement, digits, whiteSpace, wordCharacters } from './code-points.js'
import type { CodePoints } from './code-points.js'
import { UnsupportedPattern } from './pattern-reader.js'
import type { PatternReader } from './pattern-reader.js'

const classes: ReadonlyMap<string, CodePoints> = new Map([
  ['d', digits],
  ['w', wordCharacters],
  ['s', whiteSpace],
  ['D', complement(digits)],
  ['W', complement(wordCharacters)],
  ['S', complement(whiteSpace)]
])

/** After the backslash: the set that the next letter stands for, if it does. */
export function parseClassEscape (reader: PatternReader): CodePoints | undefined {
  if (reader.is('p{') || reader.is('P{')) throw new UnsupportedPattern('A Unicode property in a pattern')
  const set = classes.get(reader.text.charAt(reader.position))
  if (set !== undefined) reader.position++
  return set
}

const controls: ReadonlyMap<string, number> = new Map([['t', 9], ['n', 10], ['v', 11], ['f', 12], ['r', 13]])

const numeric = /^(?:c([A-Za-z])|x([0-9a-f]{2})|u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})|u([0-9a-f]{4})|u\{([0-9a-f]+)\}|(0)(?!\d))/i

/** After the backslash: the code point that is meant. */
export function parseCharacterEscape (reader: PatternReader): number {
  const { position, rest } = reader
  const match = numeric.exec(rest)
  if (match !== null) return readNumeric(reader, match)
  const character = reader.next()
  const control = controls.get(character)
  if (control !== undefined) return control
  if (character === '' || /[\p{L}\p{N}_]/u.test(character)) throw reader.error('an escape of a regular expression after "\\"', position)
  return character.codePointAt(0) ?? 0
}

function readNumeric (reader: PatternReader, [whole, letter, byte, high, low, unit, braced]: RegExpExecArray): number {
  const { position } = reader
  reader.position += whole.length
  if (letter !== undefined) return letter.charCodeAt(0) % 32
  if (high !== undefined && low !== undefined) return (parseInt(high, 16) - 0xd800) * 0x400 + (parseInt(low, 16) - 0xdc00) + 0x10000
  const value = parseInt(byte ?? unit ?? braced ?? '0', 16)
  if (value > 0x10ffff) throw reader.error('a code point of at most 10FFFF', position)
  return value
}
