/** A model that was given as a file, over HTTP on both databases; titles name the section of the specification. */
import t from 'tap'
import type { Test } from 'tap'
import { json, onBothDatabases } from '../support/service.js'
import type { Call } from '../support/service.js'

const SHOP = { model: 'test/models/shop.csdl.xml' }
const PLAIN = { host: 'shop' }

const post = async (t: Test, call: Call, url: string, body: unknown): Promise<Record<string, unknown>> => {
  const response = await call('POST', url, { body, headers: PLAIN })
  t.equal(response.statusCode, 201, response.body)
  return json(response)
}

/** One member of each item that a query gives; or the status of the refusal. */
async function found (call: Call, path: string, query: string, member = 'Id'): Promise<unknown> {
  const [name, ...rest] = query.split('=')
  const response = await call('GET', `/odata/${path}?${String(name)}=${encodeURIComponent(rest.join('='))}`)
  return response.statusCode === 200 ? (json(response)['value'] as Array<Record<string, unknown>>).map(item => item[member]) : response.statusCode
}

const VALUE = '{"Id":1,"Binary":"AQID","Boolean":true,"Byte":255,"SByte":-128,"Int16":-32768,"Int64":9007199254740993,"Decimal":12345678901234567890.1200,' +
  '"Double":1e+300,"Single":3.5,"Guid":"0aa00000-0000-0000-0000-000000000001","Date":"2020-02-29","TimeOfDay":"12:30:00.5","DateTimeOffset":"2020-01-01T01:00:00.1234567+01:00",' +
  '"Duration":"P1DT2H","String":"it\'s","Color":"Green","Access":"Read","Code":"abc","Point":{"type":"Point","coordinates":[1.50,2]},"Numbers":[1,9007199254740993]}'

onBothDatabases('JSON format 7.1: primitive values come back as they were sent, to the last digit', async (t, { call }) => {
  const created = await call('POST', '/odata/Values', { body: VALUE, headers: PLAIN })
  t.equal(created.statusCode, 201)
  t.equal(created.body, `{"@odata.context":"http://shop/odata/$metadata#Values/$entity","@odata.etag":"W/\\"1\\"",${VALUE.slice(1)}`)
  t.equal(created.headers['location'], 'http://shop/odata/Values(1)')
  const read = await call('GET', '/odata/Values(1)', { headers: { ...PLAIN, accept: 'application/json;IEEE754Compatible=true' } })
  t.match(read.body, '"Int64":"9007199254740993","Decimal":"12345678901234567890.1200"')
  t.match(read.body, '"Numbers":["1","9007199254740993"]')
  t.equal((await call('GET', '/odata/Values(1)/Decimal/$value')).body, '12345678901234567890.1200')
  const infinite = await post(t, call, '/odata/Values', { Double: 'INF', Single: '-INF', Int64: '7', Color: 5, Access: 'Write,Read' })
  t.match(infinite, { Id: 2, Double: 'INF', Single: '-INF', Int64: 7, Color: 'Blue', Access: 'All' })
}, SHOP)

onBothDatabases('CSDL 3.4 and 7: values that do not fit their type or its facets are refused, never clipped', async (t, { call }) => {
  await post(t, call, '/odata/Values', { Id: 1 })
  const wrong: readonly object[] = [
    { Byte: 256 }, { Byte: -1 }, { SByte: 128 }, { Int16: 32768 }, { Int64: '9223372036854775808' }, { Int64: 1.5 }, { Decimal: '1.12345678901' }, { Single: 1e39 },
    { Guid: 'x' }, { Date: '2021-02-29' }, { TimeOfDay: '24:00' }, { DateTimeOffset: '2020-01-01' }, { Duration: 'P1Y' }, { Color: 'Pink' }, { Color: 'Red,Green' },
    { Code: 'abcd' }, { Binary: 'AQIDBAU' }, { Point: { type: 'Polygon', coordinates: [] } }, { Numbers: [null, 'x'] }, { Unknown: 1 }
  ]
  for (const body of wrong) t.equal((await call('PATCH', '/odata/Values(1)', { body })).statusCode, 400, JSON.stringify(body))
  t.equal((await call('PATCH', '/odata/Values(1)', { body: { Double: 'NaN' } })).statusCode, 501)
  t.equal((await call('GET', '/odata/Values(1)')).headers['etag'], 'W/"1"', 'what was refused changed nothing')
}, SHOP)

