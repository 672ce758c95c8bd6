/** Models of kinds that well-known services publish, each walked as a client would, on both databases. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import type { Test } from 'tap'
import { examplesOf, requestsOf } from '../support/documented-requests.js'
import type { Paths } from '../support/documented-requests.js'
import { json, onBothDatabases, startService } from '../support/service.js'
import type { Call } from '../support/service.js'

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
type Send = (status: number, method: Method, url: string, body?: unknown) => Promise<Record<string, unknown>>

const sender = (t: Test, call: Call): Send => async (status, method, url, body) => {
  const response = await call(method, `/odata/${url}`, body === undefined ? {} : { body })
  t.equal(response.statusCode, status, `${method} ${url} ${response.body}`)
  const location = response.headers.location === undefined ? {} : { location: String(response.headers.location).replace(/^.*\/odata\//, '') }
  return { ...response.body.startsWith('{') ? json(response) : {}, ...location }
}

/** Creates by the examples of the document, and what a state has is what it had. */
async function checkWhole (t: Test, call: Call, paths: Paths): Promise<void> {
  for (const { method, path, operation } of requestsOf({ paths })) {
    if (method !== 'POST' || path.includes('{') || path.startsWith('/$') || path.startsWith('/me/') || operation.requestBody?.content['application/json'] === undefined) continue
    for (const [name, body] of examplesOf(operation.requestBody.content['application/json'])) {
      await call('POST', '/__admin/reset')
      const made = await call('POST', `/odata${path}`, { body })
      t.equal(made.statusCode, 201, `${path} ${name}: ${made.body}`)
      t.equal((await call('GET', String(made.headers.location).replace(/^https?:\/\/[^/]+/, ''))).statusCode, 200)
    }
  }
  t.equal((await call('POST', '/__admin/tenants/default/generate', { body: { seed: 3, count: 6 } })).statusCode, 200)
  const state = (await call('GET', '/__admin/tenants/default/state')).body
  const loaded = await call('PUT', '/__admin/tenants/copy/state', { body: state })
  t.equal(loaded.statusCode, 200, loaded.body)
  t.equal((await call('GET', '/__admin/tenants/copy/state')).body, state)
}

const TRADERS = { model: 'test/models/traders.csdl.xml' }

