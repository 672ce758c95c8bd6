/** What changes inside of a value that no type is declared for, by a path of its own (OData-Protocol 4.01, section 11.4.9). */
import { ODataError } from '../errors.js'
import { kindOf, typeSaid } from '../odata/json/dynamic-kind.js'
import { parseExactJson, writeExactJson } from '../odata/json/exact-json.js'
import type { InnerChange } from '../odata/json/structured-value.js'

type Members = Readonly<Record<string, unknown>>

/**
 * Members of an object after the change inside of one of them.
 *
 * @throws ODataError `notFound` where a value on the way is null, `modelValidation` where it has no members
 */
export function mergeInner (around: Members, { way, members }: InnerChange): Members {
  const [name, next, ...others] = way
  const value = around[name]
  const kind = kindOf(value, typeSaid(around, name))
  if (kind === 'null') {
    const what = next === undefined ? ': there is nothing to change. PUT gives it a value.' : `, so it has no '${next}'.`
    throw new ODataError('notFound', `'${name}' is null${what}`)
  }
  if (kind !== 'complex') {
    const what = kind === 'collection' ? 'a collection' : 'a primitive value'
    throw new ODataError('modelValidation', `'${name}' is ${what}: it has no members to change.`, { target: name })
  }
  const inner = value as Members
  const changed = next === undefined
    ? changedMembers(inner, parseExactJson(`{${members}}`) as Members)
    : mergeInner(inner, { way: [next, ...others], members })
  return { ...around, [name]: changed }
}

/** The same of members as text. */
export const mergeInnerText = (around: string, change: InnerChange): string =>
  writeExactJson(mergeInner(parseExactJson(`{${around}}`) as Members, change)).slice(1, -1)

/** Members with those that were sent; null removes one, and a changed value loses the type of the one before. */
export function changedMembers (before: Members, changes: Members): Members {
  const isOver = (name: string): boolean => Object.hasOwn(changes, name) ? changes[name] === null : Object.hasOwn(changes, name.split('@', 1)[0] ?? '')
  return Object.fromEntries(Object.entries({ ...before, ...changes }).filter(([name]) => !isOver(name)))
}
