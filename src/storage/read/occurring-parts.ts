/**
 * Which of their types the items of a collection have, and which of their complex values. PostgreSQL's statements show what has occurred,
 * and name beside it what they met and do not show: then there is a longer statement, from then on. Each of them says all of the answer by
 * itself.
 */
import { sharedBy } from '../../plan/plan.js'
import type { ReadRowsPlan } from '../../plan/plan.js'
import type { DialectName } from '../database/database.js'
import { alsoShowing, countParts } from '../sql/answer/shown-parts.js'
import type { ShownParts } from '../sql/answer/shown-parts.js'

/** Fewer than these are shown at once. */
const MANY = 4

const NOTHING: ShownParts = { types: new Set(), values: new Set() }

const occurred = new WeakMap<object, ShownParts | 'everything'>()

/** What a statement of the plan is to show, always the same object for the same; undefined: all there is. */
export function occurringParts (dialect: DialectName, plan: ReadRowsPlan): ShownParts | undefined {
  if (dialect === 'sqlite') return undefined
  const known = occurred.get(sharedBy(plan)) ?? remember(plan, isLong(plan) ? { ...NOTHING } : 'everything')
  return known === 'everything' ? undefined : known
}

const isLong = ({ rows: { shape, applied } }: ReadRowsPlan): boolean => applied === undefined && countParts(shape) >= MANY

/** To be told what a statement that shows these parts met beside them. */
export function partOccurred (plan: ReadRowsPlan, shown: ShownParts, named: string): void { remember(plan, alsoShowing(shown, named)) }

function remember<Known extends ShownParts | 'everything'> (plan: ReadRowsPlan, known: Known): Known {
  occurred.set(sharedBy(plan), known)
  return known
}
