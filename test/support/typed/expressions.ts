/** Random expressions over things of every primitive type, each with its URL and with what it is of a row. */
import type { Arbitrary } from 'fast-check'
import { fc } from '../property.js'
import { between, calculate, castNumber, compare, later, laterDate, negated, promoted, ranges, rounded, widened } from './calculate.js'
import { scaled, typed } from './values.js'
import type { Kind, Row, Typed, Value } from './values.js'

export interface Asked {
  readonly url: string
  readonly kind: Kind
  readonly of: (row: Row) => Value
}

type Plain = NonNullable<Value>

const propertyOf = ({ name, kind }: Typed): Arbitrary<Asked> =>
  fc.constantFrom(name, `Inner/${name}`).map(url => ({ url, kind, of: row => row.get(url) as Value }))

/** Literals have the type that they look like: what has an exponent is a double, what has a point a decimal. */
function literalOf ({ kind, values }: Typed): Arbitrary<Asked> {
  return values.map(({ url, value }) => typeof value === 'number' && Number.isFinite(value)
    ? { url: value.toExponential().replace('+', ''), kind, of: () => value }
    : kind === 'decimal' && !url.includes('.') ? { url: `${url}.0`, kind, of: () => value } : { url, kind, of: () => value })
}

const nullLiteral = (kind: Kind): Arbitrary<Asked> => fc.constant<Asked>({ url: 'null', kind, of: () => null })

/** Null where an operand is. */
const strict = (operands: readonly Asked[], result: (...values: Plain[]) => Value) => (row: Row): Value => {
  const values = operands.map(({ of }) => of(row))
  return values.includes(null) ? null : result(...values as Plain[])
}

const call = (name: string, kind: Kind, args: readonly Asked[], result: (...values: Plain[]) => Value): Asked =>
  ({ url: `${name}(${args.map(({ url }) => url).join()})`, kind, of: strict(args, result) })

/** A property, or a literal of its type. */
const leafOf = (type: Typed): Arbitrary<Asked> =>
  fc.oneof({ weight: 3, arbitrary: propertyOf(type) }, { weight: 1, arbitrary: literalOf(type) })

const ofKind = (...kinds: readonly Kind[]): readonly Typed[] => typed.filter(({ kind }) => kinds.includes(kind))
const leaves = (...kinds: readonly Kind[]): Arbitrary<Asked> => fc.oneof(...ofKind(...kinds).map(leafOf))

const NUMBERS: readonly Kind[] = ['integer', 'decimal', 'double']

function arithmetic (numbers: Arbitrary<Asked>): Arbitrary<Asked> {
  return fc.tuple(numbers, fc.constantFrom('add', 'sub', 'mul', 'mod', 'div', 'divby'), numbers).map(([left, named, right]) => {
    const common = promoted(left.kind, right.kind)
    // How many digits a quotient of decimals has is the service's to say.
    const operator = common === 'decimal' && named.startsWith('div') ? 'sub' : named
    const kind = operator === 'divby' ? 'double' : common
    const of = strict([left, right], (a, b) =>
      calculate(operator, widened(a, left.kind, kind) as Plain, widened(b, right.kind, kind) as Plain, kind))
    return { url: `(${left.url} ${operator} ${right.url})`, kind, of }
  })
}

const parts = (names: readonly string[], argument: Arbitrary<Asked>, part: (name: string, text: string) => string): Arbitrary<Asked> =>
  fc.tuple(fc.constantFrom(...names), argument).map(([name, value]) => call(name, 'integer', [value], text => BigInt(part(name, String(text)))))

const CLOCK: Readonly<Record<string, readonly [number, number]>> = { hour: [0, 2], minute: [3, 5], second: [6, 8] }
const CALENDAR: Readonly<Record<string, readonly [number, number]>> = { year: [0, 4], month: [5, 7], day: [8, 10] }
const sliced = (places: Readonly<Record<string, readonly [number, number]>>) => (name: string, text: string): string =>
  text.slice(...places[name] ?? [0, 0])

/** Of a point in time, the time of day by its own clock. */
const timeOf = (instant: string): string => `${instant.slice(11, 19)}.${/\.(\d+)/.exec(instant)?.[1] ?? ''}`.padEnd(21, '0')

const instants = leaves('instant')
const dates = leaves('date')
const times = leaves('time')
const durations = leaves('duration')
const texts = leaves('text')

const secondsOf = (ticks: Plain): Value => BigInt(ticks) * 10n ** 33n

const fractionOf = (time: string): Value => scaled(`0${time.slice(8)}`)

const opposite = (value: Asked): Asked =>
  ({ url: `-(${value.url})`, kind: value.kind, of: strict([value], number => negated(number, value.kind)) })

const whole = ([name, value]: readonly [string, Asked]): Asked =>
  call(name, value.kind, [value], number => rounded(name, number, value.kind))

const castOf = ([value, type]: readonly [Asked, string]): Asked => ({
  url: `cast(${value.url},${type})`,
  kind: type === 'Edm.Double' ? 'double' : type === 'Edm.Decimal' ? 'decimal' : 'integer',
  of: strict([value], number => castNumber(number, value.kind, type))
})

