/** `$metadata` and the service document (OData-Protocol 4.01, sections 11.1.1 and 11.1.2; OData JSON format 4.01, section 5). */
import t from 'tap'
import { UnsecuredJWT } from 'jose'
import type { LightMyRequestResponse } from 'fastify'
import { OFFICE, callerOf, errorOf, json, onBothDatabases, startService } from '../support/service.js'
import type { Call } from '../support/service.js'
import { csdlXmlToJson } from '../support/csdl-xml.js'
import type { JsonObject } from '../support/csdl-xml.js'

const METADATA = '/beta/$metadata'
const XML = 'application/xml;charset=utf-8'
const JSON_TYPE = 'application/json;charset=utf-8'

/** A request without a token. */
const anonymous = (app: Awaited<ReturnType<typeof startService>>) => async (url: string, headers: Record<string, string> = {}, method: 'GET' | 'OPTIONS' | 'POST' | 'DELETE' = 'GET'): Promise<LightMyRequestResponse> => await app.inject({ method, url, headers })

t.test('the metadata, in XML unless JSON is asked for, to anybody', async t => {
  const get = anonymous(await startService(t))
  const first = await get(METADATA)
  t.equal(first.statusCode, 200)
  t.match(first.headers, { 'content-type': XML, 'odata-version': '4.0', 'cache-control': 'no-cache', etag: /^W\/"[\w-]{22}"$/, 'server-timing': /^parse;dur=[\d.]+, write;dur=[\d.]+$/ })
  for (const [accept, type] of [['*/*', XML], ['application/*', XML], ['application/xml', XML], ['', XML], ['application/json', JSON_TYPE], ['application/json;odata.metadata=minimal', JSON_TYPE], ['text/html, application/json;q=0.5, application/xml;q=0.4', JSON_TYPE], ['application/xml;q=0, */*;q=0.1', JSON_TYPE], ['application/json, text/plain, */*', XML], ['application/json, */*;q=0.9', JSON_TYPE], ['APPLICATION/XML; charset="UTF-8"', XML]] as const) {
    const response = await get(METADATA, { accept })
    t.equal(response.statusCode, 200, accept)
    t.equal(response.headers['content-type'], type, accept)
  }
  for (const [format, type] of [['xml', XML], ['json', JSON_TYPE], ['JSON', JSON_TYPE], ['application/xml', XML], ['application/json;odata.metadata=full', JSON_TYPE]] as const) {
    t.equal((await get(`${METADATA}?$format=${format}`, { accept: 'text/html' })).headers['content-type'], type, format)
  }
  const found = (await get(`${METADATA}?format=json`)).json<JsonObject>()
  t.same(csdlXmlToJson(first.body), found, 'both say the same')
  t.match(found, { $Version: '4.0', $EntityContainer: 'microsoft.graph.GraphService' })
  t.equal((await get('/v1.0/$metadata')).body, first.body)
  t.equal((await get('/$metadata')).body, first.body, 'the bare root has one too')
  for (const url of ['/beta/$METADATA', '/beta/%24metadata', '/beta/$meta%64ata', '/beta/$metadata/', '/beta/$metadata?custom=1']) t.equal((await get(url)).body, first.body, url)
})

t.test('the version is that of the answer', async t => {
  const get = anonymous(await startService(t))
  const answer = await get(METADATA, { 'odata-maxversion': '4.01' })
  t.equal(answer.headers['odata-version'], '4.01')
  t.match(answer.body, '<edmx:Edmx Version="4.01"')
  t.match((await get(METADATA, { 'odata-maxversion': '4.0' })).body, '<edmx:Edmx Version="4.0"')
  t.match((await get(METADATA, { 'odata-maxversion': '4.01', accept: 'application/json' })).json(), { $Version: '4.01' })
  t.equal((await get(METADATA, { 'odata-maxversion': '3.0' })).statusCode, 400)
})

t.test('who has it is told so', async t => {
  const get = anonymous(await startService(t))
  for (const url of [METADATA, '/beta/']) {
    const { headers: { etag } } = await get(url)
    const again = await get(url, { 'if-none-match': String(etag) })
    t.equal(again.statusCode, 304, url)
    t.equal(again.body, '')
    t.equal(again.headers.etag, etag)
    t.notOk(again.headers['content-type'])
    t.equal((await get(url, { 'if-none-match': '"x"' })).statusCode, 200)
    t.equal((await get(url, { 'if-match': '"x"' })).statusCode, 412)
  }
  const etags = await Promise.all([{}, { accept: 'application/json' }, { 'odata-maxversion': '4.01' }].map(async headers => (await get(METADATA, headers)).headers.etag))
  t.equal(new Set(etags).size, 3, 'each form has its own')
  t.equal((await anonymous(await startService(t))(METADATA)).headers.etag, etags[0], 'and keeps it when the service starts again')
})

