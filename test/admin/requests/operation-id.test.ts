/** The operations that URLs stand for. */
import t from 'tap'
import { operationIdOf } from '../../../src/admin/requests/operation-id.js'

t.test('operations', t => {
  const id = 'officeConfiguration_ListTenantCheckinStatuses'
  for (const path of ['/beta/officeConfiguration/tenantCheckinStatuses', '/v1.0/OFFICECONFIGURATION/tenantcheckinstatuses', '/officeConfiguration/tenantCheckinStatuses']) t.equal(operationIdOf({ method: 'GET', path }), id, path)
  t.equal(operationIdOf({ method: 'HEAD', path: '/beta/officeConfiguration/tenantCheckinStatuses' }), id)
  t.equal(operationIdOf({ method: 'GET', path: '/v9/x' }), undefined)
  t.end()
})
