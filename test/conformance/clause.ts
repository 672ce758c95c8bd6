/** A row of the conformance table: a clause, and what the service has to say for itself. */

export type Level = 'minimal' | 'intermediate' | 'advanced'

/** A test by its file and its title, without the name of the database. */
export interface Evidence {
  readonly file: string
  readonly title: string
}

/** What the rows claim; the tests decide whether it holds. */
export type Claim =
  /** Met, if every test passes on every database it runs on. */
  | { readonly kind: 'shown', readonly shownBy: readonly Evidence[], readonly note?: string }
  /** Met, if every MUST of the parts is met or does not apply. */
  | { readonly kind: 'follows', readonly parts: readonly string[] }
  /** The tests show what the service does instead. */
  | { readonly kind: 'notApplicable', readonly reason: string, readonly shownBy: readonly Evidence[] }
  | { readonly kind: 'notMet', readonly reason: string, readonly shownBy: readonly Evidence[] }

export interface Clause {
  /** Its number in the specification. */
  readonly clause: string
  readonly level: Level
  /** MUST, SHOULD, MAY, with the condition they are under. */
  readonly force: string
  readonly requirement: string
  readonly claim: Claim
}

/** A section of the specification. */
export interface Part {
  /** How its clauses begin, e.g. `P13.1.1`. */
  readonly id: string
  readonly title: string
  readonly clauses: readonly Clause[]
}

export const clause = (name: string, level: Level, force: string, requirement: string, claim: Claim): Clause => ({
  clause: name,
  level,
  force,
  requirement,
  claim
})

type Tests = ReadonlyArray<readonly Evidence[]>

export const shown = (...tests: Tests): Claim => ({ kind: 'shown', shownBy: tests.flat() })

/** Met, and there is something to know about it. */
export const shownWithNote = (note: string, ...tests: Tests): Claim => ({ kind: 'shown', shownBy: tests.flat(), note })

export const follows = (...parts: readonly string[]): Claim => ({ kind: 'follows', parts })

export const notApplicable = (reason: string, ...tests: Tests): Claim => ({ kind: 'notApplicable', reason, shownBy: tests.flat() })

export const notMet = (reason: string, ...tests: Tests): Claim => ({ kind: 'notMet', reason, shownBy: tests.flat() })

/** Makes evidence of titles of one file. */
export const inFile = (file: string) => (...titles: readonly string[]): readonly Evidence[] => titles.map(title => ({ file, title }))