t.test('methods', async t => {
  const app = await startService(t)
  const get = anonymous(app)
  const root = await app.listen({ port: 0, host: '127.0.0.1' })
  for (const url of [METADATA, '/beta', '/v1.0/']) {
    // Compressed, an answer has no length before it is made.
    const headers = { 'accept-encoding': 'identity' }
    const head = await fetch(`${root}${url}`, { method: 'HEAD', headers })
    const whole = await fetch(`${root}${url}`, { headers })
    t.equal(head.status, 200, url)
    t.equal(await head.text(), '')
    t.ok(await whole.text())
    for (const name of ['content-length', 'content-type', 'etag']) t.equal(head.headers.get(name), whole.headers.get(name), name)
    const options = await get(url, {}, 'OPTIONS')
    t.equal(options.statusCode, 204)
    t.equal(options.headers['allow'], 'GET, HEAD, OPTIONS')
    for (const method of ['POST', 'DELETE'] as const) {
      const refused = await get(url, {}, method)
      t.equal(refused.statusCode, 405, method)
      t.equal(refused.headers['allow'], 'GET, HEAD, OPTIONS')
    }
  }
})

t.test('what is asked of them and cannot be', async t => {
  const get = anonymous(await startService(t))
  const cases: ReadonlyArray<readonly [url: string, status: number, message: RegExp]> = [
    [`${METADATA}?$filter=true`, 400, /^\$filter: not allowed after \$metadata\.$/],
    [`${METADATA}?$nonsense=1`, 400, /^\$nonsense/],
    [`${METADATA}?$format=yaml`, 406, /^\$format: 'yaml' cannot be written\. Use xml, json/],
    [`${METADATA}?$format=text/xml`, 406, /^\$format/],
    [`${METADATA}?$format=xml;charset=latin1`, 406, /^\$format/],
    [`${METADATA}/officeConfiguration`, 400, /\$metadata/],
    [`${OFFICE}/$metadata`, 400, /^Resource not found for the segment '\$metadata'\.$/],
    ['/beta?$select=name', 400, /^\$select: not allowed here: the resource is the service document\.$/],
    ['/beta?$nonsense=1', 400, /^\$nonsense/],
    ['/beta?$format=xml', 406, /^\$format/]
  ]
  const call = callerOf(await startService(t))
  for (const [url, status, message] of cases) {
    const response = await call('GET', url)
    t.equal(response.statusCode, status, url)
    t.match(errorOf(response)['message'], message)
  }
  for (const accept of ['text/html', 'text/xml', 'application/xml;charset=latin1', 'application/json;q=0', 'nonsense']) {
    const response = await get(METADATA, { accept })
    t.equal(response.statusCode, 406, accept)
    t.equal(errorOf(response)['code'], 'NotAcceptable')
  }
})

t.test('the service document, in every dress', async t => {
  const get = anonymous(await startService(t))
  const value = [{ name: 'officeConfiguration', kind: 'Singleton', url: 'officeConfiguration' }]
  for (const root of ['/beta', '/v1.0']) {
    for (const url of [root, `${root}/`]) {
      const response = await get(url, { host: 'office' })
      t.equal(response.statusCode, 200, url)
      t.same(json(response), { '@odata.context': `http://office${root}/$metadata`, value })
      t.match(response.headers, { 'content-type': 'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8', 'odata-version': '4.0', 'cache-control': 'no-cache' })
    }
  }
  t.same(json(await get('/beta', { accept: 'application/json;odata.metadata=none' })), { value })
  t.same(Object.keys(json(await get('/beta?$format=application/json;odata.metadata=full'))), ['@odata.context', 'value'])
  t.equal((await get('/beta', { accept: 'application/xml' })).statusCode, 406)
  t.equal((await get('/')).statusCode, 302, 'the page of people stays where it was')
})

t.test('a token is neither asked for nor looked at', async t => {
  const app = await startService(t)
  for (const authorization of ['Basic eDp5', 'Bearer ', `Bearer ${new UnsecuredJWT({ scp: 'User.Read' }).encode()}`, `Bearer ${new UnsecuredJWT({ tid: 'a/b' }).encode()}`]) {
    for (const url of [METADATA, '/beta']) t.equal((await app.inject({ url, headers: { authorization } })).statusCode, 200, authorization)
  }
  t.equal((await app.inject({ url: `${OFFICE}/$metadata/x` })).statusCode, 401, 'everything else wants one')
})

