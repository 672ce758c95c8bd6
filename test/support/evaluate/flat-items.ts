/** Answers as items of the evaluator: values by their paths. */
import type { Call } from '../service.js'
import { itemsOf } from '../sales.js'
import type { Item, Tree, Value } from './evaluate-apply.js'

/** Nested objects as values by their paths; numbers come as texts. */
export function flatten (item: Readonly<Record<string, unknown>>, around = ''): Item {
  const members = Object.entries(item).filter(([name]) => !name.endsWith('@odata.context'))
  return Object.fromEntries(members.flatMap(([name, value]): Array<[string, Value]> => {
    const path = `${around}${name}`
    if (typeof value === 'object' && value !== null) return Object.entries(flatten(value as Record<string, unknown>, `${path}/`))
    return [[path, typeof value === 'string' && /^-?[\d.]+(?:e[+-]?\d+)?$/.test(value) ? Number(value) : value as Value]]
  }))
}

/** The hierarchy of the organizations; `name` leads to one of them. */
export async function treeOf (call: Call, name: string): Promise<Tree> {
  const nodes = await itemsOf(call, 'Organizations', '$expand=Superior($select=ID)') as ReadonlyArray<{ ID: string, Name: string, Superior: { ID: string } | null }>
  const shown = (node: string): Item => ({ [`${name}/ID`]: node, [`${name}/Name`]: nodes.find(({ ID }) => ID === node)?.Name ?? null })
  return { reference: '$root/Organizations,Orgs', path: `${name}/ID`, parents: new Map(nodes.map(({ ID, Superior }) => [ID, Superior?.ID])), shown }
}

/** The evaluator sums without compensation: the last digits are not compared. */
const rounded = (value: Value): Value => typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(12)) : value

/** Members in an order of their own, so that texts can be compared. */
export const byName = (item: Item): Item =>
  Object.fromEntries(Object.entries(item).sort(([a], [b]) => a < b ? -1 : 1).map(([name, value]) => [name, rounded(value)]))
