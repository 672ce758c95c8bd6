/**
 * Values of every primitive type, by chance: as URLs write them, as JSON does, and as a plain evaluator holds them. Decimals are whole
 * numbers of 10^-40, durations of 100 ns, instants and times of day texts that sort.
 */
import type { Arbitrary } from 'fast-check'
import { fc } from '../property.js'

export type Value = bigint | number | string | boolean | null

/** What a value is compared and computed as. */
export type Kind = 'binary' | 'boolean' | 'integer' | 'decimal' | 'double' | 'guid' | 'date' | 'time' | 'instant' | 'duration' | 'text' | 'color' | 'access'

export interface Written {
  readonly url: string
  readonly json: string
  readonly value: Value
}

export const SCALE = 40

const text = (value: string): string => `'${value.replaceAll("'", "''")}'`
const written = (url: string, json: unknown, value: Value): Written => ({ url, json: JSON.stringify(json), value })
const integer = (value: bigint): Written => ({ url: String(value), json: String(value), value })

/** The digits of a decimal as a whole number of 10^-40. */
export function scaled (digits: string): bigint {
  const [, sign = '', whole = '0', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(digits) ?? []
  return BigInt(`${sign}${whole}${fraction.padEnd(SCALE, '0')}`)
}

/** The shortest digits that mean a double, without an exponent. */
export function digitsOf (value: number): string {
  const [, sign = '', first = '', more = '', exponent = '0'] = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(value.toExponential()) ?? []
  const point = 1 + Number(exponent)
  const digits = (first + more).padEnd(point, '0')
  return point > 0 ? `${sign}${digits.slice(0, point)}.${digits.slice(point)}0` : `${sign}0.${'0'.repeat(-point)}${digits}`
}

const whole = (low: bigint, high: bigint): Arbitrary<Written> => fc.oneof(
  { weight: 4, arbitrary: fc.bigInt({ min: low > -4n ? low : -4n, max: 12n }) },
  { weight: 1, arbitrary: fc.constantFrom(low, high) },
  { weight: 1, arbitrary: fc.bigInt({ min: low, max: high }) }
).map(integer)

const decimal = (...values: readonly string[]): Arbitrary<Written> =>
  fc.constantFrom(...values).map(digits => ({ url: digits, json: digits, value: scaled(digits) }))

const double = (values: readonly number[]): Arbitrary<Written> => fc.constantFrom(...values).map(value => {
  const shown = Number.isFinite(value) ? String(value) : value > 0 ? 'INF' : '-INF'
  return { url: shown, json: Number.isFinite(value) ? shown : `"${shown}"`, value }
})

const instants = ['2017-01-01T00:01:46.9896075+00:00', '2016-12-31T23:30:00-05:30', '2020-02-29T12:00:00Z', '0001-01-01T00:00:00Z', '1999-12-31T23:59:59.999999999999+14:00'] as const

/** The point in time of a text with an offset, 12 digits behind the second. */
export function instantOf (value: string): string {
  const [, local = '', fraction = '', sign = '+', hours = '0', minutes = '0'] = /^(.{19})(?:\.(\d+))?(?:Z|([+-])(\d\d):(\d\d))$/.exec(value) ?? []
  const offset = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1)
  return `${new Date(Date.parse(`${local}Z`) - offset * 60_000).toISOString().slice(0, 19)}.${fraction.padEnd(12, '0')}`
}

const durations: ReadonlyArray<readonly [string, bigint]> = [
  ['PT0S', 0n], ['-PT1S', -10_000_000n], ['P1DT2H3M4.5S', 937_845_000_000n], ['PT0.0000001S', 1n], ['P400D', 345_600_000_000_000n], ['PT24H', 864_000_000_000n], ['P1D', 864_000_000_000n]
]

const named = (type: string, members: Readonly<Record<string, bigint>>): Arbitrary<Written> =>
  fc.tuple(fc.constantFrom(...Object.entries(members)), fc.boolean()).map(([[name, value], full]) => ({ url: `${full ? type : ''}'${name}'`, json: `"${name}"`, value }))

const words = fc.constantFrom('', 'a', 'A', 'ab', 'b%', '_', "it's", '"', '\\', 'ä', 'Ä', 'ß', '😀', 'a😀b', ' a ', '日本', 'true', '12', '-7', '0.5', '2020-02-29', 'null')
  .map(value => written(text(value), value, value))

export interface Typed {
  /** Of the property; that of a collection of them has an `s` behind it. */
  readonly name: string
  readonly type: string
  readonly kind: Kind
  readonly values: Arbitrary<Written>
}

