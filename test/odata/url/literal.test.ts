/** OData-URL 4.01, section 5.1.1.1; OData ABNF, section 7. */
import t from 'tap'
import type { LiteralKind } from '../../../src/odata/url/ast.js'
import { parseExpression } from '../../../src/odata/url/parse-expression.js'

const parse = (text: string): unknown => parseExpression(text, '$filter')

const cases: ReadonlyArray<readonly [string, LiteralKind, string]> = [
  ['null', 'null', 'null'],
  ['TRUE', 'boolean', 'true'],
  ["''", 'string', ''],
  ["'it''s 100%_'", 'string', "it's 100%_"],
  ["'P1D'", 'string', 'P1D'],
  ['0', 'int32', '0'],
  ['-2147483648', 'int32', '-2147483648'],
  ['+5', 'int32', '5'],
  ['2147483648', 'int64', '2147483648'],
  ['9223372036854775808', 'decimal', '9223372036854775808'],
  ['3.14', 'decimal', '3.14'],
  ['-0.314e1', 'double', '-0.314e1'],
  ['INF', 'double', 'INF'],
  ['-INF', 'double', '-INF'],
  ['NaN', 'double', 'NaN'],
  ['8F4C0000-0000-4000-8000-00000000000a', 'guid', '8F4C0000-0000-4000-8000-00000000000a'],
  ['2012-02-30', 'date', '2012-02-30'],
  ['-0001-01-01', 'date', '-0001-01-01'],
  ['11:22', 'timeOfDay', '11:22'],
  ['11:22:33.4444444', 'timeOfDay', '11:22:33.4444444'],
  ['2017-01-01T00:01:46.9896075+00:00', 'dateTimeOffset', '2017-01-01T00:01:46.9896075+00:00'],
  ['2017-01-01T00:01:46.123456789012Z', 'dateTimeOffset', '2017-01-01T00:01:46.123456789012Z'],
  ['2017-01-01T00:01Z', 'dateTimeOffset', '2017-01-01T00:01Z'],
  ['-10000-04-01t00:00z', 'dateTimeOffset', '-10000-04-01t00:00z'],
  ["duration'-P6DT23H59M59.9999S'", 'duration', '-P6DT23H59M59.9999S'],
  ["Duration'PT1S'", 'duration', 'PT1S'],
  ["binary'Zm8='", 'binary', 'Zm8=']
]

for (const [text, literalKind, value] of cases) t.same(parse(text), { kind: 'literal', literalKind, text: value, position: 0 }, text)

t.same(parse("Sales.Pattern'Solid,2'"), { kind: 'enumLiteral', typeName: 'Sales.Pattern', members: ['Solid', '2'], position: 0 })
t.same(parse("geography'SRID=0;Point(142.1 64.1)'"), { kind: 'geoLiteral', space: 'geography', text: 'SRID=0;Point(142.1 64.1)', position: 0 })

const faults: ReadonlyArray<readonly [string, string]> = [
  ["duration'P1M'", 'expected a duration such as duration\'P1DT2H3M4.5S\' at position 1, found "duration\'P1M\'".'],
  ["binary'Z'", 'expected base64url text in binary\'…\' at position 1, found "binary\'Z\'".'],
  ["duratoin'PT1S'", 'expected an expression at position 1, found "duratoin\'PT1S\'". Did you mean "duration"?'],
  ["guid'x'", 'expected an expression at position 1, found "guid\'x\'".'],
  ["A.B'1 2'", 'expected names or integers of enumeration members separated by commas at position 1, found "A.B\'1 2\'".'],
  ['42.', 'expected an operator or the end of the expression at position 3, found ".".'],
  ['2012-09-03T24:00Z', 'expected an expression at position 1, found "2012-09-03T24:00Z".'],
  ["'open", 'expected a closing "\'" for the string at position 1, found "\'open".'],
  ['2012-09-03T14:53 02:00', 'expected a time zone offset with "+" sent as "%2B" at position 1, found "2012-09-03T14:53". Did you mean "2012-09-03T14:53%2B02:00"?']
]

for (const [text, message] of faults) t.throws(() => parse(text), { message: `$filter: ${message}` }, text)
