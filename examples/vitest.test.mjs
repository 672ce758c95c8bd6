// npx vitest run vitest.test.mjs
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startEmulator } from 'graph-office-emulator'

let emulator
beforeAll(async () => { emulator = await startEmulator() })
afterAll(async () => { await emulator.stop() })

test('a failed check-in is counted', async () => {
  const headers = { authorization: `Bearer ${await emulator.token({ tenant: 'contoso' })}`, 'content-type': 'application/json' }
  const rows = `${emulator.baseUrl}/officeConfiguration/tenantCheckinStatuses`
  await fetch(rows, { method: 'POST', headers, body: JSON.stringify({ deviceName: 'PC-7', wasSuccessful: false }) })
  const response = await fetch(`${rows}/$count?$filter=wasSuccessful eq false`, { headers })
  expect(await response.text()).toBe('1')
})
