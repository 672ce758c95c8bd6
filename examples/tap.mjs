// npx tap tap.mjs
import t from 'tap'
import { startEmulator } from 'graph-office-emulator'

t.test('a failed check-in is counted', async t => {
  const emulator = await startEmulator()
  t.teardown(emulator.stop)
  const headers = { authorization: `Bearer ${await emulator.token({ tenant: 'contoso' })}`, 'content-type': 'application/json' }
  const rows = `${emulator.baseUrl}/officeConfiguration/tenantCheckinStatuses`
  await fetch(rows, { method: 'POST', headers, body: JSON.stringify({ deviceName: 'PC-7', wasSuccessful: false }) })
  const response = await fetch(`${rows}/$count?$filter=wasSuccessful eq false`, { headers })
  t.equal(await response.text(), '1')
})
