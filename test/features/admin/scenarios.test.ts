/** Scenarios: rules that hold in a state and move on to another, each tenant for itself. */
import t from 'tap'
import { UnsecuredJWT } from 'jose'
import type { FastifyInstance } from 'fastify'
import { OFFICE, callerOf, errorOf, json, onBothDatabases, startService } from '../../support/service.js'
import type { Call } from '../../support/service.js'
import { batch, read, write } from '../../support/batch.js'

const SUMMARY = `${OFFICE}/tenantUserCheckinSummary`

const rules = async (call: Call, ...bodies: object[]): Promise<void> => {
  for (const body of bodies) {
    const response = await call('POST', '/__admin/faults', { body })
    if (response.statusCode !== 201) throw new Error(response.body)
  }
}
const status = async (call: Call, method: 'GET' | 'PATCH' = 'GET'): Promise<number> =>
  (await call(method, SUMMARY, method === 'PATCH' ? { body: { failedUserCount: 1 } } : {})).statusCode
const stateOf = async (call: Call, name: string, tenant = 'default'): Promise<unknown> =>
  json(await call('GET', `/__admin/tenants/${tenant}/scenarios/${name}`))['state']
const of = (app: FastifyInstance, tid: string): Call => callerOf(app, new UnsecuredJWT({ tid }).encode())
const error = (code: number): object => ({ kind: 'error', status: code })

onBothDatabases('first call A, then B', async (t, { call }) => {
  await rules(
    call,
    { id: 'a', match: { methods: ['PATCH'] }, scenario: { name: 'order', next: 'written' } },
    { id: 'b', match: { methods: ['GET'] }, scenario: { name: 'order', state: 'started' }, effect: error(409) }
  )
  t.equal(await status(call), 409, 'B before A')
  t.equal(await status(call, 'PATCH'), 204, 'A is let through')
  t.equal(await stateOf(call, 'order'), 'written')
  t.equal((await call('GET', SUMMARY)).statusCode, 200)
  t.equal((await call('POST', '/__admin/tenants/default/reset')).statusCode, 204)
  t.equal(await stateOf(call, 'order'), 'written', 'a reset of data leaves it')
  t.match(json(await call('GET', '/__admin/faults/b')), { hits: { matched: 1, fired: 1 } }, 'only what came in its state counts')
  t.match((await call('GET', '/__admin/requests?fault=true')).json(), { value: [{ fault: 'b: 409' }, { fault: 'a: order → written' }] })
}, { journalSize: 20 })

t.test('a sequence of answers; a request sees one state', async t => {
  const call = callerOf(await startService(t))
  const step = (state: string, next: string, effect: object): object => ({ scenario: { name: 'job', state, next }, match: { methods: ['GET'] }, effect })
  await rules(
    call,
    step('started', 'running', { kind: 'answer', status: 202 }),
    step('running', 'failed', error(503)),
    { scenario: { name: 'job', state: 'failed', next: 'over' }, match: { methods: ['GET'] } },
    step('failed', 'not this', { kind: 'answer', status: 203 })
  )
  t.same([await status(call), await status(call), await status(call)], [202, 503, 203])
  t.equal(await stateOf(call, 'job'), 'not this', 'the rule that had the last word')
  t.match(json(await call('GET', '/__admin/scenarios')), {
    value: [{ name: 'job', state: 'started', states: ['started', 'running', 'failed', 'over', 'not this'], tenants: { default: 'not this' } }]
  })
})

t.test('tenants move each for itself; set, read and reset of one and of all', async t => {
  const app = await startService(t)
  const [call, contoso, fabrikam] = [callerOf(app), of(app, 'Contoso'), of(app, 'fabrikam')]
  await rules(call, { match: { methods: ['GET'] }, scenario: { name: 's', state: 'started', next: 'done' }, effect: error(500) })
  t.equal(await status(contoso), 500)
  t.equal((await contoso('GET', OFFICE)).statusCode, 200)
  t.equal(await status(fabrikam), 500, 'another tenant is at its start')
  t.same(json(await call('GET', '/__admin/scenarios/s'))['tenants'], { contoso: 'done', fabrikam: 'done' })
  t.same([await stateOf(call, 's'), await stateOf(call, 's', 'CONTOSO')], ['started', 'done'])

  t.match(json(await call('PUT', '/__admin/tenants/Contoso/scenarios/s', { body: { state: 'started' } })), { state: 'started', states: ['started', 'done'] })
  t.equal(await status(contoso), 500)
  t.match(json(await call('PUT', '/__admin/scenarios/s', { body: { state: 'done' } })), { state: 'done', tenants: {} })
  t.equal((await of(app, 'new')('GET', OFFICE)).statusCode, 200, 'tenants that have not called yet, too')
  t.equal((await call('DELETE', '/__admin/tenants/CONTOSO/scenarios')).statusCode, 204)
  t.same([await status(contoso), (await fabrikam('GET', OFFICE)).statusCode], [500, 200])
  t.equal((await call('DELETE', '/__admin/tenants/fabrikam/scenarios/s')).statusCode, 204)
  t.equal(await status(fabrikam), 500)
  for (const url of ['/__admin/scenarios', '/__admin/scenarios/s']) {
    await call('PUT', '/__admin/scenarios/s', { body: { state: 'done' } })
    t.equal((await call('DELETE', url)).statusCode, 204, url)
    t.match(json(await call('GET', '/__admin/scenarios/s')), { state: 'started', tenants: {} }, url)
  }
})

