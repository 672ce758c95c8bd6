/** `[…]` and `[^…]` (ECMAScript, `CharacterClass`). */
import { codePoints, complement } from './code-points.js'
import type { CodePoints, Range } from './code-points.js'
import { parseCharacterEscape, parseClassEscape } from './parse-escape.js'
import type { PatternReader } from './pattern-reader.js'

/** After the opening bracket. */
export function parseClass (reader: PatternReader): CodePoints {
  const begin = reader.position - 1
  const negated = reader.skip('^')
  const ranges: Range[] = []
  while (!reader.skip(']')) {
    if (reader.atEnd) throw reader.error('"]" for the class', begin)
    ranges.push(...parseRange(reader))
  }
  const set = codePoints(...ranges)
  return negated ? complement(set) : set
}

/** A character, a class such as `\d`, or a range of characters. */
function parseRange (reader: PatternReader): CodePoints {
  const { position } = reader
  const first = parseMember(reader)
  if (!reader.is('-') || reader.is('-]')) return typeof first === 'number' ? [[first, first]] : first
  reader.skip('-')
  if (reader.atEnd) return []
  const last = parseMember(reader)
  if (typeof first !== 'number' || typeof last !== 'number' || last < first) throw reader.error('a range of characters in order', position)
  return [[first, last]]
}

function parseMember (reader: PatternReader): number | CodePoints {
  if (!reader.skip('\\')) return reader.next().codePointAt(0) ?? 0
  if (reader.skip('b')) return 8
  return parseClassEscape(reader) ?? parseCharacterEscape(reader)
}
