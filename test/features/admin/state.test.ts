/** A tenant's state as one document: what was exported is imported again, all of it or nothing (docs/state.md). */
import t from 'tap'
import type { LightMyRequestResponse } from 'fastify'
import { OFFICE, callerOf, errorOf, json, onBothDatabases, startService } from '../../support/service.js'
import type { Call } from '../../support/service.js'
import { checkIns } from '../../support/check-ins.js'

const stateOf = (tenant: string): string => `/__admin/tenants/${tenant}/state`

const payload = (text: string): object => ({ contentType: 'application/json', content: Buffer.from(text).toString('base64') })

const configuration = (id: string, priority: number): Record<string, unknown> => ({
  '@odata.type': '#microsoft.graph.windowsOfficeClientConfiguration',
  id,
  displayName: 'Finance ✓',
  description: null,
  priority,
  policyPayload: payload('{"policies":[1]}'.repeat(50_000)),
  userPreferencePayload: null,
  checkinStatuses: checkIns.slice(0, 3),
  userCheckinSummary: { succeededUserCount: 1, failedUserCount: 2 },
  assignments: [
    { id: `${id}-a`, target: { '@odata.type': '#microsoft.graph.officeConfigurationGroupAssignmentTarget', groupId: 'g1' } },
    { id: `${id}-b`, target: null }
  ]
})

const document = { officeConfiguration: { tenantCheckinStatuses: checkIns, tenantUserCheckinSummary: { succeededUserCount: 2, failedUserCount: 15 }, clientConfigurations: [configuration('c1', 1), configuration('c2', 2)] } }

const put = async (call: Call, tenant: string, body: unknown): Promise<LightMyRequestResponse> => await call('PUT', stateOf(tenant), { body })

onBothDatabases('what was exported is imported again', async (t, { call }) => {
  const imported = await put(call, 'one', document)
  t.equal(imported.statusCode, 200, imported.body)
  t.match(json(imported), { id: 'one', rows: { officeClientCheckinStatus: checkIns.length + 6, officeClientConfiguration: 2, officeClientConfigurationAssignment: 4, officeConfiguration: 1 } })
  const exported = await call('GET', stateOf('one'))
  t.equal(exported.headers['content-type'], 'application/json')
  t.strictSame(exported.json(), document)
  t.equal((await put(call, 'two', exported.body)).statusCode, 200)
  t.equal((await call('GET', stateOf('two'))).body, exported.body, 'byte for byte')
  t.strictSame((await call('GET', stateOf('nobody'))).json(), { officeConfiguration: { tenantCheckinStatuses: [], tenantUserCheckinSummary: null, clientConfigurations: [] } })
})

onBothDatabases('Graph reads what was imported, under a version that never was before', async (t, { app, call }) => {
  const headers = { 'x-tenant-id': 'one' }
  const before = await call('PATCH', OFFICE, { headers, body: { tenantCheckinStatuses: [{ userId: 'old' }] } })
  await call('PATCH', OFFICE, { headers, body: { tenantUserCheckinSummary: {} } })
  await put(call, 'one', document)
  const read = json(await call('GET', OFFICE, { headers }))
  t.match(read, { '@odata.etag': 'W/"3"', id: json(before)['id'], tenantUserCheckinSummary: { failedUserCount: 15 } })
  t.strictSame((read['tenantCheckinStatuses'] as Array<Record<string, unknown>>).map(({ '@odata.type': _type, ...row }) => row), checkIns)
  t.equal((await call('PATCH', OFFICE, { headers: { ...headers, 'if-match': String(before.headers.etag) }, body: { tenantUserCheckinSummary: {} } })).statusCode, 412)
  t.match(json(await callerOf(app)('GET', OFFICE)), { tenantCheckinStatuses: [] }, 'the default tenant has nothing')
})