/** A property of each type. */
export const typed: readonly Typed[] = [
  { name: 'Binary', type: 'Edm.Binary', kind: 'binary', values: fc.constantFrom('', 'AQ', 'AQID', '_-8', 'AAA').map(value => written(`binary'${value}'`, value, value)) },
  { name: 'Boolean', type: 'Edm.Boolean', kind: 'boolean', values: fc.boolean().map(value => written(String(value), value, value)) },
  { name: 'Byte', type: 'Edm.Byte', kind: 'integer', values: whole(0n, 255n) },
  { name: 'SByte', type: 'Edm.SByte', kind: 'integer', values: whole(-128n, 127n) },
  { name: 'Int16', type: 'Edm.Int16', kind: 'integer', values: whole(-32768n, 32767n) },
  { name: 'Int32', type: 'Edm.Int32', kind: 'integer', values: whole(-2147483648n, 2147483647n) },
  { name: 'Int64', type: 'Edm.Int64', kind: 'integer', values: whole(-(2n ** 63n), 2n ** 63n - 1n) },
  { name: 'Decimal', type: 'Edm.Decimal', kind: 'decimal', values: decimal('0', '0.1', '0.2', '0.3', '-0.3', '1', '2.50', '-7', '12345678901234567890.1234567891', '12345678901234567890.1234567892', '0.0000000001') },
  { name: 'Loose', type: 'Edm.Decimal', kind: 'decimal', values: decimal('0', '0.1', '-0.1', '1.10', '3', '-12', '0.12345678901234567891', '98765432109876543210', '1.00000000000000000001') },
  { name: 'Double', type: 'Edm.Double', kind: 'double', values: double([0, 0.5, -0.5, 1.5, 2.5, -2.5, 3, 0.1, 0.2, 1e15, 1e-7, 2 ** 53, 1e300, Infinity, -Infinity]) },
  { name: 'Single', type: 'Edm.Single', kind: 'double', values: double([0, 0.5, -0.5, 1.5, 3, -2.5, 16777216, 3e38, Infinity, -Infinity].map(Math.fround)) },
  { name: 'Guid', type: 'Edm.Guid', kind: 'guid', values: fc.constantFrom('00000000-0000-0000-0000-000000000000', '0AA00000-0000-0000-0000-00000000000B', '0aa00000-0000-0000-0000-00000000000b', 'ffffffff-ffff-4fff-8fff-ffffffffffff').map(value => written(value, value, value.toLowerCase())) },
  { name: 'Date', type: 'Edm.Date', kind: 'date', values: fc.constantFrom('2020-02-29', '2016-12-31', '0001-01-01', '9999-12-31', '1970-01-01').map(value => written(value, value, value)) },
  { name: 'TimeOfDay', type: 'Edm.TimeOfDay', kind: 'time', values: fc.constantFrom('00:00:00', '12:30', '12:30:00.5', '23:59:59.999999999999', '01:02:03.000001').map(value => written(value, value, `${value.length === 5 ? `${value}:00` : value}${value.includes('.') ? '' : '.'}`.padEnd(21, '0'))) },
  { name: 'DateTimeOffset', type: 'Edm.DateTimeOffset', kind: 'instant', values: fc.constantFrom(...instants).map(value => written(value, value, value)) },
  { name: 'Duration', type: 'Edm.Duration', kind: 'duration', values: fc.constantFrom(...durations).map(([value, ticks]) => written(`duration'${value}'`, value, ticks)) },
  { name: 'String', type: 'Edm.String', kind: 'text', values: words },
  { name: 'Color', type: 'Types.Color', kind: 'color', values: named('Types.Color', { Red: -3n, Green: 0n, Blue: 7n }) },
  { name: 'Access', type: 'Types.Access', kind: 'access', values: named('Types.Access', { Read: 1n, Write: 2n, 'Read,Write': 3n, 'Write,Own': 10n, 'Read,Write,Own': 11n }) },
  { name: 'Grade', type: 'Edm.Int16', kind: 'integer', values: whole(-32768n, 32767n) },
  { name: 'Code', type: 'Edm.String', kind: 'text', values: words },
  { name: 'Price', type: 'Edm.Decimal', kind: 'decimal', values: decimal('0', '0.1', '0.20', '9.99', '-1.5', '9999999999.99') }
]

/** Where a thing is and was; null, or as many places as there are. */
export interface Places {
  readonly Spot: readonly [number, number] | null
  readonly Track: ReadonlyArray<readonly [number, number]> | null
}

const place = fc.tuple(fc.integer({ min: -5, max: 5 }), fc.integer({ min: -5, max: 5 }))
const places: Arbitrary<Places> = fc.record({
  Spot: fc.option(place, { freq: 6 }),
  Track: fc.option(fc.array(place, { minLength: 2, maxLength: 4 }), { freq: 6 })
})

export type Row = ReadonlyMap<string, Value | readonly Value[]>

export interface Thing {
  readonly json: string
  /** By the path of the property. */
  readonly values: Row
  readonly places: Places
}

const nothing: Written = { url: 'null', json: 'null', value: null }
const member = (name: string, json: string): string => `${JSON.stringify(name)}:${json}`

const mostly = (values: Arbitrary<Written>): Arbitrary<Written> => fc.option(values, { freq: 6, nil: nothing })
const geometry = (type: string, coordinates: unknown): string => coordinates === null ? 'null' : JSON.stringify({ type, coordinates })

/** Values for each property, and for each collection. */
const members: Arbitrary<ReadonlyArray<readonly [string, string, Value | readonly Value[]]>> = fc.tuple(...typed.map(({ name, values }) =>
  fc.tuple(mostly(values), fc.array(mostly(values), { maxLength: 3 })).map(([one, many]) => [
    [name, one.json, one.value] as const, [`${name}s`, `[${many.map(({ json }) => json).join()}]`, many.map(({ value }) => value)] as const
  ]))).map(pairs => pairs.flat())

const parts = fc.tuple(members, fc.option(members, { freq: 8, nil: undefined }), places)

/** An entity, with the same once more inside of a complex value. */
export const things = (id: number): Arbitrary<Thing> => parts.map(([own, inner, where]) => ({
  places: where,
  json: `{"Id":${id},${own.map(([name, json]) => member(name, json)).join()},${member('Spot', geometry('Point', where.Spot))},${member('Track', geometry('LineString', where.Track))},"Inner":${inner === undefined ? 'null' : `{${inner.map(([name, json]) => member(name, json)).join()}}`}}`,
  values: new Map<string, Value | readonly Value[]>([
    ['Id', BigInt(id)], ...own.map(([name, , value]) => [name, value] as const),
    ...own.map(([name, , value], index) => [`Inner/${name}`, inner?.[index]?.[2] ?? (Array.isArray(value) ? [] : null)] as const)
  ])
}))
