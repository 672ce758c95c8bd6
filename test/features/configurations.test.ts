/** Client configurations: created, read, changed, deleted (OData-Protocol 4.01, sections 11.2 and 11.4). */
import sql from 'sql-template-tag'
import { openDatabase } from '../../src/storage/database/open-database.js'
import { identifier } from '../../src/storage/sql/identifier.js'
import { encodeOption } from '../support/check-ins.js'
import { assignmentTo, CONFIGURATIONS, create, group, groupsOf, host, items, SECURITY, valuesOf, WINDOWS } from '../support/configurations.js'
import { row, shown, summary } from '../support/samples.js'
import { OFFICE, errorOf, json, onBothDatabases } from '../support/service.js'

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

onBothDatabases('11.4.2 creating an entity: 201, Location, and the entity', async (t, { call }) => {
  const response = await call('POST', CONFIGURATIONS, { headers: host, body: { '@odata.type': WINDOWS, id: 'mine', displayName: 'Finance', description: null, priority: 5, userCheckinSummary: { failedUserCount: 2 }, checkinStatuses: [row()] } })
  t.equal(response.statusCode, 201)
  const { id, ...created } = json(response)
  t.match(id, GUID, 'an id of the service, whatever was sent')
  t.equal(response.headers.location, `http://office${CONFIGURATIONS}('${String(id)}')`)
  t.equal(response.headers.etag, 'W/"1"')
  const members = { displayName: 'Finance', description: null, priority: 5, checkinStatuses: [shown(row())], userCheckinSummary: summary(0, 2) }
  t.same(created, { '@odata.context': 'http://office/beta/$metadata#officeConfiguration/clientConfigurations/$entity', '@odata.etag': 'W/"1"', '@odata.type': WINDOWS, ...members })
  for (const url of [`${CONFIGURATIONS}/${String(id)}`, `${CONFIGURATIONS}('${String(id)}')`, `${CONFIGURATIONS}(id='${String(id)}')`, `${OFFICE}/CLIENTCONFIGURATIONS/${String(id)}`]) {
    t.same(json(await call('GET', url, { headers: host })), json(response), url)
  }
  t.equal((await call('HEAD', `${CONFIGURATIONS}/${String(id)}`)).headers.etag, 'W/"1"')
  t.equal((await call('GET', `${CONFIGURATIONS}/${String(id).toUpperCase()}`)).statusCode, 404, 'keys are case-sensitive')
})

onBothDatabases('11.4.2 Prefer: return=minimal creates and says where', async (t, { call }) => {
  const response = await call('POST', CONFIGURATIONS, { headers: { ...host, prefer: 'return=minimal' }, body: { '@odata.type': SECURITY } })
  t.equal(response.statusCode, 204)
  t.equal(response.body, '')
  t.equal(response.headers['preference-applied'], 'return=minimal')
  t.match(response.headers.location, /^http:\/\/office\/beta\/officeConfiguration\/clientConfigurations\('[-0-9a-f]{36}'\)$/)
  t.equal(response.headers['odata-entityid'], response.headers.location)
  t.equal((await call('GET', String(response.headers.location).replace('http://office', ''))).statusCode, 200)
})

onBothDatabases('11.4.2 what cannot be created', async (t, { call }) => {
  const taken = await create(call, { priority: 3 })
  const cases: ReadonlyArray<readonly [unknown, string | RegExp]> = [
    [{ displayName: 'x' }, 'Cannot create an abstract class.'],
    [{ '@odata.type': '#microsoft.graph.officeClientConfiguration' }, 'Cannot create an abstract class.'],
    [{ '@odata.type': '#microsoft.graph.officeConfiguration' }, /could not be resolved by the model/],
    [{ '@odata.type': WINDOWS, priority: null }, /does not allow null values/],
    [{ '@odata.type': WINDOWS, priority: 'high' }, "Cannot convert the literal 'high' to the expected type 'Edm.Int32'."],
    [{ '@odata.type': WINDOWS, displayname: 'x' }, /Did you mean 'displayName'\?/],
    [{ '@odata.type': WINDOWS, priority: 3 }, `priority 3 is already used by '${taken}'; it must be unique within clientConfigurations.`],
    [{ '@odata.type': WINDOWS, assignments: [{ target: { groupId: 'g' } }] }, 'Cannot create an abstract class.'],
    [{ '@odata.type': WINDOWS, assignments: {} }, /Cannot convert the literal '{}' to the expected type 'Collection\(microsoft.graph.officeClientConfigurationAssignment\)'/],
    [{ '@odata.type': WINDOWS, 'assignments@odata.delta': [] }, /nothing that a delta could change/],
    [{ '@odata.type': WINDOWS, policyPayload: 'not base64!' }, /Edm.Stream/],
    [[], /Cannot convert/]
  ]
  for (const [body, message] of cases) {
    const response = await call('POST', CONFIGURATIONS, { body })
    t.equal(response.statusCode, 400, JSON.stringify(body))
    t.match(errorOf(response)['message'], message)
  }
  t.same(await valuesOf(call, CONFIGURATIONS, 'id'), [taken], 'nothing was created')
})

