/**
 * Which of their types the items of a collection have, and which of its complex values an entity. PostgreSQL's statements show what has
 * occurred, and name beside it what they met and do not show: then there is a longer statement, from then on. Each of them says all of the
 * answer by itself.
 */
import { sharedBy } from '../../plan/plan.js'
import type { ReadEntityPlan, ReadRowsPlan } from '../../plan/plan.js'
import type { ObjectShape } from '../../plan/shape.js'
import type { DialectName } from '../database/database.js'
import { alsoShowing, countLeftOut } from '../sql/answer/shown-parts.js'
import type { ShownParts } from '../sql/answer/shown-parts.js'

/** Fewer than these are shown at once. */
const MANY = 4

const NOTHING: ShownParts = { types: new Set(), values: new Set() }

type Plan = ReadRowsPlan | ReadEntityPlan

const occurred = new WeakMap<object, ShownParts | 'everything'>()

/** What has occurred to any plan, by what is read: a new one begins with it. */
const known = new WeakMap<object, ShownParts>()

const subjectOf = (plan: Plan): object => plan.kind === 'readRows' ? plan.rows.property : plan.location.type

/** What a statement of the plan is to show, always the same object for the same; undefined: all there is. */
export function occurringParts (dialect: DialectName, plan: Plan): ShownParts | undefined {
  if (dialect === 'sqlite') return undefined
  const found = occurred.get(sharedBy(plan)) ?? beginning(plan)
  occurred.set(sharedBy(plan), found)
  return found === 'everything' ? undefined : found
}

function beginning (plan: Plan): ShownParts | 'everything' {
  const shape = shapeOf(plan)
  if (shape === undefined || countLeftOut(shape, { ...NOTHING, ...typesOf(plan) }) < MANY) return 'everything'
  return { ...known.get(subjectOf(plan)) ?? NOTHING, ...typesOf(plan) }
}

const shapeOf = (plan: Plan): ObjectShape | undefined =>
  plan.kind === 'readEntity' ? plan.shape : plan.rows.applied === undefined ? plan.rows.shape : undefined

/** The columns of an entity are those of all types that it can be of. */
const typesOf = (plan: Plan): Partial<ShownParts> =>
  plan.kind === 'readEntity' ? { types: new Set(plan.shape.variants?.map(({ type }) => type.name)) } : {}

/** To be told what a statement that shows these parts met beside them. */
export function partOccurred (plan: Plan, shown: ShownParts, named: string): void {
  const subject = subjectOf(plan)
  known.set(subject, alsoShowing(known.get(subject) ?? NOTHING, named))
  occurred.set(sharedBy(plan), alsoShowing(shown, named))
}
