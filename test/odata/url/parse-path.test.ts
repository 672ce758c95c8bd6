/** OData-URL 4.01, section 4. */
import t from 'tap'
import { parseResourcePath } from '../../../src/odata/url/parse-path.js'

const parse = parseResourcePath
const id = '8f4c0000-0000-4000-8000-00000000000a'

t.same(parse(''), [])
t.same(parse('/'), [])
t.same(parse('/officeConfiguration/'), [{ kind: 'plain', text: 'officeConfiguration', name: 'officeConfiguration', parentheses: [], position: 0 }])
t.match(parse(`a/${id}/b`), [{ name: 'a' }, { text: id, name: undefined, position: 2 }, { name: 'b', position: 39 }], 'a key as a segment')
t.same(parse("a('x')"), [{
  kind: 'plain', text: "a('x')", name: 'a', parentheses: [{ kind: 'key', value: { kind: 'literal', literalKind: 'string', text: 'x', position: 2 }, position: 1 }], position: 0
}])
t.match(parse("b/a('x%2Fy%27%27z')"), [{}, { parentheses: [{ value: { text: "x/y'z", position: 4 } }] }], 'an encoded slash stays in its key; positions count decoded characters')
t.match(parse('a%28%271%27%29'), [{ name: 'a', parentheses: [{ kind: 'key', value: { text: '1' } }] }], 'encoded parentheses are parentheses')
t.match(parse("a(ID='x',B=2)"), [{ parentheses: [{ kind: 'parameters', parameters: [{ name: 'ID', value: { text: 'x' } }, { name: 'B' }] }] }])
t.match(parse('a(@p)'), [{ parentheses: [{ kind: 'key', value: { kind: 'parameterAlias', name: 'p' } }] }])
t.match(parse(`a(${id})`), [{ parentheses: [{ value: { literalKind: 'guid' } }] }])
t.match(parse('Ns.F()'), [{ name: 'Ns.F', parentheses: [{ kind: 'parameters', parameters: [] }] }])
t.match(parse('F(a=@p)(2)'), [{ parentheses: [{ kind: 'parameters' }, { kind: 'key' }] }])
t.match(parse('a/microsoft.graph.windowsOfficeClientConfiguration/$count'), [{}, { name: 'microsoft.graph.windowsOfficeClientConfiguration' }, { kind: 'system', name: '$count' }])
for (const name of ['$metadata', '$batch', '$entity', '$all', '$count', '$value', '$ref', '$each', '$query']) t.same(parse(name.toUpperCase()), [{ kind: 'system', name, position: 0 }])
t.match(parse('$crossjoin(A,B)/$query'), [{ kind: 'crossJoin', entitySets: ['A', 'B'] }, {}])
t.match(parse("x/$filter(a/b eq 'p/q)' and (c))/$each"), [{}, { kind: 'filter', predicate: { operator: 'and' }, position: 2 }, { kind: 'system', name: '$each', position: 33 }])
t.match(parse('$filter(@p)/$filter(@q)/$count'), [{ predicate: { name: 'p' } }, { predicate: { name: 'q' } }, {}])
t.match(parse('a/b+c/d;e=f/%E2%82%AC/..'), [{}, { text: 'b+c' }, { text: 'd;e=f' }, { text: '€', name: undefined }, { text: '..' }], 'anything without parentheses may be a key')

const faults: ReadonlyArray<readonly [string, string]> = [
  ['a//b', 'expected a path segment at position 3, found "/".'],
  ["a('x/y')", 'expected a closing "\'" for the string at position 3, found "\'x".'],
  ["a(ID=1;B='a')", 'expected ")" at position 7, found ";".'],
  ['a(b)', 'expected a literal or a parameter alias at position 3, found "b)".'],
  ['a(x=[1])', 'expected a literal or a parameter alias at position 5, found "[1])".'],
  ['a(1,2)', 'expected ")" after a single key value at position 5, found ",".'],
  ['a(1', 'expected ")" at position 4, found the end.'],
  ['a(1)b', 'expected the end at position 5, found "b".'],
  ["a.('x')", 'expected a name before "(" at position 1, found "a.(\'x\')".'],
  ['$cuont', 'expected a path segment at position 1, found "$cuont". Did you mean "$count"?'],
  ['$count(1)', 'expected "/" or the end after "$count" at position 7, found "(1)".'],
  ['a/$ref/$count', 'expected the end after "$ref" at position 8, found "/$count".'],
  ["$filter(a eq 'x", 'expected a closing "\'" for the string at position 14, found "\'x".'],
  ["$filter(a eq '/x", 'expected a closing "\'" for the string at position 14, found "\'/x".']
]

for (const [text, message] of faults) t.throws(() => parse(text), { message: `Resource path: ${message}`, status: 400 }, text)
t.throws(() => parse('a/%'), { message: 'Resource path, segment "%": "%" at position 1 is not followed by two hexadecimal digits.' })
