/**
 * Which types the items of a collection have. Where they could be of many, a statement that can write each of them is so long that
 * PostgreSQL takes longer to set it up than to read a page. So statements write the types that have occurred, and name one that they met
 * beside them: then there is a longer statement, from then on. Each of them says all of the answer by itself.
 */
import { sharedBy } from '../../plan/plan.js'
import type { ReadRowsPlan } from '../../plan/plan.js'
import type { DialectName } from '../database/database.js'

/** Fewer types than these are all written at once. */
const MANY = 4

const occurred = new WeakMap<object, readonly string[]>()

/** The names of the types that a statement of the plan is to write, always the same object for the same; undefined: all there are. */
export function occurringTypes (dialect: DialectName, plan: ReadRowsPlan): readonly string[] | undefined {
  const { shape: { variants = [] }, applied } = plan.rows
  if (dialect === 'sqlite' || applied !== undefined || variants.length < MANY) return undefined
  return occurred.get(sharedBy(plan)) ?? remember(plan, [])
}

/** To be told of a type that an item has beside these. */
export const typeOccurred = (plan: ReadRowsPlan, among: readonly string[], name: string): void => { remember(plan, [...among, name]) }

function remember (plan: ReadRowsPlan, names: readonly string[]): readonly string[] {
  occurred.set(sharedBy(plan), names)
  return names
}
