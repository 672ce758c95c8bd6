/** Writes and addresses that few clients use (OData-Protocol 4.01, section 11.4; OData-URL 4.01, sections 4.12 to 4.17). */
import { ROWS, encodeOption, seed } from '../support/check-ins.js'
import { assignmentTo, CONFIGURATIONS, create, groupsOf, host, items, SECURITY, valuesOf, WINDOWS } from '../support/configurations.js'
import { row } from '../support/samples.js'
import { OFFICE, errorOf, json, onBothDatabases } from '../support/service.js'

const segment = (predicate: string): string => `/$filter(${encodeURIComponent(predicate)})`

onBothDatabases('4.12 a condition in the path', async (t, { call }) => {
  await seed(call)
  t.same((await items(call, `${ROWS}${segment("devicePlatform eq 'macOS'")}`)).map(({ deviceName }) => deviceName), ['B1', 'b2', '10'])
  t.same((await items(call, `${ROWS}${segment("devicePlatform eq 'macOS'")}${segment('wasSuccessful')}?${encodeOption("$filter=userId ne 'u5'")}`)).map(({ deviceName }) => deviceName), ['B1'])
  t.same((await items(call, `${ROWS}/$filter(@x)?@x=${encodeURIComponent('wasSuccessful eq false')}`)).length, 4)
  t.equal((await call('GET', `${ROWS}${segment('wasSuccessful')}/$count`)).body, '5')
  const page = json(await call('GET', `${ROWS}${segment('wasSuccessful')}?$orderby=deviceName`, { headers: { ...host, prefer: 'odata.maxpagesize=3' } }))
  t.equal(page['@odata.context'], 'http://office/beta/$metadata#officeConfiguration/tenantCheckinStatuses')
  const next = String(page['@odata.nextLink']).replace('http://office', '')
  t.equal((json(await call('GET', next, { headers: { prefer: 'odata.maxpagesize=3' } }))['value'] as unknown[]).length, 2)
  t.equal((await call('GET', next.replace('wasSuccessful', 'not%20wasSuccessful'))).statusCode, 400, 'the token belongs to the condition')
  const id = await create(call, { displayName: 'A', assignments: [assignmentTo('g')] })
  t.same(await valuesOf(call, `${CONFIGURATIONS}${segment("displayName eq 'A'")}`, 'id'), [id])
  t.equal((json(await call('GET', `${CONFIGURATIONS}${segment('assignments/any()')}/$ref`))['value'] as unknown[]).length, 1)
  for (const [url, status] of [[`${OFFICE}${segment('true')}`, 400], [`${ROWS}${segment('nothing eq 1')}`, 400], [`${ROWS}${segment('userId')}`, 400], [`${CONFIGURATIONS}${segment('true')}/${id}`, 200], [`${CONFIGURATIONS}${segment('false')}/${id}`, 404], [`${ROWS}${segment('true')}?$apply=aggregate($count%20as%20n)`, 200]] as const) {
    t.equal((await call('GET', url)).statusCode, status, url)
  }
  t.equal((await call('POST', `${ROWS}${segment('true')}`, { body: row() })).statusCode, 405)
})

