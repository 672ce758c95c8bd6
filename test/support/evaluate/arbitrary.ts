/** Random rows, and random well-typed bound expressions over them. */
import fc from 'fast-check'
import type { Arbitrary } from 'fast-check'
import { graphModel } from '../../../src/families/office-configuration/model/graph-model.js'
import { primitive } from '../../../src/edm/primitives.js'
import type { PrimitiveTypeName, StructuredType } from '../../../src/edm/types.js'
import type { BinaryExpression, Expression, RangeVariable, SearchExpression, WholeFunction } from '../../../src/odata/bind/expression/expression.js'
import type { FunctionName } from '../../../src/odata/bind/expression/function-signatures.js'
import { binary, bool, call, choose, convert, date, double, dto, duration, edm, inList, int, literal, negate, not, text } from './build.js'
import type { Row } from './evaluate.js'
import { patterns } from './patterns.js'

export const rowType = graphModel.types.get('microsoft.graph.officeClientCheckinStatus') as StructuredType
export const it: RangeVariable = { name: '$it', type: { type: rowType, nullable: false } }
const item: RangeVariable = { name: 'p', type: edm('Edm.String') }

const property = (name: string): Expression => {
  const found = rowType.properties.find(candidate => candidate.name === name)
  if (found === undefined) throw new Error(name)
  return { kind: 'property', source: { kind: 'variable', variable: it, type: it.type }, property: found, type: found.type }
}

const textNames = ['userPrincipalName', 'deviceName', 'devicePlatform', 'devicePlatformVersion', 'userId', 'errorMessage']
const policies = property('appliedPolicies')

const words = fc.oneof(
  fc.constantFrom('', 'a', 'A', 'ab', 'b%', '_', "it's", '"', '\\', 'ä', 'Ä', 'É', 'ß', 'Σς', '😀', 'a😀b', ' a ', '\u00a0x\u2003', '\uffee', '日本', 'İ', 'true', '12', '-1.5', '2020-02-29', '2020-02-29T10:00Z', '2020-02-29T10:00:00.5', 'INF', '-INF', 'null', '[1]'),
  fc.string({ unit: fc.constantFrom('a', 'b', 'A', 'B', '%', '_', ' ', 'ä', 'Ж', '😀', "'", '1'), maxLength: 5 })
)
const instants = fc.oneof(
  fc.constantFrom('2017-01-01T00:01:46.9896075+00:00', '2017-01-01T02:01:46.9896075+02:00', '2016-12-31T23:59:60Z', '0001-01-01T00:00:00Z', '9999-12-31T23:59:59.999999999999Z', '2020-02-29T23:30-05:30', '1970-01-01t00:00z'),
  fc.tuple(fc.date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }), fc.constantFrom('Z', '+02:00', '-11:30'), fc.constantFrom('', '.5', '.123456789012'))
    .map(([at, offset, fraction]) => `${at.toISOString().slice(0, 19)}${fraction}${offset}`)
)
const dates = fc.oneof(fc.constantFrom('2017-01-01', '2020-02-29', '0001-01-01', '9999-12-31'), instants.map(value => value.slice(0, 10)))

export const rows: Arbitrary<Row> = fc.record({
  ...Object.fromEntries(textNames.map(name => [name, name === 'userId' ? words : fc.option(words)])),
  wasSuccessful: fc.boolean(),
  checkinDateTime: instants,
  appliedPolicies: fc.array(fc.option(words, { freq: 5 }), { maxLength: 4 })
}) as Arbitrary<Row>

const integers = fc.oneof({ weight: 6, arbitrary: fc.integer({ min: -3, max: 12 }).map(BigInt) }, {
  weight: 1,
  arbitrary: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })
})
const doubles = fc.oneof({ weight: 6, arbitrary: fc.constantFrom(0, 0.5, -0.5, 1.5, 2.5, -2.5, 3, 1e15, 0.1) }, {
  weight: 1,
  arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true })
})
const durations = fc.oneof({ weight: 6, arbitrary: fc.constantFrom(0n, 1n, -1n, 864_000_000_000n, -36_000_000_000n, 5_000_000n) }, {
  weight: 1,
  arbitrary: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })
})
const times = fc.constantFrom('00:00:00.000000000000', '23:59:59.999999999999', '12:34:56.500000000000')

