/**
 * Matches patterns, for SQLite and for what bodies must be, in time that grows with the text times the pattern and no faster, whatever
 * either is: all ways through the pattern are followed side by side (Thompson's construction), so none is ever gone back to; and where they
 * were before, they are remembered (a deterministic automaton, made as far as texts need it), so that most characters cost one look-up.
 */
import { contains, wordCharacters } from './code-points.js'
import type { CodePoints } from './code-points.js'
import { parsePattern } from './parse-pattern.js'
import type { Assertion, Pattern } from './pattern-tree.js'
import { LRUCache } from 'lru-cache'

/** Where instructions go on is an index; `match` is the end of the pattern. */
type Instruction =
  | { readonly kind: 'set', readonly codePoints: CodePoints, readonly ascii: Uint8Array, readonly next: number }
  | { readonly kind: 'fork', readonly targets: number[] }
  | { readonly kind: 'assertion', readonly assertion: Assertion, readonly next: number }
  | { readonly kind: 'match' }

/** `spend` is told of the work, in what is roughly a nanosecond, and may throw to end it. */
export type Matcher = (text: string, spend?: (nanoseconds: number) => void) => boolean

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
  return createRun(program, start)
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
interface Edges {
  readonly first: boolean
  readonly last: boolean
  readonly boundary: boolean
}

/** Where a match has come to: the ways that are open, and what assertions look at behind it. */
interface State {
  readonly ways: readonly number[]
  readonly first: boolean
  readonly afterWord: boolean
  /** What follows on each character that was met here before; true: the pattern matches, whatever comes. */
  readonly next: Map<number, State | true>
  /** Whether the pattern matches a text that ends here. */
  atEnd: boolean | undefined
}

type Spend = (nanoseconds: number) => void

/** To look at an instruction, and to look a character up. */
const [STEP_NANOSECONDS, LOOK_UP_NANOSECONDS] = [50, 20]

/** States that are remembered of a pattern; some have more than there are characters in any text. */
const MAX_STATES = 1000

/** Whether the pattern matches anywhere in the text. What a character does in a state is worked out when it first happens there. */
function createRun (program: readonly Instruction[], start: number): Matcher {
  const states = new Map<string, State>()
  const stateOf = (ways: readonly number[], first: boolean, afterWord: boolean): State => {
    const key = `${first ? 'f' : ''}${afterWord ? 'w' : ''}${ways.join()}`
    const known = states.get(key)
    if (known !== undefined) return known
    const made: State = { ways, first, afterWord, next: new Map(), atEnd: undefined }
    if (states.size < MAX_STATES) states.set(key, made)
    return made
  }
  const begin = stateOf([], true, false)
  const seen = new Uint32Array(program.length)
  let turn = 0
  const step = (state: State, codePoint: number | undefined, spend: Spend): readonly number[] | true => {
    spend(program.length * STEP_NANOSECONDS)
    const beforeWord = codePoint !== undefined && contains(wordCharacters, codePoint)
    const edges = { first: state.first, last: codePoint === undefined, boundary: state.afterWord !== beforeWord }
    return follow(program, [...state.ways, start], { edges, codePoint, seen, turn: ++turn })
  }
  const after = (state: State, codePoint: number, spend: Spend): State | true => {
    const known = state.next.get(codePoint)
    if (known !== undefined) return known
    const ways = step(state, codePoint, spend)
    const next = ways === true ? ways : stateOf(ways, false, contains(wordCharacters, codePoint))
    if (state.next.size < MAX_STATES) state.next.set(codePoint, next)
    return next
  }
  return (text, spend = () => undefined) => {
    let state = begin
    spend(text.length * LOOK_UP_NANOSECONDS)
    for (let index = 0; index < text.length;) {
      const codePoint = text.codePointAt(index) ?? 0
      const next = after(state, codePoint, spend)
      if (next === true) return true
      state = next
      index += codePoint > 0xffff ? 2 : 1
    }
    state.atEnd ??= step(state, undefined, spend) === true
    return state.atEnd
  }
}

interface Step {
  readonly edges: Edges
  /** Undefined at the end of the text. */
  readonly codePoint: number | undefined
  /** At which turn each instruction was last met. */
  readonly seen: Uint32Array
  readonly turn: number
}

/** The ways that are open after a character, in order; true when one has come to the end of the pattern. */
function follow (program: readonly Instruction[], open: number[], { edges, codePoint, seen, turn }: Step): readonly number[] | true {
  const ways = new Set<number>()
  for (let pointer = open.pop(); pointer !== undefined; pointer = open.pop()) {
    if (seen[pointer] === turn) continue
    seen[pointer] = turn
    const instruction = program[pointer] as Instruction
    switch (instruction.kind) {
      case 'match': return true
      case 'fork': for (const target of instruction.targets) open.push(target); break
      case 'assertion': if (holds(instruction.assertion, edges)) open.push(instruction.next); break
      case 'set': if (codePoint !== undefined && has(instruction, codePoint)) ways.add(instruction.next)
    }
  }
  return [...ways].sort((left, right) => left - right)
}

const has = ({ ascii, codePoints }: Extract<Instruction, { kind: 'set' }>, codePoint: number): boolean =>
  codePoint < 128 ? ascii[codePoint] === 1 : contains(codePoints, codePoint)

function holds (assertion: Assertion, { first, last, boundary }: Edges): boolean {
  switch (assertion) {
    case 'start': return first
    case 'end': return last
    case 'boundary': return boundary
    case 'noBoundary': return !boundary
  }
}
