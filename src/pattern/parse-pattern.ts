/**
 * Text to {@link Pattern}, by the grammar of ECMAScript (section 22.2.1) with the flag `u`: what has no meaning there is an error, never a
 * plain character.
 */
import { limits } from '../base/limits.js'
import { parseClass } from './parse-class.js'
import { parseCharacterEscape, parseClassEscape } from './parse-escape.js'
import { codePoints, withinLine } from './code-points.js'
import { sizeOf } from './pattern-tree.js'
import type { Pattern } from './pattern-tree.js'
import { PatternReader, UnsupportedPattern } from './pattern-reader.js'

/** How much a pattern may ask for: characters, and characters once repetitions are written out. */
export interface PatternBounds {
  readonly length: number
  readonly size: number
}

/** Of requests: both databases have to match it. */
const REQUESTED: PatternBounds = { length: limits.patternLength.most, size: limits.patternSize.most }

/**
 * @throws PatternError for text that is not a pattern, or one that asks for too much; UnsupportedPattern for what the databases cannot both
 * match
 */
export function parsePattern (text: string, { length, size }: PatternBounds = REQUESTED): Pattern {
  const reader = new PatternReader(text)
  if (text.length > length) throw reader.error(`at most ${length} characters`, length)
  const pattern = parseChoice(reader, 0)
  if (!reader.atEnd) throw reader.error('an end, or "(" before ")"')
  if (sizeOf(pattern) > size) {
    throw reader.error(`a pattern of at most ${size} characters, repetitions written out`, 0)
  }
  return pattern
}

/** `Disjunction` */
function parseChoice (reader: PatternReader, depth: number): Pattern {
  if (depth > limits.patternDepth.most) throw reader.error(`groups nested at most ${limits.patternDepth.most} deep`)
  const items = [parseSequence(reader, depth)]
  while (reader.skip('|')) items.push(parseSequence(reader, depth))
  return items.length === 1 && items[0] !== undefined ? items[0] : { kind: 'choice', items }
}

/** `Alternative` */
function parseSequence (reader: PatternReader, depth: number): Pattern {
  const items: Pattern[] = []
  while (!reader.atEnd && !reader.is('|') && !reader.is(')')) items.push(parseTerm(reader, depth))
  return { kind: 'sequence', items }
}

/** `Term` */
function parseTerm (reader: PatternReader, depth: number): Pattern {
  const item = parseAtom(reader, depth)
  if (!reader.isQuantifier) return item
  if (item.kind === 'assertion') throw reader.error('something to repeat before the quantifier')
  const { least, most } = parseQuantifier(reader)
  // How much is taken first does not matter.
  reader.skip('?')
  if (reader.isQuantifier) throw reader.error('something to repeat before the quantifier')
  return { kind: 'repeat', item, least, most }
}

function parseAtom (reader: PatternReader, depth: number): Pattern {
  const { position } = reader
  const character = reader.next()
  switch (character) {
    case '^': return { kind: 'assertion', assertion: 'start' }
    case '$': return { kind: 'assertion', assertion: 'end' }
    case '.': return { kind: 'set', codePoints: withinLine }
    case '(': return parseGroup(reader, depth)
    case '[': return { kind: 'set', codePoints: parseClass(reader) }
    case '\\': return parseAtomEscape(reader)
    case '*': case '+': case '?': throw reader.error('something to repeat before the quantifier', position)
    case '{': case '}': case ']': throw reader.error(`"\\${character}" for the character itself`, position)
    default: return one(character)
  }
}

const one = (character: string): Pattern => {
  const codePoint = character.codePointAt(0) ?? 0
  return { kind: 'set', codePoints: codePoints([codePoint, codePoint]) }
}

/** `( Disjunction )`, with a name or without, and what begins with `(?`. */
function parseGroup (reader: PatternReader, depth: number): Pattern {
  const { position } = reader
  if (reader.skip('?')) {
    if (reader.is('=') || reader.is('!') || reader.is('<=') || reader.is('<!')) throw new UnsupportedPattern('Looking ahead or behind in a pattern')
    if (reader.skip('<')) reader.groupName()
    else if (!reader.skip(':')) {
      if (/^[ims]*(-[ims]*)?:/.test(reader.rest)) throw new UnsupportedPattern('Modifiers in a pattern')
      throw reader.error('":", or "<", a name and ">", after "(?"')
    }
  }
  const item = parseChoice(reader, depth + 1)
  if (!reader.skip(')')) throw reader.error('")" for the group', position - 1)
  return item.kind === 'assertion' ? { kind: 'sequence', items: [item] } : item
}

/** `AtomEscape`, and the assertions that begin with a backslash. */
function parseAtomEscape (reader: PatternReader): Pattern {
  if (reader.skip('b')) return { kind: 'assertion', assertion: 'boundary' }
  if (reader.skip('B')) return { kind: 'assertion', assertion: 'noBoundary' }
  if (/^(?:[1-9]|k)/.test(reader.rest)) throw new UnsupportedPattern('A backreference in a pattern')
  const set = parseClassEscape(reader)
  if (set !== undefined) return { kind: 'set', codePoints: set }
  const codePoint = parseCharacterEscape(reader)
  return { kind: 'set', codePoints: codePoints([codePoint, codePoint]) }
}

/** `QuantifierPrefix` */
function parseQuantifier (reader: PatternReader): { least: number, most: number | undefined } {
  if (reader.skip('*')) return { least: 0, most: undefined }
  if (reader.skip('+')) return { least: 1, most: undefined }
  if (reader.skip('?')) return { least: 0, most: 1 }
  const match = /^\{(\d+)(?:(,)(\d*))?\}/.exec(reader.rest)
  if (match === null) throw reader.error('"{n}", "{n,}" or "{n,m}"; "\\{" for the character itself')
  const least = Number(match[1])
  const most = match[2] === undefined ? least : match[3] === '' ? undefined : Number(match[3])
  if (most !== undefined && most < least) throw reader.error('"{n,m}" with numbers in order')
  reader.position += match[0].length
  return { least, most }
}