onBothDatabases('priority is issued at the end when it is left out', async (t, { call }) => {
  for (const priority of [undefined, 7, undefined, 2, undefined]) await create(call, priority === undefined ? {} : { priority })
  t.same(await valuesOf(call, CONFIGURATIONS, 'priority'), [1, 7, 8, 2, 9])
  await create(call, { priority: 2147483647 })
  const full = await call('POST', CONFIGURATIONS, { body: { '@odata.type': WINDOWS } })
  t.equal(full.statusCode, 400)
  t.equal(errorOf(full)['target'], 'priority')
})

onBothDatabases('11.4.2.2 deep insert: a configuration with its assignments, rows and payloads', async (t, { call }) => {
  const response = await call('POST', `${CONFIGURATIONS}?$expand=assignments`, {
    headers: host,
    body: { '@odata.type': WINDOWS, assignments: [{ id: 'ignored', ...assignmentTo('g1') }, assignmentTo('g2'), {}], policyPayload: Buffer.from('{"a":1}').toString('base64url'), userPreferencePayload: null }
  })
  t.equal(response.statusCode, 201)
  const { id, assignments } = json(response) as { id: string, assignments: Array<Record<string, unknown>> }
  t.same(assignments.map(({ target }) => target), [group('g1'), group('g2'), null])
  for (const assignment of assignments) t.match(assignment['id'], GUID)
  t.equal(json(response)['assignments@odata.context'], `http://office/beta/$metadata#officeConfiguration/clientConfigurations('${id}')/assignments`)
  t.equal((await call('GET', `${CONFIGURATIONS}/${id}/policyPayload`)).body, '{"a":1}')
  t.equal((await call('GET', `${CONFIGURATIONS}/${id}/userPreferencePayload`)).statusCode, 204)
})

onBothDatabases('11.4.3 PATCH merges and leaves the rest', async (t, { call }) => {
  const id = await create(call, { displayName: 'A', description: 'about', userCheckinSummary: { succeededUserCount: 1, failedUserCount: 2 }, checkinStatuses: [row()] })
  const url = `${CONFIGURATIONS}/${id}`
  const response = await call('PATCH', url, { body: { id: 'other', displayName: 'B', userCheckinSummary: { failedUserCount: 3 } } })
  t.equal(response.statusCode, 200)
  t.match(json(response), { id, displayName: 'B', description: 'about', priority: 1, userCheckinSummary: summary(1, 3), checkinStatuses: [shown(row())], '@odata.etag': 'W/"2"' })
  t.match(json(await call('PATCH', url, { body: { '@odata.type': WINDOWS, description: null, userCheckinSummary: null, checkinStatuses: [] } })), { displayName: 'B', description: null, userCheckinSummary: null, checkinStatuses: [] })
  const unchanged = await call('PATCH', url, { body: {} })
  t.equal(unchanged.headers.etag, 'W/"3"', 'an empty one changes nothing')
  t.equal((await call('PATCH', url, { body: { priority: 9 }, headers: { prefer: 'return=minimal' } })).statusCode, 204)
  t.match(json(await call('GET', url)), { priority: 9 })
  const other = await create(call)
  for (const [body, message] of [
    [{ priority: 10 }, new RegExp(`priority 10 is already used by '${other}'`)],
    [{ '@odata.type': SECURITY, displayName: 'x' }, /its type cannot be changed/],
    [{ nothing: 1 }, /does not exist on type/],
    [{ displayName: 5 }, /Edm.String/]
  ] as const) {
    const refused = await call('PATCH', url, { body })
    t.equal(refused.statusCode, 400, JSON.stringify(body))
    t.match(errorOf(refused)['message'], message)
  }
  t.match(json(await call('GET', url)), { priority: 9, displayName: 'B' }, 'what was refused changed nothing')
  t.equal((await call('PATCH', `${CONFIGURATIONS}/nobody`, { body: { displayName: 'x' } })).statusCode, 404)
})

