/**
 * Patterns of paths and of values: `*` is any text, `?` any one character; in a path neither goes beyond its segment, and `**` is any
 * segments, none included. A text is gone through once, whatever the pattern: no regular expression is made of it, and a star never gives
 * back what it took.
 */

/** Whether a value, regardless of case, is as a pattern says. */
export type TextPattern = (text: string) => boolean

/** Whether a path, as its decoded segments in lower case, is as a pattern says. */
export type PathPattern = (segments: readonly string[]) => boolean

export function textPattern (pattern: string): TextPattern {
  const matches = lowerPattern(pattern.toLowerCase())
  return text => matches(text.toLowerCase())
}

/** What is asked of a text in lower case. */
function lowerPattern (pattern: string): TextPattern {
  const parts = pattern.split('*')
  const masks = new Map(parts.filter(part => part.includes('?')).map(part => [part, masksOf(part)]))
  return text => matchesInOrder(parts, text.length, {
    isAt: (part, at) => isAt(part, text, at),
    find: (part, from) => masks.has(part) ? shiftAnd(part, masks.get(part)!, text, from) : text.indexOf(part, from)
  })
}

/**
 * The first place from `from` on where the part is (the Shift-And of Baeza-Yates and Gonnet): bit `i` of the state is set while the text so
 * far ends in the first `i + 1` characters of the part, so that one step looks at 32 of them.
 */
function shiftAnd (part: string, masks: Masks, text: string, from: number): number {
  const words = wordsOf(part)
  const state = new Int32Array(words)
  const [last, bit] = [words - 1, 1 << (part.length - 1) % 32]
  for (let at = from; at < text.length; at++) {
    const mask = masks.get(text.charCodeAt(at)) ?? masks.get(QUESTION_MARK)!
    let carry = 1
    for (let word = 0; word < words; word++) {
      const before = state[word]!
      state[word] = (before << 1 | carry) & mask[word]!
      carry = before >>> 31
    }
    if ((state[last]! & bit) !== 0) return at - part.length + 1
  }
  return -1
}

type Masks = ReadonlyMap<number, Int32Array>

const wordsOf = (part: string): number => Math.ceil(part.length / 32)

/** Of each character of the part, and under the question mark of any other: the places where it may be. */
function masksOf (part: string): Masks {
  const words = wordsOf(part)
  const codes = Array.from({ length: part.length }, (_, at) => part.charCodeAt(at))
  const masks = new Map([QUESTION_MARK, ...codes].map(code => [code, new Int32Array(words)]))
  for (const [at, code] of codes.entries()) {
    for (const [other, mask] of masks) if (code === QUESTION_MARK || code === other) mask[at >> 5]! |= 1 << at % 32
  }
  return masks
}

function isAt (part: string, text: string, at: number): boolean {
  for (let index = 0; index < part.length; index++) {
    const code = part.charCodeAt(index)
    if (code !== QUESTION_MARK && code !== text.charCodeAt(at + index)) return false
  }
  return true
}

const QUESTION_MARK = 0x3f

export function pathPattern (pattern: string): PathPattern {
  const runs: Array<Array<string | TextPattern>> = [[]]
  for (const segment of segmentsOf(pattern.toLowerCase())) {
    if (segment === '**') runs.push([])
    else runs.at(-1)?.push(/[*?]/.test(segment) ? lowerPattern(segment) : segment)
  }
  return segments => {
    const runIsAt = (run: ReadonlyArray<string | TextPattern>, at: number): boolean => run.every((part, index) => {
      const segment = segments[at + index] ?? ''
      return typeof part === 'string' ? part === segment : part(segment)
    })
    return matchesInOrder(runs, segments.length, { isAt: runIsAt, find: (run, from, end) => findFrom(from, end, at => runIsAt(run, at)) })
  }
}

export const segmentsOf = (path: string): string[] => path.split('/').filter(segment => segment !== '')

interface Search<Part> {
  readonly isAt: (part: Part, at: number) => boolean
  /** The first place from `from` to `end` where the part is, or one after it; -1 where there is none. */
  readonly find: (part: Part, from: number, end: number) => number
}

/**
 * Whether parts with anything between them make up a whole of this length: the first begins it, the last ends it, and each other may as
 * well be where it is first found, because that leaves most to those behind it.
 */
function matchesInOrder<Part extends { readonly length: number }> (parts: readonly Part[], length: number, search: Search<Part>): boolean {
  const [first, last] = [parts[0]!, parts.at(-1)!]
  if (parts.length === 1) return first.length === length && search.isAt(first, 0)
  const end = length - last.length
  if (first.length > end || !search.isAt(first, 0) || !search.isAt(last, end)) return false
  let from = first.length
  for (const part of parts.slice(1, -1)) {
    const found = search.find(part, from, end - part.length)
    if (found === -1 || found > end - part.length) return false
    from = found + part.length
  }
  return true
}

function findFrom (from: number, end: number, isAt: (at: number) => boolean): number {
  for (let at = from; at <= end; at++) if (isAt(at)) return at
  return -1
}