onBothDatabases('11.4.13 PATCH of each entity that a condition leaves', async (t, { call }) => {
  const [a, , c] = [await create(call, { displayName: 'A' }), await create(call, { '@odata.type': SECURITY, displayName: 'B' }), await create(call, { displayName: 'C', assignments: [assignmentTo('old')] })]
  const url = `${CONFIGURATIONS}${segment("displayName ne 'B'")}/$each`
  t.equal((await call('OPTIONS', url)).headers['allow'], 'PATCH, DELETE, OPTIONS')
  t.equal((await call('PATCH', url, { body: { description: 'changed' } })).statusCode, 204)
  t.same(await valuesOf(call, CONFIGURATIONS, 'description'), ['changed', null, 'changed'])
  const response = await call('PATCH', `${url}?$select=displayName&$expand=assignments`, { headers: { prefer: 'return=representation' }, body: { displayName: 'new', 'assignments@delta': [assignmentTo('g')], checkinStatuses: [row(), row()] } })
  t.equal(response.statusCode, 200)
  t.equal(response.headers['preference-applied'], 'return=representation')
  t.match(json(response)['value'], [{ displayName: 'new', assignments: [{}] }, { displayName: 'new', assignments: [{}, {}] }])
  t.same(await groupsOf(call, c), ['old', 'g'])
  t.equal((await call('GET', `${CONFIGURATIONS}/${a}/checkinStatuses/$count`)).body, '2')
  const refused = await call('PATCH', `${CONFIGURATIONS}/$each`, { body: { priority: 9 } })
  t.equal(refused.statusCode, 400, 'all cannot have one priority')
  t.same(await valuesOf(call, CONFIGURATIONS, 'priority'), [1, 2, 3], 'and none got it')
  t.equal((await call('PATCH', `${CONFIGURATIONS}/microsoft.graph.windowsOfficeClientSecurityConfiguration/$each`, { body: { displayName: 'S' } })).statusCode, 204)
  t.same(await valuesOf(call, CONFIGURATIONS, 'displayName'), ['new', 'S', 'new'])
  t.equal((await call('PATCH', `${CONFIGURATIONS}${segment("displayName eq 'nobody'")}/$each`, { body: { displayName: 'x' } })).statusCode, 204, 'none is no fault')
  t.equal((await call('GET', url)).statusCode, 405)
})

onBothDatabases('11.4.14 DELETE of each entity that a condition leaves', async (t, { call }) => {
  for (const displayName of ['A', 'B', 'C']) await create(call, { displayName, assignments: [assignmentTo(displayName), assignmentTo('x')] })
  t.equal((await call('DELETE', `${CONFIGURATIONS}${segment("displayName gt 'A'")}/$each`)).statusCode, 204)
  const [id] = await valuesOf(call, CONFIGURATIONS, 'id')
  t.same(await valuesOf(call, CONFIGURATIONS, 'displayName'), ['A'])
  t.equal((await call('DELETE', `${CONFIGURATIONS}/${String(id)}/assignments${segment("target/microsoft.graph.officeConfigurationGroupAssignmentTarget/groupId eq 'x'")}/$each`)).statusCode, 204)
  t.same(await groupsOf(call, String(id)), ['A'])
  t.equal((await call('DELETE', `${CONFIGURATIONS}/nobody/assignments/$each`)).statusCode, 404)
})

onBothDatabases('4.17 POST to $query', async (t, { call }) => {
  await seed(call)
  const post = async (path: string, body: string, contentType = 'text/plain') => await call('POST', `${path}/$query`, { body, headers: { ...host, 'content-type': contentType } })
  const long = `$filter=deviceName in (${Array.from({ length: 3000 }, (_, index) => `'device ${index}'`).join(',')},'a1')&$select=deviceName`
  const answer = await post(ROWS, long)
  t.equal(answer.statusCode, 200)
  t.match(json(answer), { '@odata.context': 'http://office/beta/$metadata#officeConfiguration/tenantCheckinStatuses(deviceName)', value: [{ deviceName: 'a1' }] })
  t.match(json(await post(ROWS, encodeOption("$filter=deviceName eq 'a1'"), 'application/x-www-form-urlencoded')), { value: [{ deviceName: 'a1' }] })
  t.equal((await call('POST', `${ROWS}/$query?$top=2`, { body: '$skip=1', headers: { 'content-type': 'text/plain' } })).json<{ value: unknown[] }>().value.length, 2)
  t.equal((await post(`${ROWS}/$count`, '$filter=wasSuccessful')).body, '5')
  t.equal((await post(OFFICE, '')).statusCode, 200)
  t.equal((await post(ROWS, '{}', 'application/json')).statusCode, 415)
  t.equal((await post(ROWS, '$nothing=1')).statusCode, 400)
  const get = await call('GET', `${ROWS}/$query`)
  t.match([get.statusCode, get.headers['allow']], [405, 'POST'])
})

