/** How often a fault happens. */
import t from 'tap'
import { OFFICE, callerOf, json, startService } from '../../support/service.js'

t.test('times means times, whatever Retry-After says', async t => {
  const call = callerOf(await startService(t))
  await call('POST', '/__admin/faults', {
    body: { id: 'fault-1', effect: { kind: 'error', status: 429, retryAfter: 1 }, schedule: { times: 1 } }
  })
  const statuses = await Promise.all(Array.from({ length: 60 }, async () => (await call('GET', OFFICE)).statusCode))
  t.same(statuses.filter(status => status !== 200), [429])
  t.match(json(await call('GET', '/__admin/faults/fault-1')), { hits: { matched: 60, fired: 1, again: 0 } })
})
