/** A text that a pattern matches. */
import { contains } from '../pattern/code-points.js'
import type { CodePoints } from '../pattern/code-points.js'
import { parsePattern } from '../pattern/parse-pattern.js'
import { createMatcher } from '../pattern/pattern-matcher.js'
import type { Pattern } from '../pattern/pattern-tree.js'

const BOUNDS = { length: 10_000, size: 10_000 }
/** More than the least that a repetition may be. */
const MORE = 3
const TRIES = 8

/** What texts are made of where a pattern allows it. */
const usual = [...'abcdefghijklmnopqrstuvwxyz', ...'ABCDEFGHIJKLMNOPQRSTUVWXYZ', ...'0123456789', ...' -_.'].map(character => character.codePointAt(0)!)

/** @param random between 0 and 1, another one for each number; undefined where none was found */
export function samplePattern (text: string, random: (salt: number) => number, maxLength: number): string | undefined {
  try {
    const pattern = parsePattern(text, BOUNDS)
    const matches = createMatcher(pattern)
    for (let attempt = 0; attempt < TRIES; attempt++) {
      let salt = attempt * 1000
      // The last tries are as short as can be.
      const made = make(pattern, () => random(salt++), attempt < TRIES - 2 ? MORE : 0)
      if (made.length <= maxLength && matches(made)) return made
    }
    return undefined
  } catch {
    return undefined
  }
}

function make (pattern: Pattern, next: () => number, more: number): string {
  switch (pattern.kind) {
    case 'assertion': return ''
    case 'set': return characterOf(pattern.codePoints, next())
    case 'sequence': return pattern.items.map(item => make(item, next, more)).join('')
    case 'choice': {
      const item = pattern.items[Math.floor(next() * pattern.items.length)]
      return item === undefined ? '' : make(item, next, more)
    }
    case 'repeat': {
      const most = Math.min(pattern.most ?? Infinity, pattern.least + more)
      const count = pattern.least + Math.floor(next() * (most - pattern.least + 1))
      return Array.from({ length: count }, () => make(pattern.item, next, more)).join('')
    }
  }
}

function characterOf (set: CodePoints, random: number): string {
  const plain = usual.filter(codePoint => contains(set, codePoint))
  const [range] = set
  const codePoint = plain.length > 0 ? plain[Math.floor(random * plain.length)] : range?.[0]
  return codePoint === undefined ? '' : String.fromCodePoint(codePoint)
}
