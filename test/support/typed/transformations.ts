/** Aggregates and groups of properties of every primitive type (Data Aggregation 4.0, section 3.2), and distances of places. */
import type { Arbitrary } from 'fast-check'
import { between, intersects, sides } from '../evaluate/evaluate-whole.js'
import { fc } from '../property.js'
import { Failure, compare, decimalDigits } from './calculate.js'
import { typed } from './values.js'
import type { Kind, Places, Thing, Value } from './values.js'

type Plain = NonNullable<Value>

export interface Aggregated {
  readonly url: string
  readonly kind: Kind
  readonly of: (things: readonly Thing[]) => Value
}

/** Of nothing but null there is no sum. */
function sum (values: readonly Plain[], kind: Kind): Value {
  if (values.length === 0) return null
  const total = values.reduce<bigint>((before, value) => before + BigInt(value), 0n)
  if (kind === 'integer' && BigInt.asIntN(64, total) !== total) throw new Failure()
  return total
}

const numberOf = (value: Plain, kind: Kind): number => Number(kind === 'decimal' ? decimalDigits(BigInt(value)) : value)

/** To ten digits, which the order of summing leaves. */
const average = (numbers: readonly number[]): number | null =>
  numbers.length === 0 ? null : Number((numbers.reduce((before, number) => before + number, 0) / numbers.length).toPrecision(10))

function aggregate (method: string, values: readonly Plain[], kind: Kind): Value {
  const sorted = [...values].sort((a, b) => compare(a, b, kind))
  switch (method) {
    case 'min': return sorted[0] ?? null
    case 'max': return sorted.at(-1) ?? null
    case 'sum': return sum(values, kind)
    case 'countdistinct': return BigInt(sorted.filter((value, index) => index === 0 || compare(value, sorted[index - 1] as Plain, kind) !== 0).length)
    default: return average(values.map(value => numberOf(value, kind)))
  }
}

const paths = fc.constantFrom(...typed.filter(({ kind }) => !['binary', 'color', 'access'].includes(kind))).chain(({ name, kind }) => fc.tuple(fc.constantFrom(name, `Inner/${name}`), fc.constant(kind)))
const valuesOf = (things: readonly Thing[], path: string): readonly Plain[] =>
  things.map(({ values }) => values.get(path) as Value).filter(value => value !== null)

/** Sums of doubles depend on their order: they are compared elsewhere. */
const methodsOf = (kind: Kind): readonly string[] => kind === 'integer' || kind === 'decimal' ? ['min', 'max', 'sum', 'average', 'countdistinct'] : ['min', 'max', 'countdistinct']

const aggregated = (path: string, kind: Kind, method: string): Aggregated => ({
  url: `aggregate(${path} with ${method} as R)`,
  kind: method === 'average' ? 'double' : method === 'countdistinct' ? 'integer' : kind,
  of: things => aggregate(method, valuesOf(things, path), kind)
})

export const aggregates: Arbitrary<Aggregated> = paths.chain(([path, kind]) =>
  fc.constantFrom(...methodsOf(kind)).map(method => aggregated(path, kind, method)))

export interface Grouped {
  readonly path: string
  readonly kind: Kind
  /** How many there are of each value, null first. */
  readonly of: (things: readonly Thing[]) => ReadonlyArray<readonly [Value, number]>
}

export const groups: Arbitrary<Grouped> = paths.map(([path, kind]): Grouped => ({
  path,
  kind,
  of: things => {
    const sorted = [...valuesOf(things, path)].sort((a, b) => compare(a, b, kind))
    const first = sorted.filter((value, index) => index === 0 || compare(value, sorted[index - 1] as Plain, kind) !== 0)
    const nulls = things.length - sorted.length
    const counted = first.map(value => [value, sorted.filter(other => compare(other, value, kind) === 0).length] as const)
    return [...nulls === 0 ? [] : [[null, nulls] as const], ...counted]
  }
}))

export interface Placed {
  readonly url: string
  readonly of: (places: Places) => boolean
}

const place = fc.tuple(fc.integer({ min: -5, max: 5 }), fc.integer({ min: -5, max: 5 }))
const text = (places: ReadonlyArray<readonly [number, number]>): string => places.map(position => position.join(' ')).join()

/** Lengths are compared with what none of these can be. */
export const placed: Arbitrary<Placed> = fc.oneof(
  fc.tuple(place, fc.integer({ min: 0, max: 12 })).map(([from, limit]): Placed => ({
    url: `geo.distance(Spot,geometry'SRID=0;Point(${text([from])})') lt ${limit}.01`,
    of: ({ Spot }) => Spot !== null && between(Spot, from) < limit + 0.01
  })),
  fc.integer({ min: 0, max: 30 }).map((limit): Placed => ({
    url: `geo.length(Track) gt ${limit}.01`,
    of: ({ Track }) => Track !== null && sides(Track).reduce((length, [from, to]) => length + between(from, to), 0) > limit + 0.01
  })),
  fc.tuple(place, place, place).map(([a, b, c]): Placed => ({
    url: `geo.intersects(Spot,geometry'SRID=0;Polygon((${text([a, b, c, a])}))')`,
    of: ({ Spot }) => Spot !== null && intersects(Spot, [a, b, c, a])
  }))
)