onBothDatabases('every context URL leads to the metadata, and every name in it is there', async (t, { app, call }) => {
  const { '@odata.context': context } = json(await call('GET', OFFICE)) as { '@odata.context': string }
  const [url = '', fragment = ''] = context.split('#')
  const schema = ((await anonymous(app)(new URL(url).pathname, { accept: 'application/json' })).json<JsonObject>())['microsoft.graph'] as Record<string, JsonObject>
  t.equal((schema['GraphService']?.[fragment] as JsonObject)['$Type'], 'microsoft.graph.officeConfiguration')
  await call('PATCH', OFFICE, { body: { tenantCheckinStatuses: [{ deviceName: 'a' }], tenantUserCheckinSummary: {} } })
  const body = json(await call('GET', OFFICE))
  const memberOf = (type: string, name: string): unknown => schema[type]?.[name] ?? schema['entity']?.[name]
  for (const name of Object.keys(body).filter(name => !name.includes('@'))) t.ok(memberOf('officeConfiguration', name), name)
  for (const name of Object.keys((body['tenantCheckinStatuses'] as object[])[0] ?? {}).filter(name => !name.includes('@'))) t.ok(memberOf('officeClientCheckinStatus', name), name)
})

/** `Permissions` of a restriction: any one of the scopes will do. */
const scopesOf = (restriction: unknown): readonly string[] =>
  (restriction as { Permissions: Array<{ Scopes: Array<{ Scope: string }> }> }).Permissions.flatMap(({ Scopes }) =>
    Scopes.map(({ Scope }) => Scope)
  )

t.test('the permissions are those that are asked for', async t => {
  const app = await startService(t)
  const { GraphService: container, $Annotations: annotations } = (await anonymous(app)(METADATA, { accept: 'application/json' })).json<JsonObject>()['microsoft.graph'] as Record<string, Record<string, JsonObject>>
  const rows = annotations?.['microsoft.graph.GraphService/officeConfiguration/tenantCheckinStatuses']
  const known = ['DeviceManagementConfiguration.Read.All', 'DeviceManagementConfiguration.ReadWrite.All', 'User.Read']
  const requests = [
    ['GET', '', undefined, container?.['officeConfiguration']?.['@Capabilities.ReadRestrictions']],
    ['PATCH', '', {}, container?.['officeConfiguration']?.['@Capabilities.UpdateRestrictions']],
    ['GET', '/tenantCheckinStatuses', undefined, rows?.['@Capabilities.ReadRestrictions']],
    ['POST', '/tenantCheckinStatuses', {}, rows?.['@Capabilities.InsertRestrictions']],
    ['PUT', '/tenantCheckinStatuses', { value: [] }, rows?.['@Capabilities.UpdateRestrictions']],
    ['DELETE', '/tenantCheckinStatuses', undefined, rows?.['@Capabilities.DeleteRestrictions']]
  ] as const
  for (const [method, path, body, restriction] of requests) {
    for (const scope of known) {
      const { statusCode } = await callerOf(app, new UnsecuredJWT({ scp: scope }).encode())(method, `${OFFICE}${path}`, { body })
      t.equal(statusCode < 300, scopesOf(restriction).includes(scope), `${method} ${path} with ${scope}`)
    }
  }
})

/** Whether the service does it; 501 and 405 are how it says that it does not. */
const does = async (call: Call, ...[method, url, options]: Parameters<Call>): Promise<boolean> =>
  ![501, 405].includes((await call(method, url, options)).statusCode)