onBothDatabases('URL conventions 5.1.1: filters and orders over every primitive type', async (t, { call }) => {
  t.equal((await call('POST', '/odata/Values', { body: VALUE })).statusCode, 201)
  await post(t, call, '/odata/Values', { Id: 2, Decimal: -5, Double: 2, Duration: '-PT1H', TimeOfDay: '01:00', Color: 'Red', Int64: 9007199254740992n.toString() })
  const filters = [
    'Int64 eq 9007199254740993', 'Int64 gt 9007199254740992', 'Decimal eq 12345678901234567890.12', 'Decimal gt 12345678901234567890.11', 'Decimal in (1,12345678901234567890.12)',
    "Color eq 'Green'", "Color eq Shop.Color'Green'", "Color gt 'Red'", "Color in ('Green','Blue')", 'Color eq 1', "Access eq S.Access'Read'", "Duration gt duration'PT1H'", 'Double gt 1e299',
    'TimeOfDay gt 12:30:00', 'Date eq 2020-02-29', 'DateTimeOffset eq 2020-01-01T00:00:00.1234567Z', "Binary eq binary'AQID'", "Code eq 'abc'", 'Byte add 10 gt 255',
    'Numbers/any(n:n eq 9007199254740993)', 'Guid eq 0aa00000-0000-0000-0000-000000000001', 'Single lt 4 and Boolean', "endswith(String,'s')", 'Numbers/$count eq 2'
  ]
  for (const filter of filters) t.same(await found(call, 'Values', `$filter=${filter}`), [1], filter)
  for (const key of ['Decimal', 'Double', 'Duration', 'TimeOfDay', 'Color', 'Int64']) t.same(await found(call, 'Values', `$orderby=${key}`), [2, 1], key)
  t.same(await found(call, 'Values', '$filter=Decimal add 1 gt 2'), [1], 'computed')
  t.equal(await found(call, 'Values', "$filter=Color eq 'Pink'"), 400)
  const first = await call('GET', '/odata/Values?$orderby=Decimal desc&$select=Id', { headers: { prefer: 'odata.maxpagesize=1' } })
  const next = await call('GET', String(json(first)['@odata.nextLink']).replace(/^https?:\/\/[^/]*/, ''))
  t.match(json(next)['value'], [{ Id: 2 }], 'the next page of an order by digits')
}, SHOP)

onBothDatabases('URL conventions 4.3: keys of one and of several properties, encoded, in parentheses and as segments', async (t, { call }) => {
  await post(t, call, '/odata/Stocks', { Place: "a/b's", Row: -3, Count: 2 })
  const stock = "/odata/Stocks(Row=-3,Place='a%2Fb''s')"
  t.match(json(await call('GET', stock)), { Place: "a/b's", Row: -3, Count: 2 })
  t.equal((await call('POST', '/odata/Stocks', { body: { Place: "a/b's", Row: -3 } })).statusCode, 409)
  t.equal((await call('POST', '/odata/Stocks', { body: { Place: 'a' } })).statusCode, 400, 'a part of the key is missing')
  for (const url of ['/odata/Stocks(Row=-3)', "/odata/Stocks('a')", '/odata/Stocks(Row=1.5,Place=1)', '/odata/Nothing']) t.equal((await call('GET', url)).statusCode, 404, url)
  const full = await call('GET', '/odata/Stocks', { headers: { ...PLAIN, accept: 'application/json;odata.metadata=full' } })
  t.equal((json(full)['value'] as Array<Record<string, unknown>>)[0]?.['@odata.id'], "http://shop/odata/Stocks(Place='a%2Fb''s',Row=-3)")
  await post(t, call, '/odata/Customers', { Number: 'n 1', Name: 'A' })
  t.equal((await call('GET', '/odata/Customers/n%201/Name/$value')).body, 'A')
}, SHOP)

const CUSTOMER = {
  Number: 'n',
  Name: 'A',
  type: 't',
  Address: { Street: 's', City: { Name: 'K', People: 9 }, Since: '2020-01-01T00:00:00+01:00', Lines: ['a', 'b'], Extra: 1 },
  Others: [{ '@odata.type': '#Shop.HomeAddress', Street: 'o', Floor: 3 }, { Street: 'p' }],
  Orders: [{ Id: 5, Total: 1.1, Parts: [{ Id: 1, Total: 2 }, { Total: 3 }] }],
  Settings: { Theme: 'dark' },
  Free: { a: [1] }
}

