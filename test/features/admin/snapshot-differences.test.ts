/** What changed since a snapshot was taken, counted on both databases, of the family and of a given model. */
import { OFFICE, errorOf, json, onBothDatabases } from '../../support/service.js'

onBothDatabases('what was added, changed and removed since a snapshot', async (t, { call }) => {
  const none = { added: 0, changed: 0, removed: 0 }
  const differences = async (name = 'before'): Promise<Record<string, unknown>> => json(await call('GET', `/__admin/tenants/default/snapshots/${name}/differences`))
  const configure = async (displayName: string): Promise<string> => String(json(await call('POST', `${OFFICE}/clientConfigurations`, { body: { '@odata.type': '#microsoft.graph.windowsOfficeClientConfiguration', displayName } }))['id'])
  await call('PATCH', OFFICE, { body: { tenantCheckinStatuses: [{ deviceName: 'PC-1' }, { deviceName: 'PC-2' }], tenantUserCheckinSummary: { failedUserCount: 1 } } })
  const [kept, removed] = [await configure('kept'), await configure('removed')]
  await call('POST', '/__admin/tenants/default/snapshots/before')
  t.same(new Set(Object.values(await differences()).map(value => JSON.stringify(value))), new Set([JSON.stringify(none)]), 'nothing yet')
  await call('POST', `${OFFICE}/tenantCheckinStatuses`, { body: { deviceName: 'PC-3' } })
  await call('PATCH', OFFICE, { body: { tenantUserCheckinSummary: { failedUserCount: 2 } } })
  await call('PATCH', `${OFFICE}/clientConfigurations/${kept}`, { body: { displayName: 'changed' } })
  await call('DELETE', `${OFFICE}/clientConfigurations/${removed}`)
  await configure('added')
  t.match(await differences(), {
    officeClientCheckinStatus: { added: 1, changed: 0, removed: 0 },
    officeConfiguration: { added: 0, changed: 1, removed: 0 },
    officeClientConfiguration: { added: 1, changed: 1, removed: 1 }
  })
  await call('POST', '/__admin/tenants/default/snapshots/before/restore')
  t.same(new Set(Object.values(await differences()).map(value => JSON.stringify(value))), new Set([JSON.stringify(none)]), 'restored')
  await call('PATCH', OFFICE, { body: { tenantCheckinStatuses: [] } })
  t.match(await differences(), { officeClientCheckinStatus: { added: 0, removed: 2 } })
  const missing = await call('GET', '/__admin/tenants/default/snapshots/after/differences')
  t.match([missing.statusCode, errorOf(missing)['message']], [404, "There is no snapshot 'after' of the tenant 'default'."])
})

onBothDatabases('the same of a given model', async (t, { call }) => {
  await call('POST', '/odata/Values', { body: { Id: 1, String: 'a' } })
  await call('POST', '/odata/Values', { body: { Id: 2, String: 'b' } })
  await call('POST', '/__admin/tenants/default/snapshots/before')
  await call('PATCH', '/odata/Values(1)', { body: { String: 'c' } })
  await call('DELETE', '/odata/Values(2)')
  await call('POST', '/odata/Values', { body: { Id: 3 } })
  t.match(json(await call('GET', '/__admin/tenants/default/snapshots/before/differences')), { value: { added: 1, changed: 1, removed: 1 } })
}, { model: 'test/models/shop.csdl.xml', root: '/odata' })