/** Expressions of every kind, up to a depth; `inLambda`: whether the variable `p` is in scope. */
export interface Expressions {
  readonly text: Arbitrary<Expression>
  readonly bool: Arbitrary<Expression>
  readonly int: Arbitrary<Expression>
  readonly double: Arbitrary<Expression>
  readonly instant: Arbitrary<Expression>
  readonly date: Arbitrary<Expression>
  readonly time: Arbitrary<Expression>
  readonly duration: Arbitrary<Expression>
}

const known = new Map<string, Expressions>()

export function expressions (depth: number, inLambda = false): Expressions {
  const key = `${depth} ${String(inLambda)}`
  const found = known.get(key) ?? (depth === 0 ? leaves(inLambda) : branches(expressions(depth - 1, inLambda), depth, inLambda))
  known.set(key, found)
  return found
}

const nullable = <Value>(values: Arbitrary<Value>) => fc.option(values, { freq: 12 })

function leaves (inLambda: boolean): Expressions {
  return {
    text: fc.oneof(nullable(words).map(text), fc.constantFrom(...textNames).map(property), ...inLambda ? [fc.constant<Expression>({ kind: 'variable', variable: item, type: item.type })] : []),
    bool: fc.oneof(nullable(fc.boolean()).map(bool), fc.constant(property('wasSuccessful'))),
    int: nullable(integers).map(int),
    double: nullable(doubles).map(double),
    instant: fc.oneof(nullable(instants).map(dto), fc.constant(property('checkinDateTime')), fc.constantFrom<FunctionName>('now', 'mindatetime', 'maxdatetime').map(name => call(name))),
    date: nullable(dates).map(date),
    time: nullable(times).map(value => literal('Edm.TimeOfDay', value)),
    duration: nullable(durations).map(duration)
  }
}

const unary = (name: FunctionName, argument: Arbitrary<Expression>): Arbitrary<Expression> => argument.map(value => call(name, value))
const calls = (names: readonly FunctionName[], ...args: ReadonlyArray<Arbitrary<Expression>>): Arbitrary<Expression> =>
  fc.tuple(fc.constantFrom(...names), ...args).map(([name, ...values]) => call(name, ...values as Expression[]))
const operators = (names: ReadonlyArray<BinaryExpression['operator']>, left: Arbitrary<Expression>, right: Arbitrary<Expression>): Arbitrary<Expression> =>
  fc.tuple(left, fc.constantFrom(...names), right).map(([a, operator, b]) => binary(a, operator, b))

