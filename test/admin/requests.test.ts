/** Patterns, in time that no pattern can stretch, and the operations that URLs stand for. */
import t from 'tap'
import { createCallNames } from '../../src/admin/requests/operation-id.js'
import { officeConfiguration } from '../../src/families/office-configuration/office-configuration-family.js'
import { createServiceRoots } from '../../src/http/service-root.js'
import { matchesPath, matchesText } from '../../src/admin/requests/wildcard.js'

t.test('patterns of paths', t => {
  const yes = [['/a/b', '/A/B'], ['/a/*', '/a/b'], ['/a/**', '/a'], ['/a/**', '/a/b/c'], ['/**/c', '/c'], ['/**/c', '/a/b/c'], ['/a/**/c', '/a/c'], ['/a?c', '/abc'], ['/*b*', '/abc'], ['/a b', '/a%20b'], ['**', '/']]
  const no = [['/a/*', '/a'], ['/a/*', '/a/b/c'], ['/a', '/a/b'], ['/a/**/c', '/a/bc'], ['/a?', '/a'], ['/a.c', '/abc'], ['/**/b', '/a']]
  for (const [pattern, path] of yes) t.ok(matchesPath(pattern!, path!), `${pattern} ${path}`)
  for (const [pattern, path] of no) t.notOk(matchesPath(pattern!, path!), `${pattern} ${path}`)
  t.end()
})

t.test('hostile patterns are no slower', t => {
  const began = performance.now()
  matchesText('*a'.repeat(500), `${'a'.repeat(16_000)}b`)
  matchesPath('/**/*a*'.repeat(140), '/aaaa'.repeat(3000))
  t.ok(performance.now() - began < 2000)
  t.end()
})

t.test('operations', t => {
  const { operationIdOf } = createCallNames(officeConfiguration.documentation.operations, createServiceRoots(officeConfiguration.roots))
  const id = 'officeConfiguration_ListTenantCheckinStatuses'
  for (const path of ['/beta/officeConfiguration/tenantCheckinStatuses', '/v1.0/OFFICECONFIGURATION/tenantcheckinstatuses', '/officeConfiguration/tenantCheckinStatuses']) t.equal(operationIdOf({ method: 'GET', path }), id, path)
  t.equal(operationIdOf({ method: 'HEAD', path: '/beta/officeConfiguration/tenantCheckinStatuses' }), id)
  t.equal(operationIdOf({ method: 'GET', path: '/v9/x' }), undefined)
  t.end()
})
