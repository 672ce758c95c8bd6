// node --test steering.mjs
import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { startEmulator } from 'graph-office-emulator'

let emulator
const office = async (method, body) => await fetch(`${emulator.baseUrl}/officeConfiguration`, {
  method,
  headers: { authorization: `Bearer ${await emulator.token()}`, 'content-type': 'application/json' },
  body: JSON.stringify(body)
})

before(async () => {
  emulator = await startEmulator()
  await office('PATCH', { tenantUserCheckinSummary: { failedUserCount: 15 } })
  await emulator.snapshot('prepared')
})
beforeEach(async () => {
  await emulator.restore('prepared')
  emulator.faults.clear()
  emulator.requests.clear()
  emulator.clock.reset()
})
after(async () => { await emulator.stop() })

test('who is told to come later comes later', async () => {
  emulator.faults.add({ match: { methods: ['PATCH'] }, effect: { kind: 'error', status: 429, retryAfter: 60 }, schedule: { times: 1, untilRetryAfter: true } })
  const change = { tenantUserCheckinSummary: { failedUserCount: 16 } }
  const refused = await office('PATCH', change)
  assert.equal(refused.headers.get('retry-after'), '60')
  emulator.clock.advance('PT1M')
  assert.equal((await office('PATCH', change)).status, 200)
  const { verified, message } = emulator.requests.verify({ match: { methods: ['PATCH'], body: change }, exactly: 2 })
  assert.ok(verified, message)
})

test('each test begins with what was prepared', async () => {
  const { tenantUserCheckinSummary } = await (await office('GET')).json()
  assert.equal(tenantUserCheckinSummary.failedUserCount, 15)
})
