/** Which plans serve other keys of their path as well as their own. */
import type { EntityLocation } from '../odata/canonical-path.js'
import { hasKeys, withKeys } from '../odata/keyed-location.js'
import type { PathKey } from '../odata/keyed-location.js'
import { membersInside } from './members-inside.js'
import type { Plan, ReadPlan } from './plan.js'
import { isWrite, sharedBy } from './plan.js'

/**
 * Whether {@link withFreeKeys} may give the plan other keys than these, which are those of its path: they are in its location, and nowhere
 * else.
 */
export function hasFreeKeys (plan: Plan, keys: readonly PathKey[]): plan is ReadPlan {
  if (isWrite(plan) || !hasKeys(plan.location, keys)) return false
  return plan.kind !== 'readEntity' || !membersInside(plan.shape).some(member => member.kind === 'constant' && member.keyed === true)
}

/** The plan for other keys; undefined where one of them is none. */
export function withFreeKeys (plan: ReadPlan, keys: readonly PathKey[]): ReadPlan | undefined {
  const location = withKeys(plan.location, keys)
  if (location === undefined) return undefined
  const like = sharedBy(plan)
  if (plan.kind !== 'readEntity') return { ...plan, location, like }
  // As nearly all of them. Written out, it takes a fraction of the time.
  const { kind, shape, computation, serviceRoot, optional } = plan
  return { kind, location, like, shape, computation, serviceRoot, optional }
}

/** What is addressed, where the location of its plan is another one. */
export const withLocation = <Target extends { readonly location: EntityLocation } | { readonly parent: EntityLocation }>(
  target: Target,
  location: EntityLocation
): Target => 'parent' in target ? { ...target, parent: location } : { ...target, location }