onBothDatabases('11.4.1.1 ETags of each entity', async (t, { call }) => {
  const [first, second] = [await create(call), await create(call)]
  await call('PATCH', `${CONFIGURATIONS}/${first}`, { body: { displayName: 'x' } })
  t.same(await valuesOf(call, CONFIGURATIONS, '@odata.etag'), ['W/"3"', 'W/"2"'], 'a change of one is none of the other')
  t.equal((await call('GET', OFFICE)).headers.etag, 'W/"0"', 'and none of the entity that contains it')
  const stale = { 'if-match': 'W/"1"' }
  for (const [method, path, body] of [['PATCH', '', { displayName: 'y' }], ['DELETE', '', undefined], ['POST', '/assign', { officeConfigurationAssignments: [] }], ['PUT', '/checkinStatuses', { value: [] }]] as const) {
    const response = await call(method, `${CONFIGURATIONS}/${first}${path}`, { headers: stale, ...body === undefined ? {} : { body } })
    t.equal(response.statusCode, 412, `${method} ${path}`)
  }
  t.equal((await call('GET', `${CONFIGURATIONS}/${second}`, { headers: { 'if-none-match': 'W/"2"' } })).statusCode, 304)
  t.equal((await call('PATCH', `${CONFIGURATIONS}/${first}`, { headers: { 'if-match': 'W/"3"' }, body: { displayName: 'z' } })).statusCode, 200)
  t.equal((await call('DELETE', `${CONFIGURATIONS}/${first}`, { headers: { 'if-match': '*' } })).statusCode, 204)
})

onBothDatabases('11.4.5 DELETE takes everything inside with it', async (t, { call, databaseUrl }) => {
  const id = await create(call, { assignments: [assignmentTo('g')], checkinStatuses: [row(), row()], policyPayload: 'eyJhIjoxfQ' })
  const kept = await create(call, { assignments: [assignmentTo('h')], checkinStatuses: [row()], policyPayload: 'eyJhIjoxfQ' })
  const response = await call('DELETE', `${CONFIGURATIONS}/${id}`)
  t.equal(response.statusCode, 204)
  t.equal(response.body, '')
  for (const path of ['', '/assignments', '/checkinStatuses', '/userCheckinSummary', '/policyPayload', '/displayName', '/assignments/$count']) {
    const gone = await call('GET', `${CONFIGURATIONS}/${id}${path}`)
    t.equal(gone.statusCode, 404, path)
    t.match(errorOf(gone), { code: 'ResourceNotFound', message: new RegExp(id) })
  }
  t.equal((await call('DELETE', `${CONFIGURATIONS}/${id}`)).statusCode, 404)
  const database = await openDatabase(databaseUrl, { synchronous: 'off', poolSize: 2 })
  for (const table of ['OfficeClientConfiguration', 'OfficeClientConfigurationAssignment', 'OfficeClientCheckinStatus', 'StreamContent', 'StreamPiece']) {
    t.equal(Number((await database.query(sql`SELECT count(*) FROM ${identifier(table)}`))[0]?.[0]), 1, table)
  }
  await database.close()
  t.same(await groupsOf(call, kept), ['h'])
})

