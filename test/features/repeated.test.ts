/** A request that is made again is prepared once, and its answer is as new as the first one's. */
import { OFFICE, callerOf, json, onBothDatabases } from '../support/service.js'
import { ROWS, devices, encodeOption, seed } from '../support/check-ins.js'
import { UnsecuredJWT } from 'jose'

onBothDatabases('the same URL sees what was written between', async (t, { call }) => {
  await seed(call)
  const query = '$filter=wasSuccessful eq false&$orderby=deviceName&$top=3'
  t.same(await devices(call, query), ['a2', 'b2', 'ä1'])
  await call('POST', ROWS, { body: { deviceName: 'a0' } })
  t.same(await devices(call, query), ['a0', 'a2', 'b2'])
  t.equal((await call('GET', `${ROWS}/$count`)).body, '10')
  await call('DELETE', ROWS)
  t.same(await devices(call, query), [])
  t.equal((await call('GET', `${ROWS}/$count`)).body, '0')
})

onBothDatabases('the same URL is another answer for another tenant, format, wish and condition', async (t, { app, call }) => {
  await seed(call)
  const url = `${ROWS}?${encodeOption('$orderby=deviceName')}`
  const other = callerOf(app, new UnsecuredJWT({ tid: 'other' }).encode())
  for (const round of [1, 2]) {
    t.equal((json(await call('GET', url))['value'] as unknown[]).length, 9, `round ${round}`)
    t.same(json(await other('GET', url))['value'], [])
    t.same(Object.keys(json(await call('GET', url, { headers: { accept: 'application/json;odata.metadata=none' } }))), ['value'])
    t.equal((json(await call('GET', url, { headers: { prefer: 'odata.maxpagesize=2' } }))['value'] as unknown[]).length, 2)
    t.equal((await call('GET', url, { headers: { 'if-none-match': 'W/"1"' } })).statusCode, 304)
    t.equal((await call('GET', url, { headers: { 'if-match': 'W/"7"' } })).statusCode, 412)
    t.equal((await call('GET', `${OFFICE}?$select=id`)).statusCode, 200)
    t.equal(json(await call('GET', `${OFFICE}?$select=id`, { headers: { host: 'a' } }))['@odata.context'], 'http://a/beta/$metadata#officeConfiguration(id)')
  }
})

onBothDatabases('now() is the time of each request', async (t, { call }) => {
  await seed(call)
  const later = new Date(Date.now() + 400).toISOString()
  for (const query of [`$filter=now() gt ${later}`, `$filter=%6eow() gt ${later}`]) {
    const url = `${ROWS}?${query.replaceAll(' ', '%20')}`
    const count = async (): Promise<number> => (json(await call('GET', url))['value'] as unknown[]).length
    if (Date.now() < Date.parse(later)) t.equal(await count(), 0, query)
    await new Promise(resolve => setTimeout(resolve, 500))
    t.equal(await count(), 9, query)
  }
})