onBothDatabases('CSDL 9: complex values at any depth, derived and open ones, in answers and filters', async (t, { call }) => {
  const created = await post(t, call, '/odata/Customers', CUSTOMER)
  t.match(created, { Rank: 7, Free: { a: [1] }, Address: { Street: 's', City: { Name: 'K', People: 9 }, Lines: ['a', 'b'], Extra: 1 } })
  t.same(created['Others'], [
    { '@odata.type': '#Shop.HomeAddress', Street: 'o', City: null, Since: null, Lines: [], Floor: 3 },
    { Street: 'p', City: null, Since: null, Lines: [] }
  ])
  await post(t, call, '/odata/Customers', { '@odata.type': '#Shop.Company', Number: 'c', Name: 'C', Employees: 3 })
  const filters = [
    "Address/City/Name eq 'K'", 'Address/City/People gt 8', 'Address/City ne null', 'Address ne null', 'Address/Since lt 2020-01-01T00:00:00Z', "Others/any(o:o/Street eq 'p')",
    'Others/any(o:isof(o,Shop.HomeAddress))', 'Others/Shop.HomeAddress/any(o:o/Floor eq 3)', 'Others/$count eq 2', "Address/Lines/any(l:l eq 'b')", 'Orders/any(o:o/Total lt 2)',
    'Orders/any(o:o/Parts/any(p:p/Id eq 2))', 'not isof(Shop.Company)', "Others/all(o:o/Street ne 'q') and Others/any()"
  ]
  for (const filter of filters) t.same(await found(call, 'Customers', `$filter=${filter}`, 'Number'), ['n'], filter)
  t.same(await found(call, 'Customers', '$filter=Shop.Company/Employees eq 3', 'Number'), ['c'])
  t.same(await found(call, 'Customers/Shop.Company', '$select=Number', 'Number'), ['c'], 'a cast')
  t.same(await found(call, 'Customers', '$orderby=Address/City/Name desc', 'Number'), ['n', 'c'])
  const selected = json(await call('GET', '/odata/Customers/n?$select=Address/City'))
  t.same(selected['Address'], { City: { Name: 'K', People: 9 } })
  for (const filter of ['Free/a ne null', 'Address/Extra eq 1']) t.same(await found(call, 'Customers', `$filter=${filter}`, 'Number'), ['n'], filter)
  t.match((await call('GET', '/odata/Customers/n/Others')).json(), { value: [{ Street: 'o' }, { Street: 'p' }] })
  t.equal((await call('GET', '/odata/Customers/n/Others?$compute=1 as x')).statusCode, 501)
}, SHOP)

