import t from 'tap'
import { createServiceRoots } from '../../src/http/service-root.js'
import { officeConfiguration } from '../../src/families/office-configuration/office-configuration-family.js'

const { split: splitUrl } = createServiceRoots(officeConfiguration.roots)

t.test('where the service root ends', t => {
  const cases: ReadonlyArray<readonly [url: string, root: string, path: string, query: string]> = [
    ['/beta/officeConfiguration', '/beta', 'officeConfiguration', ''],
    ['/BETA/officeConfiguration?a=b?c', '/beta', 'officeConfiguration', 'a=b?c'],
    ['/v1.0/officeConfiguration/x%2Fy', '/v1.0', 'officeConfiguration/x%2Fy', ''],
    ['/v1.0', '/v1.0', '', ''],
    ['/beta/', '/beta', '', ''],
    ['/officeConfiguration', '', 'officeConfiguration', ''],
    ['/OfficeConfiguration/x', '', 'OfficeConfiguration/x', ''],
    ['/$batch', '', '$batch', ''],
    ['/beta/http://host:3000/beta/officeConfiguration?$top=1', '/beta', 'officeConfiguration', '$top=1'],
    ['/beta/https:/host/v1.0/officeConfiguration', '/v1.0', 'officeConfiguration', '']
  ]
  for (const [url, root, path, query] of cases) t.same(splitUrl(url), { root, path, query }, url)
  for (const url of ['/', '/v2.0/officeConfiguration', '/officeConfigurations', '/betaofficeConfiguration']) t.throws(() => splitUrl(url), { message: /^Invalid version: / }, url)
  t.end()
})

t.test('where roots are no versions a 404 says which there are', t => {
  const { split } = createServiceRoots({ roots: ['/odata'], bareNames: [], areVersions: false })
  for (const url of ['/People', '/t/a/People?$top=1', '/']) t.throws(() => split(url), { message: /^Nothing is served at '\/(?:People)?'\. The service root is \/odata\.$/ }, url)
  t.end()
})

t.test('what is nested without end is not looked into', t => {
  const nested = (piece: string) => splitUrl(`${piece.repeat(100_000)}/beta/officeConfiguration`)
  t.throws(() => nested('/t/a'), { message: 'Invalid version: t' })
  t.match(nested('/beta/http://x'), { root: '/beta', path: /^http:/ }, 'which names nothing')
  t.match(nested('/t/a/beta/http://x'), { root: '/t/a/beta', path: /^http:/ })
  t.throws(() => splitUrl('/t/a/t/b/beta/officeConfiguration'), { message: 'Invalid version: t' })
  t.match(splitUrl('/t/a/beta/http://x/t/a/beta/officeConfiguration'), { root: '/t/a/beta', path: 'officeConfiguration', tenant: 'a' })
  t.throws(() => splitUrl('/t/a/beta/http://x/t/b/beta/officeConfiguration'), { message: /two tenants/ })
  t.end()
})
