/** Which JSON is written: `$format`, else the best of `Accept` (RFC 9110, section 12.5.1; OData JSON format 4.01, section 3). */
import t from 'tap'
import { controlName, negotiateFormat, parseMediaRanges } from '../../../src/odata/json/format.js'

const minimal = { metadata: 'minimal', ieee754Compatible: false }

t.test('accepted', t => {
  const cases: ReadonlyArray<readonly [accept: string | undefined, format: object]> = [
    [undefined, minimal], ['', minimal], ['  ', minimal], ['*/*', minimal], ['application/*', minimal], ['text/json', minimal], ['Application/JSON', minimal],
    ['application/json;odata.metadata=none', { metadata: 'none' }],
    ['application/json;metadata=full', { metadata: 'full' }],
    ['application/json; IEEE754Compatible=true ;q=0.1', { ieee754Compatible: true }],
    ['application/json;odata.metadata="full"', { metadata: 'full' }],
    ['text/html, application/xml;q=0.9, */*;q=0.8', minimal],
    ['application/json;odata.metadata=none;q=0.5, application/json;odata.metadata=full;q=0.6', { metadata: 'full' }],
    ['application/json;odata.metadata=much, application/json;q=0.1', minimal],
    ['application/json;charset=utf-8;ExponentialDecimals=true;odata.streaming=false', minimal]
  ]
  for (const [accept, format] of cases) t.match(negotiateFormat('4.0', accept, undefined), { version: '4.0', ...format }, String(accept))
  t.end()
})

t.test('not acceptable', t => {
  const refused = [
    'text/html', 'application/json;q=0', 'application/json;q=x', 'application/json;odata.metadata=much', 'application/json;charset=latin1',
    'application/json;colour=red', 'application/json;IEEE754Compatible=yes', 'application/jsonp', ',,,'
  ]
  for (const accept of refused) t.throws(() => negotiateFormat('4.0', accept, undefined), { message: /None of the media types in 'Accept/ }, accept)
  for (const format of ['xml', 'atom', '', 'application/xml', 'application/json;colour=red']) {
    t.throws(() => negotiateFormat('4.0', '*/*', format), { message: /\$format/ }, format)
  }
  t.end()
})

t.test('$format wins over Accept', t => {
  for (const format of ['json', 'JSON', 'application/json']) t.match(negotiateFormat('4.0', 'text/html', format), minimal, format)
  t.match(negotiateFormat('4.0', 'application/json;odata.metadata=none', 'application/json;odata.metadata=full'), { metadata: 'full' })
  t.end()
})

t.test('each version has its own names', t => {
  t.match(negotiateFormat('4.0', undefined, undefined).contentType, /^application\/json;odata\.metadata=minimal;odata\.streaming=true;/)
  t.match(negotiateFormat('4.01', undefined, undefined).contentType, /^application\/json;metadata=minimal;streaming=true;/)
  t.equal(negotiateFormat('4.01', 'application/json', undefined), negotiateFormat('4.01', undefined, 'json'), 'one object for one format')
  t.same([controlName({ version: '4.0' }, 'etag'), controlName({ version: '4.01' }, 'count', 'rows')], ['@odata.etag', 'rows@count'])
  t.end()
})

t.test('of a long header the first ranges count', t => {
  t.equal(parseMediaRanges(Array(10_000).fill('a/b').join(',')).length, 50)
  t.end()
})
