/** Fleets, documents, tenants and the throttle of an emulator, on both databases. */
import t from 'tap'
import { startEmulator } from '../../src/emulator.js'
import type { Emulator } from '../../src/emulator.js'
import { dialects, newDatabase } from '../support/databases.js'

const count = async ({ baseUrl, token }: Emulator, tenant = 'default'): Promise<string> =>
  await (await fetch(`${baseUrl}/officeConfiguration/tenantCheckinStatuses/$count`, { headers: { authorization: `Bearer ${await token({ tenant })}` } })).text()

for (const dialect of dialects) {
  t.test(`a fleet goes out of one tenant and into another (${dialect})`, async t => {
    const emulator = await startEmulator({ databaseUrl: await newDatabase(t, dialect) })
    t.teardown(emulator.stop)
    const { generate, exportState, importState, clock } = emulator
    clock.set('2026-01-31T09:30:00Z')
    t.same(await generate(), { rows: 1000, configurations: 3, version: '1' })
    t.equal(await count(emulator), '1000')
    const order = { rows: 20, configurations: 1, seed: 7 }
    t.same(await generate(order, 'Contoso'), { rows: 20, configurations: 1, version: '1' })
    t.same(order, { rows: 20, configurations: 1, seed: 7 }, 'what was given is left alone')
    const state = await exportState('contoso')
    t.match(state, { officeConfiguration: { tenantCheckinStatuses: { length: 20 }, clientConfigurations: [{ displayName: String }] } })
    await importState(state, 'fabrikam')
    t.same(await exportState('fabrikam'), state)
    await importState({})
    t.equal(await count(emulator), '0')
    await importState(state)
    t.same(await exportState(), state)
    await t.rejects(importState({ officeConfiguration: { tenantCheckinStatuses: [{ wasSuccessful: 'no' }] } }), { status: 400, message: /'no'/ })
    await t.rejects(importState('{}' as unknown as Record<string, unknown>), { status: 400, message: /is an object such as/ })
    t.same(await exportState(), state, 'what was refused changed nothing')
    t.match(await exportState('nobody'), { officeConfiguration: { tenantCheckinStatuses: [], tenantUserCheckinSummary: null } }, 'as over HTTP')
    await t.rejects(generate({ rows: -1 }), { status: 400, message: /'rows' must be >= 0/ })
    await t.rejects(generate({ row: 1 } as object), { status: 400, message: /unknown member 'row'/ })
    await t.rejects(generate({ until: '0001-06-01T00:00:00Z' }), { status: 400, message: /years 0002 to 9999/ })
    for (const tenant of ['..', '', 5 as unknown as string]) await t.rejects(generate({}, tenant), { message: /cannot be a tenant/ })
  })

  t.test(`tenants and their settings (${dialect})`, async t => {
    const emulator = await startEmulator({ databaseUrl: await newDatabase(t, dialect) })
    t.teardown(emulator.stop)
    const { tenants, baseUrl } = emulator
    t.same(await tenants.list(), [])
    t.same([await tenants.create('Contoso'), await tenants.create('contoso')], [true, false])
    t.match(await tenants.get('CONTOSO'), { id: 'contoso', version: '0', rows: {} })
    t.equal(await tenants.get('nobody'), undefined)
    t.same(await tenants.change('fabrikam', { auth: 'none', pageSize: 2 }), { auth: 'none', pageSize: 2 })
    t.same(await tenants.change('fabrikam', { pageSize: null }), { auth: 'none' })
    t.same(await tenants.settings('fabrikam'), { auth: 'none' })
    t.equal((await fetch(`${baseUrl.replace('/beta', '/t/fabrikam/beta')}/officeConfiguration`)).status, 200)
    await t.rejects(tenants.change('fabrikam', { auth: 'JWT' as 'jwt' }), { status: 400, message: /'auth' must be one of bearer, jwt, none/ })
    t.same((await tenants.list()).map(({ id }) => id), ['contoso', 'fabrikam'])
    await tenants.delete('fabrikam')
    await t.rejects(tenants.delete('fabrikam'), { status: 404, message: /no tenant/i })
    t.same(await tenants.settings('fabrikam'), {})
    await Promise.all(Array.from({ length: 12 }, async (_, index) => await tenants.create(`t${index}`)))
    t.equal((await tenants.list()).length, 13)
    for (const tenant of ['..', '']) await t.rejects(tenants.get(tenant), { message: /cannot be a tenant/ })
  })
}

t.test('throttle: set by words or numbers, and back to the option', async t => {
  const emulator = await startEmulator({ throttle: '3/3,9/9' })
  t.teardown(emulator.stop)
  const { throttle, clock } = emulator
  clock.set('2026-01-31T09:30:00Z')
  const ask = async (): Promise<number> => (await fetch(`${emulator.baseUrl}/officeConfiguration`, { headers: { authorization: 'Bearer x' } })).status
  const one = { application: { requests: 1, writes: 1 }, tenant: { requests: 1, writes: 1 } }
  t.match(throttle.limits(), { application: { requests: 3 }, tenant: { writes: 9 } })
  throttle.set(one)
  one.application.requests = 100
  t.same([await ask(), await ask()], [200, 429], 'as the numbers were when they were set')
  throttle.reset()
  t.same([await ask(), await ask(), await ask(), await ask()], [200, 200, 200, 429])
  throttle.set('graph')
  t.match(throttle.limits(), { application: { requests: 1000 } })
  throttle.set('off')
  t.equal(throttle.limits(), undefined)
  t.equal(await ask(), 200)
  t.throws(() => { throttle.set('fast') }, { name: 'ConfigError', message: /throttle cannot be "fast"/ })
  t.throws(() => { throttle.set({ application: { requests: 0, writes: 1 } } as object as typeof one) }, { name: 'ODataError', message: /must be >= 1/ })
  t.equal(throttle.limits(), undefined, 'what was refused changed nothing')
})