/** Numbers, to a depth. */
export function numbers (depth: number): Arbitrary<Asked> {
  const base = leaves(...NUMBERS)
  if (depth === 0) return base
  const inner = numbers(depth - 1)
  return fc.oneof(
    { weight: 2, arbitrary: base },
    { weight: 6, arbitrary: arithmetic(inner) },
    { weight: 1, arbitrary: inner.map(opposite) },
    { weight: 2, arbitrary: fc.tuple(fc.constantFrom('round', 'floor', 'ceiling'), inner.filter(({ kind }) => kind !== 'integer')).map(whole) },
    { weight: 2, arbitrary: fc.tuple(inner, fc.constantFrom(...Object.keys(ranges), 'Edm.Double', 'Edm.Decimal')).map(castOf) },
    { weight: 1, arbitrary: parts(['hour', 'minute', 'second'], times, sliced(CLOCK)) },
    { weight: 1, arbitrary: parts(['hour', 'minute', 'second'], instants, (name, text) => sliced(CLOCK)(name, timeOf(text))) },
    { weight: 1, arbitrary: parts(['year', 'month', 'day'], fc.oneof(dates, instants), sliced(CALENDAR)) },
    { weight: 1, arbitrary: times.map(value => call('fractionalseconds', 'decimal', [value], text => fractionOf(String(text)))) },
    { weight: 1, arbitrary: instants.map(value => call('fractionalseconds', 'decimal', [value], text => fractionOf(timeOf(String(text))))) },
    { weight: 1, arbitrary: durations.map(value => call('totalseconds', 'decimal', [value], secondsOf)) },
    { weight: 1, arbitrary: texts.map(value => call('length', 'integer', [value], text => BigInt([...String(text)].length))) }
  )
}

const shifted = (kind: Kind, start: Arbitrary<Asked>, by: (text: string, ticks: bigint) => string): Arbitrary<Asked> =>
  fc.tuple(start, fc.constantFrom('add', 'sub'), durations).map(([value, operator, duration]) =>
    ({ url: `(${value.url} ${operator} ${duration.url})`, kind, of: strict([value, duration], (text, ticks) => by(String(text), operator === 'add' ? BigInt(ticks) : -BigInt(ticks))) }))

const difference = (points: Arbitrary<Asked>, apart: (left: string, right: string) => bigint): Arbitrary<Asked> =>
  fc.tuple(points, points).map(([left, right]) => ({ url: `(${left.url} sub ${right.url})`, kind: 'duration', of: strict([left, right], (a, b) => apart(String(a), String(b))) }))

/** What is shown of a value as text. */
const castable = fc.oneof(leaves('boolean'), fc.oneof(...ofKind('integer').map(propertyOf)), leaves('guid'), leaves('date')).map(value =>
  ({ url: `cast(${value.url},Edm.String)`, kind: 'text' as const, of: strict([value], String) }))

/** Expressions of a kind that is compared with its like. */
const computed: Readonly<Record<Exclude<Kind, 'integer' | 'decimal' | 'double'>, Arbitrary<Asked>>> = {
  binary: leaves('binary'),
  boolean: leaves('boolean'),
  guid: leaves('guid'),
  // A name alone is text: what it is a member of says the other operand.
  color: fc.oneof(...ofKind('color').map(propertyOf)),
  access: fc.oneof(...ofKind('access').map(propertyOf)),
  date: fc.oneof(dates, instants.map(value => call('date', 'date', [value], text => String(text).slice(0, 10))), shifted('date', dates, laterDate)),
  time: fc.oneof(times, instants.map(value => call('time', 'time', [value], text => timeOf(String(text))))),
  instant: fc.oneof(instants, shifted('instant', instants, later)),
  duration: fc.oneof(durations, difference(instants, between), difference(dates, (a, b) => between(`${a}T00:00:00Z`, `${b}T00:00:00Z`)),
    fc.tuple(durations, fc.integer({ min: -3, max: 3 })).map(([value, factor]): Asked => ({ url: `(${value.url} mul ${factor})`, kind: 'duration', of: strict([value], ticks => BigInt(ticks) * BigInt(factor)) }))),
  text: fc.oneof(texts, castable, fc.tuple(texts, texts).map(args => call('concat', 'text', args, (a, b) => String(a) + String(b))))
}

const kinds = Object.keys(computed) as ReadonlyArray<keyof typeof computed>

/** An expression of any kind. */
export const anything = (depth: number): Arbitrary<Asked> => fc.oneof(
  { weight: 2, arbitrary: numbers(depth) },
  { weight: 3, arbitrary: fc.constantFrom(...kinds).chain(kind => computed[kind]) }
)

const besides = (kind: keyof typeof computed): Arbitrary<Asked> => fc.oneof(
  { weight: 8, arbitrary: computed[kind] },
  { weight: 2, arbitrary: leaves(kind) },
  { weight: 1, arbitrary: nullLiteral(kind) }
)