t.test('what the container announces is there, and what is there is announced', async t => {
  const app = await startService(t)
  const call = callerOf(app)
  const { GraphService: container } = (await anonymous(app)(METADATA, { accept: 'application/json' })).json<JsonObject>()['microsoft.graph'] as Record<string, Record<string, JsonObject>>
  const batch = { body: { requests: [{ id: '1', method: 'GET', url: '/officeConfiguration' }] } }
  t.equal(await does(call, 'POST', '/beta/$batch', batch), (container?.['@Capabilities.BatchSupport'] as JsonObject)['Supported'], '$batch')
  t.equal(await does(call, 'POST', `${OFFICE}/tenantCheckinStatuses/$query`, { body: '$top=1', headers: { 'content-type': 'text/plain' } }), container?.['@Capabilities.QuerySegmentSupported'], '$query')
  t.equal(await does(call, 'GET', '/beta/$crossjoin(officeConfiguration)'), container?.['@Capabilities.CrossJoinSupported'], '$crossjoin')
  t.equal((await call('GET', OFFICE, { headers: { prefer: 'respond-async' } })).statusCode === 202, container?.['@Capabilities.AsynchronousRequestsSupported'], 'respond-async')
  t.equal(await does(call, 'GET', `${OFFICE}/tenantCheckinStatuses?$filter=@Core.Messages eq null`), container?.['@Capabilities.AnnotationValuesInQuerySupported'], 'annotations in a filter')
  for (const format of container?.['@Capabilities.SupportedFormats'] as unknown as readonly string[]) t.equal((await call('GET', OFFICE, { headers: { accept: format } })).statusCode, 200, format)
  for (const format of container?.['@Capabilities.SupportedMetadataFormats'] as unknown as readonly string[]) t.equal((await call('GET', METADATA, { headers: { accept: format } })).statusCode, 200, format)
  for (const version of String(container?.['@Core.ODataVersions']).split(' ')) t.equal((await call('GET', OFFICE, { headers: { 'odata-maxversion': version } })).headers['odata-version'], version)
  const nested = { Filterable: '$filter=true', Searchable: '$search=a', TopSupported: '$top=1', SkipSupported: '$skip=1', ComputeSupported: '$compute=1 add 1 as two', Countable: '$count=true', Sortable: '$orderby=userId', Expandable: '$expand=x' }
  const supported = container?.['@Capabilities.SelectSupport'] as JsonObject
  for (const [name, option] of Object.entries(nested)) t.equal((await call('GET', `${OFFICE}?$select=tenantCheckinStatuses(${option})`)).statusCode === 200, supported[name] ?? false, option)
})

t.test('rows do what their annotations say', async t => {
  const app = await startService(t)
  const call = callerOf(app)
  const { $Annotations: annotations } = (await anonymous(app)(METADATA, { accept: 'application/json' })).json<JsonObject>()['microsoft.graph'] as Record<string, Record<string, JsonObject>>
  const rows = annotations?.['microsoft.graph.GraphService/officeConfiguration/tenantCheckinStatuses'] ?? {}
  const url = `${OFFICE}/tenantCheckinStatuses`
  const status = async (query: string): Promise<number> => (await call('GET', `${url}${query}`)).statusCode
  const reads: ReadonlyArray<readonly [string, unknown]> = [
    ['?$filter=true', (rows['@Capabilities.FilterRestrictions'] as JsonObject)['Filterable']],
    ['?$orderby=userId', (rows['@Capabilities.SortRestrictions'] as JsonObject)['Sortable']],
    ['?$search=a', (rows['@Capabilities.SearchRestrictions'] as JsonObject)['Searchable']],
    ['?$count=true', (rows['@Capabilities.CountRestrictions'] as JsonObject)['Countable']],
    ['/$count', (rows['@Capabilities.CountRestrictions'] as JsonObject)['Countable']],
    ['?$top=1', rows['@Capabilities.TopSupported']],
    ['?$skip=1', rows['@Capabilities.SkipSupported']],
    ['?$compute=1 add 1 as two', rows['@Capabilities.ComputeSupported']],
    ["('a')", rows['@Capabilities.IndexableByKey']]
  ]
  for (const [query, announced] of reads) t.equal(await status(query) === 200, announced, query)
})

t.test('the least and the greatest time are those that are announced', async t => {
  const app = await startService(t)
  const call = callerOf(app)
  const { officeClientCheckinStatus: row } = (await anonymous(app)(METADATA, { accept: 'application/json' })).json<JsonObject>()['microsoft.graph'] as Record<string, Record<string, Record<string, string>>>
  const { '@Validation.Minimum': least = '', '@Validation.Maximum': greatest = '', $Precision: digits } = row?.['checkinDateTime'] ?? {}
  const status = async (checkinDateTime: string): Promise<number> => (await call('POST', `${OFFICE}/tenantCheckinStatuses`, { body: { checkinDateTime } })).statusCode
  for (const time of [least, greatest]) t.equal(await status(time), 204, time)
  t.equal(await status(least.replace('Z', '+00:01')), 400, 'a minute before')
  t.equal(await status(greatest.replace('Z', '-00:01')), 400, 'a minute after')
  t.equal(await status(`2026-01-31T00:00:00.${'1'.repeat(Number(digits) + 1)}Z`), 400, 'one digit more')
})

