/** OData-URL 4.01, section 5.1.1.14: the value of every kind of literal. */
import t from 'tap'
import { bindLiteral } from '../../../../src/odata/bind/expression/bind-literal.js'
import { bind, scopeOf } from './scope-of.js'

const cases: ReadonlyArray<readonly [text: string, bound: string]> = [
  ["'it''s'", "'it's':String"],
  ['TRUE', 'true:Boolean'],
  ['5', '5:Int32'],
  ['-5', '-5:Int32'],
  ['+5', '5:Int32'],
  ['2147483648', '2147483648:Int64'],
  ['-9223372036854775808', '-9223372036854775808:Int64'],
  ['9223372036854775808', "'9223372036854775808':Decimal"],
  ['1.50', '1.5:Decimal'],
  ['1e2', '100:Double'],
  ['INF', 'Infinity:Double'],
  ['-INF', '-Infinity:Double'],
  ['NaN', 'NaN:Double'],
  ['null', 'null:String'],
  ['2020-02-29', "'2020-02-29':Date"],
  ['0001-01-01', "'0001-01-01':Date"],
  ['2020-01-01T10:30:00.5+02:00', "'2020-01-01T10:30:00.5+02:00':DateTimeOffset"],
  ['2020-01-01T10:30Z', "'2020-01-01T10:30Z':DateTimeOffset"],
  ['12:30', "'12:30:00.000000000000':TimeOfDay"],
  ['12:30:15', "'12:30:15.000000000000':TimeOfDay"],
  ['12:30:15.123456789012', "'12:30:15.123456789012':TimeOfDay"],
  ['87D349ED-44d7-43e1-9a83-5f2406dee5bd', "'87d349ed-44d7-43e1-9a83-5f2406dee5bd':Guid"],
  ["duration'P1DT2H3M4.5S'", '937845000000:Duration'],
  ["duration'-PT0.123456789S'", '-1234567:Duration'],
  ["duration'P10675199D'", '9223371936000000000:Duration'],
  ["binary'AAAA'", "'AAAA':Binary"],
  ["binary'AA=='", "'AA':Binary"],
  ["'a b'", "'a b':String"]
]

const faults: ReadonlyArray<readonly [text: string, kind: string, message: string]> = [
  ['\'a\u0000b\'', 'badRequest', '$filter: expected text without the character U+0000 at position 1, found "a\\u0000b".'],
  ['2019-02-29', 'badRequest', '$filter: expected a day that exists in the years 0001 to 9999 at position 1, found "2019-02-29".'],
  ['2020-04-31', 'badRequest', '$filter: expected a day that exists in the years 0001 to 9999 at position 1, found "2020-04-31".'],
  ['10000-02-30', 'badRequest', '$filter: expected a day that exists in the years 0001 to 9999 at position 1, found "10000-02-30".'],
  ['0000-01-01', 'notImplemented', 'A date before the year 1 or after the year 9999 is not supported by this service.'],
  ['2020-02-30T00:00:00Z', 'badRequest', '$filter: expected a point in time that exists in the years 0001 to 9999 at position 1, found "2020-02-30T00:00:00Z".'],
  ['0001-01-01T00:00:00+14:00', 'badRequest', '$filter: expected a point in time that exists in the years 0001 to 9999 at position 1, found "0001-01-01T00:00:00+14:00".'],
  ['1e999', 'badRequest', '$filter: expected a number that an Edm.Double can hold at position 1, found "1e999".'],
  ["duration'P10675200D'", 'badRequest', '$filter: expected a duration of less than 29,000 years at position 1, found "P10675200D".'],
  ["microsoft.graph.x'a'", 'badRequest', '$filter: expected the qualified name of an enumeration at position 1, found "microsoft.graph.x".'],
  ["geography'SRID=0;Point(1)'", 'badRequest', '$filter: expected a value such as geography\'SRID=4326;Point(142.1 64.1)\' at position 1, found SRID=0;Point(1).'],
  ["geography'SRID=0;Circle(1 2)'", 'badRequest', '$filter: expected a value such as geography\'SRID=4326;Point(142.1 64.1)\' at position 1, found SRID=0;Circle(1 2).'],
  ['[1,2]', 'notImplemented', 'A list of values anywhere but to the right of "in" is not supported by this service.'],
  ['{"a":1}', 'notImplemented', 'A JSON object in an expression is not supported by this service.']
]

for (const [text, bound] of cases) t.equal(bind(text), bound, text)
for (const [text, kind, message] of faults) t.throws(() => bind(text), { kind, message, target: '$filter' }, text)

// No URL has such text, since its bytes are not UTF-8.
t.throws(
  () => bindLiteral(scopeOf('officeClientCheckinStatus'), { kind: 'literal', literalKind: 'string', text: '\ud800', position: 0 }),
  { kind: 'badRequest', message: /expected text without half a surrogate pair at position 1/, target: '$filter' }
)