onBothDatabases('Protocol 11.4: create, merge, replace, upsert, delete, with ETags', async (t, { call }) => {
  await post(t, call, '/odata/Customers', CUSTOMER)
  const merged = json(await call('PATCH', '/odata/Customers/n', { body: { Address: { City: { People: 10 } }, Orders: [{ Id: 5, Total: 9 }, { Id: 6 }], Free: null, More: 'm' } }))
  t.match(merged, { Name: 'A', More: 'm', Address: { Street: 's', City: { Name: 'K', People: 10 }, Extra: 1 } })
  t.notOk('Free' in merged)
  const orders = json(await call('GET', '/odata/Customers/n/Orders?$expand=Parts($orderby=Id desc;$select=Id)'))['value']
  t.match(orders, [{ Id: 5, Total: 9, Parts: [{ Id: 2 }, { Id: 1 }] }, { Id: 6, Total: null, Parts: [] }])
  t.match(json(await call('GET', '/odata/Customers/n/Orders(5)/Parts(1)')), { Id: 1, Total: 2 })
  t.match(json(await call('PUT', '/odata/Customers/n', { body: { Name: 'B' } })), { Number: 'n', Name: 'B', type: null, Rank: 7, Address: null, Others: [] })
  t.equal((await call('PUT', '/odata/Customers/n', { body: { Rank: 1 } })).statusCode, 400, 'a name is required')
  t.equal((await call('PUT', '/odata/Customers/x', { body: { Name: 'X' }, headers: { 'if-none-match': '*' } })).statusCode, 201)
  t.equal((await call('PUT', '/odata/Customers/x', { body: { Name: 'X' }, headers: { 'if-none-match': '*' } })).statusCode, 412)
  t.equal((await call('PATCH', '/odata/Customers/y', { body: { Name: 'X' }, headers: { 'if-match': '*' } })).statusCode, 404)
  t.equal((await call('PATCH', '/odata/Customers/y', { body: { Rank: 2 } })).statusCode, 400, 'a new one needs a name')
  t.match(json(await call('GET', '/odata/Customers/n/Settings')), { Theme: 'dark' })
  t.equal((await call('PUT', '/odata/Customers/x/Settings', { body: { Theme: 'q' } })).statusCode, 201)
  t.equal((await call('DELETE', '/odata/Customers/n', { headers: { 'if-match': 'W/"1"' } })).statusCode, 412)
  t.equal((await call('DELETE', '/odata/Customers/n')).statusCode, 204)
  t.equal((await call('GET', '/odata/Customers/n/Orders')).statusCode, 404)
  t.same(await found(call, 'Customers', '$select=Number', 'Number'), ['x'])
  t.same(await found(call, 'Archive', '$select=Number', 'Number'), [], 'another set of the same type')
  t.equal((await call('GET', '/odata/Owner')).statusCode, 404, 'a singleton is there once it was written')
  t.match(json(await call('PATCH', '/odata/Owner', { body: { Number: 'me', Name: 'Me' } })), { '@odata.context': /#Owner$/, Number: 'me' })
  t.equal((await call('DELETE', '/odata/Owner')).statusCode, 405)
}, SHOP)

onBothDatabases('Protocol 11.2 and Data Aggregation 3: options over entity sets', async (t, { call }) => {
  for (const [number, rank] of [['a', 1], ['b', 2], ['c', 2]] as const) await post(t, call, '/odata/Customers', { Number: number, Name: `Name ${number}`, Rank: rank })
  t.match(json(await call('GET', '/odata/Customers?$count=true&$top=1&$skip=1')), { '@odata.count': 3, value: [{ Number: 'b' }] })
  t.equal((await call('GET', '/odata/Customers/$count?$filter=Rank eq 2')).body, '2')
  t.same(await found(call, 'Customers', '$search=NAME B', 'Number'), ['b'])
  t.match(json(await call('GET', '/odata/Customers?$compute=Rank add 1 as Next&$select=Next&$filter=Next gt 2')), { value: [{ Next: 3 }, { Next: 3 }] })
  t.same(json(await call('GET', '/odata/Customers?$apply=groupby((Rank),aggregate($count as N))&$orderby=Rank'))['value'], [{ Rank: 1, 'N@odata.type': '#Int64', N: 1 }, { Rank: 2, 'N@odata.type': '#Int64', N: 2 }])
  await post(t, call, '/odata/Archive', { Number: 'z', Name: 'Z', Rank: 9 })
  t.same(json(await call('GET', '/odata/Customers?$apply=aggregate(Rank with max as M,$count as N)'))['value'], [{ 'M@odata.type': '#Int32', M: 2, 'N@odata.type': '#Int64', N: 3 }], 'of one set')
  const pages: unknown[] = []
  for (let url = '/odata/Customers?$orderby=Rank desc&$select=Number'; url !== 'undefined';) {
    const page = json(await call('GET', url, { headers: { prefer: 'odata.maxpagesize=2' } }))
    pages.push(...(page['value'] as Array<Record<string, unknown>>).map(({ Number: number }) => number))
    url = String(page['@odata.nextLink']).replace(/^https?:\/\/[^/]*/, '')
  }
  t.equal(pages.length, 3)
  t.equal((await call('PATCH', '/odata/Customers/$filter(Rank eq 2)/$each', { body: { type: 'two' } })).statusCode, 204)
  t.same(await found(call, 'Customers', "$filter=type eq 'two'", 'Number'), ['b', 'c'])
  t.equal((await call('DELETE', '/odata/Customers/$each')).statusCode, 204)
  t.equal((await call('GET', '/odata/Customers/$count')).body, '0')
}, SHOP)

onBothDatabases("Protocol 9 and JSON format 5 and 21: the standard's manners", async (t, { app, call }) => {
  const plain = await app.inject({ method: 'GET', url: '/odata/Nothing', headers: PLAIN })
  t.equal(plain.statusCode, 404, 'no token is wanted')
  t.same(Object.keys(plain.json<{ error: object }>().error), ['code', 'message'])
  t.equal(plain.headers['request-id'], undefined)
  t.match(json(await call('GET', '/odata/')), { value: [{ name: 'Values', kind: 'EntitySet' }, {}, {}, {}, { name: 'Owner', kind: 'Singleton' }] })
  t.match((await call('GET', '/odata/$metadata')).body, /<EntitySet Name="Stocks" EntityType="S(hop)?\.Stock"\/>/)
  const refused: ReadonlyArray<readonly ['GET' | 'POST', string, unknown?]> = [
    ['GET', '/odata/Customers/Shop.Best()'], ['POST', '/odata/Customers/x/Shop.Empty', {}], ['GET', '/odata/Customers?$orderby=Free']
  ]
  for (const [method, url, body] of refused) {
    const response = await call(method, url, { body })
    t.equal(response.statusCode, 501, url)
    t.match(json(response), { error: { code: 'NotImplemented', message: / is not supported by this service\.$/ } })
  }
}, SHOP)

t.test('batches find the root of the model', async t => {
  const { startService, callerOf } = await import('../support/service.js')
  const call = callerOf(await startService(t, SHOP))
  const requests = [
    { id: '1', method: 'POST', url: 'Archive', headers: { 'content-type': 'application/json' }, body: { Number: 'b', Name: 'B' } },
    { id: '2', method: 'GET', url: '/odata/Archive/b', dependsOn: ['1'] },
    { id: '3', method: 'GET', url: '/Archive/$count', dependsOn: ['1'] }
  ]
  const { responses } = json(await call('POST', '/odata/$batch', { body: { requests } })) as { responses: Array<{ status: number }> }
  t.same(responses.map(({ status }) => status), [201, 200, 200])
})

onBothDatabases("a model's data are in snapshots, and each tenant has its own", async (t, { call }) => {
  const count = async (root = ''): Promise<string> => (await call('GET', `${root}/odata/Customers/$count`)).body
  await post(t, call, '/odata/Customers', CUSTOMER)
  await post(t, call, '/t/other/odata/Customers', { Number: 'o', Name: 'O' })
  t.equal((await call('POST', '/__admin/tenants/default/snapshots/one')).statusCode < 300, true)
  t.equal((await call('DELETE', "/odata/Customers('n')")).statusCode, 204)
  await post(t, call, '/odata/Customers', { Number: 'new', Name: 'New' })
  const restored = await call('POST', '/__admin/tenants/default/snapshots/one/restore')
  t.ok(restored.statusCode < 300, restored.body)
  t.match(json(await call('GET', "/odata/Customers('n')/Orders?$expand=Parts")), { value: [{ Id: 5, Parts: [{ Id: 1 }, { Id: 2 }] }] })
  t.same([await count(), await count('/t/other')], ['1', '1'])
  t.equal((await call('DELETE', '/__admin/tenants/default')).statusCode, 204)
  t.same([await count(), await count('/t/other')], ['0', '1'])
}, SHOP)

onBothDatabases('11.2.4.1 and 11.4.9.1 the raw value of a binary property is its bytes', async (t, { call }) => {
  t.equal((await call('POST', '/odata/Values', { body: { Id: 1, Binary: '_-8A' } })).statusCode, 201)
  const url = '/odata/Values(1)/Binary/$value'
  const read = await call('GET', url)
  t.same([read.statusCode, read.headers['content-type'], [...read.rawPayload]], [200, 'application/octet-stream', [255, 239, 0]])
  for (const type of ['application/octet-stream', 'image/png', 'text/plain', 'application/json']) {
    const written = await call('PUT', url, { body: Buffer.from([0, 128, 7]), headers: { 'content-type': type } })
    t.equal(written.statusCode, 204, type)
    t.same([...(await call('GET', url)).rawPayload], [0, 128, 7])
    await call('DELETE', url)
  }
  t.equal((await call('GET', url)).statusCode, 204)
  const shown = await call('PUT', url, { body: Buffer.from('AB'), headers: { 'content-type': 'image/png', prefer: 'return=representation' } })
  t.same([shown.statusCode, shown.headers['content-type'], shown.body], [200, 'application/octet-stream', 'AB'])
  t.match(json(await call('GET', '/odata/Values(1)/Binary')), { value: 'QUI' })
  t.equal((await call('PUT', url, { body: Buffer.from('ABCDE'), headers: { 'content-type': 'image/png' } })).statusCode, 400, 'longer than its MaxLength')
  t.equal((await call('PUT', url, { body: '', headers: { 'content-type': 'image/png' } })).statusCode, 204)
  t.match(json(await call('GET', '/odata/Values(1)/Binary')), { value: '' })
}, SHOP)
