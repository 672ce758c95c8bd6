/**
 * Collections as wholes and geometries for the evaluator (OData-URL 4.01, sections 5.1.1.1.1, 5.1.1.6 and 5.1.1.11). What is measured on a
 * sphere is not generated: its sines differ in their last digits.
 */
import type { WholeExpression } from '../../../src/odata/bind/expression/expression.js'

type Item = string | null
export type Position = readonly [number, number]

/** Items of a collection argument, as the evaluator has them, by the number of the argument. */
export function evaluateWhole (
  { name, arguments: args }: WholeExpression,
  itemsOf: (index: number) => readonly Item[]
): boolean | number | bigint {
  switch (name) {
    case 'same': return JSON.stringify(itemsOf(0)) === JSON.stringify(itemsOf(1))
    case 'hassubset': return isSubset(itemsOf(0), itemsOf(1))
    case 'hassubsequence': return isSubsequence(itemsOf(0), itemsOf(1))
    case 'contains': return indexOf(itemsOf(0), itemsOf(1)) >= 0
    case 'indexof': return BigInt(indexOf(itemsOf(0), itemsOf(1)))
    case 'startswith': return isPartAt(itemsOf(0), itemsOf(1), 0)
    case 'endswith': return isPartAt(itemsOf(0), itemsOf(1), itemsOf(0).length - itemsOf(1).length)
    case 'geo.distance': return rounded(between(positionsOf(args, 0)[0], positionsOf(args, 1)[0]))
    case 'geo.length': return rounded(sides(positionsOf(args, 0)).reduce((sum, [from, to]) => sum + between(from, to), 0))
    case 'geo.intersects': return intersects(positionsOf(args, 0)[0] ?? [0, 0], positionsOf(args, 1))
  }
}

const isPartAt = (whole: readonly Item[], part: readonly Item[], start: number): boolean =>
  start >= 0 && start + part.length <= whole.length && part.every((item, index) => whole[start + index] === item)

const indexOf = (whole: readonly Item[], part: readonly Item[]): number =>
  [...whole.keys(), whole.length].find(start => isPartAt(whole, part, start)) ?? -1

const times = (items: readonly Item[], item: Item): number => items.filter(other => other === item).length

const isSubset = (whole: readonly Item[], part: readonly Item[]): boolean => part.every(item => times(whole, item) >= times(part, item))

function isSubsequence (whole: readonly Item[], part: readonly Item[]): boolean {
  let left = part
  for (const item of whole) if (left.length > 0 && item === left[0]) left = left.slice(1)
  return left.length === 0
}

/** Of a point, a line or the one ring of a polygon. */
function positionsOf (args: WholeExpression['arguments'], index: number): readonly Position[] {
  const argument = args[index]
  if (argument?.kind !== 'written') throw new Error('not generated: a geometry that is not written')
  const { type, coordinates } = JSON.parse(argument.json) as { type: string, coordinates: unknown }
  if (type === 'Point') return [coordinates as Position]
  return (type === 'Polygon' ? (coordinates as unknown[])[0] : coordinates) as readonly Position[]
}

export const sides = (positions: readonly Position[]): ReadonlyArray<readonly [Position, Position]> =>
  positions.slice(1).map((to, index) => [positions[index] ?? to, to])

export const between = ([x1, y1]: Position = [0, 0], [x2, y2]: Position = [0, 0]): number => Math.hypot(x2 - x1, y2 - y1)

const rounded = (value: number): number => Number(value.toFixed(6))

const isBetween = (value: number, a: number, b: number): boolean => Math.min(a, b) <= value && value <= Math.max(a, b)

/** On a side, or inside: where the winding number is not zero (the service counts crossings, and rings do not cross themselves here). */
export function intersects (point: Position, ring: readonly Position[]): boolean {
  let winding = 0
  for (const [[x1, y1], [x2, y2]] of sides(ring)) {
    const turn = (x2 - x1) * (point[1] - y1) - (point[0] - x1) * (y2 - y1)
    if (turn === 0 && isBetween(point[0], x1, x2) && isBetween(point[1], y1, y2)) return true
    if (y1 <= point[1] && y2 > point[1] && turn > 0) winding++
    if (y1 > point[1] && y2 <= point[1] && turn < 0) winding--
  }
  return winding !== 0
}