onBothDatabases('RFC 6585, 3 writes that must be conditional', async (t, { call }) => {
  const id = await create(call, { priority: 1 })
  const url = `${CONFIGURATIONS}/${id}`
  const cases: ReadonlyArray<readonly ['PATCH' | 'PUT' | 'DELETE' | 'POST', string, object | undefined]> = [
    ['PATCH', OFFICE, {}], ['PATCH', url, { displayName: 'x' }], ['PUT', `${url}/displayName`, { value: 'x' }], ['PUT', ROWS, { value: [] }], ['DELETE', ROWS, undefined],
    ['POST', `${url}/assign`, { officeConfigurationAssignments: [] }], ['PUT', `${url}/policyPayload`, {}], ['DELETE', url, undefined]
  ]
  for (const [method, path, body] of cases) {
    const options = body === undefined ? {} : { body }
    const response = await call(method, path, options)
    t.equal(response.statusCode, 428, `${method} ${path}`)
    t.match(errorOf(response), { code: 'PreconditionRequired', target: 'If-Match' })
  }
  t.equal((await call('POST', ROWS, { body: row() })).statusCode, 204, 'what is added is no older version of anything')
  t.equal((await call('POST', CONFIGURATIONS, { body: { '@odata.type': WINDOWS } })).statusCode, 201)
  t.equal((await call('PATCH', url, { body: { displayName: 'x' }, headers: { 'if-match': '*' } })).statusCode, 200)
}, { requireIfMatch: true })

onBothDatabases('11.4.4 an unknown key creates nothing: keys are given by the service', async (t, { call }) => {
  t.equal((await call('PATCH', `${CONFIGURATIONS}/00000000-0000-0000-0000-000000000000`, { body: { '@odata.type': WINDOWS } })).statusCode, 404)
  t.equal((await call('PATCH', `${CONFIGURATIONS}/x`, { body: { '@odata.type': WINDOWS }, headers: { 'if-none-match': '*' } })).statusCode, 404)
  t.equal((await call('PUT', `${CONFIGURATIONS}/x`, { body: { '@odata.type': WINDOWS } })).statusCode, 405)
})

onBothDatabases('4.10 and 4.13 nothing follows the place of an item, and an operation alone follows $each', async (t, { call }) => {
  await call('PATCH', OFFICE, { body: { tenantCheckinStatuses: [row()] } })
  for (const path of ['tenantCheckinStatuses/0/deviceName', 'tenantCheckinStatuses/-1/deviceName/$value', 'tenantCheckinStatuses/0/0']) {
    const response = await call('GET', `${OFFICE}/${path}`)
    t.equal(response.statusCode, 400, path)
    t.match(errorOf(response)['message'], /ordinalIndex/)
  }
  for (const path of ['clientConfigurations/$each/$ref', 'clientConfigurations/$filter(priority%20gt%203)/$each/$ref', 'clientConfigurations/$each/displayName']) {
    t.equal((await call('DELETE', `${OFFICE}/${path}`)).statusCode, 400, path)
  }
})

onBothDatabases('13.1.1 what is not supported says so', async (t, { call }) => {
  const cases: ReadonlyArray<readonly [string, RegExp]> = [
    ['/beta/$crossjoin(officeConfiguration)', /\$crossjoin/],
    [`${OFFICE}/clientConfigurations/$each/microsoft.graph.assign`, /for each item/],
    [`${ROWS}?$deltatoken=x`, /\$deltatoken/],
    [`${OFFICE}?$deltatoken=x`, /\$deltatoken/]
  ]
  for (const [url, message] of cases) {
    const response = await call('GET', url)
    t.equal(response.statusCode, 501, url)
    t.match(errorOf(response)['message'], message)
  }
})
