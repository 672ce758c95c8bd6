/** The clock of the service: what it can be set to, and what obeys it. */
import { connect } from 'node:net'
import type { AddressInfo } from 'node:net'
import { once } from 'node:events'
import t from 'tap'
import type { LightMyRequestResponse } from 'fastify'
import { OFFICE, callerOf, errorOf, json, onBothDatabases, startService } from '../../support/service.js'
import { ROWS, devices, seed } from '../../support/check-ins.js'

const dateOf = (response: LightMyRequestResponse): string => (json(response)['error'] as { innerError: { date: string } }).innerError.date

t.test('fixed, moved, advanced, and back', async t => {
  const app = await startService(t)
  const call = callerOf(app)
  t.match(json(await call('GET', '/__admin/clock')), { mode: 'system' })
  t.same(json(await call('PUT', '/__admin/clock', { body: { fixed: '2026-01-31T10:30:00+01:00' } })), { now: '2026-01-31T09:30:00.000Z', mode: 'fixed', fixed: '2026-01-31T09:30:00.000Z' })
  t.match(json(await call('POST', '/__admin/clock/advance', { body: { by: 'P1M' } })), { now: '2026-02-28T09:30:00.000Z', mode: 'fixed' })
  t.match(json(await call('POST', '/__admin/clock/advance', { body: { by: '-P1Y' } })), { now: '2025-02-28T09:30:00.000Z' })
  const moved = json(await call('PUT', '/__admin/clock', { body: { offset: 'PT1H' } }))
  t.match(moved, { mode: 'offset', offset: 'PT1H' })
  t.ok(Math.abs(Date.parse(String(moved['now'])) - Date.now() - 3_600_000) < 60_000)
  t.match(json(await call('POST', '/__admin/clock/advance', { body: { by: 'P1DT30M' } })), { mode: 'offset', offset: 'P1DT1H30M' })
  t.match(json(await call('DELETE', '/__admin/clock', { headers: { 'content-type': 'application/json' } })), { mode: 'system' })
  t.match(json(await call('POST', '/__admin/clock/advance', { body: { by: 'PT1M' } })), { mode: 'offset', offset: 'PT1M' })
})

t.test('what a clock cannot be set to', async t => {
  const app = await startService(t)
  const call = callerOf(app)
  const put = async (body: unknown, status = 400): Promise<unknown> => {
    const response = await call('PUT', '/__admin/clock', { body })
    t.equal(response.statusCode, status, JSON.stringify(body))
    return errorOf(response)['message']
  }
  t.equal(await put({ offset: '1 hour' }), "'1 hour' is not a duration of ISO 8601, such as PT1H, P1D or -P3M.")
  t.equal(await put({ fixed: 'today' }), '\'fixed\' must match format "date-time".')
  t.equal(await put({ offset: 'P9000Y' }, 409), 'The clock goes from the year 1 to the year 9999.')
  for (const body of [{}, { fixed: '2026-01-31T09:30:00Z', offset: 'P1D' }, { now: 1 }, 5, '']) await put(body)
  await put({ offset: `P${'9'.repeat(40)}D` }, 409)
  t.match(json(await call('GET', '/__admin/clock')), { mode: 'system' }, 'and nothing has changed')
})

onBothDatabases('now() and the dates of errors obey it, backwards too', async (t, { call }) => {
  await seed(call)
  const before = async (fixed: string): Promise<unknown> => {
    await call('PUT', '/__admin/clock', { body: { fixed } })
    return await devices(call, '$filter=checkinDateTime lt now()&$orderby=checkinDateTime')
  }
  t.same(await before('2026-01-01T00:00:00Z'), ['9', 'b2'])
  t.same(await before('2025-12-01T00:00:00Z'), ['9'], 'backwards')
  t.equal((await before('2026-03-01T00:00:00Z') as unknown[]).length, 9)
  t.equal(dateOf(await call('GET', `${OFFICE}/nothing`)), '2026-03-01T00:00:00')
  t.equal(dateOf(await call('GET', '/v3.0/x')), '2026-03-01T00:00:00')
  const answer = await call('GET', `${ROWS}/$count`)
  t.equal(answer.headers.date, 'Sun, 01 Mar 2026 00:00:00 GMT', 'the Date header too')
  await call('DELETE', '/__admin/clock')
  t.ok(Math.abs(Date.parse(`${dateOf(await call('GET', '/v3.0/x'))}Z`) - Date.now()) < 60_000)
})

t.test('what is not even HTTP has its date too', async t => {
  const app = await startService(t)
  await callerOf(app)('PUT', '/__admin/clock', { body: { fixed: '2026-01-31T09:30:00Z' } })
  await app.listen({ port: 0, host: '127.0.0.1' })
  const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1')
  let answer = ''
  socket.setEncoding('utf8').on('data', text => { answer += text }).write('nonsense\r\n\r\n')
  await once(socket, 'close')
  t.match(answer, '"date":"2026-01-31T09:30:00"')
})