function branches (inner: Expressions, depth: number, inLambda: boolean): Expressions {
  const cased = (value: Arbitrary<Expression>): Arbitrary<Expression> => fc.tuple(inner.bool, value, inner.bool, value)
    .map(([first, a, second, b]) => choose({ condition: first, value: a }, { condition: second, value: b }))
  const base = leaves(inLambda)
  return {
    text: fc.oneof(base.text, calls(['concat'], inner.text, inner.text), calls(['tolower', 'toupper', 'trim'], inner.text), calls(['substring'], inner.text, inner.int),
      calls(['substring'], inner.text, inner.int, inner.int), cased(inner.text), fc.oneof(inner.bool, inner.int, inner.date, inner.time).map(value => convert(value, 'Edm.String'))),
    bool: booleans(inner, depth, inLambda, cased(inner.bool)),
    int: fc.oneof(base.int, calls(['length'], inner.text), calls(['indexof'], inner.text, inner.text), calls(['year', 'month', 'day', 'hour', 'minute', 'second', 'totaloffsetminutes'], inner.instant),
      calls(['year', 'month', 'day'], inner.date), calls(['hour', 'minute', 'second'], inner.time), operators(['add', 'sub', 'mul', 'div', 'mod'], inner.int, inner.int), inner.int.map(negate),
      fc.tuple(fc.oneof(inner.text, inner.double, inner.int), fc.constantFrom('Edm.Byte' as const, 'Edm.Int16' as const, 'Edm.Int32' as const, 'Edm.Int64' as const)).map(([value, name]) => convert(value, name)),
      counts(depth), indexes, cased(inner.int)),
    double: fc.oneof(base.double, operators(['add', 'sub', 'mul', 'div', 'divby', 'mod'], inner.double, inner.double), operators(['divby'], inner.int, inner.int), operators(['add', 'mul'], inner.int, inner.double),
      calls(['round', 'floor', 'ceiling'], inner.double), unary('fractionalseconds', fc.oneof(inner.instant, inner.time)), unary('totalseconds', inner.duration), inner.double.map(negate),
      fc.oneof(inner.int, inner.text).map(value => convert(value, 'Edm.Double')), measures, cased(inner.double)),
    instant: fc.oneof(base.instant, operators(['add', 'sub'], inner.instant, inner.duration), fc.oneof(inner.text, inner.date).map(value => convert(value, 'Edm.DateTimeOffset')), cased(inner.instant)),
    date: fc.oneof(base.date, unary('date', inner.instant), operators(['add', 'sub'], inner.date, inner.duration), inner.text.map(value => convert(value, 'Edm.Date')), cased(inner.date)),
    time: fc.oneof(base.time, unary('time', inner.instant)),
    duration: fc.oneof(base.duration, operators(['sub'], inner.instant, inner.instant), operators(['sub'], inner.date, inner.date), operators(['add', 'sub'], inner.duration, inner.duration), inner.duration.map(negate),
      operators(['mul', 'div', 'divby'], inner.duration, inner.int), operators(['mul', 'div', 'divby'], inner.duration, inner.double), operators(['mul'], fc.oneof(inner.int, inner.double), inner.duration))
  }
}

function booleans (inner: Expressions, depth: number, inLambda: boolean, cased: Arbitrary<Expression>): Arbitrary<Expression> {
  const compared = fc.constantFrom<keyof Expressions>('text', 'bool', 'int', 'double', 'instant', 'date', 'time', 'duration').chain(kind =>
    operators(['eq', 'ne', 'gt', 'ge', 'lt', 'le'], inner[kind], inner[kind]))
  const listed = fc.constantFrom<keyof Expressions>('text', 'int', 'instant', 'date').chain(kind => fc.tuple(inner[kind], fc.array(fc.oneof(leaves(inLambda)[kind], inner[kind]), { minLength: 1, maxLength: 3 })))
    .map(([operand, items]) => inList(operand, items))
  return fc.oneof(
    { weight: 1, arbitrary: leaves(inLambda).bool },
    { weight: 5, arbitrary: compared },
    { weight: 4, arbitrary: operators(['and', 'or'], inner.bool, inner.bool) },
    { weight: 2, arbitrary: inner.bool.map(not) },
    { weight: 2, arbitrary: calls(['contains', 'startswith', 'endswith'], inner.text, inner.text) },
    { weight: 2, arbitrary: fc.tuple(inner.text, patterns).map(([value, pattern]) => call('matchespattern', value, text(pattern))) },
    { weight: 2, arbitrary: listed },
    { weight: 1, arbitrary: inner.text.map((operand): Expression => ({ kind: 'in', operand, items: policies, type: edm('Edm.Boolean') })) },
    { weight: 1, arbitrary: inner.text.map(value => convert(value, 'Edm.Boolean')) },
    { weight: 1, arbitrary: cased },
    { weight: 1, arbitrary: fc.tuple(inner.int, fc.integer({ min: 0, max: 7 })).map(([operand, bits]): Expression => ({ kind: 'has', operand, bits: BigInt(bits), type: edm('Edm.Boolean') })) },
    { weight: 2, arbitrary: wholes },
    { weight: 1, arbitrary: insides },
    { weight: 2, arbitrary: fc.tuple(fc.constantFrom('any' as const, 'all' as const), expressions(depth - 1, true).bool).map(([operator, predicate]): Expression => ({ kind: 'lambda', operator, collection: policies, variable: item, predicate, type: edm('Edm.Boolean') })) },
    { weight: 1, arbitrary: fc.constant<Expression>({ kind: 'lambda', operator: 'any', collection: policies, variable: undefined, predicate: undefined, type: edm('Edm.Boolean') }) }
  )
}

