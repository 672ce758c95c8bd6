/** Members of objects that are inside of one another, by paths with `/` between their names. */
import { namedValues } from './named-values.js'

export type Members = Readonly<Record<string, unknown>>

const isMembers = (value: unknown): value is Members => typeof value === 'object' && value !== null && !Array.isArray(value)

/** What there is at the end of a path; undefined where it, or something on the way, is not there. */
export const memberAt = (members: Members, path: string): unknown =>
  path.split('/').reduce<unknown>((value, name) => isMembers(value) && Object.hasOwn(value, name) ? value[name] : undefined, members)

/** The same with another value at the end of a path; a value on the way that is no object stays as it is. */
export function withMemberAt (members: Members, path: string, value: unknown): Record<string, unknown> {
  const [name = '', ...rest] = path.split('/')
  if (rest.length === 0) return namedValues({ ...members, [name]: value })
  const inner = Object.hasOwn(members, name) ? members[name] : {}
  return namedValues({ ...members, [name]: isMembers(inner) ? withMemberAt(inner, rest.join('/'), value) : inner })
}

/** The same without what is at the end of some paths. */
export function withoutMembersAt (value: unknown, paths: ReadonlySet<string>): unknown {
  if (paths.size === 0 || !isMembers(value)) return value
  return Object.fromEntries(Object.entries(value).filter(([name]) => !paths.has(name)).map(([name, member]) => {
    const inside = [...paths].filter(path => path.startsWith(`${name}/`)).map(path => path.slice(name.length + 1))
    return [name, withoutMembersAt(member, new Set(inside))]
  }))
}
