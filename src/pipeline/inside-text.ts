/** The JSON text of what a path leads to through complex values, out of that of the outermost one. */
import type { Inside } from '../odata/bind/complex-way.js'
import { parseExactJson, writeExactJson } from '../odata/json/exact-json.js'
import type { EntityResult } from '../plan/plan.js'

type Members = Readonly<Record<string, unknown>>

/** Undefined where nothing of the name was read. @param name of the property, or of what stands beside it */
export function insideText (target: Inside, members: EntityResult['members'], name = target.property.name): string | undefined {
  if (target.way.length === 0) {
    const text = members.get(name)
    return text === undefined ? undefined : String(text)
  }
  const around = valuesOnWay(target, members).at(-1) as Members | null
  return around === null || !Object.hasOwn(around, name) ? undefined : writeExactJson(around[name])
}

/** The path to the first value on the way that is null, and so has no members. */
export function nullOnWay (target: Inside, members: EntityResult['members']): string | undefined {
  const index = valuesOnWay(target, members).indexOf(null)
  return index < 0 ? undefined : target.way.slice(0, index + 1).map(({ property }) => property.name).join('/')
}

/** As far as they are there. */
export function valuesOnWay ({ way: [first, ...others] }: Inside, members: EntityResult['members']): ReadonlyArray<Members | null> {
  if (first === undefined) return []
  const values = [parseExactJson(String(members.get(first.property.name))) as Members | null]
  for (const { property: { name } } of others) {
    const last = values.at(-1)
    if (last === null || last === undefined) break
    values.push((last[name] ?? null) as Members | null)
  }
  return values
}
