// npx jest
const { GRAPH_BASE_URL: baseUrl, GRAPH_ACCESS_TOKEN: token, GRAPH_ADMIN_URL: adminUrl } = process.env
const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
const send = async (method, url, body) => await fetch(url, { method, headers, ...body === undefined ? {} : { body: JSON.stringify(body) } })

beforeEach(async () => { await send('POST', `${adminUrl}/tenants/contoso/reset`) })

test.each([1, 2])('each test begins with nothing (%i)', async () => {
  const rows = `${baseUrl}/officeConfiguration/tenantCheckinStatuses`
  await send('POST', rows, { deviceName: 'PC-7', wasSuccessful: false })
  expect(await (await send('GET', `${rows}/$count`)).text()).toBe('1')
})