t.test('a scenario is there while a rule names it', async t => {
  const call = callerOf(await startService(t))
  const rule = { id: 'one', match: { methods: ['GET'] }, scenario: { name: 's', state: 'started', next: 'done' }, effect: error(500) }
  await rules(call, rule)
  t.equal(await status(call), 500)
  await call('PUT', '/__admin/faults/one', { body: { ...rule, effect: error(502) } })
  t.equal(await stateOf(call, 's'), 'done', 'a rule that is replaced by one of the scenario')
  for (const remove of ['/__admin/faults/one', '/__admin/faults']) {
    await call('DELETE', remove)
    t.equal((await call('GET', '/__admin/scenarios/s')).statusCode, 404, remove)
    t.same(json(await call('GET', '/__admin/scenarios')), { value: [] })
    await rules(call, rule)
    t.equal(await status(call), 500, 'begun anew')
  }
  await call('PUT', '/__admin/faults/one', { body: { ...rule, scenario: { name: 'other', next: 'x' } } })
  t.equal((await call('GET', '/__admin/scenarios/s')).statusCode, 404)
})

t.test('who was told to wait waits, wherever the scenario is', async t => {
  const call = callerOf(await startService(t))
  await call('PUT', '/__admin/clock', { body: { fixed: '2026-01-01T00:00:00Z' } })
  await rules(
    call,
    { scenario: { name: 's', state: 'started', next: 'told' }, match: { methods: ['GET'] }, effect: { kind: 'error', status: 429, retryAfter: 5 }, schedule: { untilRetryAfter: true } },
    { scenario: { name: 's', state: 'told', next: 'over' }, match: { methods: ['GET'] }, effect: error(503) }
  )
  t.same([await status(call), await status(call)], [429, 429])
  t.equal(await stateOf(call, 's'), 'told')
  await call('POST', '/__admin/clock/advance', { body: { by: 'PT5S' } })
  t.equal(await status(call), 503)
})

onBothDatabases('the requests of a batch move it in order', async (t, { call }) => {
  await rules(
    call,
    { match: { methods: ['PATCH'] }, scenario: { name: 's', state: 'started', next: 'written' } },
    { match: { methods: ['PATCH'] }, scenario: { name: 's', state: 'written' }, effect: error(409) }
  )
  const change = (id: string) => write(id, 'PATCH', 'officeConfiguration/tenantUserCheckinSummary', { failedUserCount: 1 })
  const answers = await batch(call, [change('1'), change('2'), read('3', '/officeConfiguration')])
  t.same(answers.map(answer => answer.status), [204, 409, 200])
})

t.test('what is refused', async t => {
  const call = callerOf(await startService(t))
  const cases: ReadonlyArray<readonly [rule: object, message: RegExp]> = [
    [{ scenario: { name: 's', state: 'a' } }, /does nothing: give it an effect, a latency, or a scenario with a next state/],
    [{ scenario: { name: 's' }, effect: error(500) }, /scenario changes nothing/],
    [{ scenario: { state: 'a', next: 'b' } }, /'scenario' lacks the member 'name'/],
    [{ scenario: { name: 'a/b', next: 'b' } }, /'scenario\/name'/],
    [{ scenario: { name: '..', next: 'b' } }, /'scenario\/name'/],
    [{ scenario: { name: 's', next: '' } }, /'scenario\/next'/],
    [{ scenario: { name: 's', next: 'b', to: 'c' } }, /unknown member 'to'/]
  ]
  for (const [body, message] of cases) {
    const response = await call('POST', '/__admin/faults', { body })
    t.equal(response.statusCode, 400, JSON.stringify(body))
    t.match(errorOf(response)['message'], message)
  }
  await rules(call, { scenario: { name: 's', state: 'a', next: 'b' } })
  const put = async (url: string, body: object) => await call('PUT', url, { body })
  t.match(errorOf(await put('/__admin/scenarios/s', { state: 'c' })), { message: /No rule of the scenario 's' names the state 'c'\. There are started, a, b\./, target: 'state' })
  for (const [url, code] of [['/__admin/scenarios/none', 404], ['/__admin/tenants/x/scenarios/none', 404], ['/__admin/tenants/a b/scenarios/s', 400]] as const) {
    t.equal((await put(url, { state: 'a' })).statusCode, code, url)
    t.equal((await call('DELETE', url)).statusCode, code, url)
    t.equal((await call('GET', url)).statusCode, code, url)
  }
  t.equal((await put('/__admin/scenarios/s', {})).statusCode, 400)
  t.equal((await put('/__admin/scenarios/s', { state: 'a', tenant: 'x' })).statusCode, 400)
  t.equal(await stateOf(call, 's'), 'started', 'what was refused changed nothing')
})
