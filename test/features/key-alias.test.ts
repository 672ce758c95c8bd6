/** Keys inside of complex values, on both databases. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import tap from 'tap'
import type { Test } from 'tap'
import { defaultConfig } from '../../src/config.js'
import { buildServer } from '../../src/server.js'
import { dialects, newDatabase } from '../support/databases.js'
import { examplesOf, requestsOf } from '../support/documented-requests.js'
import type { Paths } from '../support/documented-requests.js'
import { callerOf, json, onBothDatabases } from '../support/service.js'
import type { Call } from '../support/service.js'

const STORE = { model: 'test/models/key-alias.csdl.xml' }

type Send = (status: number, method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', url: string, body?: unknown, headers?: Readonly<Record<string, string>>) => Promise<Record<string, unknown>>

const sender = (t: Test, call: Call): Send => async (status, method, url, body, headers = {}) => {
  const response = await call(method, `/odata/${url}`, body === undefined ? { headers } : { body, headers })
  t.equal(response.statusCode, status, `${method} ${url} ${response.body}`)
  return response.body.startsWith('{') ? json(response) : { text: response.body, ...response.headers }
}

const A = { Part: { Code: 'a', Label: 'first', Weight: 1 }, Name: 'A' }

onBothDatabases('CSDL 6.5.1: an entity whose key is inside of a complex value is created and found by it', async (t, { call }) => {
  const send = sender(t, call)
  const created = await call('POST', '/odata/Items', { body: A })
  t.match(created, { statusCode: 201, headers: { location: /\/odata\/Items\('a'\)$/, etag: /W\// } }, created.body)
  for (const path of ["Items('a')", "Items(PartCode='a')", 'Items/a', "Items(PartCode=@k)?@k='a'"]) t.match(await send(200, 'GET', path), A, path)
  await send(404, 'GET', "Items('b')")
  await send(404, 'GET', "Items(Code='a')")
  t.match(await send(409, 'POST', 'Items', A), { error: { message: /key \('a'\)/ } }, 'it is unique')
  const full = await send(200, 'GET', "Items('a')?$format=application/json;odata.metadata=full")
  t.match(full, { '@odata.id': /Items\('a'\)$/, '@odata.editLink': /Items\('a'\)$/ })
  t.match(await send(200, 'GET', 'Items?$select=Name'), { value: [{ Name: 'A', '@odata.id': /Items\('a'\)$/ }] }, 'the key is not shown')
  t.match(await send(200, 'GET', 'Items/$ref'), { value: [{ '@odata.id': /Items\('a'\)$/ }] })
  t.match(await send(200, 'GET', "$entity?$id=Items('a')"), A)
  t.match(await send(200, 'GET', "Items('a')/Part/Code"), { value: 'a' })
  await send(400, 'POST', 'Items', { Name: 'no part' })
  t.match(await send(400, 'POST', 'Items', { Part: { Weight: 1 } }), { error: { target: 'Part/Code' } })
  await send(400, 'POST', 'Items', { Part: { Code: null, Weight: 1 } })
  await send(400, 'POST', 'Items', { Part: null })
  await send(201, 'POST', 'Items', { '@odata.type': '#Store.SpecialItem', Part: { '@odata.type': '#Store.Plate', Code: "o'b/é", Weight: 2, Size: 3 }, Extra: 'x' })
  t.match(await send(200, 'GET', "Items('o''b%2F%C3%A9')/Store.SpecialItem"), { Extra: 'x', Part: { '@odata.type': '#Store.Plate', Size: 3 } })
  t.match(await send(200, 'GET', "Items/Store.SpecialItem('o''b%2F%C3%A9')"), { Extra: 'x' })
  await send(204, 'DELETE', "Items('a')")
  await send(404, 'GET', "Items('a')")
}, STORE)

onBothDatabases('CSDL 6.5.1: a key inside of a complex value stays what it is', async (t, { call }) => {
  const send = sender(t, call)
  await send(201, 'POST', 'Items', A)
  t.match(await send(200, 'PATCH', "Items('a')", { Part: { Code: 'z', Label: 'new' } }), { Part: { Code: 'a', Label: 'new', Weight: 1 } })
  t.match(await send(200, 'PUT', "Items('a')", { Part: { Code: 'z', Weight: 5 } }), { Part: { Code: 'a', Label: null, Weight: 5 }, Name: null })
  t.match(await send(200, 'PUT', "Items('a')", { Part: { Weight: 6 }, Name: 'B' }), { Part: { Code: 'a', Weight: 6 }, Name: 'B' }, 'the path has the key')
  await send(204, 'PUT', "Items('a')/Part", { Weight: 7 })
  await send(204, 'PUT', "Items('a')/Part", { Code: 'z', Weight: 8, Label: 'l' })
  await send(204, 'PATCH', "Items('a')/Part", { Code: 'z', Label: 'm' })
  await send(405, 'PUT', "Items('a')/Part/Code", { value: 'z' })
  t.match(await send(200, 'GET', "Items('a')"), { Part: { Code: 'a', Weight: 8, Label: 'm' } })
  for (const [method, path, body] of [
    ['PATCH', '', { Part: null }], ['PUT', '', { Part: null }], ['PATCH', '', { Part: { Code: null } }]
  ] as const) await send(400, method, `Items('a')${path}`, body)
  await send(405, 'DELETE', "Items('a')/Part")
  await send(405, 'DELETE', "Items('a')/Part/Code")
  t.match(await send(200, 'GET', "Items('a')"), { Part: { Code: 'a', Weight: 8, Label: 'm' } })
  await send(200, 'PATCH', "Items('a')", { Spare: { Code: 'z', Weight: 1 } })
  t.match(await send(200, 'PATCH', "Items('a')", { Spare: { Code: 'y' } }), { Spare: { Code: 'y', Weight: 1 } }, 'another property of the type has no key')
  await send(200, 'PATCH', "Items('a')", { Spare: null })
}, STORE)

onBothDatabases('Protocol 11.4.4: a path with a key inside of a complex value creates', async (t, { call }) => {
  const send = sender(t, call)
  t.match(await send(201, 'PUT', "Items('p')", { Part: { Weight: 1 } }), { Part: { Code: 'p', Weight: 1 } })
  t.match(await send(201, 'PATCH', "Items('q')", { Part: { Weight: 1 }, Name: 'Q' }), { Part: { Code: 'q', Weight: 1 }, Name: 'Q' })
  t.match(await send(201, 'PATCH', "Items('r')", { Part: { Code: 'other', Weight: 1 } }), { Part: { Code: 'r' } })
  t.match(await send(400, 'PUT', "Items('s')", { Name: 'S' }), { error: { target: 'Part/Weight' } })
  t.match(await send(400, 'PATCH', "Items('s')", { Name: 'S' }), { error: { target: 'Part/Weight' } })
  t.match(await send(200, 'GET', "Items?$filter=Part/Code gt 'p'&$orderby=Part/Code desc&$select=Part/Code"), { value: [{ Part: { Code: 'r' } }, { Part: { Code: 'q' } }] })
  const first = await send(200, 'GET', 'Items?$orderby=Part/Code desc', undefined, { prefer: 'odata.maxpagesize=2' })
  t.match(first, { value: [{ Part: { Code: 'r' } }, { Part: { Code: 'q' } }], '@odata.nextLink': /skiptoken/ })
  t.match(await send(200, 'GET', String(first['@odata.nextLink']).replace(/^.*\/odata\//, '')), { value: [{ Part: { Code: 'p' } }] })
  t.match(await send(200, 'GET', "Items?$filter=$root/Items('q')/Name eq Name"), { value: [{ Name: 'Q' }] })
}, STORE)

onBothDatabases('CSDL 8.5: relations lead to, and depend on, a key inside of a complex value', async (t, { call }) => {
  const send = sender(t, call)
  await send(201, 'POST', 'Items', A)
  await send(201, 'POST', 'Items', { Part: { Code: 'b', Weight: 2 }, 'Next@odata.bind': "Items('a')", Uses: [{ No: 1 }], Notes: [{ Where: { Page: 4 }, Text: 'four' }] })
  t.match(await send(200, 'GET', "Items('b')?$expand=Next,Uses,Notes"), { Next: A, Uses: [{ No: 1, ItemCode: 'b' }], Notes: [{ Where: { Page: 4 } }] })
  await send(204, 'PUT', "Items('b')/Next/$ref", { '@odata.id': "Items('b')" })
  t.match(await send(200, 'GET', "Items('b')/Next"), { Part: { Code: 'b' } })
  t.match(await send(201, 'POST', 'Uses', { No: 2, ItemCode: 'a' }), { ItemCode: 'a' })
  t.match(await send(200, 'GET', 'Uses(2)/Item'), A, 'the value relates')
  await send(400, 'POST', 'Uses', { No: 3, ItemCode: 'nobody' })
  t.match(await send(400, 'POST', "Items('b')/Notes", { Where: { Line: 1 } }), { error: { target: 'Where/Page' } })
  await send(201, 'POST', 'Marks', { Ref: { Code: 'a', Why: 'w' }, No: 1 })
  t.match(await send(200, 'GET', "Marks(Code='a',No=1)?$expand=Item"), { Ref: { Code: 'a', Why: 'w' }, Item: A })
  await send(204, 'PUT', "Marks(Code='a',No=1)/Item/$ref", { '@odata.id': "Items('b')" })
  t.match(await send(200, 'GET', "Marks(Code='b',No=1)?$expand=Item"), { Ref: { Code: 'b', Why: 'w' }, Item: { Part: { Code: 'b' } } }, 'the key follows, as any other')
  t.match(await send(200, 'GET', "Items('b')/Notes(4)"), { Text: 'four' })
  t.match(await send(200, 'GET', "Items('b')/Notes(Page=4)"), { Text: 'four' })
  t.match(await send(200, 'GET', "Items('b')/Notes/4"), { Text: 'four' })
  t.match(await send(201, 'PUT', "Items('b')/Notes(9)", { Text: 'nine' }), { Where: { Page: 9, Line: null } })
  await send(200, 'PATCH', "Items('b')", { Notes: [{ Where: { Page: 4 }, Text: 'changed' }, { Where: { Page: 5 }, Text: 'added' }] })
  t.match((await send(200, 'GET', "Items('b')/Notes")).value, [{ Where: { Page: 4, Line: null }, Text: 'changed' }, { Where: { Page: 5 }, Text: 'added' }])
}, STORE)

const deep = (No: number, at: string, more = {}): object => ({ No, Outer: { Inner: { At: at, Amount: 1.5 }, Id: '9007199254740993', Color: 'Blue' }, ...more })
const DEEP = "Deeps(No=1,At=2026-01-01T00:00:00Z,Amount=1.50,OuterId=9007199254740993,Color=Store.Color'Blue')"

onBothDatabases('CSDL 6.5.1: composite keys have parts at any depth, of any type', async (t, { call }) => {
  const send = sender(t, call)
  const exact = { 'content-type': 'application/json;IEEE754Compatible=true' }
  const created = await call('POST', '/odata/Deeps', { body: deep(1, '2026-01-01T01:00:00+01:00', { Text: 'one' }), headers: exact })
  t.equal(created.statusCode, 201, created.body)
  t.match(created.headers.location, /Deeps\(No=1,At=2026-01-01T01%3A00%3A00%2B01%3A00,Amount=1.5,OuterId=9007199254740993,Color=Store.Color'Blue'\)$/)
  t.match(await send(200, 'GET', DEEP), { Text: 'one' }, 'the same instant, the same number')
  await send(409, 'POST', 'Deeps', deep(1, '2026-01-01T00:00:00Z'), exact)
  await send(201, 'POST', 'Deeps', deep(1, '2026-01-01T00:00:01Z'), exact)
  t.match(await send(400, 'POST', 'Deeps', { No: 1, Outer: { Id: 1, Color: 'Red', Inner: null } }), { error: { target: 'Outer' } })
  t.match(await send(400, 'POST', 'Deeps', { No: 1, Outer: { Id: 1, Color: 'Red', Inner: { At: '2026-01-01T00:00:00Z' } } }), { error: { target: 'Outer/Inner/Amount' } })
  t.match(await send(200, 'PATCH', DEEP, { Outer: { Inner: { Amount: 3 }, Color: 'Red' }, Text: 'two' }), { Text: 'two', Outer: { Inner: { Amount: 1.5 }, Color: 'Blue' } })
  await send(400, 'PATCH', DEEP, { Outer: { Inner: null } })
  await send(405, 'PUT', `${DEEP}/Outer/Id`, { value: null })
  await send(405, 'DELETE', `${DEEP}/Outer/Inner`)
  await send(400, 'PATCH', `${DEEP}/Outer`, { Inner: null })
  await send(204, 'PUT', `${DEEP}/Outer`, { Inner: {} })
  t.match(await send(200, 'GET', DEEP), { Outer: { Inner: { Amount: 1.5 }, Color: 'Blue' } })
  await send(200, 'PATCH', DEEP, { Other: { Inner: null } })
  const other = DEEP.replace('No=1', 'No=2')
  t.match(await send(201, 'PUT', other, { Text: 'upserted' }), { Outer: { Inner: { At: '2026-01-01T00:00:00Z', Amount: 1.5 }, Color: 'Blue' } })
  const read = await call('GET', `/odata/${other}`)
  t.match(read.body, '"Id":9007199254740993')
  t.match(await send(200, 'GET', `Deeps?$filter=$root/${other}/Text eq Text`), { value: [{ No: 2 }] })
}, STORE)

onBothDatabases('Core.AlternateKeys: parts inside of complex values find entities, and are unique', async (t, { call }) => {
  const send = sender(t, call)
  const card = (Number: string, Issued: string, Code: string): object => ({ Card: { Number, Issued, Country: { Code } } })
  await send(201, 'POST', 'People', { Id: 1, ...card('n1', '2026-01-01T00:00:00Z', 'CH') })
  await send(201, 'POST', 'People', { Id: 2, ...card('n2', '2026-01-01T00:00:00Z', 'DE') })
  t.match(await send(200, 'GET', "People(CardNumber='n2')"), { Id: 2 })
  t.match(await send(200, 'GET', "People(Country='CH',Issued=2026-01-01T01:00:00%2B01:00)"), { Id: 1 })
  t.match(await send(409, 'POST', 'People', { Id: 3, ...card('n1', '2026-01-02T00:00:00Z', 'CH') }), { error: { message: /Card\/Number 'n1'/ } })
  await send(409, 'PATCH', 'People(2)', { Card: { Number: 'n1' } })
  await send(204, 'PUT', 'People(2)/Card/Number', { value: 'n3' })
  await send(404, 'GET', "People(CardNumber='n2')")
  t.match(await send(200, 'GET', "People(CardNumber='n3')"), { Id: 2 })
  await send(200, 'PATCH', 'People(2)', { Card: null })
  await send(404, 'GET', "People(CardNumber='n3')")
  await send(201, 'POST', 'People', { Id: 4 })
}, STORE)

const STATE = '/__admin/tenants/default/state'

onBothDatabases('state documents, imports and generated data have keys inside of complex values', async (t, { call }) => {
  const send = sender(t, call)
  const uses = Array.from({ length: 3 }, (_, index) => ({ No: index + 1, ItemCode: 'b' }))
  const items = [{ ...A, 'Next@odata.bind': "Items('b')" }, { Part: { Code: 'b', Weight: 2 }, Notes: [{ Where: { Page: 1 }, Text: 'n' }] }]
  t.match(await call('PUT', STATE, { body: { Items: items, Uses: uses, Deeps: [deep(1, '2026-01-01T00:00:00Z')] } }), { statusCode: 200 })
  t.match(await send(200, 'GET', "Items('a')/Next?$expand=Uses,Notes"), { Part: { Code: 'b' }, Uses: uses, Notes: [{ Text: 'n' }] })
  const exported = await call('GET', STATE)
  t.equal((await call('PUT', STATE, { body: exported.body })).statusCode, 200)
  t.equal((await call('GET', STATE)).body, exported.body, 'a second time it is the same')
  t.match(await send(200, 'GET', "Items('b')/Notes(1)"), { Text: 'n' })
  const twice = await call('PUT', STATE, { body: { Items: [A, A] } })
  t.match([twice.statusCode, twice.body], [409, /'a'/])
  const importing = async (type: string, body: string, status: number): Promise<string> => {
    const response = await call('POST', '/__admin/tenants/default/import/Items', { body, headers: { 'content-type': type } })
    t.equal(response.statusCode, status, response.body)
    return response.body
  }
  await importing('text/csv', 'Part/Code,Part/Weight,Name\nc1,1.5,C\nc2,2,D\n', 200)
  await importing('application/x-ndjson', '{"Part":{"Code":"n1","Weight":1},"Next@odata.bind":"Items(\'c1\')"}\n', 200)
  t.match(await send(200, 'GET', "Items('n1')/Next"), { Name: 'C', Part: { Code: 'c1', Weight: 1.5 } })
  t.match(await importing('application/x-ndjson', '{"Part":{"Code":"c1","Weight":1}}\n', 409), /c1/)
  t.match(await importing('application/x-ndjson', '{"Part":{"Weight":1}}\n', 400), /Code/)
  const snapshot = await call('POST', '/__admin/tenants/default/snapshots/one')
  await send(204, 'DELETE', "Items('c2')")
  t.equal((await call('POST', '/__admin/tenants/default/snapshots/one/restore')).statusCode, 200, snapshot.body)
  await send(200, 'GET', "Items('c2')")
  const made = await call('POST', '/__admin/tenants/made/generate', { body: { count: 40 } })
  t.match([made.statusCode, json(made)], [200, { entities: { Items: 40, Deeps: 40, Uses: 40, People: 40 } }], made.body)
  const { value } = json(await call('GET', '/t/made/odata/Items?$top=3&$expand=Notes')) as { value: Array<{ Part: { Code: string } }> }
  for (const { Part: { Code } } of value) t.match(json(await call('GET', `/t/made/odata/Items('${Code}')`)), { Part: { Code } })
  t.match(json(await call('GET', '/t/made/odata/Uses?$filter=Item ne null&$top=1&$expand=Item')), { value: [{ Item: { Part: {} } }] })
}, STORE)

onBothDatabases('CSDL 6.5.1: $metadata and the OpenAPI document say what the key is', async (t, { app, call }) => {
  t.match((await call('GET', '/odata/$metadata')).body, '<PropertyRef Name="Outer/Inner/Amount" Alias="Amount"/>')
  t.match(json(await call('GET', '/odata/$metadata?$format=json')), { Store: { Item: { $Key: [{ PartCode: 'Part/Code' }] }, Deep: { $Key: ['No', { At: 'Outer/Inner/At' }, { Amount: 'Outer/Inner/Amount' }, { OuterId: 'Outer/Id' }, { Color: 'Outer/Color' }] } } })
  const { paths } = await app.apiDocument() as { paths: Paths }
  t.ok(["/Items('{PartCode}')", "/Items('{PartCode}')/Notes({Page})"].every(path => Object.hasOwn(paths, path)), Object.keys(paths).join(' '))
  const examples = (path: string, method: string): ReadonlyArray<readonly [string, unknown]> =>
    examplesOf(requestsOf({ paths }).find(request => request.path === path && request.method === method)!.operation.requestBody!.content['application/json']!)
  for (const [set, item] of [['Items', "Items('{PartCode}')"], ['Marks', "Marks(Code='{Code}',No={No})"], ['Deeps', "Deeps(No={No},At={At},Amount={Amount},OuterId={OuterId},Color='{Color}')"], ['People', 'People({Id})']] as const) {
    for (const [name, body] of examples(`/${set}`, 'POST')) {
      await call('POST', '/__admin/reset')
      const created = await call('POST', `/odata/${set}`, { body })
      t.equal(created.statusCode, 201, `${set} ${name} ${created.body}`)
      const location = String(created.headers.location).replace(/^https?:\/\/[^/]+/, '')
      for (const method of ['PATCH', 'PUT'] as const) {
        for (const [name, change] of examples(`/${item}`, method)) {
          const changed = await call(method, location, { body: change })
          t.ok(changed.statusCode < 300, `${method} ${location} ${name} ${changed.body}`)
        }
      }
      t.equal((await call('GET', location)).statusCode, 200, location)
    }
  }
}, STORE)

/** Starts with a document, runs something, and stops. */
async function start (t: Test, csdl: string, databaseUrl: string, work: (send: Send) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'model-'))
  t.teardown(() => { rmSync(folder, { recursive: true }) })
  writeFileSync(join(folder, 'model.xml'), csdl)
  const app = await buildServer({ ...defaultConfig, logLevel: 'silent', sqliteSynchronous: 'off', databaseUrl, model: join(folder, 'model.xml'), auth: 'none' })
  const call = callerOf(app)
  try {
    await work(sender(t, call))
  } finally {
    await app.close()
  }
}

