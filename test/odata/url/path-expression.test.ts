/** OData-URL 4.01, sections 5.1.1.5 to 5.1.1.13: paths, lambdas, variables, annotations inside expressions. */
import t from 'tap'
import { parseExpression } from '../../../src/odata/url/parse-expression.js'

const parse = (text: string): unknown => parseExpression(text, '$filter')

t.match(parse('a/Ns.Type/b'), { kind: 'path', segments: [{ kind: 'name', name: 'a', position: 0 }, { name: 'Ns.Type', position: 2 }, { name: 'b', position: 10 }] })
t.same(parse('$it'), { kind: 'variable', name: '$it', position: 0 })
t.match(parse('$This/a'), { kind: 'path', root: { kind: 'variable', name: '$this', position: 0 }, segments: [{ name: 'a', position: 6 }] })
t.match(parse('$root/Orders(1)/Items'), { root: { name: '$root' }, segments: [{ name: 'Orders', parentheses: [{ kind: 'key' }] }, { name: 'Items' }] })
t.match(parse('$these/$count'), { root: { name: '$these' }, segments: [{ kind: 'count', options: {} }] })
t.same(parse('@p'), { kind: 'parameterAlias', name: 'p', position: 0 })
t.match(parse('@p/a'), { kind: 'path', root: { kind: 'parameterAlias', name: 'p' }, segments: [{ name: 'a' }] })
t.match(parse('@Ns.Term'), { kind: 'path', segments: [{ kind: 'annotation', term: 'Ns.Term', position: 0 }] })
t.match(parse('@Term#Q/a'), { kind: 'path', segments: [{ kind: 'annotation', term: 'Term', qualifier: 'Q' }, { name: 'a' }] })
t.match(parse('a/@Ns.Term#Q'), { kind: 'path', segments: [{ name: 'a' }, { kind: 'annotation', term: 'Ns.Term', qualifier: 'Q' }] })
t.match(parse('rows/any()'), { segments: [{ name: 'rows' }, { kind: 'lambda', operator: 'any', variable: undefined, predicate: undefined, position: 5 }] })
t.match(parse('rows/ALL( r : r/ok )'), { segments: [{ name: 'rows' }, { kind: 'lambda', operator: 'all', variable: 'r', predicate: { kind: 'path' } }] })
t.match(parse('rows/any(r:r/list/any(s:s eq r/name))'), { segments: [{}, { predicate: { segments: [{ name: 'r' }, { name: 'list' }, { kind: 'lambda', variable: 's' }] } }] })
t.match(parse('rows/$count gt 3'), { left: { segments: [{ name: 'rows' }, { kind: 'count' }] } })
t.match(parse('rows/$count($filter=ok;$search=x y)'), { segments: [{}, { kind: 'count', options: { filter: { kind: 'path' }, search: { kind: 'and' } } }] })
t.match(parse('rows/$filter(ok)/$count'), { segments: [{}, { kind: 'filter', predicate: { kind: 'path' }, position: 5 }, { kind: 'count' }] })
t.match(parse('Sales/aggregate(Amount with sum)'), { segments: [{}, { kind: 'aggregateCall', aggregate: { method: 'sum' } }] })
t.match(parse('x/any'), { segments: [{ name: 'x' }, { kind: 'name', name: 'any' }] }, 'any and all are names without parentheses')

const faults: ReadonlyArray<readonly [string, string]> = [
  ['$root', 'expected "/" after "$root" at position 6, found the end.'],
  ['$tihs/a', 'expected an expression at position 1, found "$tihs". Did you mean "$this"?'],
  ['a/', 'expected a path segment at position 3, found the end.'],
  ['a/ b', 'expected a path segment at position 3, found " ".'],
  ['a /b', 'expected the end at position 3, found "/".'],
  ['a/$cuont', 'expected a path segment at position 3, found "$cuont". Did you mean "$count"?'],
  ['a/$count/b', 'expected the end at position 9, found "/".'],
  ['a/all()', 'expected a lambda variable at position 7, found ")".'],
  ['a/any(x.y:true)', 'expected a lambda variable without a dot at position 7, found "x.y".'],
  ['a/any(x true)', 'expected ":" at position 9, found "true".'],
  ['a/$count($top=1)', 'expected one of $filter, $search with a value at position 10, found "$top".'],
  ['a/@T#1', 'expected an annotation qualifier at position 6, found "1".']
]

for (const [text, message] of faults) t.throws(() => parse(text), { message: `$filter: ${message}` }, text)
