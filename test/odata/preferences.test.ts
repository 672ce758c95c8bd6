import t from 'tap'
import { parsePreferences } from '../../src/odata/preferences.js'

t.test('Prefer (RFC 7240)', t => {
  const cases: ReadonlyArray<readonly [string | undefined, 'minimal' | 'representation' | undefined, number | undefined]> = [
    [undefined, undefined, undefined],
    ['', undefined, undefined],
    ['return=minimal', 'minimal', undefined],
    ['RETURN = "Representation"', 'representation', undefined],
    ['return=minimal, return=representation', 'minimal', undefined],
    ['odata.maxpagesize=50', undefined, 50],
    ['maxpagesize=7;return=minimal', 'minimal', 7],
    ['maxpagesize=0', undefined, undefined],
    ['maxpagesize=-1, respond-async', undefined, undefined],
    ['maxpagesize=1e3', undefined, undefined]
  ]
  for (const [header, returned, maxPageSize] of cases) t.same(parsePreferences(header), { return: returned, maxPageSize }, String(header))
  t.end()
})