onBothDatabases('11.4 methods of each resource of the family', async (t, { call }) => {
  const id = await create(call, { assignments: [assignmentTo('g')] })
  const [assignment] = await valuesOf(call, `${CONFIGURATIONS}/${id}/assignments`, 'id')
  const cases: ReadonlyArray<readonly [string, string]> = [
    ['', 'GET, HEAD, POST, OPTIONS'],
    ['/$count', 'GET, HEAD, OPTIONS'],
    ['/$ref', 'GET, HEAD, OPTIONS'],
    [`/${id}`, 'GET, HEAD, PATCH, DELETE, OPTIONS'],
    [`/${id}/$ref`, 'GET, HEAD, OPTIONS'],
    [`/${id}/assignments`, 'GET, HEAD, POST, OPTIONS'],
    [`/${id}/assignments/${String(assignment)}`, 'GET, HEAD, PATCH, DELETE, OPTIONS'],
    [`/${id}/assignments/${String(assignment)}/target`, 'GET, HEAD, PUT, PATCH, DELETE, OPTIONS'],
    [`/${id}/policyPayload`, 'GET, HEAD, PUT, DELETE, OPTIONS'],
    [`/${id}/displayName`, 'GET, HEAD, PUT, DELETE, OPTIONS'],
    [`/${id}/priority`, 'GET, HEAD, PUT, OPTIONS'],
    [`/${id}/assign`, 'POST, OPTIONS'],
    ['/updatePriorities', 'POST, OPTIONS']
  ]
  for (const [path, allow] of cases) {
    t.equal((await call('OPTIONS', CONFIGURATIONS + path)).headers['allow'], allow, path)
    for (const method of ['GET', 'PUT', 'POST', 'PATCH', 'DELETE'] as const) {
      if (allow.includes(method)) continue
      const response = await call(method, CONFIGURATIONS + path, method === 'GET' ? {} : { body: {} })
      t.equal(response.statusCode, 405, `${method} ${path}`)
      t.equal(response.headers['allow'], allow)
    }
  }
})

onBothDatabases('11.2.4 properties of a configuration by paths of their own', async (t, { call }) => {
  const url = `${CONFIGURATIONS}/${await create(call, { displayName: 'A', userCheckinSummary: { failedUserCount: 2 } })}`
  t.same(json(await call('GET', `${url}/displayName`, { headers: host })), { '@odata.context': `http://office/beta/$metadata#officeConfiguration/clientConfigurations('${url.slice(-36)}')/displayName`, value: 'A' })
  t.equal((await call('GET', `${url}/displayName/$value`)).body, 'A')
  t.equal((await call('PUT', `${url}/displayName`, { body: { value: 'B' } })).statusCode, 204)
  t.equal((await call('DELETE', `${url}/description`)).statusCode, 204)
  t.equal((await call('GET', `${url}/description`)).statusCode, 204)
  t.match(json(await call('GET', `${url}/priority`)), { value: 1 })
  t.equal((await call('PUT', `${url}/priority`, { body: { value: null } })).statusCode, 400)
  t.match(json(await call('GET', `${url}/userCheckinSummary/failedUserCount`)), { value: 2 })
  t.equal((await call('PUT', `${url}/userCheckinSummary/failedUserCount`, { body: { value: 4 } })).statusCode, 204)
  t.match(json(await call('GET', url)), { displayName: 'B', userCheckinSummary: summary(0, 4) })
  t.equal((await call('GET', `${url}/nothing`)).statusCode, 400)
})

