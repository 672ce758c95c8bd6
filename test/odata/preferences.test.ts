import t from 'tap'
import { appliedPreferences, parsePreferences } from '../../src/odata/preferences.js'

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
    ['maxpagesize=1e3', undefined, undefined],
    ['odata.maxpagesize=1, maxpagesize=2', undefined, 2],
    ['maxpagesize=2, odata.maxpagesize=1', undefined, 2],
    ['maxpagesize=2, maxpagesize=3', undefined, 2],
    ['odata.maxpagesize=1, odata.maxpagesize=3', undefined, 1],
    ['x="maxpagesize=5', undefined, undefined],
    ['="return=minimal", maxpagesize = "5"', undefined, 5]
  ]
  for (const [header, returned, maxPageSize] of cases) t.match(parsePreferences(header), { return: returned, maxPageSize }, String(header))
  t.end()
})

t.test('preferences of OData (OData-Protocol 4.01, section 8.2.8), and what is said of those that were applied (section 8.3.6)', t => {
  const all = { returned: true, pageSize: 1000, omitted: true }
  const cases: ReadonlyArray<readonly [string, object, string | undefined]> = [
    ['omit-values=nulls', { omitValues: 'nulls' }, 'omit-values=nulls'],
    ['odata.omit-values=Defaults', { omitValues: 'defaults' }, 'odata.omit-values=defaults'],
    ['omit-values=all', { omitValues: undefined }, undefined],
    ['odata.include-annotations="display.*,-*"; maxpagesize=3', { includeAnnotations: 'display.*,-*', maxPageSize: 3 }, 'maxpagesize=1000, odata.include-annotations="display.*,-*"'],
    ['handling=strict', { strict: true }, 'handling=strict'],
    ['handling=lenient, respond-async, wait=10, odata.track-changes', { strict: false }, undefined],
    ['odata.continue-on-error', { continueOnError: true }, undefined],
    ['continue-on-error=false', { continueOnError: false }, undefined],
    ['x="a\\"b, return=minimal", return=minimal', { return: 'minimal' }, 'return=minimal']
  ]
  for (const [header, expected, applied] of cases) {
    t.match(parsePreferences(header), expected, header)
    t.equal(appliedPreferences(parsePreferences(header), all), applied, header)
  }
  t.equal(appliedPreferences(parsePreferences('return=minimal, maxpagesize=2, omit-values=nulls'), { returned: false, pageSize: undefined, omitted: false }), undefined, 'only what made a difference')
  t.end()
})
