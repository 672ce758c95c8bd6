/** OData-URL 4.01, section 5. */
import t from 'tap'
import { parseQueryOptions } from '../../../src/odata/url/parse-query.js'

const parse = parseQueryOptions

t.same(parse(''), { aliases: new Map(), raw: [] })
t.match(parse('?'.slice(1)), { raw: [] })
t.match(parse('$filter=a+eq+%27x%26y%27&$top=5'), { filter: { right: { text: 'x&y' } }, top: 5 })
t.match(parse('FILTER=a&%24Top=1&SkipToken=z'), { filter: { kind: 'path' }, top: 1, skipToken: 'z' }, 'any case, with or without the dollar sign')
t.match(parse("$filter=a eq 'b=c'"), { filter: { right: { text: 'b=c' } } }, 'only the first equals sign separates')
t.same(parse('&&tenant=a%20b&x&$top=1&@p=2&levels=3&&').raw, [
  { kind: 'custom', name: 'tenant', text: 'tenant=a%20b' },
  { kind: 'custom', name: 'x', text: 'x' },
  { kind: 'system', name: '$top', text: '$top=1' },
  { kind: 'alias', name: '@p', text: '@p=2' },
  { kind: 'custom', name: 'levels', text: 'levels=3' }
], 'every option is kept as sent')
t.match(parse('@p=1&@q=[1,2]&@r={"a":@p}').aliases, new Map([['p', { kind: 'literal' }], ['q', { kind: 'array' }], ['r', { kind: 'object' }]]))
t.match(parse('a=1&a=2').raw, [{}, {}], 'custom options may repeat')

const faults: ReadonlyArray<readonly [string, string, string]> = [
  ['$fitler=a', '$fitler', '$fitler: unknown query option. Did you mean "$filter"?'],
  ['$=a', '$', '$: unknown query option.'],
  ['$nothing=a', '$nothing', '$nothing: unknown query option.'],
  ['$filter=a&filter=b', '$filter', '$filter: given more than once.'],
  ['$select=a&$select=b', '$select', '$select: given more than once. A list is one value, with commas: $select=a,b'],
  ['$count=true&$COUNT=true', '$count', '$count: given more than once.'],
  ['@p=1&@p=2', '@p', '@p: given more than once.'],
  ['@1=2', '@1', '@1: expected an identifier after "@".'],
  ['@a.b=2', '@a.b', '@a.b: expected an identifier after "@".'],
  ['@p=', '@p', '@p: expected an expression at position 1, found the end.'],
  ['$levels=1', '$levels', '$levels: allowed only inside $expand.'],
  ['$filter', '$filter', '$filter: expected an expression at position 1, found the end.'],
  ['$filter= true', '$filter', '$filter: expected a value for $filter at position 1, found " ".'],
  ['$filter=a eq and b', '$filter', '$filter: expected an expression at position 6, found "and".'],
  ['$filter=%zz', '$filter', '$filter: "%" at position 1 is not followed by two hexadecimal digits.']
]

for (const [text, target, message] of faults) t.throws(() => parse(text), { message, target, status: 400 }, text)
t.equal(parse('$filter=true ').filter?.kind, 'literal', 'white space at the end is tolerated')
