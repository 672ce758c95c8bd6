/** Clauses of the protocol's conformance levels that no other test shows (OData-Protocol 4.01, section 13); each title names its clause. */
import { ROWS, devices, seed } from '../support/check-ins.js'
import { CONFIGURATIONS, create, host, items, WINDOWS } from '../support/configurations.js'
import { row } from '../support/samples.js'
import { OFFICE, errorOf, json, onBothDatabases } from '../support/service.js'

type Members = Readonly<Record<string, unknown>>

onBothDatabases('P13.1.1-6 what extends the protocol is ignored, what asks for something unknown is refused', async (t, { call }) => {
  const extended = await call('PATCH', OFFICE, {
    headers: { 'x-custom': '1', 'odata-unknown': '1', prefer: 'unknown, odata.unknown=3, other.thing; with=parameter' },
    body: { '@odata.unknown': 1, '@vendor.note': {}, 'tenantUserCheckinSummary@vendor.note': [1], tenantUserCheckinSummary: { '@vendor.note': null, failedUserCount: 1 } }
  })
  t.equal(extended.statusCode, 200)
  t.equal(extended.headers['preference-applied'], undefined)
  t.match(json(extended), { tenantUserCheckinSummary: { failedUserCount: 1 } })
  t.equal((await call('GET', `${OFFICE}?custom=1&x-other=2`)).statusCode, 200, 'custom query options')
  for (const [method, url, option] of [['GET', `${OFFICE}?$unknown=1`, '$unknown'], ['PATCH', `${OFFICE}?$unknown=1`, '$unknown'], ['POST', `${OFFICE}/unknown`, 'unknown'], ['GET', `${OFFICE}/microsoft.graph.unknown()`, 'microsoft.graph.unknown']] as const) {
    const response = await call(method, url, method === 'GET' ? {} : { body: {} })
    t.equal(response.statusCode, 400, `${method} ${url}`)
    t.match(errorOf(response)['message'], option)
  }
})

/** Whether JSON fits a primitive type (JSON format 4.01, section 7.1). */
const fits: Readonly<Record<string, (value: unknown) => boolean>> = {
  'Edm.String': value => typeof value === 'string',
  'Edm.Boolean': value => typeof value === 'boolean',
  'Edm.Int32': Number.isInteger,
  'Edm.DateTimeOffset': value => typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,12})?)?(Z|[+-]\d\d:\d\d)$/.test(value)
}

onBothDatabases('P13.1.1-8 every type is one of CSDL or of the model, and every value fits its type', async (t, { call }) => {
  await seed(call)
  await create(call, { displayName: 'A', checkinStatuses: [{ userId: 'u' }], userCheckinSummary: {}, assignments: [{}] })
  const schema = json(await call('GET', '/beta/$metadata?$format=json'))['microsoft.graph'] as Readonly<Record<string, Members>>
  /** The declared members of a type and of its bases. */
  const membersOf = (name: string): Readonly<Record<string, Members>> => {
    const type = schema[name.replace(/^.*\./, '')] as Members
    t.ok(type, `${name} is in the model`)
    return { ...typeof type['$BaseType'] === 'string' ? membersOf(type['$BaseType']) : {}, ...type as Readonly<Record<string, Members>> }
  }
  const check = (name: string, value: Members): void => {
    for (const [member, content] of Object.entries(value).filter(([member]) => !member.includes('@'))) {
      const { $Type: type = 'Edm.String', $Collection: collection = false, $Nullable: nullable = false } = membersOf(name)[member] ?? {}
      t.equal(Array.isArray(content), collection, `${name}/${member}`)
      for (const item of Array.isArray(content) ? content as unknown[] : [content]) {
        if (item === null) t.ok(nullable, `${member} may be null`)
        else if (String(type).startsWith('Edm.')) t.ok(fits[String(type)]?.(item), `${member} is ${String(type)}: ${String(item)}`)
        else check(String((item as Members)['@odata.type'] ?? type), item as Members)
      }
    }
  }
  check('microsoft.graph.officeConfiguration', json(await call('GET', `${OFFICE}?$expand=clientConfigurations($expand=assignments)`)))
})

onBothDatabases('P13.1.1-11 a snapshot, which pages do not keep, is refused', async (t, { call }) => {
  for (const header of ['isolation', 'odata-isolation']) {
    const response = await call('GET', ROWS, { headers: { [header]: 'snapshot' } })
    t.equal(response.statusCode, 412, header)
    t.match(errorOf(response), { code: 'PreconditionFailed', target: 'Isolation' })
  }
  t.equal((await call('GET', ROWS, { headers: { isolation: 'other' } })).statusCode, 200)
})

onBothDatabases('P13.1.1-14 and P13.2.1-4 headers and preferences with and without the prefix', async (t, { call }) => {
  await seed(call)
  for (const [prefer, applied] of [['odata.maxpagesize=3', 'odata.maxpagesize=3'], ['maxpagesize=3', 'maxpagesize=3']] as const) {
    const response = await call('GET', ROWS, { headers: { prefer } })
    t.equal((json(response)['value'] as unknown[]).length, 3, prefer)
    t.match(response.headers['preference-applied'], /^(odata\.)?maxpagesize=3$/, applied)
  }
  for (const prefer of ['odata.omit-values=nulls', 'omit-values=nulls']) t.notMatch((await call('GET', ROWS, { headers: { prefer } })).body, /:null/, prefer)
  for (const prefer of ['odata.include-annotations="*"', 'include-annotations="*"']) t.match((await call('GET', ROWS, { headers: { prefer } })).headers['preference-applied'], 'include-annotations="*"', prefer)
  const failing = { requests: [{ id: '1', method: 'GET', url: '/nothing' }, { id: '2', method: 'GET', url: '/officeConfiguration' }] }
  for (const prefer of ['odata.continue-on-error=false', 'continue-on-error=false']) {
    const { responses } = json(await call('POST', '/beta/$batch', { body: failing, headers: { prefer } })) as { responses: unknown[] }
    t.equal(responses.length, 1, prefer)
  }
})

