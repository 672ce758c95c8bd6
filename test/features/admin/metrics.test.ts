/** What a Prometheus reads at `/metrics`, on both databases. */
import t from 'tap'
import { OFFICE, callerOf, onBothDatabases, startService } from '../../support/service.js'
import type { Call } from '../../support/service.js'

const ROWS = `${OFFICE}/tenantCheckinStatuses`

/** By name and labels, as they are written: `name{a="b"}`. */
async function scrape (call: Call, url = '/metrics'): Promise<ReadonlyMap<string, number>> {
  const { statusCode, body } = await call('GET', url)
  if (statusCode !== 200) throw new Error(`${statusCode}: ${body}`)
  return new Map(body.split('\n').filter(line => line !== '' && !line.startsWith('#')).map(line => {
    const at = line.lastIndexOf(' ')
    return [line.slice(0, at), Number(line.slice(at + 1))]
  }))
}

onBothDatabases('requests by operation, method and status; times; what is stored; faults', async (t, { call, dialect }) => {
  const before = await scrape(call)
  for (const [name, value] of [['emulator_tenants', 0], ['emulator_fault_rules', 0], ['emulator_faulted_requests_total', 0], ['emulator_database_duration_seconds_count', 0]] as const) t.equal(before.get(name), value, name)
  await call('PATCH', OFFICE, { body: { tenantCheckinStatuses: [{ deviceName: 'PC-1' }, { deviceName: 'PC-2' }] } })
  for (let index = 0; index < 3; index++) await call('GET', `${ROWS}?$top=2`)
  await call('GET', '/v1.0/officeConfiguration/tenantCheckinStatuses?$filter=wrong and')
  await call('GET', '/beta/nothing')
  await call('POST', '/__admin/faults', { body: { match: { methods: ['DELETE'] }, effect: { kind: 'error', status: 503 } } })
  t.equal((await call('DELETE', `${OFFICE}/clientConfigurations/x`)).statusCode, 503)
  await call('POST', '/__admin/tenants/default/snapshots/before')
  const after = await scrape(call, '/__admin/metrics')
  const rows = { operation: 'officeConfiguration_ListTenantCheckinStatuses', method: 'GET' }
  const of = (name: string, labels: Readonly<Record<string, string>> = {}): number | undefined => {
    const text = Object.entries(labels).map(([label, value]) => `${label}="${value}"`).join()
    return after.get(text === '' ? name : `${name}{${text}}`)
  }
  t.equal(of('emulator_requests_total', { ...rows, status: '200' }), 3)
  t.equal(of('emulator_requests_total', { ...rows, status: '400' }), 1, 'below any root')
  t.equal(of('emulator_requests_total', { operation: 'none', method: 'GET', status: '400' }), 1)
  t.equal(of('emulator_requests_total', { operation: 'officeConfiguration.officeConfiguration_UpdateOfficeConfiguration', method: 'PATCH', status: '200' }), 1)
  t.equal(of('emulator_request_duration_seconds_count', rows), 4)
  t.equal(of('emulator_request_duration_seconds_bucket', { ...rows, le: '+Inf' }), 4)
  t.ok(of('emulator_request_duration_seconds_sum', rows)! > 0)
  const buckets = ['0.0005', '0.001', '0.0025', '0.005', '0.01', '0.025', '0.05', '0.1', '0.25', '0.5', '1', '2.5', '5', '10'].map(le => of('emulator_request_duration_seconds_bucket', { ...rows, le })!)
  t.same(buckets, [...buckets].sort((a, b) => a - b), 'each bucket has those before it')
  for (const stage of ['parse', 'bind', 'plan', 'execute', 'write']) t.ok(of('emulator_stage_duration_seconds_count', { stage })! >= 4, stage)
  t.equal(of('emulator_database_duration_seconds_count'), 4)
  t.ok(of('emulator_database_duration_seconds_sum')! <= of('emulator_stage_duration_seconds_sum', { stage: 'execute' })!)
  t.ok(of('emulator_prepared_reads_total', { from: 'made' })! >= 1)
  t.equal(of('emulator_prepared_reads_total', { from: 'url' }), 2)
  t.equal(of('emulator_fault_rules'), 1)
  t.equal(of('emulator_fault_rule_hits', { rule: 'fault-1', outcome: 'fired' }), 1)
  t.equal(of('emulator_faulted_requests_total'), 1)
  t.equal(of('emulator_database_connections', { state: 'open' }) !== undefined, dialect === 'postgresql')
  t.equal(of('emulator_tenants'), 0, 'what is stored is counted every ten seconds')
  for (const name of ['process_resident_memory_bytes', 'process_cpu_seconds_total', 'nodejs_eventloop_lag_seconds']) t.ok(after.has(name), name)
  const entries = of('emulator_journal_entries')
  t.equal(entries, 7, 'neither controls nor metrics are in the journal')
}, { journalSize: 100 })

