/** One JSON value out of its events. */
import type { JsonEvent } from './json-events.js'

export interface ValueBuilder {
  /** Whether the value is complete. */
  take (event: JsonEvent): boolean
  value (): unknown
}

type Container = { readonly items: unknown[] } | { readonly members: Map<string, unknown>, key: string }

export function createValueBuilder (): ValueBuilder {
  const open: Container[] = []
  let result: unknown
  const add = (value: unknown): boolean => {
    const parent = open.at(-1)
    if (parent === undefined) result = value
    else if ('items' in parent) parent.items.push(value)
    else parent.members.set(parent.key, value)
    return parent === undefined
  }
  return {
    take: event => {
      switch (event.kind) {
        case 'startArray': open.push({ items: [] }); return false
        case 'startObject': open.push({ members: new Map(), key: '' }); return false
        case 'value': return add(event.value)
        case 'key': {
          const parent = open.at(-1)
          if (parent !== undefined && 'members' in parent) parent.key = event.name
          return false
        }
        case 'end': {
          const closed = open.pop()
          // A member named __proto__ is a member like any other.
          return add(closed === undefined ? undefined : 'items' in closed ? closed.items : Object.fromEntries(closed.members))
        }
      }
    },
    value: () => result
  }
}
