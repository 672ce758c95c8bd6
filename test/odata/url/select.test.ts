/** OData-URL 4.01, section 5.1.4. */
import t from 'tap'
import { parseQueryOptions } from '../../../src/odata/url/parse-query.js'

const parse = (text: string): unknown => parseQueryOptions(`$select=${text}`).select

t.same(parse('*'), [{ kind: 'wildcard', position: 0 }])
t.same(parse('a'), [{ kind: 'path', path: [{ kind: 'name', name: 'a', parentheses: [], position: 0 }], options: {}, position: 0 }])
t.match(parse('a, b/Ns.Type/c'), [{}, { path: [{ name: 'b', position: 3 }, { name: 'Ns.Type' }, { name: 'c' }], position: 3 }])
t.same(parse('Model.*,Ns.Sub.*'), [{ kind: 'allOperations', namespace: 'Model', position: 0 }, { kind: 'allOperations', namespace: 'Ns.Sub', position: 8 }])
t.match(parse('Ns.F(Location,Kind)'), [{ path: [{ name: 'Ns.F' }], parameterNames: ['Location', 'Kind'], options: {} }])
t.match(parse('@Core.Messages($top=5)'), [{ path: [{ kind: 'annotation', term: 'Core.Messages' }], options: { top: 5 } }])
t.match(parse('rows($filter=ok eq false;$orderby=at desc;top=5;$skip=1;$count=true;$search=x;$select=a,b;$compute=c as d)'), [{
  options: { filter: { kind: 'binary' }, orderBy: [{ descending: true }], top: 5, skip: 1, count: true, search: { text: 'x' }, select: [{}, {}], compute: [{ name: 'd' }] }
}])
t.match(parse('a(@p=1;$filter=x eq @p)'), [{ options: { aliases: new Map([['p', { text: '1' }]]) } }])

const faults: ReadonlyArray<readonly [string, string]> = [
  ['', 'expected a property path or "*" at position 1, found the end.'],
  ['a,,b', 'expected a property path or "*" at position 3, found ",".'],
  ['a b', 'expected the end at position 3, found "b".'],
  ['a/', 'expected a property path or "*" at position 3, found the end.'],
  ['a/ b', 'expected a name at position 3, found " ".'],
  ['a/$count', 'expected the end at position 2, found "/".'],
  ['a()', 'expected an option or the name of a parameter in "( )" at position 2, found "(".'],
  ['Ns.b.', 'expected "*" at position 6, found the end.'],
  ['a($expand=b)', 'expected one of $filter, $search, $count, $orderby, $skip, $top, $compute, $select with a value at position 3, found "$expand".'],
  ['a($top=1;$top=2)', 'expected $top only once at position 10, found "$top".']
]

for (const [text, message] of faults) t.throws(() => parse(text), { message: `$select: ${message}` }, text)
