/** Entities whose paths differ by their keys alone. */
import type { ContainmentStep, EntityLocation } from './canonical-path.js'
import { keySegmentValue, keyValue } from './key-predicate.js'
import type { PrimitiveValue } from '../edm/types.js'
import type { PathKey } from './url/path-shape.js'

export type { PathKey }

/** The location that a path of the same shape with these keys leads to; undefined where one of them is not a key there, or is one more. */
export function withKeys (location: EntityLocation, keys: readonly PathKey[]): EntityLocation | undefined {
  let used = 0
  const steps: ContainmentStep[] = []
  for (const step of location.steps) {
    if (step.key.length === 0) {
      steps.push(step)
      continue
    }
    const key = keys[used++]
    const value = key === undefined || step.key.length > 1 || step.by !== undefined ? undefined : valueOf(step, key)
    if (value === undefined) return undefined
    steps.push({ ...step, key: [value] })
  }
  return used === keys.length ? { ...location, steps } : undefined
}

/** As `bind/path.ts` reads it, without what is tolerated. */
function valueOf ({ property: { target } }: ContainmentStep, { kind, text }: PathKey): PrimitiveValue | undefined {
  const [property] = target.key
  if (property === undefined || target.key.length > 1) return undefined
  return kind === 'segment' ? keySegmentValue(property, text) : keyValue(property, { kind: 'literal', literalKind: kind, text, position: 0 })
}

/** Whether the keys of a location are those that {@link withKeys} reads, so that it may read others in their place. */
export function hasKeys (location: EntityLocation, keys: readonly PathKey[]): boolean {
  const read = withKeys(location, keys)
  return read?.steps.every(({ key }, index) => String(key[0]) === String(location.steps[index]?.key[0])) === true
}