onBothDatabases('a model of traders: views are entities whose keys are many columns, fractions among them', async (t, { app, call }) => {
  const send = sender(t, call)
  const invoice = { CustomerName: "Alfred's", Discount: 0.1, OrderID: 1, ProductID: 2, ProductName: 'Chai & Co', Quantity: 3, Salesperson: 'Ann', ShipperName: 'S', UnitPrice: 4.5 }
  const { location } = await send(201, 'POST', 'Invoices', invoice)
  t.match(location, 'Discount=0.1,OrderID=1')
  t.match(await send(200, 'GET', String(location)), invoice)
  await send(409, 'POST', 'Invoices', invoice)
  t.match(await send(201, 'POST', 'Invoices', { ...invoice, Discount: 0.1 + 0.2 }), { location: /Discount=0\.30000000000000004,/ })
  t.match(await send(201, 'POST', 'Invoices', { ...invoice, Discount: 2 }), { location: /Discount=2,/ })
  const { value } = await send(200, 'GET', 'Invoices?$select=ShipName&$orderby=Discount desc') as { value: Array<Record<string, string>> }
  t.match(value.map(item => item['@odata.id']), [/Discount=2,/, /Discount=0\.30000000000000004,/, /Discount=0\.1,/])
  for (const item of value) await send(200, 'GET', String(item['@odata.id']).replace(/^.*\/odata\//, ''))
  await send(201, 'POST', 'Orders', { OrderID: 1 })
  await send(201, 'POST', 'Products', { ProductID: 7, ProductName: 'Chang', Discontinued: false })
  t.match(await send(201, 'POST', 'Orders(1)/Order_Details', { ProductID: 7, UnitPrice: 1, Quantity: 2, Discount: 0 }), { OrderID: 1, location: 'Order_Details(OrderID=1,ProductID=7)' })
  t.match(await send(200, 'GET', 'Products(7)/Order_Details(1)?$expand=Order,Product'), { Order: { OrderID: 1 }, Product: { ProductName: 'Chang' } })
  await checkWhole(t, call, (await app.apiDocument() as { paths: Paths }).paths)
}, TRADERS)

const PAYROLL = { model: 'test/models/payroll.csdl.xml' }

onBothDatabases('a model of payroll: keys of parts inside of complex values, implied and by default', async (t, { app, call }) => {
  const send = sender(t, call)
  await send(201, 'POST', 'workers', { ref: { id: 'w1', descriptor: 'Ann', dyn: { a: 1 } }, salary: { value: 10.5 }, history: [], extra: [1, { x: 2 }] })
  t.match(await send(201, 'POST', "workers('w1')/slips", { period: { year: 2026 }, number: 5, gross: {} }), {
    period: { year: 2026, month: 'January' },
    owner: 'w1',
    gross: { value: 0, currency: 'USD' },
    location: "workers('w1')/slips(year=2026,month=wd.common.Month'January',number=5,owner='w1')"
  }, 'a default is a part of the key')
  t.match(await send(200, 'GET', "workers('w1')/slips(year=2026,month='January',number=5)"), { owner: 'w1' })
  t.match(await send(201, 'POST', "workers('w1')/slips(year=2026,month='January',number=5)/lines", { amount: 1.25 }), { amount: 1.25 })
  t.match((await send(200, 'GET', 'workers?$select=ref/descriptor'))['value'], [{ '@odata.id': /workers\('w1'\)$/, ref: { descriptor: 'Ann' } }], 'JSON 4.5.8: the key is not shown')
  t.notMatch((await send(200, 'GET', 'workers?$select=ref'))['value'], [{ '@odata.id': /./ }])
  t.match(await send(200, 'GET', "workers?$filter=slips/any(s:s/period/year eq 2026 and s/owner eq 'w1')&$count=true&$select=ref/id"), { '@odata.count': 1 })
  await send(201, 'PUT', 'me', { ref: { id: 'm' }, history: [] })
  t.match(await send(201, 'POST', 'me/slips', { period: { year: 1 }, number: 1, owner: 'm' }), { owner: 'm' })
  t.match(await send(400, 'POST', 'me/slips', { period: { year: 1 }, number: 2, owner: 'other' }), { error: { target: 'owner' } })
  t.match(await send(200, 'PATCH', 'me', { ref: { id: 'q', descriptor: 'd' } }), { ref: { id: 'm', descriptor: 'd' } })
  await send(201, 'PUT', "workers('w1')/profile", { at: { zone: 'z' } })
  t.match(await send(200, 'PATCH', "workers('w1')/profile", { at: { zone: 'other', span: 'PT1H' } }), { at: { zone: 'z', span: 'PT1H' } })
  await send(201, 'PUT', "rates(from=2026-02-01,currency='USD')", { rate: 2 })
  await checkWhole(t, call, (await app.apiDocument() as { paths: Paths }).paths)
}, PAYROLL)

const TWO_SETS = `<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices><Schema Namespace="N" xmlns="http://docs.oasis-open.org/odata/ns/edm">
<EntityType Name="A"><Key><PropertyRef Name="Id"/></Key><Property Name="Id" Type="Edm.Int32" Nullable="false"/><NavigationProperty Name="Many" Type="Collection(N.B)" Partner="One"/></EntityType>
<EntityType Name="B"><Key><PropertyRef Name="Id"/></Key><Property Name="Id" Type="Edm.Int32" Nullable="false"/><NavigationProperty Name="One" Type="N.A"/></EntityType>
<EntityContainer Name="C"><EntitySet Name="As" EntityType="N.A"><NavigationPropertyBinding Path="Many" Target="Bs"/></EntitySet><EntitySet Name="Bs" EntityType="N.B"/><EntitySet Name="Others" EntityType="N.B"/></EntityContainer></Schema></edmx:DataServices></edmx:Edmx>`

t.test('a state has what a partner has related, of another set than the binding names too', async t => {
  const folder = mkdtempSync(join(tmpdir(), 'model-'))
  t.teardown(() => { rmSync(folder, { recursive: true }) })
  writeFileSync(join(folder, 'model.xml'), TWO_SETS)
  const app = await startService(t, { databaseUrl: 'file::memory:', model: join(folder, 'model.xml') })
  const send = async (method: Method, url: string, payload?: object): Promise<string> => {
    const response = await app.inject({ method, url, ...payload === undefined ? {} : { payload } })
    return `${response.statusCode} ${response.body}`
  }
  t.match(await send('POST', '/odata/As', { Id: 1 }), '201')
  t.match(await send('POST', '/odata/Others', { Id: 2, 'One@odata.bind': 'As(1)' }), '201')
  const state = (await send('GET', '/__admin/tenants/default/state')).slice(4)
  t.match(state, '"Many@odata.bind":["Others(2)"]')
  t.match(await send('PUT', '/__admin/tenants/default/state', JSON.parse(state) as object), '200')
  t.equal((await send('GET', '/__admin/tenants/default/state')).slice(4), state)
  t.match(await send('POST', '/odata/As', { Id: 3, 'Many@odata.bind': ['Others(2)'] }), /^400 .*not of 'Others'/, 'a client is still refused')
})
