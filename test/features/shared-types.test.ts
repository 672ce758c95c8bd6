/** Entity sets that share a type: each entity belongs to one of them, and bindings say which (CSDL 4.01, sections 13.2 and 13.4). */
import type { Test } from 'tap'
import { json, onBothDatabases } from '../support/service.js'
import type { Call } from '../support/service.js'

const ORDERS = { model: 'test/models/orders.csdl.xml' }

type Item = Record<string, unknown>

const sender = (t: Test, call: Call) => async (status: number, method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', url: string, body?: unknown): Promise<Item> => {
  const response = await call(method, `/odata/${url}`, body === undefined ? {} : { body })
  t.equal(response.statusCode, status, `${method} ${url} ${response.body}`)
  return response.statusCode === 204 ? {} : json(response)
}

const namesIn = (answer: Item): readonly unknown[] => (answer['value'] as readonly Item[]).map(item => item['Name'] ?? item['Title'] ?? item['@odata.id'])

onBothDatabases('CSDL 13.4: the same key in two entity sets of one type is two entities, and bindings tell which is meant', async (t, { call }) => {
  const send = sender(t, call)
  await send(201, 'POST', 'Customers', { Id: 1, Name: 'customer' })
  await send(201, 'POST', 'Suppliers', { Id: 1, Name: 'supplier' })
  t.match(await send(201, 'POST', 'Customers(1)/Orders', { Id: 7, Title: 'new' }), { '@odata.context': /#Orders\/\$entity$/ })
  t.match(await send(201, 'POST', 'Suppliers(1)/Orders', { Id: 7, Title: 'old' }), { '@odata.context': /#OldOrders\/\$entity$/ })
  t.same([namesIn(await send(200, 'GET', 'Orders')), namesIn(await send(200, 'GET', 'OldOrders'))], [['new'], ['old']])
  t.match(await send(200, 'GET', 'Orders(7)?$expand=Customer'), { Customer: { Name: 'customer' } })
  t.match(await send(200, 'GET', 'OldOrders(7)?$expand=Customer'), { Customer: { Name: 'supplier' } })
  t.match(await send(200, 'GET', 'OldOrders(7)/Customer'), { '@odata.context': /#Suppliers\/\$entity$/, Name: 'supplier' })
  t.match(namesIn(await send(200, 'GET', 'OldOrders(7)/Customer/Orders/$ref')), [/\/OldOrders\(7\)$/])
  t.same(namesIn(await send(200, 'GET', "Suppliers?$filter=Orders/any(o:o/Title eq 'old')")), ['supplier'])
  t.same(namesIn(await send(200, 'GET', "Customers?$filter=Orders/any(o:o/Title eq 'old')")), [])
  const full = json(await call('GET', '/odata/OldOrders(7)?$expand=Customer', { headers: { accept: 'application/json;odata.metadata=full' } }))
  t.match(full, { '@odata.id': /OldOrders\(7\)$/, Customer: { '@odata.id': /\/Suppliers\(1\)$/, '@odata.editLink': /\/Suppliers\(1\)$/ } })
  t.match(await send(200, 'GET', '$entity?$id=Suppliers(1)'), { Name: 'supplier' })
}, ORDERS)

onBothDatabases('Protocol 11.4.6: references are of the set that the binding of the property names, from the set that has the entity', async (t, { call }) => {
  const send = sender(t, call)
  for (const set of ['Customers', 'Suppliers']) for (const Id of [1, 2]) await send(201, 'POST', set, { Id, Name: `${set}${Id}` })
  await send(204, 'PUT', 'Customers(1)/Boss/$ref', { '@odata.id': 'Suppliers(2)' })
  await send(204, 'PUT', 'Suppliers(2)/Boss/$ref', { '@odata.id': 'Customers(2)' })
  t.match(await send(200, 'GET', 'Customers(1)/Boss/Boss'), { '@odata.context': /#Customers\/\$entity$/, Name: 'Customers2' })
  t.match(await send(200, 'GET', 'Customers(1)?$expand=Boss($expand=Boss)'), { Boss: { Name: 'Suppliers2', Boss: { Name: 'Customers2' } } })
  await send(201, 'POST', 'Orders', { Id: 1, 'Watchers@odata.bind': ['Suppliers(1)'] })
  const wrong: ReadonlyArray<readonly ['PUT' | 'POST' | 'PATCH', string, object]> = [
    ['PUT', 'Customers(1)/Boss/$ref', { '@odata.id': 'Customers(2)' }], ['PUT', 'Suppliers(2)/Boss/$ref', { '@odata.id': 'Suppliers(1)' }],
    ['POST', 'Orders(1)/Watchers/$ref', { '@odata.id': 'Customers(1)' }], ['PATCH', 'Orders(1)', { 'Watchers@odata.bind': ['Customers(1)'] }],
    ['PATCH', 'Customers(1)', { Boss: { '@id': 'Customers(2)' } }]
  ]
  for (const [method, url, body] of wrong) t.match(await send(400, method, url, body), { error: { message: /leads to entities of '/ } })
  await send(204, 'POST', 'Orders(1)/Watchers/$ref', { '@odata.id': 'Suppliers(2)' })
  await send(204, 'DELETE', 'Suppliers(1)')
  t.same([namesIn(await send(200, 'GET', 'Orders(1)/Watchers')), namesIn(await send(200, 'GET', 'Customers'))], [['Suppliers2'], ['Customers1', 'Customers2']])
  await send(204, 'DELETE', 'Suppliers(2)')
  t.match(await send(200, 'GET', 'Customers(1)?$expand=Boss'), { Boss: null })
}, ORDERS)
