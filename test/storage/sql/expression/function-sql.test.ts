/** Operators, functions and conversions on both databases: the same stated answers. */
import sql from 'sql-template-tag'
import t from 'tap'
import { ODataError } from '../../../../src/errors.js'
import { functionSignatures } from '../../../../src/odata/bind/expression/function-signatures.js'
import type { Expression } from '../../../../src/odata/bind/expression/expression.js'
import type { PrimitiveValue } from '../../../../src/edm/types.js'
import { openDatabase } from '../../../../src/storage/database/open-database.js'
import { functionSql } from '../../../../src/storage/sql/expression/function-sql.js'
import { renderExpression } from '../../../../src/storage/sql/expression/render-expression.js'
import type { RenderContext } from '../../../../src/storage/sql/expression/render-context.js'
import { dialects, newDatabase } from '../../../support/databases.js'
import { binary, bool, call, choose, convert, date, double, dto, duration, edm, fromDatabase, inList, int, literal, negate, not, text } from '../../../support/evaluate/build.js'

t.strictSame(Object.keys(functionSql).sort(), Object.keys(functionSignatures).sort(), 'every signature has its SQL')

/** Keeps the constant out of the reach of the folding, so that the database computes. */
const opaque = (expression: Expression): Expression => choose({ condition: bool(true), value: expression })
/** What the client is told instead of an answer. */
const fails = (message: string) => ({ message })
type Answer = PrimitiveValue | null | { readonly message: string }

const OVERFLOW = fails('The result does not fit Edm.Int64.')
const DOUBLE = fails('The result does not fit Edm.Double.')
const DURATION = fails('The result does not fit Edm.Duration.')
const DTO = fails('The result does not fit Edm.DateTimeOffset.')
const ZERO = fails('Division by zero.')
const NOT_A_NUMBER = fails('The result is not a number.')
const decimals = (operator: 'add' | 'sub' | 'mul' | 'mod'): Expression =>
  ({ ...binary(literal('Edm.Decimal', 0.1), operator, literal('Edm.Decimal', 0.2)), type: edm('Edm.Decimal') })
const MAX = 9223372036854775807n
const MIN = -9223372036854775808n
const DAY = 864_000_000_000n
const yes = binary(int(1), 'eq', int(1))
const failing = binary(binary(opaque(int(1)), 'div', opaque(int(0))), 'eq', int(1))

