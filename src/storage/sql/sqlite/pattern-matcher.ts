/**
 * Matches patterns for SQLite, in time that grows with the text times the pattern and no faster, whatever either is: all ways through the
 * pattern are followed side by side (Thompson's construction), so none is ever gone back to.
 */
import { contains, wordCharacters } from '../../../odata/pattern/code-points.js'
import type { CodePoints } from '../../../odata/pattern/code-points.js'
import { parsePattern } from '../../../odata/pattern/parse-pattern.js'
import type { Assertion, Pattern } from '../../../odata/pattern/pattern-tree.js'
import { LRUCache } from 'lru-cache'
import { evaluationError } from '../expression/evaluation-error.js'

/** Where instructions go on is an index; `match` is the end of the pattern. */
type Instruction =
  | { readonly kind: 'set', readonly codePoints: CodePoints, readonly ascii: Uint8Array, readonly next: number }
  | { readonly kind: 'fork', readonly targets: number[] }
  | { readonly kind: 'assertion', readonly assertion: Assertion, readonly next: number }
  | { readonly kind: 'match' }

export type Matcher = (text: string) => boolean

const recentMatchers = new LRUCache<string, Matcher>({ max: 50 })

/** A matcher for the text of a pattern that is one. */
export function matcherFor (text: string): Matcher {
  const known = recentMatchers.get(text)
  if (known !== undefined) return known
  const made = createMatcher(parsePattern(text))
  recentMatchers.set(text, made)
  return made
}

export function createMatcher (pattern: Pattern): Matcher {
  const program: Instruction[] = [{ kind: 'match' }]
  const start = compile(program, pattern, 0)
  return text => run(program, start, text)
}

/** Adds what matches the pattern and then goes on at `next`; back comes where it begins. */
function compile (program: Instruction[], pattern: Pattern, next: number): number {
  switch (pattern.kind) {
    case 'set': return program.push({ kind: 'set', codePoints: pattern.codePoints, ascii: asciiOf(pattern.codePoints), next }) - 1
    case 'assertion': return program.push({ kind: 'assertion', assertion: pattern.assertion, next }) - 1
    case 'sequence': return pattern.items.reduceRight((after, item) => compile(program, item, after), next)
    case 'choice': return program.push({ kind: 'fork', targets: pattern.items.map(item => compile(program, item, next)) }) - 1
    case 'repeat': return compileRepeat(program, pattern, next)
  }
}

/** Whether each of the first 128 is in the set. */
const asciiOf = (set: CodePoints): Uint8Array => Uint8Array.from({ length: 128 }, (_value, codePoint) => contains(set, codePoint) ? 1 : 0)

function compileRepeat (program: Instruction[], { item, least, most }: Extract<Pattern, { kind: 'repeat' }>, next: number): number {
  let begin = next
  if (most === undefined) {
    const targets = [next]
    begin = program.push({ kind: 'fork', targets }) - 1
    targets.push(compile(program, item, begin))
  }
  for (let count = least; count < (most ?? least); count++) {
    begin = program.push({ kind: 'fork', targets: [compile(program, item, begin), next] }) - 1
  }
  for (let count = 0; count < least; count++) begin = compile(program, item, begin)
  return begin
}

/** What assertions look at. */
interface Place {
  readonly first: boolean
  readonly last: boolean
  readonly boundary: boolean
}

/** Whether the pattern matches anywhere in the text: at each character one more way through it begins. */
function run (program: readonly Instruction[], start: number, text: string): boolean {
  const seen = new Uint32Array(program.length)
  let ways: number[] = []
  let afterWord = false
  for (let index = 0, step = 1; ; step++) {
    const codePoint = text.codePointAt(index)
    const beforeWord = codePoint !== undefined && contains(wordCharacters, codePoint)
    const place = { first: index === 0, last: codePoint === undefined, boundary: afterWord !== beforeWord }
    const open = ways
    open.push(start)
    ways = []
    spend(open.length)
    for (let pointer = open.pop(); pointer !== undefined; pointer = open.pop()) {
      if (seen[pointer] === step) continue
      seen[pointer] = step
      const instruction = program[pointer] as Instruction
      switch (instruction.kind) {
        case 'match': return true
        case 'fork': for (const target of instruction.targets) open.push(target); break
        case 'assertion': if (holds(instruction.assertion, place)) open.push(instruction.next); break
        case 'set': if (codePoint !== undefined && has(instruction, codePoint)) ways.push(instruction.next)
      }
    }
    if (codePoint === undefined) return false
    index += codePoint > 0xffff ? 2 : 1
    afterWord = beforeWord
  }
}

const has = ({ ascii, codePoints }: Extract<Instruction, { kind: 'set' }>, codePoint: number): boolean =>
  codePoint < 128 ? ascii[codePoint] === 1 : contains(codePoints, codePoint)

/**
 * Ways that may be followed in one turn of the event loop, which a statement of SQLite keeps busy: some ten seconds at worst, and more than
 * any plain pattern needs for millions of rows.
 */
const MAX_WAYS = 300_000_000
let spent = 0

function spend (ways: number): void {
  if (spent === 0) setImmediate(() => { spent = 0 })
  spent += ways
  if (spent > MAX_WAYS) throw evaluationError('pattern')
}

function holds (assertion: Assertion, { first, last, boundary }: Place): boolean {
  switch (assertion) {
    case 'start': return first
    case 'end': return last
    case 'boundary': return boundary
    case 'noBoundary': return !boundary
  }
}
