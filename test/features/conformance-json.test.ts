/** Clauses of the JSON format that no other test shows (OData JSON format 4.01, conformance); each title names its clause. */
import { ROWS, encodeOption, seed } from '../support/check-ins.js'
import { assignmentTo, CONFIGURATIONS, create, group, groupsOf, items, WINDOWS } from '../support/configurations.js'
import { row, summary } from '../support/samples.js'
import { OFFICE, errorOf, json, onBothDatabases } from '../support/service.js'

onBothDatabases('JSON-1 and JSON-2 an answer can be sent back as it is, with minimal and with full metadata', async (t, { call }) => {
  await call('PATCH', OFFICE, { body: { tenantCheckinStatuses: [row()], tenantUserCheckinSummary: { failedUserCount: 1 } } })
  const id = await create(call, { displayName: 'A', checkinStatuses: [row()], userCheckinSummary: {}, assignments: [assignmentTo('g')], policyPayload: 'eA' })
  for (const [accept, version] of [['minimal', '4.0'], ['full', '4.0'], ['minimal', '4.01'], ['full', '4.01']] as const) {
    for (const url of [`${CONFIGURATIONS}/${id}`, OFFICE]) {
      const before = json(await call('GET', `${url}?$expand=*`, { headers: { accept: `application/json;odata.metadata=${accept}`, 'odata-maxversion': version } }))
      const response = await call('PATCH', `${url}?$expand=*`, { body: before, headers: { 'odata-version': version } })
      t.equal(response.statusCode, 200, `${accept} ${version} ${url} ${response.body}`)
      t.same(Object.keys(json(response)).filter(name => !/[@#]/.test(name)), Object.keys(before).filter(name => !/[@#]/.test(name)))
    }
  }
  t.same(await groupsOf(call, id), ['g'])
  t.equal((await call('GET', `${CONFIGURATIONS}/${id}/policyPayload`)).body, 'x')
})

onBothDatabases('JSON-3 every type that is shown is received', async (t, { call }) => {
  const id = await create(call, { displayName: 'text', description: null, priority: 2147483647, policyPayload: Buffer.from([0, 255]).toString('base64url'), checkinStatuses: [row({ checkinDateTime: '2026-01-31T09:30:00.123456789012-12:00', appliedPolicies: ['a', null, ''] })], userCheckinSummary: { failedUserCount: -2147483648 }, assignments: [assignmentTo('g'), { target: null }] })
  const [stored] = await items(call, `${CONFIGURATIONS}?$expand=assignments`)
  t.match(stored, { displayName: 'text', description: null, priority: 2147483647, checkinStatuses: [{ checkinDateTime: '2026-01-31T09:30:00.123456789012-12:00', wasSuccessful: true, appliedPolicies: ['a', null, ''] }], userCheckinSummary: summary(0, -2147483648), assignments: [{ target: group('g') }, { target: null }] })
  t.same((await call('GET', `${CONFIGURATIONS}/${id}/policyPayload`)).rawPayload, Buffer.from([0, 255]))
})

onBothDatabases('JSON-4, JSON-7, JSON-24 and JSON-27 bodies of either version', async (t, { call }) => {
  const spellings = [
    ['4.0', { '@odata.type': WINDOWS, 'policyPayload@odata.mediaContentType': 'text/x', policyPayload: 'eA', 'checkinStatuses@odata.type': '#Collection(microsoft.graph.officeClientCheckinStatus)', checkinStatuses: [row()], userCheckinSummary: { '@odata.type': '#microsoft.graph.officeUserCheckinSummary' } }],
    ['4.01', { '@type': WINDOWS.slice(1), 'policyPayload@mediaContentType': 'text/x', policyPayload: 'eA', 'checkinStatuses@type': 'Collection(microsoft.graph.officeClientCheckinStatus)', checkinStatuses: [row()], userCheckinSummary: { '@type': 'microsoft.graph.officeUserCheckinSummary' } }]
  ] as const
  for (const [version, body] of spellings) {
    for (const headers of [{ 'odata-version': version }, {}]) {
      const response = await call('POST', CONFIGURATIONS, { body, headers })
      t.equal(response.statusCode, 201, response.body)
      const { id } = json(response) as { id: string }
      t.match((await call('GET', `${CONFIGURATIONS}/${id}/policyPayload`)).headers['content-type'], 'text/x')
      const assigned = version === '4.0' ? { 'assignments@odata.delta': [assignmentTo('g')] } : { 'assignments@delta': [assignmentTo('g')] }
      t.equal((await call('PATCH', `${CONFIGURATIONS}/${id}`, { body: assigned, headers })).statusCode, 200)
      t.same(await groupsOf(call, id), ['g'])
    }
  }
})

onBothDatabases('JSON-6 a body needs no order, and no streaming=true', async (t, { call }) => {
  const response = await call('POST', CONFIGURATIONS, { body: { displayName: 'A', assignments: [{ target: { groupId: 'g', '@odata.type': '#microsoft.graph.officeConfigurationGroupAssignmentTarget' } }], policyPayload: 'eA', 'policyPayload@odata.mediaContentType': 'text/x', '@odata.type': WINDOWS } })
  t.equal(response.statusCode, 201)
  t.same(await groupsOf(call, String(json(response)['id'])), ['g'])
  t.match((await call('GET', `${CONFIGURATIONS}/${String(json(response)['id'])}/policyPayload`)).headers['content-type'], 'text/x', 'an annotation behind its property')
})

onBothDatabases('JSON-9 a decimal has no exponent', async (t, { call }) => {
  await seed(call)
  const compute = encodeOption('$compute=cast(1e25,Edm.Decimal) as a,0.0000001 as b,-123456789012345678901234567890.5 as c,cast(1.5e-300,Edm.Decimal) as d,1.5 add 1 as e,0.0 as f')
  for (const accept of ['application/json', 'application/json;IEEE754Compatible=true']) {
    const { body } = await call('GET', `${ROWS}?${compute}&$select=a,b,c,d,e,f&$top=1`, { headers: { accept } })
    t.notMatch(body, /\d[eE][+-]?\d/, accept)
    const [item] = (JSON.parse(body) as { value: Array<Record<string, unknown>> }).value
    t.same(['a', 'b', 'c', 'd', 'e', 'f'].map(name => Number(item?.[name])), [1e25, 1e-7, Number('-123456789012345678901234567890.5'), 1.5e-300, 2.5, 0])
  }
  const applied = await call('GET', `${ROWS}?${encodeOption('$apply=aggregate(0.0000001 with max as small,1e25 with max as large)')}`)
  t.match(applied.body, '"small":0.0000001')
})

onBothDatabases('JSON-28 the ETag in a body is a condition', async (t, { call }) => {
  const id = await create(call, { displayName: 'A', assignments: [assignmentTo('g')] })
  await call('PATCH', OFFICE, { body: { tenantUserCheckinSummary: {} } })
  const url = `${CONFIGURATIONS}/${id}`
  const stale = 'W/"77"'
  const nested = (etag: string) => ({ 'clientConfigurations@delta': [{ id, '@odata.etag': etag, displayName: 'nested' }] })
  const writes: ReadonlyArray<readonly ['PATCH' | 'PUT' | 'DELETE', string, object]> = [
    ['PATCH', url, { '@odata.etag': stale, displayName: 'x' }], ['PATCH', url, { '@etag': stale, displayName: 'x' }], ['PATCH', url, { '@odata.etag': stale }], ['PUT', `${url}/checkinStatuses`, { '@odata.etag': stale, value: [] }],
    ['PUT', `${url}/displayName`, { '@odata.etag': stale, value: 'x' }], ['PUT', `${url}/userCheckinSummary`, { '@odata.etag': stale }], ['PATCH', OFFICE, { '@odata.etag': stale, tenantCheckinStatuses: [row()] }], ['PATCH', OFFICE, nested(stale)],
    ['PATCH', OFFICE, { 'clientConfigurations@delta': [{ id, '@odata.removed': {}, '@odata.etag': stale }] }], ['DELETE', url, { '@odata.etag': stale }]
  ]
  for (const [method, path, body] of writes) {
    const response = await call(method, path, { body })
    t.equal(response.statusCode, 412, `${method} ${path} ${JSON.stringify(body)}`)
    t.match(errorOf(response), { code: 'PreconditionFailed', target: '@odata.etag' })
  }
  t.match(await items(call, CONFIGURATIONS), [{ '@odata.etag': 'W/"1"', displayName: 'A' }], 'nothing was written')
  t.equal((await call('PATCH', OFFICE, { body: nested('W/"1"') })).statusCode, 200)
  const { '@odata.etag': etag } = json(await call('GET', url))
  t.equal((await call('PATCH', url, { body: { '@odata.etag': etag, displayName: 'new' }, headers: { 'if-match': stale } })).statusCode, 412, 'both must hold')
  t.equal((await call('PATCH', url, { body: { '@odata.etag': etag, displayName: 'new' } })).statusCode, 200)
  t.equal((await call('DELETE', url, { body: { '@odata.etag': json(await call('GET', url))['@odata.etag'] } })).statusCode, 204)
})
