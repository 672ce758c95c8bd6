/** OData-URL 4.01, section 5.1.3. */
import t from 'tap'
import { parseQueryOptions } from '../../../src/odata/url/parse-query.js'

const parse = (text: string): unknown => parseQueryOptions(`$expand=${text}`).expand

t.same(parse('*,*/$ref,*($levels=2),$value'), [
  { kind: 'wildcard', ref: false, options: {}, position: 0 },
  { kind: 'wildcard', ref: true, options: {}, position: 2 },
  { kind: 'wildcard', ref: false, options: { levels: 2 }, position: 9 },
  { kind: 'value', position: 22 }
])
t.match(parse('a/Ns.Type/b'), [{ kind: 'path', path: [{ name: 'a' }, { name: 'Ns.Type' }, { name: 'b' }], suffix: undefined, options: {}, position: 0 }])
t.match(parse('a/$ref($filter=x;$top=1),b/$count($search=y)'), [{ suffix: '$ref', options: { top: 1 } }, { suffix: '$count', options: { search: { text: 'y' } } }])
t.match(parse('a($select=b,c;expand=d($levels=max;$apply=identity;$compute=x as y);@p=1)'), [{
  options: { select: [{}, {}], expand: [{ options: { levels: 'max', apply: [{ kind: 'identity' }], compute: [{}] } }], aliases: new Map([['p', { text: '1' }]]) }
}])
t.match(parse('@Ns.Term'), [{ path: [{ kind: 'annotation' }] }])

const ref = '$filter, $search, $orderby, $skip, $top, $count'
const faults: ReadonlyArray<readonly [string, string]> = [
  ['a/$ref($levels=4)', `expected one of ${ref} with a value at position 8, found "$levels".`],
  ['a/$count($count=true)', 'expected one of $filter, $search with a value at position 10, found "$count".'],
  ['*($select=a)', 'expected one of $levels with a value at position 3, found "$select".'],
  ['*/$count', 'expected "*/$ref" at position 1, found "*/$count".'],
  ['a/$rfe', 'expected "$ref" or "$count" at position 3, found "$rfe". Did you mean "$ref"?'],
  ['a($selct=b)', 'expected one of $filter, $search, $count, $orderby, $skip, $top, $compute, $select, $expand, $levels, $apply with a value at position 3, found "$selct". Did you mean "$select"?'],
  ['a($select=b,$top=1)', 'expected a property path or "*" at position 13, found "$top".'],
  ['a(@p=1;@p=2)', 'expected @p only once at position 8, found "@p".'],
  ['a()', 'expected one of $filter, $search, $count, $orderby, $skip, $top, $compute, $select, $expand, $levels, $apply with a value at position 3, found ")".'],
  ['a($filter= b)', 'expected a value for $filter at position 11, found " ".'],
  ['a(@p= 1)', 'expected a value at position 6, found " ".']
]

for (const [text, message] of faults) t.throws(() => parse(text), { message: `$expand: ${message}` }, text)
