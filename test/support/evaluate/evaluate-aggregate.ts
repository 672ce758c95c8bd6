/** Aggregates of items, or of what they are related to (Data Aggregation 4.0, section 3.2.1), computed with arrays. */
import type { Draw, Item, Sequence, Value, Way } from './evaluate-apply.js'

export const pick = <T>(draw: Draw, values: readonly T[]): T => values[draw(values.length)] as T

/** Null is lowest. */
export const compare = (a: Value, b: Value): number => a === b ? 0 : a === null ? -1 : b === null ? 1 : a < b ? -1 : 1

export const valueOf = (item: Item, path: string): Value => item[path] ?? null

export interface Aggregated {
  readonly text: string
  readonly of: (items: readonly Item[]) => Value
}

/** An aggregate of what items are related to: each entity once, however many items lead to it. */
function drawThrough (draw: Draw, ways: readonly Way[], name: string): Aggregated {
  const { entities, path, of } = pick(draw, ways)
  const found = (items: readonly Item[]): readonly Value[] => [...new Map(items.flatMap(item => [...of(item)])).values()]
  const numbers = (items: readonly Item[]): readonly number[] => found(items).filter(value => value !== null).map(Number)
  const total = (values: readonly number[]): Value => values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0)
  return pick(draw, [
    { text: `${entities}/$count as ${name}`, of: items => found(items).length },
    { text: `${entities}/${path} with sum as ${name}`, of: items => total(numbers(items)) },
    { text: `${entities}/${path} with min as ${name}`, of: items => numbers(items).reduce<number | null>((least, value) => least === null || value < least ? value : least, null) }
  ])
}

/** An aggregate of items: null of no values, but for counts. */
export function drawAggregated (draw: Draw, before: Sequence, name: string): Aggregated {
  const { texts, ways = [] } = before
  // Of entities on the way each counts once, however many items lead to it: that is for ways.
  const numbers = before.numbers.filter(path => !before.rows || !path.includes('/'))
  if (ways.length > 0 && draw(3) === 0) return drawThrough(draw, ways, name)
  const path = pick(draw, numbers)
  const values = (items: readonly Item[], of: string): Value[] => items.map(item => valueOf(item, of)).filter(value => value !== null)
  const choices = [
    { text: `$count as ${name}`, of: (items: readonly Item[]): Value => items.length },
    ...path === undefined
      ? []
      : [
          { text: `${path} with sum as ${name}`, of: (items: readonly Item[]): Value => values(items, path).length === 0 ? null : values(items, path).reduce<number>((sum, value) => sum + Number(value), 0) },
          { text: `${path} with max as ${name}`, of: (items: readonly Item[]): Value => values(items, path).reduce<Value>((most, value) => compare(value, most) > 0 ? value : most, null) },
          { text: `${path} with average as ${name}`, of: (items: readonly Item[]): Value => values(items, path).length === 0 ? null : values(items, path).reduce<number>((sum, value) => sum + Number(value), 0) / values(items, path).length }
        ],
    ...texts.slice(0, 1).map(text => ({ text: `${text} with countdistinct as ${name}`, of: (items: readonly Item[]): Value => new Set(values(items, text)).size }))
  ]
  return pick(draw, choices)
}