/** Two operands that can be compared. */
const pairs: Arbitrary<readonly [Asked, Asked]> = fc.oneof(
  { weight: 3, arbitrary: fc.tuple(numbers(2), numbers(1)) },
  { weight: 4, arbitrary: fc.constantFrom(...kinds).chain(kind => fc.tuple(computed[kind], besides(kind))) }
)

/** Two values as those of one kind; null equals null alone. */
function equal (left: Value, right: Value, [a, b]: readonly [Asked, Asked]): boolean {
  if (left === null || right === null) return left === right
  const kind = promoted(a.kind, b.kind)
  return compare(widened(left, a.kind, kind) as Plain, widened(right, b.kind, kind) as Plain, kind) === 0
}

function holds (operator: string, left: Value, right: Value, pair: readonly [Asked, Asked]): boolean {
  if (operator === 'eq' || operator === 'ne') return equal(left, right, pair) === (operator === 'eq')
  if (left === null || right === null) return false
  const kind = promoted(pair[0].kind, pair[1].kind)
  const order = compare(widened(left, pair[0].kind, kind) as Plain, widened(right, pair[1].kind, kind) as Plain, kind)
  return operator === 'gt' ? order > 0 : operator === 'ge' ? order >= 0 : operator === 'lt' ? order < 0 : order <= 0
}

/** Beside the literal null nothing is greater or less, whatever it is: nothing is computed. */
const isBesideNull = (operator: string, pair: readonly Asked[]): boolean => !['eq', 'ne'].includes(operator) && pair.some(({ url }) => url === 'null')

/** Binary values have no order. */
const operatorsOf = (kind: Kind): readonly string[] => kind === 'binary' ? ['eq', 'ne'] : ['eq', 'ne', 'gt', 'ge', 'lt', 'le']

const compared = pairs.chain(pair => fc.constantFrom(...operatorsOf(pair[0].kind)).map((operator): Asked =>
  ({ url: `${pair[0].url} ${operator} ${pair[1].url}`, kind: 'boolean', of: row => isBesideNull(operator, pair) ? false : holds(operator, pair[0].of(row), pair[1].of(row), pair) })))

const writtenItem = (type: Typed): Arbitrary<Asked> =>
  fc.oneof({ weight: 5, arbitrary: literalOf(type) }, { weight: 1, arbitrary: nullLiteral(type.kind) })

const itemsOf = (type: Typed): Arbitrary<readonly Asked[]> => fc.array(writtenItem(type), { minLength: 1, maxLength: 3 })

const listed = fc.constantFrom(...typed).chain(type => fc.tuple(propertyOf(type), itemsOf(type)))
  .map(([operand, items]): Asked => ({ url: `${operand.url} in (${items.map(({ url }) => url).join()})`, kind: 'boolean', of: row => items.some(item => equal(operand.of(row), item.of(row), [operand, item])) }))

/** The items of a collection of each type, compared with a literal. */
const lambdas = fc.constantFrom(...typed).chain(type => fc.tuple(fc.constantFrom(`${type.name}s`, `Inner/${type.name}s`), fc.constantFrom('any', 'all'), fc.constantFrom(...operatorsOf(type.kind)), leafOf(type)))
  .map(([path, quantifier, operator, other]): Asked => ({
    url: `${path}/${quantifier}(i:i ${operator} ${other.url})`,
    kind: 'boolean',
    of: row => {
      const results = (row.get(path) as readonly Value[]).map(item => holds(operator, item, other.of(row), [other, other]))
      return quantifier === 'any' ? results.includes(true) : !results.includes(false)
    }
  }))

const flags = fc.tuple(fc.oneof(...ofKind('access').map(propertyOf)), fc.constantFrom({ url: "'Read'", bits: 1n }, { url: "Types.Access'Write,Own'", bits: 10n })).map(([operand, { url, bits }]): Asked =>
  ({ url: `${operand.url} has ${url}`, kind: 'boolean', of: strict([operand], value => (BigInt(value) & bits) === bits) }))

const contained = fc.tuple(fc.constantFrom('contains', 'startswith', 'endswith'), texts, texts).map(([name, whole, part]) =>
  call(name, 'boolean', [whole, part], (a, b) => name === 'contains' ? String(a).includes(String(b)) : name === 'startswith' ? String(a).startsWith(String(b)) : String(a).endsWith(String(b))))

const condition: Arbitrary<Asked> = fc.oneof(
  { weight: 6, arbitrary: compared },
  { weight: 3, arbitrary: listed },
  { weight: 3, arbitrary: lambdas },
  { weight: 1, arbitrary: flags },
  { weight: 1, arbitrary: contained }
)

/** What rows are asked for. */
export const conditions: Arbitrary<Asked> = fc.oneof({ weight: 4, arbitrary: condition }, { weight: 1, arbitrary: condition.map(({ url, of }): Asked => ({ url: `not (${url})`, kind: 'boolean', of: row => { const value = of(row); return value === null ? null : value !== true } })) })
