/**
 * Sets of code points, as sorted ranges that do not touch. Neither U+0000 nor halves of surrogate pairs are in any: no stored text has
 * them.
 */

/** First and last code point. */
export type Range = readonly [first: number, last: number]
export type CodePoints = readonly Range[]

const every: CodePoints = [[1, 0xd7ff], [0xe000, 0x10ffff]]

/** The set of what any of the ranges holds. */
export function codePoints (...ranges: readonly Range[]): CodePoints {
  const sorted = ranges.flatMap(([first, last]) => every.map(([low, high]): Range => [Math.max(first, low), Math.min(last, high)])).filter((
    [first, last]
  ) => first <= last).sort(([a], [b]) => a - b)
  const merged: Array<[number, number]> = []
  for (const [first, last] of sorted) {
    const before = merged.at(-1)
    if (before !== undefined && first <= before[1] + 1) before[1] = Math.max(before[1], last)
    else merged.push([first, last])
  }
  return merged
}

export function complement (set: CodePoints): CodePoints {
  const gaps: Range[] = []
  let next = 0
  for (const [first, last] of set) {
    gaps.push([next, first - 1])
    next = last + 1
  }
  return codePoints(...gaps, [next, 0x10ffff])
}

export function contains (set: CodePoints, codePoint: number): boolean {
  let [low, high] = [0, set.length - 1]
  while (low <= high) {
    const middle = (low + high) >> 1
    const [first, last] = set[middle] as Range
    if (codePoint < first) high = middle - 1
    else if (codePoint > last) low = middle + 1
    else return true
  }
  return false
}

const single = (...values: readonly number[]): Range[] => values.map(value => [value, value])

/** `\d`, `\w`, `\s` (ECMAScript, CharacterClassEscape): digits and words are ASCII, white space is Unicode's and the ends of lines. */
export const digits = codePoints([0x30, 0x39])
export const wordCharacters = codePoints([0x30, 0x39], [0x41, 0x5a], [0x5f, 0x5f], [0x61, 0x7a])
export const whiteSpace = codePoints(
  [0x09, 0x0d],
  [0x2000, 0x200a],
  ...single(0x20, 0xa0, 0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000, 0xfeff)
)
/** `.` */
export const withinLine = complement(codePoints(...single(0x0a, 0x0d, 0x2028, 0x2029)))
