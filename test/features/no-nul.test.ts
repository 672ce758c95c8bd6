/** U+0000 is in no text of this service: nothing has such a key, and no text has such a value, on both databases alike. */
import { OFFICE, errorOf, onBothDatabases } from '../support/service.js'

const CONFIGURATIONS = `${OFFICE}/clientConfigurations`

/** In the path of a Graph URL. */
const isKey = (url: string): boolean => /^\/beta[^?]*%00/.test(url)

onBothDatabases('U+0000 in a key is a 404, elsewhere a 400', async (t, { call }) => {
  const merge = { displayName: 'x' }
  const cases: ReadonlyArray<readonly [method: 'GET' | 'PATCH' | 'DELETE' | 'POST' | 'PUT', url: string, body?: unknown, type?: string]> = [
    ['GET', `${CONFIGURATIONS}/%00`],
    ['GET', `${CONFIGURATIONS}('a%00b')`],
    ['PATCH', `${CONFIGURATIONS}/%00`, merge],
    ['DELETE', `${CONFIGURATIONS}/%00`],
    ['GET', `${CONFIGURATIONS}/%00/assignments`],
    ['GET', `${CONFIGURATIONS}/x/assignments/%00`],
    ['GET', `${CONFIGURATIONS}/%00/policyPayload`],
    ['PUT', `${CONFIGURATIONS}/%00/checkinStatuses`, { value: [] }],
    ['POST', `${CONFIGURATIONS}/%00/assign`, { officeConfigurationAssignments: [] }],
    ['GET', `${CONFIGURATIONS}?$filter=id eq '%00'`],
    ['GET', `${CONFIGURATIONS}?$search=%22%00%22`],
    ['POST', CONFIGURATIONS, { displayName: '\u0000' }],
    ['GET', '/__admin/tenants?after=%00'],
    ['POST', '/__admin/tenants/default/checkinStatuses/import?configuration=%00', '{"userId":"a"}\n', 'application/x-ndjson'],
    ['POST', '/__admin/tenants/default/checkinStatuses/import', '{"userId":"\\u0000"}\n', 'application/x-ndjson'],
    ['PUT', '/__admin/tenants/default/state', { officeConfiguration: { clientConfigurations: [{ id: 'a\u0000' }] } }]
  ]
  for (const [method, url, body, type] of cases) {
    const response = await call(method, url, { body, headers: type === undefined ? {} : { 'content-type': type } })
    t.equal(response.statusCode, isKey(url) ? 404 : 400, `${method} ${url}: ${response.body}`)
  }
  t.match(errorOf(await call('GET', `${CONFIGURATIONS}/%00`)), { code: 'ResourceNotFound', message: /no id has the character U\+0000/ })
  const requests = ['GET', 'DELETE'].map((method, index) => ({ id: String(index), method, url: '/officeConfiguration/clientConfigurations/%00' }))
  const batch = await call('POST', '/beta/$batch', { body: { requests } })
  t.match(batch.json(), { responses: [{ status: 404 }, { status: 404 }] })
})