/** Lists as requests write them, of few words so that some are parts of others. */
const lists = fc.array(fc.option(words, { freq: 5 }), { maxLength: 3 }).map((items): Expression => ({ kind: 'written', json: JSON.stringify(items), type: policies.type }))
const wholes: Arbitrary<Expression> = fc.tuple(fc.constantFrom<WholeFunction>('same', 'hassubset', 'hassubsequence', 'contains', 'startswith', 'endswith'), fc.constantFrom(true, false), lists)
  .map(([name, first, list]) => ({ kind: 'whole', name, arguments: first ? [policies, list] : [list, policies], type: edm('Edm.Boolean') }))

const indexes: Arbitrary<Expression> = fc.tuple(fc.boolean(), lists)
  .map(([first, list]) => ({ kind: 'whole', name: 'indexof', arguments: first ? [policies, list] : [list, policies], type: edm('Edm.Int32') }))

const places = fc.tuple(fc.integer({ min: -5, max: 5 }), fc.integer({ min: -5, max: 5 }))
const geometry = (shape: 'Point' | 'LineString' | 'Polygon', coordinates: unknown): Expression =>
  ({ kind: 'written', json: JSON.stringify({ type: shape, coordinates }), type: { type: primitive(`Edm.Geometry${shape}`), nullable: false } })
const geo = (name: WholeFunction, result: PrimitiveTypeName, ...args: readonly Expression[]): Expression => ({ kind: 'whole', name, arguments: args, type: edm(result) })
const measures: Arbitrary<Expression> = fc.oneof(
  fc.tuple(places, places).map(([a, b]) => geo('geo.distance', 'Edm.Double', geometry('Point', a), geometry('Point', b))),
  fc.array(places, { minLength: 2, maxLength: 5 }).map(line => geo('geo.length', 'Edm.Double', geometry('LineString', line)))
)
/** A triangle, which never crosses itself. */
const insides: Arbitrary<Expression> = fc.tuple(places, places, places, places)
  .map(([point, a, b, c]) => geo('geo.intersects', 'Edm.Boolean', geometry('Point', point), geometry('Polygon', [[a, b, c, a]])))

const counts = (depth: number): Arbitrary<Expression> => fc.option(expressions(depth - 1, true).bool, { nil: undefined })
  .map((filter): Expression => ({ kind: 'count', collection: policies, variable: item, filter, search: undefined, type: edm('Edm.Int64') }))

/** An expression of any type. */
export const anyExpression = (depth: number): Arbitrary<Expression> => {
  const { text, bool, int, double, instant, date, time, duration } = expressions(depth)
  return fc.oneof(text, bool, int, double, instant, date, time, duration)
}

export const searches: Arbitrary<SearchExpression> = fc.letrec<{ search: SearchExpression }>(tie => ({
  search: fc.oneof({ maxDepth: 3 },
    fc.oneof(words.filter(word => word !== ''), fc.constantFrom('b', 'AB', 'Ä')).map((text): SearchExpression => ({ kind: 'term', text })),
    tie('search').map((operand): SearchExpression => ({ kind: 'not', operand })),
    fc.tuple(fc.constantFrom('and' as const, 'or' as const), tie('search'), tie('search')).map(([kind, left, right]): SearchExpression => ({ kind, left, right })))
})).search

export { textNames }
