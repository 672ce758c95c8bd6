/** Tokens belong to their request: to that of a page inside a page as if it had been asked for alone. */
import t from 'tap'
import { nestedQuery } from '../../src/odata/nested-query.js'
import { nestedDigest, readSkipToken, requestDigest, writeSkipToken } from '../../src/odata/skip-token.js'
import { parseQueryOptions } from '../../src/odata/url/parse-query.js'
import { expandOptions } from './url/arbitrary-options.js'
import { fc } from '../support/property.js'

t.test('the digest of nested options is that of the URL which they become', t => {
  fc.assert(fc.property(expandOptions, ({ levels: _levels, ...nested }) => {
    const query = nestedQuery(nested)
    return nestedDigest('a/b', query) === requestDigest('a/b', parseQueryOptions(query.text))
  }), { numRuns: 500 })
  t.end()
})

t.test('a token is what was written, for the request it was written for', async t => {
  const digest = requestDigest('rows', parseQueryOptions("$filter=a eq 'b'&$orderby=c"))
  const token = { position: ['x', null, '7'], remaining: 3 }
  const text = writeSkipToken(token, digest)
  t.same(readSkipToken(text, digest), token)
  for (const query of ["$filter=a eq 'c'&$orderby=c", "$filter=a eq 'b'", "$filter=a eq 'b'&$orderby=c&@a=1", '']) {
    t.throws(() => readSkipToken(text, requestDigest('rows', parseQueryOptions(query))), { message: /belongs to another request/ }, query)
  }
  t.same(readSkipToken(text, requestDigest('rows', parseQueryOptions('$top=9&%24orderby=c&$filter=a%20eq%20%27b%27'))), token, 'what decides nothing may differ')
  t.throws(() => readSkipToken(`${text.slice(0, -1)}A`, digest), { message: /not one this service wrote/ })
})