t.test('client configurations do what their annotations say', async t => {
  const app = await startService(t)
  const call = callerOf(app)
  const configurations = `${OFFICE}/clientConfigurations`
  const type = 'microsoft.graph.windowsOfficeClientConfiguration'
  const create = async (body: object, url = configurations): Promise<LightMyRequestResponse> => await call('POST', url, { body })
  const created = await create({ '@odata.type': `#${type}`, displayName: 'a', assignments: [{ target: { '@odata.type': '#microsoft.graph.officeConfigurationGroupAssignmentTarget', groupId: 'g' } }] })
  if (created.statusCode === 501) return t.pass('client configurations', { skip: 'not served yet' })
  const { $Annotations: annotations, GraphService: container } = (await anonymous(app)(METADATA, { accept: 'application/json' })).json<JsonObject>()['microsoft.graph'] as Record<string, Record<string, Record<string, JsonObject>>>
  const of = (path: string): Record<string, JsonObject> => annotations?.[`microsoft.graph.GraphService/officeConfiguration/${path}`] ?? {}
  const announced = of('clientConfigurations')
  const { id } = json(created) as { id: string }
  const [{ id: assignment } = { id: '' }] = (json(await call('GET', `${configurations}/${id}/assignments`)) as { value: Array<{ id: string }> }).value
  t.equal(assignment !== '', announced['@Capabilities.DeepInsertSupport']?.['Supported'], 'deep insert')
  const target = (groupId: string): object => ({ target: { '@odata.type': '#microsoft.graph.officeConfigurationGroupAssignmentTarget', groupId } })
  const deep = await call('PATCH', `${configurations}/${id}?$expand=assignments&$select=id&$compute=1 add 1 as two`, { body: { assignments: [{ id: assignment, ...target('h') }] } })
  t.equal(deep.statusCode === 200, container?.['@Capabilities.DeepUpdateSupport']?.['Supported'], 'deep update')
  t.equal('assignments' in json(deep), container?.['@Capabilities.ModificationQueryOptions']?.['ExpandSupported'], '$expand of what was written')
  t.same(Object.keys(json(deep)).includes('displayName'), !container?.['@Capabilities.ModificationQueryOptions']?.['SelectSupported'], '$select of what was written')
  t.equal(Number.isInteger((json(created) as { priority: unknown }).priority), true, 'priority is issued when it is left out')
  for (const [path, item, unique] of [['clientConfigurations', id, 'priority'], ['clientConfigurations/assignments', assignment, 'id']] as const) {
    const url = path === 'clientConfigurations' ? configurations : `${configurations}/${id}/assignments`
    const says = (term: string, property?: string): unknown => property === undefined ? of(path)[`@Capabilities.${term}`] : of(path)[`@Capabilities.${term}`]?.[property]
    const reads: ReadonlyArray<readonly [string, unknown]> = [
      ['?$filter=true', says('FilterRestrictions', 'Filterable')], [`?$orderby=${unique}`, says('SortRestrictions', 'Sortable')], ['?$search=a', says('SearchRestrictions', 'Searchable')],
      ['?$count=true', says('CountRestrictions', 'Countable')], ['/$count', says('CountRestrictions', 'Countable')], ['?$top=1', says('TopSupported')], ['?$skip=1', says('SkipSupported')],
      ['?$compute=1 add 1 as two', says('ComputeSupported')], ['?$apply=aggregate($count as n)', of(path)['@Aggregation.ApplySupported'] !== undefined], [`('${item}')`, says('IndexableByKey')], [`/${item}`, says('IndexableByKey')],
      ...path === 'clientConfigurations' ? [['?$expand=assignments', says('ExpandRestrictions', 'Expandable')] as const] : []
    ]
    for (const [query, expected] of reads) t.equal((await call('GET', `${url}${query}`)).statusCode === 200, expected, `${path}${query}`)
    t.equal(await does(call, 'PATCH', `${url}/$filter(true)/$each`, { body: {} }), says('UpdateRestrictions', 'FilterSegmentSupported'), `${path}: PATCH $each`)
    t.equal(await does(call, 'DELETE', `${url}/$filter(false)/$each`), says('DeleteRestrictions', 'FilterSegmentSupported'), `${path}: DELETE $each`)
    t.equal((await call('PATCH', `${url}/${item}`, { body: { id: 'other' } })).statusCode, 200)
    t.equal((await call('GET', `${url}/${item}`)).statusCode, 200, 'a computed property is not changed')
    t.equal((await call('PUT', `${url}/${item}`, { body: {} })).statusCode < 300, says('UpdateRestrictions', 'UpdateMethod') !== 'PATCH', `${path}: PUT`)
  }
  t.equal((await create({ displayName: 'b' }, `${configurations}/${type}`)).statusCode === 201, announced['@Capabilities.InsertRestrictions']?.['TypecastSegmentSupported'], 'insert behind a cast')
  t.equal((await call('DELETE', `${configurations}/${id}`)).statusCode < 300, announced['@Capabilities.DeleteRestrictions']?.['Deletable'])
})
