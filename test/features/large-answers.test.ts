/** What is stored may be more than one answer can hold: that is said, and the service goes on. */
import { OFFICE, errorOf, onBothDatabases } from '../support/service.js'

const ROWS = `${OFFICE}/tenantCheckinStatuses`

onBothDatabases('more than one page can hold', async (t, { call }) => {
  const value = Array(60).fill({ errorMessage: 'x'.repeat(1_000_000) })
  const headers = { prefer: 'return=minimal' }
  for (let times = 0; times < 3; times++) t.equal((await call('POST', ROWS, { headers, body: { value } })).statusCode, 204)
  const large = await call('GET', ROWS, { headers: { prefer: 'odata.maxpagesize=1000' } })
  t.equal(large.statusCode, 400)
  t.match(errorOf(large)['message'], /more than 134217728 bytes\. Ask for less/)
  t.equal((await call('GET', `${ROWS}?$select=userId`, { headers: { prefer: 'odata.maxpagesize=1000' } })).statusCode, 200, 'fewer properties')
  t.equal((await call('GET', `${ROWS}?$top=1`)).statusCode, 200, 'fewer rows')
})
