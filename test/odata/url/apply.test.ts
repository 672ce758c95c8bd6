/** Data Aggregation 4.0, section 3. */
import t from 'tap'
import { parseQueryOptions } from '../../../src/odata/url/parse-query.js'

const parse = (text: string): unknown => parseQueryOptions(`$apply=${text}`).apply

t.same(parse('identity'), [{ kind: 'identity', position: 0 }])
t.match(parse('filter(a gt 3)/top(2)/skip(1)'), [{ kind: 'filter', predicate: { operator: 'gt' }, position: 0 }, { kind: 'top', value: 2, position: 15 }, { kind: 'skip', value: 1 }])
t.match(parse('groupby((a/b,rollup(c,d),rollup(H)),aggregate($count as n)/identity)'), [{
  kind: 'groupBy',
  elements: [{ kind: 'property', path: { names: ['a', 'b'] } }, { kind: 'rollup', levels: [{ names: ['c'] }, { names: ['d'] }] }, { kind: 'rollup', levels: [{ names: ['H'] }] }],
  transformations: [{ kind: 'aggregate' }, { kind: 'identity' }]
}])
t.match(parse('groupby((rollup))'), [{ elements: [{ kind: 'property', path: { names: ['rollup'] } }], transformations: undefined }])
t.match(parse('search(red tea)/orderby(a desc,b)'), [{ kind: 'search', search: { kind: 'and' } }, { kind: 'orderBy', items: [{ descending: true }, {}] }])
t.match(parse('compute(a add 1 as b)'), [{ kind: 'compute', items: [{ name: 'b' }] }])
t.match(parse('concat(identity,top(1)/skip(1))'), [{ kind: 'concat', sequences: [[{}], [{}, {}]] }])
t.match(parse('expand(Sales,filter(a))'), [{ kind: 'expand', path: { names: ['Sales'] }, sequences: [[{ kind: 'filter' }]] }])
t.match(parse('nest(identity as A,top(1) as B)'), [{ kind: 'nest', path: undefined, items: [{ alias: 'A' }, { alias: 'B' }] }])
t.match(parse('addnested(Sales/Ns.Type,identity as A)'), [{ kind: 'nest', path: { names: ['Sales', 'Ns.Type'] }, items: [{ alias: 'A' }] }])
t.match(parse('join(Sales as S)/outerjoin(Sales as S,filter(a))'), [{ kind: 'join', alias: 'S', transformations: undefined }, { kind: 'outerJoin', transformations: [{}] }])
for (const kind of ['topCount', 'topSum', 'topPercent', 'bottomCount', 'bottomSum', 'bottomPercent']) t.match(parse(`${kind}(2,a)`), [{ kind, amount: { text: '2' }, value: { kind: 'path' } }])
t.match(parse('Ns.F(a=1)'), [{ kind: 'customFunction', name: 'Ns.F', parameters: [{ name: 'a' }] }])
t.match(parse('GroupBy((a))'), [{ kind: 'groupBy' }], 'names of transformations are case-insensitive')

const faults: ReadonlyArray<readonly [string, string]> = [
  ['filtr(a)', 'expected a transformation at position 1, found "filtr". Did you mean "filter"?'],
  ['filter', 'expected a transformation at position 1, found "filter". Did you mean "filter"?'],
  ['toString(1)', 'expected a transformation at position 1, found "toString".'],
  ['concat(identity)', 'expected "," and a second sequence of transformations at position 16, found ")".'],
  ['groupby((a/@Ns.Term))', 'expected a name at position 12, found "@Ns.Term".'],
  ['groupby((a/Ns.Type))', 'expected "/" and a property after the type name at position 19, found ")".'],
  ['groupby(a)', 'expected "(" at position 9, found "a".'],
  ['addnested(a)', 'expected "," at position 12, found ")".'],
  ['topcount(2)', 'expected "," at position 11, found ")".'],
  ['Ns.F(1)', 'expected a parameter name and "=" at position 6, found "1)".'],
  ['identity/', 'expected a transformation at position 10, found the end.'],
  ['search(a', 'expected ")" at position 9, found the end.']
]

for (const [text, message] of faults) t.throws(() => parse(text), { message: `$apply: ${message}` }, text)
