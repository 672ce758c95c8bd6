// node --test node-test.mjs
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { startEmulator } from 'graph-office-emulator'

let emulator
before(async () => { emulator = await startEmulator() })
after(async () => { await emulator.stop() })

test('a failed check-in is counted', async () => {
  const headers = { authorization: `Bearer ${await emulator.token({ tenant: 'contoso' })}`, 'content-type': 'application/json' }
  const rows = `${emulator.baseUrl}/officeConfiguration/tenantCheckinStatuses`
  await fetch(rows, { method: 'POST', headers, body: JSON.stringify({ deviceName: 'PC-7', wasSuccessful: false }) })
  const response = await fetch(`${rows}/$count?$filter=wasSuccessful eq false`, { headers })
  assert.equal(await response.text(), '1')
})