onBothDatabases('what is stored: visible tenants alone', async (t, { call }) => {
  await call('PATCH', OFFICE, { body: { tenantCheckinStatuses: [{ deviceName: 'PC-1' }, { deviceName: 'PC-2' }] } })
  await call('PATCH', '/t/contoso/beta/officeConfiguration', { body: { tenantCheckinStatuses: [{ deviceName: 'PC-3' }] } })
  await call('POST', '/__admin/snapshots/before')
  const counted = await scrape(call)
  t.equal(counted.get('emulator_tenants'), 2)
  t.equal(counted.get('emulator_rows{type="officeClientCheckinStatus"}'), 3)
  t.equal(counted.get('emulator_rows{type="officeConfiguration"}'), 2)
})

t.test('an answer that a fault keeps back has no status', async t => {
  const call = callerOf(await startService(t))
  await t.rejects(call('GET', ROWS, { headers: { 'x-fault': 'drop' } }))
  const counted = await scrape(call)
  t.equal(counted.get('emulator_requests_total{operation="officeConfiguration_ListTenantCheckinStatuses",method="GET",status="0"}'), 1)
})

t.test('OpenMetrics where it is asked for', async t => {
  const call = callerOf(await startService(t))
  await call('GET', OFFICE)
  const open = await call('GET', '/metrics', { headers: { accept: 'application/openmetrics-text;version=1.0.0,text/plain;q=0.5' } })
  t.match(open.headers['content-type'], 'application/openmetrics-text')
  t.match(open.body, /# TYPE emulator_requests counter\n/)
  t.match(open.body, /# EOF\n?$/)
  const plain = await call('GET', '/metrics')
  t.match([plain.headers['content-type'], plain.headers['cache-control']], [/^text\/plain; version=0\.0\.4/, 'no-store'])
  t.match(plain.body, /# TYPE emulator_requests_total counter\n/)
})

t.test('guarded as the controls are', async t => {
  const app = await startService(t, { adminKey: 'the-key-of-this-test' })
  for (const url of ['/metrics', '/__admin/metrics']) {
    const status = async (headers: Record<string, string>): Promise<number> => (await app.inject({ url, headers })).statusCode
    t.equal(await status({}), 401)
    t.equal(await status({ authorization: 'Bearer wrong' }), 401)
    t.equal(await status({ authorization: 'Bearer the-key-of-this-test' }), 200, 'as Prometheus sends it')
    t.equal(await status({ 'x-admin-key': 'the-key-of-this-test' }), 200)
    t.equal(await status({ 'x-admin-key': 'the-key-of-this-test', origin: 'https://stranger.example', host: '127.0.0.1' }), 403)
    const refused = await app.inject({ url })
    t.match(refused.json(), { error: { code: 'InvalidAuthenticationToken' } })
  }
  const off = await startService(t, { admin: 'off' })
  t.equal((await off.inject({ url: '/metrics', headers: { authorization: 'Bearer x' } })).statusCode, 404)
})

t.test('a model whose root is the origin keeps its names', async t => {
  const call = callerOf(await startService(t, { model: 'test/models/shop.csdl.xml', root: '/' }))
  t.equal((await call('GET', '/metrics')).statusCode, 404, 'it has no such resource')
  t.ok((await scrape(call, '/__admin/metrics')).has('emulator_tenants'))
})
