// npx graph-office-emulator exec -- npx jest exec.test.cjs
const { GRAPH_BASE_URL: baseUrl, GRAPH_ACCESS_TOKEN: token } = process.env
const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }

test('a failed check-in is counted', async () => {
  const rows = `${baseUrl}/officeConfiguration/tenantCheckinStatuses`
  await fetch(rows, { method: 'POST', headers, body: JSON.stringify({ deviceName: 'PC-7', wasSuccessful: false }) })
  const response = await fetch(`${rows}/$count?$filter=wasSuccessful eq false`, { headers })
  expect(await response.text()).toBe('1')
})