onBothDatabases('P13.1.1-18 a created entity is changed and deleted where the convention says', async (t, { call }) => {
  const created = await call('POST', CONFIGURATIONS, { body: { '@odata.type': WINDOWS }, headers: { ...host, accept: 'application/json;odata.metadata=full' } })
  const { '@odata.editLink': editLink, '@odata.id': entityId } = json(created)
  t.same([editLink, created.headers.location], [entityId, entityId])
  const url = String(editLink).replace('http://office', '')
  t.equal((await call('PATCH', url, { body: { displayName: 'x' } })).statusCode, 200)
  t.equal((await call('DELETE', url)).statusCode, 204)
  t.equal((await call('GET', url)).statusCode, 404)
})

onBothDatabases('P13.1.2-2 what the ABNF knows is executed, or declined with a 501 that names it', async (t, { call }) => {
  await seed(call)
  const declined: ReadonlyArray<readonly [string, RegExp]> = [
    ["$filter=geography'SRID=0;Point(1 2)' eq null", /geography/], ["$filter=hassubset(['p'],['p'])", /hassubset/],
    ['$filter=$it eq {"deviceName":"a"}', /as a whole/], ['$filter=@Core.Messages eq null', /annotation/], ['$filter=$root/officeConfiguration/id eq null', /\$root/], ['$index=1', /\$index/], ['$deltatoken=x', /\$deltatoken/]
  ]
  for (const [option, named] of declined) {
    const response = await call('GET', `${ROWS}?${option.slice(0, option.indexOf('=') + 1)}${encodeURIComponent(option.slice(option.indexOf('=') + 1))}`)
    t.equal(response.statusCode, 501, option)
    t.match(errorOf(response)['message'], named)
  }
  t.same(await devices(call, "$filter=startswith(deviceName,'a')&$orderby=deviceName desc&$top=1&$skip=1&$count=true&$search=u1 OR u2&$compute=1 add 1 as two&$select=deviceName,two"), ['a1'], 'and everything else at once')
})

onBothDatabases('P13.2.1-5 a version of the model that is not there', async (t, { app, call }) => {
  await seed(call)
  const headers = { authorization: 'Bearer test' }
  // No OpenAPI document describes the option, nor its 404 where there always is an answer without it.
  const ask = async (url: string, payload?: object): Promise<number> =>
    (await app.inject({ method: payload === undefined ? 'GET' : 'POST', url, headers, ...payload === undefined ? {} : { payload } })).statusCode
  for (const url of [ROWS, `${ROWS}/$count`, OFFICE, '/beta', '/beta/$metadata', '/beta/$all', `/beta/$entity?$id=${encodeURIComponent('officeConfiguration')}`]) {
    const behind = url.includes('?') ? '&' : '?'
    t.same([await ask(`${url}${behind}$schemaversion=*`), await ask(`${url}${behind}schemaversion=1`)], [200, 404], url)
  }
  t.same([await ask(`${ROWS}?$schemaversion=*`, row()), await ask(`${ROWS}?$schemaversion=1`, row())], [204, 404])
  const batch = { requests: [{ id: '1', method: 'GET', url: 'officeConfiguration' }] }
  t.same([await ask('/beta/$batch?$schemaversion=*', batch), await ask('/beta/$batch?$schemaversion=1', batch)], [200, 404])
  t.match(errorOf(await app.inject({ url: `${ROWS}?$schemaversion=1`, headers })), { target: '$schemaversion', message: /Core\.SchemaVersion/ })
})

onBothDatabases('P13.2.1-25 changes behind a cast', async (t, { call }) => {
  const id = await create(call)
  t.equal((await call('PATCH', `${CONFIGURATIONS}/${id}/microsoft.graph.windowsOfficeClientConfiguration`, { body: { displayName: 'x' } })).statusCode, 200)
  t.match(await items(call, CONFIGURATIONS), [{ displayName: 'x' }])
  t.equal((await call('PATCH', `${CONFIGURATIONS}/${id}/microsoft.graph.windowsOfficeClientSecurityConfiguration`, { body: { displayName: 'y' } })).statusCode, 404)
  t.equal((await call('DELETE', `${CONFIGURATIONS}/${id}/microsoft.graph.windowsOfficeClientConfiguration`)).statusCode, 204)
  t.same(await items(call, CONFIGURATIONS), [])
})

onBothDatabases('P13.2.1-11 no two names of a type differ by case alone', async (t, { call }) => {
  const schema = json(await call('GET', '/beta/$metadata?$format=json'))['microsoft.graph'] as Readonly<Record<string, Members>>
  for (const [name, type] of [['the schema', schema], ...Object.entries(schema)] as ReadonlyArray<readonly [string, Members]>) {
    const names = Object.keys(type).filter(member => !member.startsWith('@') && !member.startsWith('$'))
    t.equal(new Set(names.map(member => member.toLowerCase())).size, names.length, name)
  }
})