const cases: ReadonlyArray<readonly [string, Expression, Answer]> = [
  ['concat', call('concat', text('a'), text('b')), 'ab'],
  ['concat with null', call('concat', text('a'), text(null)), null],
  ['concat with a null that is not a literal', call('concat', text('a'), opaque(text(null))), null],
  ['contains', call('contains', text('a%b'), text('%')), true],
  ['contains: _ is a character', call('contains', text('ab'), text('_')), false],
  ['contains: case matters', call('contains', text('ABC'), text('b')), false],
  ['contains nothing', call('contains', text('a'), text('')), true],
  ['contains a quote', call('contains', text("it's"), text("'")), true],
  ['contains null', call('contains', opaque(text(null)), text('a')), null],
  ['startswith', call('startswith', text('100%'), text('100%')), true],
  ['startswith: not', call('startswith', text('abab'), text('b')), false],
  ['startswith nothing', call('startswith', text(''), text('')), true],
  ['endswith', call('endswith', text('a😀b'), text('😀b')), true],
  ['endswith: longer', call('endswith', text('b'), text('ab')), false],
  ['endswith nothing', call('endswith', text('a'), text('')), true],
  ['endswith of null', call('endswith', opaque(text(null)), text('')), null],
  ['endswith, no literal', call('endswith', text('abc'), opaque(text('bc'))), true],
  ['endswith nothing, no literal', call('endswith', text('abc'), opaque(text(''))), true],
  ['indexof', call('indexof', text('a😀b'), text('b')), 2n],
  ['indexof: none', call('indexof', text('abc'), text('d')), -1n],
  ['indexof nothing', call('indexof', text('abc'), text('')), 0n],
  ['length', call('length', text('a😀é')), 3n],
  ['substring', call('substring', text('a😀bc'), int(1)), '😀bc'],
  ['substring: before the start', call('substring', text('abc'), int(-1)), 'c'],
  ['substring: beyond the end', call('substring', text('abc'), int(9)), ''],
  ['substring: far beyond', call('substring', text('abc'), int(MAX)), ''],
  ['substring of a length', call('substring', text('abc'), int(1), int(1)), 'b'],
  ['substring: negative length', call('substring', text('abc'), int(1), int(-1)), fails('The length of a substring is less than zero.')],
  ['substring: negative length of null', call('substring', opaque(text(null)), int(1), int(-1)), null],
  ['substring: from the end', call('substring', text('a😀bc'), int(-3), int(2)), '😀b'],
  ['substring: from the end, computed', call('substring', opaque(text('a😀bc')), opaque(int(-3)), opaque(int(2))), '😀b'],
  ['substring: far before the start', call('substring', text('abc'), int(MIN)), 'abc'],
  ['substring: great length', call('substring', text('abc'), int(2), int(MAX)), 'c'],
  ['substring: before the start, of a length', call('substring', text('abc'), int(-5), int(2)), 'ab'],
  ['substring: null start', call('substring', text('abc'), opaque(int(null))), null],
  ['tolower', call('tolower', text('ABC-ÄÖÜ-ΣΑΣ-ЖИЗНЬ-K-İI-ẞ-Ⅷ-𐐀-日本')), 'abc-äöü-σασ-жизнь-k-İi-ß-ⅷ-𐐨-日本'],
  ['toupper', call('toupper', text('abc-äöü-σας-жизнь-ß-ı-ſ-ŉ-ﬁ-ⅷ-𐐨-日本')), 'ABC-ÄÖÜ-ΣΑΣ-ЖИЗНЬ-ß-I-S-ŉ-ﬁ-Ⅷ-𐐀-日本'],
  ['tolower of text without case', call('tolower', text('日本A')), '日本a'],
  ['trim', call('trim', text(' \t\u00a0\u3000a b\u2003\r\n')), 'a b'],
  ['trim: not everything invisible is white', call('trim', text('\u200ba\ufeff')), '\u200ba\ufeff'],
  ['year', call('year', dto('2017-01-01T00:01:46.9896075+05:30')), 2017n],
  ['month', call('month', date('2017-03-04')), 3n],
  ['day, of its own offset', call('day', dto('2017-01-31T23:30:00-02:00')), 31n],
  ['hour', call('hour', dto('2017-01-31T23:30-02:00')), 23n],
  ['minute', call('minute', dto('2017-01-31T23:30-02:00')), 30n],
  ['second left out', call('second', dto('2017-01-31T23:30-02:00')), 0n],
  ['second', call('second', dto('2017-01-31t23:30:59z')), 59n],
  ['fractionalseconds', call('fractionalseconds', dto('2017-01-31T23:30:59.123456789012Z')), 0.123456789012],
  ['fractionalseconds left out', call('fractionalseconds', dto('2017-01-31T23:30Z')), 0],
  ['fractionalseconds of a TimeOfDay', call('fractionalseconds', literal('Edm.TimeOfDay', '01:02:03.700000000000')), 0.7],
  ['hour of a TimeOfDay', call('hour', literal('Edm.TimeOfDay', '01:02:03.000000000000')), 1n],
  ['second of a TimeOfDay', call('second', literal('Edm.TimeOfDay', '01:02:03.000000000000')), 3n],
  ['date', call('date', dto('2017-01-31T23:30-02:00')), '2017-01-31'],
  ['time', call('time', dto('2017-01-31T23:30-02:00')), '23:30:00.000000000000'],
  ['time with a fraction', call('time', dto('2017-01-31T23:30:01.5+02:00')), '23:30:01.500000000000'],
  ['totaloffsetminutes', call('totaloffsetminutes', dto('2017-01-31T23:30-02:30')), -150n],
  ['totaloffsetminutes of Z', call('totaloffsetminutes', dto('2017-01-31T23:30Z')), 0n],
  ['totalseconds', call('totalseconds', duration(15_000_001n)), 1.5000001],
  ['now', call('now'), '2026-11-24T12:00:00.5Z'],
  ['maxdatetime', call('maxdatetime'), '9999-12-31T23:59:59.999999999999Z'],
  ['mindatetime', call('mindatetime'), '0001-01-01T00:00:00Z'],
  ['round', call('round', double(2.5)), 3],
  ['round below zero', call('round', double(-2.5)), -3],
  ['round: just below a half', call('round', double(0.49999999999999994)), 0],
  ['round: no negative zero', binary(int(1), 'eq', convert(convert(call('round', double(-0.2)), 'Edm.Int64'), 'Edm.Int64')), false],
  ['floor', call('floor', double(-2.5)), -3],
  ['ceiling', call('ceiling', double(-0.5)), 0],
  ['add', binary(opaque(int(2)), 'add', int(3)), 5n],
  ['add: overflow', binary(opaque(int(MAX)), 'add', int(1)), OVERFLOW],
  ['sub: overflow', binary(opaque(int(MIN)), 'sub', int(1)), OVERFLOW],
  ['mul: overflow', binary(opaque(int(MAX)), 'mul', int(2)), OVERFLOW],
  ['negate: overflow', negate(opaque(int(MIN))), OVERFLOW],
  ['div: overflow', binary(opaque(int(MIN)), 'div', int(-1)), OVERFLOW],
  ['div toward zero', binary(opaque(int(-7)), 'div', int(2)), -3n],
  ['mod has the sign of the dividend', binary(opaque(int(-7)), 'mod', int(2)), -1n],
  ['mod of the least integer', binary(opaque(int(MIN)), 'mod', int(-1)), 0n],
  ['div by zero', binary(opaque(int(1)), 'div', int(0)), ZERO],
  ['mod by zero', binary(opaque(int(1)), 'mod', int(0)), ZERO],
  ['constants: div by zero', binary(int(1), 'div', int(0)), ZERO],
  ['null div by zero', binary(opaque(int(null)), 'div', int(0)), null],
  ['divby', binary(opaque(int(7)), 'divby', int(2)), 3.5],
  ['double div by zero', binary(opaque(double(1)), 'div', double(0)), Infinity],
  ['negative double divby zero', binary(opaque(double(-1)), 'divby', double(0)), -Infinity],
  ['constants: double div by zero', binary(double(-1), 'div', double(0)), -Infinity],
  ['integers divby zero', binary(opaque(int(1)), 'divby', int(0)), Infinity],
  ['decimal div by zero', { ...binary(opaque(literal('Edm.Decimal', 1)), 'div', literal('Edm.Decimal', 0)), type: edm('Edm.Decimal') }, ZERO],
  ['zero div by zero in a row', binary(opaque(double(0)), 'div', double(0)), NOT_A_NUMBER],
  ['zero div by zero is not equal to itself', binary(binary(double(0), 'div', double(0)), 'eq', binary(double(0), 'div', double(0))), false],
  ['zero div by zero is NaN, and nothing is', binary(binary(double(0), 'div', double(0)), 'ne', double(NaN)), true],
  ['mod zero in a row', binary(opaque(double(1)), 'mod', double(0)), NOT_A_NUMBER],
  ['mod INF', binary(opaque(double(5)), 'mod', double(Infinity)), 5],
  ['INF add', binary(opaque(double(1)), 'add', double(Infinity)), Infinity],
  ['INF sub INF', binary(opaque(double(Infinity)), 'sub', double(Infinity)), NOT_A_NUMBER],
  ['div INF', binary(opaque(double(1)), 'div', double(Infinity)), 0],
  ['INF mul zero', binary(opaque(double(0)), 'mul', double(Infinity)), NOT_A_NUMBER],
  ['INF as an integer', convert(opaque(double(Infinity)), 'Edm.Int64'), null],
  ['INF as a decimal', convert(opaque(double(Infinity)), 'Edm.Decimal'), null],
  ['NaN in a row', binary(opaque(double(1)), 'add', double(NaN)), NOT_A_NUMBER],
  ...([['add', 0.3], ['sub', -0.1], ['mul', 0.02], ['mod', 0.1]] as const).map(([operator, result]) =>
    [`decimals that were written: ${operator}`, decimals(operator), result] as const),
  ['double mod', binary(opaque(double(-5.5)), 'mod', double(2)), -1.5],
  ['double mod, exactly', binary(opaque(double(1e300)), 'mod', double(3)), 1e300 % 3],
  ['double overflow', binary(opaque(double(1e308)), 'mul', double(10)), DOUBLE],
  ['double overflow of a sum', binary(opaque(double(1.7e308)), 'add', double(1.7e308)), DOUBLE],
  ['double underflow', binary(opaque(double(1e-300)), 'mul', double(1e-300)), DOUBLE],
  ['0.1 add 0.2', binary(opaque(double(0.1)), 'add', double(0.2)), 0.1 + 0.2],
  ['instant add', binary(opaque(dto('2017-01-31T23:30:00.123456789012-02:00')), 'add', duration(DAY)), '2017-02-02T01:30:00.123456789012Z'],
  ['instant sub', binary(opaque(dto('2000-03-01T00:00:00Z')), 'sub', duration(1n)), '2000-02-29T23:59:59.9999999Z'],
  ['instant in the first years', binary(opaque(dto('0004-02-28T12:00:00Z')), 'add', duration(DAY)), '0004-02-29T12:00:00Z'],
  ['instant out of range', binary(opaque(dto('9999-12-31T00:00:00Z')), 'add', duration(DAY)), DTO],
  ['instant out of range below', binary(opaque(dto('0001-01-01T00:00:00Z')), 'sub', duration(1n)), DTO],
  ['instant and the longest duration', binary(opaque(dto('2001-01-01T00:00:00Z')), 'sub', duration(MIN)), DTO],
  ['difference of instants', binary(opaque(dto('2017-01-01T00:00:00Z')), 'sub', dto('2016-12-31T23:59:59.5+00:00')), 5_000_000n],
  ['constants: now() sub duration', binary(call('now'), 'sub', duration(DAY)), '2026-11-23T12:00:00.5Z'],
  ['date add', binary(opaque(date('2016-02-28')), 'add', duration(DAY + 1n)), '2016-02-29'],
  ['date sub', binary(opaque(date('2016-03-01')), 'sub', duration(1n)), '2016-02-29'],
  ['date out of range', binary(opaque(date('9999-12-31')), 'add', duration(DAY)), fails('The result does not fit Edm.Date.')],
  ['difference of dates', binary(opaque(date('2016-03-01')), 'sub', date('2016-02-28')), 2n * DAY],
  ['duration overflow', binary(opaque(duration(MAX)), 'add', duration(1)), DURATION],
  ['duration mul', binary(opaque(duration(3)), 'mul', double(0.5)), 2n],
  ['number mul duration', binary(opaque(int(3)), 'mul', duration(5)), 15n],
  ['duration div', binary(opaque(duration(7)), 'div', int(2)), 3n],
  ['duration div by zero', binary(opaque(duration(7)), 'divby', int(0)), ZERO],
  ['duration mul overflow', binary(opaque(duration(MAX)), 'mul', double(1e300)), DURATION],
  ['null eq null', binary(opaque(text(null)), 'eq', opaque(text(null))), true],
  ['null ne null', binary(text(null), 'ne', text(null)), false],
  ['null gt', binary(opaque(int(null)), 'gt', int(1)), false],
  ['not (null gt)', not(binary(opaque(int(null)), 'gt', int(1))), true],
  ['not null', not(opaque(bool(null))), null],
  ['null and false', binary(opaque(bool(null)), 'and', bool(false)), false],
  ['null or true', binary(opaque(bool(null)), 'or', bool(true)), true],
  ['null and true', binary(opaque(bool(null)), 'and', bool(true)), null],
  ['DateTimeOffset eq, as instants', binary(dto('2017-01-01T00:00:00Z'), 'eq', opaque(dto('2017-01-01T02:00+02:00'))), true],
  ['text by its bytes', binary(opaque(text('Z')), 'lt', text('a')), true],
  ['text beyond the BMP', binary(opaque(text('\uffee')), 'lt', text('😀')), true],
  ['NaN eq NaN', binary(double(NaN), 'eq', double(NaN)), false],
  ['NaN ne', binary(double(NaN), 'ne', opaque(double(1))), true],
  ['NaN lt', binary(double(NaN), 'lt', opaque(double(1))), false],
  ['INF gt', binary(double(Infinity), 'gt', opaque(double(1e308))), true],
  ['in', inList(opaque(int(2)), [int(1), int(2)]), true],
  ['in with null', inList(opaque(int(null)), [int(1), int(null)]), true],
  ['null in', inList(opaque(int(null)), [int(1)]), false],
  ['in expressions', inList(opaque(text(null)), [opaque(text('a')), opaque(text(null))]), true],
  ['false and failing', binary(not(yes), 'and', failing), false],
  ['true or failing', binary(yes, 'or', failing), true],
  ['true and failing', binary(yes, 'and', failing), ZERO],
  ['failing and false', binary(failing, 'and', not(yes)), ZERO],
  ['null and failing', binary(opaque(bool(null)), 'and', failing), ZERO],
  ['not (true or failing)', not(binary(yes, 'or', failing)), false],
  ['case', choose({ condition: bool(false), value: text('a') }, { condition: bool(true), value: text('b') }), 'b'],
  ['case: none', choose({ condition: opaque(bool(null)), value: text('a') }), null],
  ['case: only the first true branch', choose({ condition: yes, value: int(1) }, { condition: yes, value: binary(int(1), 'div', int(0)) }), 1n],
  ['Boolean to String', convert(opaque(bool(true)), 'Edm.String'), 'true'],
  ['Int64 to String', convert(opaque(int(MIN)), 'Edm.String'), '-9223372036854775808'],
  ['DateTimeOffset to String', convert(dto('2017-01-01T00:00z'), 'Edm.String'), '2017-01-01T00:00z'],
  ['Double to Int32, toward zero', convert(opaque(double(-2.9)), 'Edm.Int32'), -2n],
  ['Double to Int64: too large', convert(opaque(double(2 ** 63)), 'Edm.Int64'), null],
  ['Int64 to Int32: too large', convert(opaque(int(2147483648)), 'Edm.Int32'), null],
  ['Int64 to Double', convert(opaque(int(MAX)), 'Edm.Double'), 2 ** 63],
  ['String to Int32', convert(text('+12'), 'Edm.Int32'), 12n],
  ['String to Int32: none', convert(text('12a'), 'Edm.Int32'), null],
  ['String to Int64: too large', convert(text('9223372036854775808'), 'Edm.Int64'), null],
  ['String to Double', convert(text('-1.5e3'), 'Edm.Double'), -1500],
  ['String to Double: too large', convert(text('1e400'), 'Edm.Double'), null],
  ['String to Double: too small', convert(text('1e-400'), 'Edm.Double'), null],
  ['String to Double: zero', convert(text('-0.0e5'), 'Edm.Double'), 0],
  ['String to Double: INF', convert(text('-INF'), 'Edm.Double'), -Infinity],
  ['String to Double: none', convert(text(' 1'), 'Edm.Double'), null],
  ['String to Boolean', convert(text('True'), 'Edm.Boolean'), true],
  ['String to Boolean: none', convert(text('1'), 'Edm.Boolean'), null],
  ['String to DateTimeOffset', convert(text('2017-02-28T24:00Z'), 'Edm.DateTimeOffset'), null],
  ['String to DateTimeOffset: year 0', convert(text('0000-12-31T23:30:00-01:00'), 'Edm.DateTimeOffset'), '0000-12-31T23:30:00-01:00'],
  ['a converted DateTimeOffset compares as an instant', binary(convert(text('2017-02-28T23:00-01:00'), 'Edm.DateTimeOffset'), 'eq', dto('2017-03-01T00:00Z')), true],
  ['leap seconds roll over', binary(convert(text('2016-12-31T23:59:60Z'), 'Edm.DateTimeOffset'), 'eq', dto('2017-01-01T00:00Z')), true],
  ['String to DateTimeOffset: without an offset it is UTC', convert(text('2017-03-01T00:00:00.5'), 'Edm.DateTimeOffset'), '2017-03-01T00:00:00.5Z'],
  ['TimeOfDay to String', convert(literal('Edm.TimeOfDay', '12:00:10.500000000000'), 'Edm.String'), '12:00:10.5'],
  ['TimeOfDay to String, without a fraction', convert(literal('Edm.TimeOfDay', '12:00:00.000000000000'), 'Edm.String'), '12:00:00'],
  ['String to Date', convert(text('2016-02-29'), 'Edm.Date'), '2016-02-29'],
  ['String to Date: no such day', convert(text('2017-02-29'), 'Edm.Date'), null],
  ['String to TimeOfDay', convert(text('23:59'), 'Edm.TimeOfDay'), '23:59:00.000000000000'],
  ['String to Guid', convert(text('0123ABCD-0000-0000-0000-00000000000F'), 'Edm.Guid'), '0123abcd-0000-0000-0000-00000000000f'],
  ['Boolean to Date', convert(opaque(bool(true)), 'Edm.Date'), null],
  ['isof', { kind: 'isOf', operand: text('a'), target: edm('Edm.String').type, type: edm('Edm.Boolean') }, true],
  ['isof another type', { kind: 'isOf', operand: text('a'), target: edm('Edm.Int32').type, type: edm('Edm.Boolean') }, false]
]

for (const dialect of dialects) {
  t.test(dialect, async t => {
    const database = await openDatabase(await newDatabase(t, dialect), { synchronous: 'off', poolSize: 2 })
    t.teardown(async () => { await database.close() })
    const context: RenderContext = { dialect, now: '2026-11-24T12:00:00.500000000000', tableAlias: () => undefined, computed: new Map() }
    for (const [title, expression, expected] of cases) {
      const answer = await database.query(sql`SELECT ${renderExpression(context, expression)}`)
        .then(
          ([row]) => fromDatabase(row?.[0], expression.type),
          (error: unknown) => ({ message: (error instanceof ODataError ? error.message : undefined) ?? String(error) })
        )
      t.strictSame(answer, expected, title)
    }
  })
}
