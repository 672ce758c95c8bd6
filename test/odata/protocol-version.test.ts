/** OData-Protocol 4.01, sections 8.1.5, 8.2.6 and 8.2.7: which version is answered, and which is read. */
import t from 'tap'
import { checkRequestVersion, errorVersion, responseVersion } from '../../src/odata/protocol-version.js'

t.test('the newest version up to OData-MaxVersion', t => {
  const cases: ReadonlyArray<readonly [maxVersion: string | undefined, version: string]> = [
    [undefined, '4.0'], ['4.0', '4.0'], ['4.00', '4.0'], ['4.005', '4.0'], ['4.01', '4.01'], ['4.1', '4.01'], [' 4.01 ', '4.01'], ['04.0', '4.0'], ['5.0', '4.01'],
    ['10.0', '4.01'], [`${'9'.repeat(400)}.0`, '4.01'], [`4.${'0'.repeat(400)}`, '4.0']
  ]
  for (const [maxVersion, version] of cases) t.equal(responseVersion(maxVersion), version, String(maxVersion).slice(0, 20))
  t.end()
})

t.test('what allows no version is refused, by an error that has one', t => {
  for (const maxVersion of ['3.0', '0.9', '000.1', '', '4', '4.', '.1', 'v4.0', '4.0.1', '-4.0', '4,0']) {
    t.throws(() => responseVersion(maxVersion), { message: /allows no version this service speaks/ }, maxVersion)
    t.equal(errorVersion(maxVersion), '4.0', maxVersion)
  }
  t.same([errorVersion(undefined), errorVersion('4.01')], ['4.0', '4.01'])
  t.end()
})

t.test('bodies of 4.0 and 4.01 are read', t => {
  for (const version of [undefined, '4.0', '4.01', ' 4.0 ']) t.doesNotThrow(() => { checkRequestVersion(version) }, String(version))
  for (const version of ['3.0', '4.02', '5.0', '', 'four']) t.throws(() => { checkRequestVersion(version) }, { message: /reads 4\.0 and 4\.01/ }, version)
  t.end()
})