for (const dialect of dialects) {
  tap.test(`the model changes: a key inside of a complex value is another key, an alternate one is added (${dialect})`, async t => {
    const url = await newDatabase(t, dialect)
    const whole = readFileSync('test/models/key-alias.csdl.xml', 'utf8')
    const [, alternate = ''] = /(<Annotation Term="Core.AlternateKeys">[^]*?<\/Annotation>)/.exec(whole) ?? []
    await start(t, whole.replace(alternate, ''), url, async send => {
      await send(201, 'POST', 'Items', A)
      await send(201, 'POST', 'People', { Id: 1, Card: { Number: 'n1', Issued: '2026-01-01T01:00:00+01:00', Country: { Code: 'CH' } } })
      await send(201, 'POST', 'People', { Id: 2 })
      await send(404, 'GET', "People(CardNumber='n1')")
    })
    await start(t, whole, url, async send => {
      t.match(await send(200, 'GET', "Items('a')"), A)
      t.match(await send(200, 'GET', "People(CardNumber='n1')"), { Id: 1 }, 'what was there is found')
      t.match(await send(200, 'GET', "People(Country='CH',Issued=2026-01-01T00:00:00Z)"), { Id: 1 })
      await send(409, 'POST', 'People', { Id: 3, Card: { Number: 'n1' } })
    })
    await start(t, whole.replace('Alias="PartCode"', 'Alias="Code"'), url, async send => { t.match(await send(200, 'GET', "Items(Code='a')"), A, 'another alias is the same key') })
    const label = whole.replace('Name="Part/Code" Alias', 'Name="Part/Weight" Alias').replace('Name="Weight" Type="Edm.Double"', 'Name="Weight" Type="Edm.Decimal"')
    await t.rejects(start(t, label, url, async () => undefined), { message: /whose key was \(Part__Code\) and is \(Part__Weight/ })
  })
}
