/** `/__admin/throttle` shows what each client has used of its limit. */
import t from 'tap'
import { UnsecuredJWT } from 'jose'
import { OFFICE, callerOf, json, startService } from '../../support/service.js'

t.test('what is left of each limit', async t => {
  const app = await startService(t, { throttle: '5/2,9/3' })
  const call = callerOf(app, new UnsecuredJWT({ tid: 'contoso', appid: 'a' }).encode())
  const windows = async (): Promise<unknown> => json(await call('GET', '/__admin/throttle'))['windows']
  await call('PUT', '/__admin/clock', { body: { fixed: '2026-01-01T00:00:00Z' } })
  t.same(await windows(), [])
  await call('PATCH', `${OFFICE}/tenantUserCheckinSummary`, { body: {} })
  await call('GET', OFFICE)
  await call('POST', '/__admin/clock/advance', { body: { by: 'PT5S' } })
  t.same(await windows(), [
    { tenant: 'contoso', limit: { requests: 9, writes: 3 }, requests: 2, writes: 1, seconds: 15 },
    { tenant: 'contoso', application: 'a', limit: { requests: 5, writes: 2 }, requests: 2, writes: 1, seconds: 15 }
  ])
  await call('POST', '/__admin/clock/advance', { body: { by: 'PT15S' } })
  t.same(await windows(), [], 'they have passed')
})