onBothDatabases('11.2.6 the list with every query option', async (t, { call }) => {
  const names = ['Alpha', 'beta', 'Gamma', null, 'Delta']
  for (const [index, displayName] of names.entries()) await create(call, { '@odata.type': index % 2 === 0 ? WINDOWS : SECURITY, displayName, description: `number ${index}` })
  const cases: ReadonlyArray<readonly [string, ReadonlyArray<string | null>]> = [
    ['', names],
    ["$filter=contains(displayName,'a')", ['Alpha', 'beta', 'Gamma', 'Delta']],
    ['$filter=priority gt 2 and displayName ne null', ['Gamma', 'Delta']],
    ['$orderby=displayName desc', ['beta', 'Gamma', 'Delta', 'Alpha', null]],
    ['$orderby=priority desc&$top=2&$skip=1', [null, 'Gamma']],
    ['$search="number 3"', [null]],
    ['$filter=isof(microsoft.graph.windowsOfficeClientSecurityConfiguration)', ['beta', null]],
    ["$filter=microsoft.graph.windowsOfficeClientConfiguration/displayName eq 'beta'", []],
    ["$filter=microsoft.graph.windowsOfficeClientConfiguration/displayName eq 'Gamma'", ['Gamma']],
    ['$compute=length(displayName) as n&$filter=n eq 5&$select=displayName,n', ['Alpha', 'Gamma', 'Delta']]
  ]
  for (const [query, expected] of cases) t.same(await valuesOf(call, `${CONFIGURATIONS}?${query.split('&').map(encodeOption).join('&')}`, 'displayName'), expected, query)
  const page = await call('GET', `${CONFIGURATIONS}?$count=true&$select=displayName&$orderby=displayName`, { headers: { ...host, prefer: 'odata.maxpagesize=2' } })
  t.match(json(page), { '@odata.context': 'http://office/beta/$metadata#officeConfiguration/clientConfigurations(displayName)', '@odata.count': 5 })
  t.equal(page.headers.etag, undefined, 'each item has its own')
  const seen: unknown[] = []
  for (let body = json(page); ;) {
    seen.push(...(body['value'] as Array<{ displayName: unknown }>).map(({ displayName }) => displayName))
    const next = body['@odata.nextLink']
    if (next === undefined) break
    body = json(await call('GET', String(next).replace('http://office', ''), { headers: { prefer: 'odata.maxpagesize=2' } }))
  }
  t.same(seen, [null, 'Alpha', 'Delta', 'Gamma', 'beta'])
  t.equal((await call('GET', `${CONFIGURATIONS}/$count`)).body, '5')
  t.equal((await call('GET', `${CONFIGURATIONS}/$count?${encodeOption('$filter=priority le 2')}`)).body, '2')
  t.same(await items(call, `${CONFIGURATIONS}?${encodeOption('$apply=filter(priority gt 1)/aggregate($count as n,priority with max as top)')}`), [{ 'n@odata.type': '#Int64', n: 4, 'top@odata.type': '#Int32', top: 5 }])
  for (const query of ['$expand=nothing', '$filter=policyPayload eq null and nothing eq 1', '$orderby=assignments', '$select=nothing', '$apply=filter(nothing/any())']) {
    t.ok([400, 501].includes((await call('GET', `${CONFIGURATIONS}?${encodeOption(query)}`)).statusCode), query)
  }
})

onBothDatabases('4.11 type casts in the path', async (t, { call }) => {
  const [windows, security] = [await create(call, { displayName: 'W' }), await create(call, { '@odata.type': SECURITY, displayName: 'S' })]
  for (const name of ['microsoft.graph.windowsOfficeClientSecurityConfiguration', 'graph.windowsOfficeClientSecurityConfiguration']) {
    t.same(await valuesOf(call, `${CONFIGURATIONS}/${name}`, 'displayName'), ['S'])
    t.equal((await call('GET', `${CONFIGURATIONS}/${name}/$count`)).body, '1')
    t.match(json(await call('GET', `${CONFIGURATIONS}/${name}/${security}`)), { displayName: 'S' })
    t.match(json(await call('GET', `${CONFIGURATIONS}/${name}('${security}')`)), { displayName: 'S' })
    t.match(json(await call('GET', `${CONFIGURATIONS}/${security}/${name}/displayName`)), { value: 'S' })
    t.equal((await call('GET', `${CONFIGURATIONS}/${windows}/${name}`)).statusCode, 404, 'of another type')
    t.equal((await call('GET', `${CONFIGURATIONS}/${name}/${windows}`)).statusCode, 404)
  }
  const context = json(await call('GET', `${CONFIGURATIONS}/microsoft.graph.windowsOfficeClientSecurityConfiguration`, { headers: host }))['@odata.context']
  t.equal(context, 'http://office/beta/$metadata#officeConfiguration/clientConfigurations/microsoft.graph.windowsOfficeClientSecurityConfiguration')
  t.equal((await call('POST', `${CONFIGURATIONS}/microsoft.graph.windowsOfficeClientConfiguration`, { body: { displayName: 'by cast' } })).statusCode, 201, 'the cast names the type')
  for (const name of ['microsoft.graph.officeConfiguration', 'microsoft.graph.nothing']) t.equal((await call('GET', `${CONFIGURATIONS}/${name}`)).statusCode, 400)
})

