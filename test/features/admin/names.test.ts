/** Whatever has a name can be addressed by it: one rule for tenants, snapshots and fault rules, which become segments of URLs. */
import t from 'tap'
import { startEmulator } from '../../../src/emulator.js'
import { listen } from '../../support/listen.js'
import { requestText, sendRaw } from '../../support/raw-http.js'
import { onBothDatabases, startService } from '../../support/service.js'

const DOTS = ['.', '..', '...', '%2E', '%2e%2E']
const GOOD = ['a', 'a.b', '.a', 'a.', '..a', '-', '_', 'A-b_c.9']

t.test('dots alone are no name', async t => {
  const url = await listen(await startService(t))
  const status = async (method: string, target: string, body = ''): Promise<number | undefined> => (await sendRaw(url, requestText(method, target, {}, body))).answers[0]?.status
  for (const name of DOTS) {
    t.equal(await status('POST', `/__admin/snapshots/${name}`), 400, `snapshot ${name}`)
    t.equal(await status('POST', `/__admin/tenants/a/snapshots/${name}`), 400, `snapshot of a tenant ${name}`)
    t.equal(await status('PUT', `/__admin/tenants/${name}`), 400, `tenant ${name}`)
    t.equal(await status('PUT', `/__admin/faults/${name}`, '{"effect":{"kind":"drop"}}'), 400, `fault ${name}`)
    t.equal(await status('POST', '/__admin/faults', JSON.stringify({ id: decodeURIComponent(name), effect: { kind: 'drop' } })), 400, `fault ${name} in a body`)
    t.equal(await status('GET', `/t/${name}/beta/officeConfiguration`), 400, `tenant in a URL ${name}`)
  }
  for (const name of GOOD) {
    t.equal(await status('POST', `/__admin/snapshots/${name}`), 201, `snapshot ${name}`)
    t.equal(await status('PUT', `/__admin/faults/${name}`, '{"match":{"tenant":"nobody"},"effect":{"kind":"drop"}}'), 200, `fault ${name}`)
    t.equal(await status('PUT', `/__admin/tenants/${name}`), 201, `tenant ${name}`)
    for (const target of ['snapshots', 'faults', 'tenants']) t.equal(await status('DELETE', `/__admin/${target}/${name}`), 204, `DELETE ${target} ${name}`)
  }
})

t.test('the same for an emulator in a program', async t => {
  const emulator = await startEmulator()
  t.teardown(emulator.stop)
  for (const name of ['.', '..']) {
    await t.rejects(async () => await emulator.snapshot(name), { name: 'ODataError' })
    await t.rejects(async () => await emulator.snapshot('good', name))
    await t.rejects(async () => await emulator.token({ tenant: name }))
    t.throws(() => emulator.faults.add({ id: name, effect: { kind: 'drop' } }), { name: 'ODataError' })
  }
})

onBothDatabases('what an earlier version let be called so can be looked at, restored and removed', async (t, { app, call }) => {
  const url = await listen(app)
  const status = async (method: string, target: string): Promise<number | undefined> =>
    (await sendRaw(url, requestText(method, target))).answers[0]?.status
  await call('PATCH', '/beta/officeConfiguration', { body: { tenantUserCheckinSummary: {} } })
  await app.tenantState.takeSnapshot('default', '..')
  await app.tenantState.createTenant('..')
  t.equal(await status('GET', '/__admin/tenants/..'), 200)
  t.equal(await status('DELETE', '/__admin/tenants/..'), 204)
  t.equal(await status('POST', '/__admin/tenants/default/snapshots/../restore'), 200)
  t.equal(await status('DELETE', '/__admin/tenants/default/snapshots/..'), 204)
})
