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

onBothDatabases('which rows differ from a snapshot', async (t, { call }) => {
  const rows = async (type: string, query = ''): Promise<unknown> =>
    json(await call('GET', `/__admin/tenants/default/snapshots/before/differences/${type}${query}`))['value']
  const configure = async (displayName: string): Promise<string> => String(json(await call('POST', `${OFFICE}/clientConfigurations`, { body: { '@odata.type': '#microsoft.graph.windowsOfficeClientConfiguration', displayName } }))['id'])
  await call('PATCH', OFFICE, { body: { tenantCheckinStatuses: [{ deviceName: 'PC-1', wasSuccessful: true }], tenantUserCheckinSummary: { failedUserCount: 1 } } })
  const [kept, removed] = [await configure('kept'), await configure('removed')]
  await call('POST', '/__admin/tenants/default/snapshots/before')
  t.same(await rows('officeClientConfiguration'), [])
  await call('POST', `${OFFICE}/tenantCheckinStatuses`, { body: { deviceName: `PC-${'x'.repeat(300)}`, wasSuccessful: false } })
  await call('PATCH', OFFICE, { body: { tenantUserCheckinSummary: { failedUserCount: 2 } } })
  await call('PATCH', `${OFFICE}/clientConfigurations/${kept}`, { body: { displayName: 'changed' } })
  await call('DELETE', `${OFFICE}/clientConfigurations/${removed}`)
  t.match(await rows('officeClientCheckinStatus'), [{ kind: 'added', now: { deviceName: `PC-${'x'.repeat(197)}`, wasSuccessful: 'false', errorMessage: null }, before: undefined }])
  t.match(await rows('officeConfiguration'), [{ kind: 'changed', members: ['tenantUserCheckinSummary_failedUserCount'], now: { tenantUserCheckinSummary_failedUserCount: '2' }, before: { tenantUserCheckinSummary_failedUserCount: '1' } }])
  t.match(await rows('officeClientConfiguration'), [
    { kind: 'changed', members: ['displayName'], now: { id: kept, displayName: 'changed' }, before: { id: kept, displayName: 'kept' } },
    { kind: 'removed', before: { id: removed, displayName: 'removed' }, now: undefined }
  ])
  await call('PATCH', OFFICE, { body: { tenantCheckinStatuses: [{ deviceName: 'PC-2' }, { deviceName: 'PC-3' }] } })
  t.match(await rows('officeClientCheckinStatus', '?top=1'), [{ kind: 'added', now: { deviceName: 'PC-2' } }, { kind: 'removed', before: { deviceName: 'PC-1' } }])
  const missing = await call('GET', '/__admin/tenants/default/snapshots/before/differences/nothing')
  t.match([missing.statusCode, errorOf(missing)['message']], [404, /^Nothing is stored as 'nothing'; choose one of .*officeConfiguration/])
})

onBothDatabases('all tenants are compared with a snapshot of all', async (t, { call }) => {
  const patch = async (tenant: string, deviceNames: readonly string[]): Promise<void> => {
    await call('PATCH', `/t/${tenant}/beta/officeConfiguration`, { body: { tenantCheckinStatuses: deviceNames.map(deviceName => ({ deviceName })) } })
  }
  const differences = async (): Promise<Record<string, unknown>> => json(await call('GET', '/__admin/snapshots/all/differences'))
  await patch('contoso', ['A', 'B'])
  await patch('fabrikam', ['C'])
  await call('POST', '/__admin/snapshots/all')
  t.match(await differences(), { officeClientCheckinStatus: { added: 0, removed: 0 } })
  await patch('contoso', ['A'])
  await patch('tailspin', ['D', 'E', 'F'])
  await call('DELETE', '/__admin/tenants/fabrikam')
  t.match(await differences(), { officeClientCheckinStatus: { added: 4, removed: 3 }, officeConfiguration: { added: 1, removed: 1 } })
  t.equal((await call('GET', '/__admin/snapshots/none/differences')).statusCode, 404)
})

onBothDatabases('a note beside a snapshot', async (t, { call }) => {
  for (const scope of ['/__admin/tenants/contoso', '/__admin']) {
    const taken = await call('POST', `${scope}/snapshots/before`, { body: { note: 'Before the nightly run' } })
    t.match([taken.statusCode, json(taken)], [201, { name: 'before', note: 'Before the nightly run' }])
    t.match(json(await call('GET', `${scope}/snapshots`))['value'], [{ name: 'before', note: 'Before the nightly run' }])
    const noted = await call('PATCH', `${scope}/snapshots/before`, { body: { note: 'Ä <b>' } })
    t.match([noted.statusCode, json(noted)], [200, { name: 'before', note: 'Ä <b>' }])
    t.match(json(await call('POST', `${scope}/snapshots/before/restore`)), { note: 'Ä <b>' })
    t.match(json(await call('POST', `${scope}/snapshots/before`)), { note: '' }, 'another one by the name has a note of its own')
    t.equal((await call('PATCH', `${scope}/snapshots/nothing`, { body: { note: '' } })).statusCode, 404)
    for (const body of [{}, { note: 1 }, { note: 'a'.repeat(1001) }, { note: '\u0000' }, { note: '', other: 1 }]) {
      t.equal((await call('PATCH', `${scope}/snapshots/before`, { body })).statusCode, 400, JSON.stringify(body).slice(0, 40))
    }
  }
})