onBothDatabases('what does not fit changes nothing, and says where', async (t, { call }) => {
  await put(call, 'one', document)
  const before = await call('GET', stateOf('one'))
  const office = (changes: object): object => ({ officeConfiguration: { ...document.officeConfiguration, ...changes } })
  const cases: ReadonlyArray<readonly [body: unknown, target: string | undefined, message: RegExp]> = [
    [office({ tenantCheckinStatuses: [...checkIns, { wasSuccessful: 'yes' }] }), `officeConfiguration/tenantCheckinStatuses/${checkIns.length}/wasSuccessful`, /'yes'.*Edm.Boolean/],
    [office({ tenantCheckinStatuses: [{ devicename: 'x' }] }), 'officeConfiguration/tenantCheckinStatuses/0/devicename', /Did you mean 'deviceName'/],
    [office({ tenantCheckinStatuses: null }), 'officeConfiguration/tenantCheckinStatuses', /null/],
    [office({ tenantCheckinStatuses: 5 }), 'officeConfiguration/tenantCheckinStatuses', /Collection/],
    [office({ tenantCheckinStatuses: [5] }), 'officeConfiguration/tenantCheckinStatuses/0', /Cannot convert/],
    [office({ clientConfigurations: {} }), 'officeConfiguration/clientConfigurations', /array/],
    [office({ clientConfigurations: [7] }), 'officeConfiguration/clientConfigurations/0', /Cannot convert/],
    [office({ clientConfigurations: [{ priority: 1 }] }), 'officeConfiguration/clientConfigurations/0', /abstract/],
    [office({ clientConfigurations: [{ '@odata.type': '#microsoft.graph.windowsOfficeClientConfiguration' }] }), 'officeConfiguration/clientConfigurations/0/priority', /left out/],
    [office({ clientConfigurations: [configuration('x', 1), { ...configuration('y', 2), id: 'x' }] }), 'officeConfiguration/clientConfigurations/1/id', /twice/],
    [office({ clientConfigurations: [{ ...configuration('x', 1), id: 'a/b' }] }), 'officeConfiguration/clientConfigurations/0/id', /An id is/],
    [office({ clientConfigurations: [{ ...configuration('x', 1), policyPayload: { content: '%' } }] }), 'officeConfiguration/clientConfigurations/0/policyPayload/content', /base64/],
    [office({ clientConfigurations: [{ ...configuration('x', 1), policyPayload: { contentType: 'nothing', content: '' } }] }), 'officeConfiguration/clientConfigurations/0/policyPayload/contentType', /media type/],
    [office({ clientConfigurations: [{ ...configuration('x', 1), assignments: [{ target: { groupId: 'g' } }] }] }), 'officeConfiguration/clientConfigurations/0/assignments/0/target', /abstract/],
    [office({ tenantUserCheckinSummary: { failedUserCount: 1.5 } }), 'officeConfiguration/tenantUserCheckinSummary/failedUserCount', /1\.5/],
    [office({ nothing: [{}] }), 'officeConfiguration/nothing', /does not exist/],
    [office({ ['__proto__']: 1 }), 'officeConfiguration/__proto__', /does not exist/],
    ['{"officeConfiguration":{"tenantCheckinStatuses":[],"tenantCheckinStatuses":[]}}', 'officeConfiguration/tenantCheckinStatuses', /twice/],
    [{ officeConfigurations: {} }, 'officeConfigurations', /no member/],
    [{ officeConfiguration: [] }, 'officeConfiguration', /Cannot convert/],
    ['[]', undefined, /must be a JSON object/],
    ['', 'byte 0', /too early/],
    ['{"officeConfiguration":{"tenantCheckinStatuses":[{"userId":"x"}', 'byte 63', /too early/],
    ['{"officeConfiguration":{"tenantCheckinStatuses":[{"userId":"x"}}', 'byte 63', /closes what is not open/],
    ['{"officeConfiguration":{,}}', 'byte 24', /not JSON/],
    ['{} {}', 'byte 3', /not JSON/],
    ['{"officeConfiguration" 5}', 'byte 23', /not JSON/],
    ['[[[', undefined, /must be a JSON object/],
    [`{"$schema":${'['.repeat(100)}`, undefined, /nested deeper/]
  ]
  for (const [body, target, message] of cases) {
    const response = await put(call, 'one', typeof body === 'string' ? body === '' ? ' ' : body : JSON.stringify(body).replace('"__proto__ "', '"__proto__"'))
    t.equal(response.statusCode, 400, response.body)
    const error = errorOf(response)
    t.match(error['message'], message)
    if (target !== undefined && target !== 'byte 0') t.equal(error['target'], target, String(error['message']))
  }
  t.equal((await call('GET', stateOf('one'))).body, before.body)
  t.equal((await call('PUT', stateOf('one'), { headers: { 'content-type': 'text/plain' }, body: '{}' })).statusCode, 415)
  t.equal((await call('PUT', '/__admin/tenants/a%20b/state', { body: '{}' })).statusCode, 400)
})

t.test('one value may not be larger than a body', async t => {
  const call = callerOf(await startService(t, { maxBodyBytes: 10_000 }))
  const long = 'x'.repeat(20_000)
  for (const value of [{ errorMessage: long }, { appliedPolicies: Array.from({ length: 3000 }, () => 'abcdef') }]) {
    const response = await put(call, 'one', { officeConfiguration: { tenantCheckinStatuses: [value] } })
    t.equal(response.statusCode, 413, response.body)
  }
  const many = await put(call, 'one', { officeConfiguration: { tenantCheckinStatuses: Array.from({ length: 500 }, () => checkIns[0]) } })
  t.equal(many.statusCode, 200, 'but all together may')
})
