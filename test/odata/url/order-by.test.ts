/** OData-URL 4.01, sections 5.1.5 and 5.1.9. */
import t from 'tap'
import { parseQueryOptions } from '../../../src/odata/url/parse-query.js'

const parse = parseQueryOptions

t.match(parse('$orderby=a').orderBy, [{ expression: { kind: 'path' }, descending: false, position: 0 }])
t.match(parse('$orderby=a asc, b/c DESC,length(d)').orderBy, [{ descending: false }, { descending: true, position: 7 }, { expression: { kind: 'methodCall' } }])
t.match(parse('$orderby=a\tdesc').orderBy, [{ descending: true }])
t.match(parse('$orderby=rows/$count desc').orderBy, [{ expression: { segments: [{}, { kind: 'count' }] }, descending: true }])
t.match(parse('$compute=a mul 2 as x,tolower(b) as y').compute, [{ expression: { operator: 'mul' }, name: 'x', position: 0 }, { name: 'y', position: 13 }])

const faults: ReadonlyArray<readonly [string, string]> = [
  ['$orderby=a dsc', '$orderby: expected an operator or the end of the expression at position 3, found "dsc". Did you mean "desc"?'],
  ['$orderby=a desc asc', '$orderby: expected the end at position 8, found "asc".'],
  ['$orderby=a,', '$orderby: expected an expression at position 3, found the end.'],
  ['$compute=a', '$compute: expected "as" at position 2, found the end.'],
  ['$compute=a as b.c', '$compute: expected a name without a dot at position 6, found "b.c".']
]

for (const [text, message] of faults) t.throws(() => parse(text), { message }, text)
