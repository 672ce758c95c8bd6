/** OData ABNF, section 5. */
import t from 'tap'
import { parseExpression } from '../../../src/odata/url/parse-expression.js'

const parse = (text: string): unknown => parseExpression(text, '@p')

t.same(parse('[]'), { kind: 'array', items: [], position: 0 })
t.same(parse('{ }'), { kind: 'object', members: [], position: 0 })
t.match(parse('["a",\'b\' , 1,[true],null,x add 1]'), { kind: 'array', items: [{ text: 'a' }, { text: 'b' }, { text: '1' }, { kind: 'array' }, { literalKind: 'null' }, { kind: 'binary' }] })
t.match(parse('{"a":"x","b c":{"d":$root/Orders(1)}}'), {
  kind: 'object', members: [{ name: 'a', value: { literalKind: 'string', text: 'x' }, position: 1 }, { name: 'b c', value: { kind: 'object', members: [{ value: { kind: 'path' } }] } }]
})
t.match(parse('["\\u0041\\n\\"\\/"]'), { items: [{ text: 'A\n"/' }] })

const faults: ReadonlyArray<readonly [string, string]> = [
  ['"a"', 'expected an expression at position 1, found ""a"".'],
  ['[1', 'expected "]" at position 3, found the end.'],
  ['[1,]', 'expected an expression at position 4, found "]".'],
  ['{a:1}', 'expected a member name in quotation marks at position 2, found "a".'],
  ['{"a" 1}', 'expected ":" at position 6, found "1".'],
  ['{"a":1', 'expected "}" at position 7, found the end.'],
  ['["\\q"]', 'expected a JSON string at position 2, found ""\\q"".']
]

for (const [text, message] of faults) t.throws(() => parse(text), { message: `@p: ${message}` }, text)