onBothDatabases('4.6.3 full and no metadata of configurations', async (t, { call }) => {
  const id = await create(call, { policyPayload: 'eyJhIjoxfQ', 'policyPayload@odata.mediaContentType': 'application/json' })
  const url = `http://office${CONFIGURATIONS}('${id}')`
  const full = {
    '@odata.etag': 'W/"1"',
    '@odata.type': WINDOWS,
    '@odata.id': url,
    '@odata.editLink': url,
    'assignments@odata.associationLink': `${url}/assignments/$ref`,
    'assignments@odata.navigationLink': `${url}/assignments`,
    '#microsoft.graph.assign': { title: 'assign', target: `${url}/microsoft.graph.assign` },
    id,
    displayName: null,
    description: null,
    'priority@odata.type': '#Int32',
    priority: 1,
    'policyPayload@odata.mediaReadLink': `${url}/policyPayload`,
    'policyPayload@odata.mediaEditLink': `${url}/policyPayload`,
    'policyPayload@odata.mediaContentType': 'application/json',
    'policyPayload@odata.mediaEtag': '"1"',
    'userPreferencePayload@odata.mediaReadLink': `${url}/userPreferencePayload`,
    'userPreferencePayload@odata.mediaEditLink': `${url}/userPreferencePayload`,
    'checkinStatuses@odata.type': '#Collection(microsoft.graph.officeClientCheckinStatus)',
    checkinStatuses: [],
    userCheckinSummary: null
  }
  const accept = (metadata: string) => ({ headers: { ...host, accept: `application/json;odata.metadata=${metadata}` } })
  t.same(json(await call('GET', CONFIGURATIONS, accept('full')))['value'], [full])
  t.same(json(await call('GET', `${CONFIGURATIONS}/${id}`, accept('full'))), { '@odata.context': 'http://office/beta/$metadata#officeConfiguration/clientConfigurations/$entity', ...full })
  t.same(json(await call('GET', `${CONFIGURATIONS}?$expand=assignments`, accept('none'))), { value: [{ id, displayName: null, description: null, priority: 1, checkinStatuses: [], userCheckinSummary: null, assignments: [] }] })
  t.same(json(await call('GET', `${CONFIGURATIONS}?$select=policyPayload`, { headers: host })).value, [{
    '@odata.etag': 'W/"1"',
    '@odata.type': WINDOWS,
    '@odata.id': url,
    'policyPayload@odata.mediaReadLink': `${url}/policyPayload`,
    'policyPayload@odata.mediaEditLink': `${url}/policyPayload`,
    'policyPayload@odata.mediaContentType': 'application/json',
    'policyPayload@odata.mediaEtag': '"1"'
  }], 'a stream that is asked for')
})

onBothDatabases('4.9 references are read-only', async (t, { call }) => {
  const id = await create(call, { assignments: [assignmentTo('a'), assignmentTo('b')] })
  const url = `http://office${CONFIGURATIONS}('${id}')`
  t.same(json(await call('GET', `${CONFIGURATIONS}/$ref`, { headers: host })), { '@odata.context': 'http://office/beta/$metadata#Collection($ref)', value: [{ '@odata.id': url }] })
  t.same(json(await call('GET', `${CONFIGURATIONS}/${id}/$ref`, { headers: host })), { '@odata.context': 'http://office/beta/$metadata#$ref', '@odata.id': url })
  const refs = json(await call('GET', `${CONFIGURATIONS}/${id}/assignments/$ref?$count=true&$top=1`, { headers: host }))
  t.match(refs, { '@odata.count': 2, value: [{ '@odata.id': new RegExp(`^http://office${CONFIGURATIONS}\\('${id}'\\)/assignments\\('`.replaceAll('$', '\\$')) }] })
  t.equal((await call('DELETE', `${CONFIGURATIONS}/${id}/assignments/$ref`)).statusCode, 405)
})
