/**
 * Regular expressions of `matchesPattern` (OData-URL 4.01, section 5.1.1.7.1) as a tree: the part of ECMAScript's, with its flag `u`, whose
 * meaning is a regular language. What captures, and how much a quantifier takes, makes no difference to whether a text matches and is not
 * here.
 */
import type { CodePoints } from './code-points.js'

export type Pattern =
  /** One character of a set. */
  | { readonly kind: 'set', readonly codePoints: CodePoints }
  | { readonly kind: 'sequence' | 'choice', readonly items: readonly Pattern[] }
  /** `most`: undefined for any number. */
  | { readonly kind: 'repeat', readonly item: Pattern, readonly least: number, readonly most: number | undefined }
  | { readonly kind: 'assertion', readonly assertion: Assertion }

/** `^`, `$`, `\b`, `\B` */
export type Assertion = 'start' | 'end' | 'boundary' | 'noBoundary'

/** PostgreSQL compiles an assertion to many states, and several that are repeated to more than it allows. */
const ASSERTION_SIZE = 10

/** Characters, and what counts as much, once every repetition is written out. */
export function sizeOf (pattern: Pattern): number {
  switch (pattern.kind) {
    case 'set': return 1
    case 'assertion': return ASSERTION_SIZE
    case 'sequence': case 'choice': return pattern.items.reduce((size, item) => size + sizeOf(item), 1)
    case 'repeat': return sizeOf(pattern.item) * Math.max(1, pattern.most ?? pattern.least + 1)
  }
}
