/** Parts of keys that follow from referential constraints, on both databases. */
import type { Test } from 'tap'
import { json, onBothDatabases } from '../support/service.js'
import type { Call } from '../support/service.js'

const TRADE = { model: 'test/models/implied-keys.csdl.xml' }

type Send = (status: number, method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', url: string, body?: unknown) => Promise<Record<string, unknown>>

const sender = (t: Test, call: Call): Send => async (status, method, url, body) => {
  const response = await call(method, `/odata/${url}`, body === undefined ? {} : { body })
  t.equal(response.statusCode, status, `${method} ${url} ${response.body}`)
  return { ...response.body.startsWith('{') ? json(response) : {}, location: String(response.headers.location).replace(/^.*\/odata\//, '') }
}

onBothDatabases('URL 4.3.2: what an entity contains need not repeat its key, in paths and in bodies', async (t, { call }) => {
  const send = sender(t, call)
  for (const Id of [1, 2]) await send(201, 'POST', 'Customers', { Id, Name: `c${Id}` })
  const note = await send(201, 'POST', 'Customers(1)/Notes', { No: 3, Text: 'three' })
  t.match(note, { CustomerId: 1, No: 3, location: 'Customers(1)/Notes(CustomerId=1,No=3)' })
  await send(201, 'POST', 'Customers(2)/Notes', { CustomerId: 2, No: 3, Text: 'of two' })
  t.match(await send(400, 'POST', 'Customers(1)/Notes', { CustomerId: 2, No: 4 }), { error: { target: 'CustomerId', message: /'CustomerId' is 1 here/ } })
  t.match(await send(400, 'POST', 'Customers(1)/Notes', { Text: 'no number' }), { error: { target: 'No' } })
  await send(409, 'POST', 'Customers(1)/Notes', { No: 3 })
  for (const key of ['(3)', '(No=3)', '(CustomerId=1,No=3)', '/3', '(@n)?@n=3', '/$filter(No gt 1)(3)']) t.match(await send(200, 'GET', `Customers(1)/Notes${key}`), { Text: 'three' }, key)
  t.match(await send(200, 'GET', 'Customers/2/Notes/3'), { Text: 'of two' })
  for (const key of ['(4)', '(CustomerId=2,No=3)', '(CustomerId=1)', "('x')", '(No=3,Nothing=1)']) await send(404, 'GET', `Customers(1)/Notes${key}`)
  t.match(await send(200, 'PATCH', 'Customers(1)/Notes(3)', { Text: 'changed' }), { CustomerId: 1, Text: 'changed' })
  t.match(await send(201, 'PUT', 'Customers(1)/Notes(5)', { Text: 'upserted' }), { CustomerId: 1, No: 5 })
  t.match(await send(201, 'POST', 'Customers(1)/Notes', { '@odata.type': '#Trade.LongNote', No: 6, More: 'm' }), { CustomerId: 1 })
  t.match(await send(200, 'GET', 'Customers(1)/Notes/Trade.LongNote(6)'), { More: 'm' })
  t.match(await send(200, 'GET', 'Customers(1)/Notes(6)/Trade.LongNote/More'), { value: 'm' })
  t.match(await send(200, 'GET', 'Customers(1)/Notes(5)/Customer'), { Id: 1 })
  await send(204, 'DELETE', 'Customers(1)/Notes(5)')
  t.match(await send(200, 'GET', 'Customers(1)/Notes?$select=No'), { value: [{ No: 3 }, { No: 6 }] })
}, TRADE)

onBothDatabases('URL 4.3.2: parts of a key follow through several levels, and into complex values', async (t, { call }) => {
  const send = sender(t, call)
  await send(201, 'POST', 'Customers', { '@odata.type': '#Trade.Partner', Id: 1, Notes: [{ No: 1, Lines: [{ At: { Place: 'a' } }, { At: { Place: 'b' }, CustomerId: 1 }] }] })
  t.match(await send(200, 'GET', 'Customers(1)?$expand=Notes($expand=Lines)'), { Notes: [{ CustomerId: 1, Lines: [{ CustomerId: 1, NoteNo: 1, At: { Place: 'a' } }, { At: { Place: 'b' } }] }] })
  t.match(await send(201, 'POST', 'Customers(1)/Trade.Partner/Notes(1)/Lines', { At: { Place: 'c' } }), { CustomerId: 1, NoteNo: 1, location: "Customers(1)/Notes(CustomerId=1,No=1)/Lines(CustomerId=1,NoteNo=1,Place='c')" })
  for (const key of ["('c')", "(Place='c')", "(NoteNo=1,Place='c')", '/c']) t.match(await send(200, 'GET', `Customers(1)/Notes(1)/Lines${key}`), { At: { Place: 'c' } }, key)
  t.match(await send(200, 'PATCH', 'Customers(1)', { Notes: [{ No: 1, Text: 'kept', Lines: [{ At: { Place: 'a' }, Text: 'A' }] }, { No: 2 }] }), { Id: 1 })
  t.match((await send(200, 'GET', 'Customers(1)?$expand=Notes($expand=Lines)'))['Notes'], [{ No: 1, Text: 'kept', Lines: [{ Text: 'A' }] }, { No: 2, Lines: [] }])
  await send(200, 'PATCH', 'Customers(1)', { 'Notes@delta': [{ No: 2, Text: 'two' }, { '@removed': {}, No: 1 }] })
  t.match((await send(200, 'GET', 'Customers(1)?$expand=Notes'))['Notes'], [{ CustomerId: 1, No: 2, Text: 'two' }])
  t.match(await send(400, 'PATCH', 'Customers(1)', { Notes: [{ CustomerId: 9, No: 2 }] }), { error: { target: 'CustomerId' } })
}, TRADE)

onBothDatabases('URL 4.3.2: the same of related entities that are not contained', async (t, { call }) => {
  const send = sender(t, call)
  await send(201, 'POST', 'Orders', { OrderID: 1, Items: [{ ItemNo: 1, Count: 5 }] })
  await send(201, 'POST', 'Orders', { OrderID: 2 })
  t.match(await send(201, 'POST', 'Orders(1)/Items', { ItemNo: 2, Count: 6 }), { OrderID: 1, location: 'Items(OrderID=1,ItemNo=2)' })
  for (const path of ['Orders(1)/Items(2)', 'Orders/1/Items/2', 'Orders(1)/Items(ItemNo=2)', 'Items(OrderID=1,ItemNo=2)']) t.match(await send(200, 'GET', path), { Count: 6 }, path)
  await send(404, 'GET', 'Items(2)')
  t.match(await send(400, 'POST', 'Orders(1)/Items', { OrderID: 2, ItemNo: 3 }), { error: { target: 'OrderID' } })
  t.match(await send(201, 'POST', 'Items', { ItemNo: 3, 'Order@odata.bind': 'Orders(2)' }), { OrderID: 2, location: 'Items(OrderID=2,ItemNo=3)' })
  t.match(await send(201, 'POST', 'Items', { ItemNo: 4, Order: { '@id': 'Orders(2)' } }), { OrderID: 2 })
  t.match(await send(201, 'POST', 'Items', { ItemNo: 4, Order: { OrderID: 7 } }), { OrderID: 7 })
  t.match(await send(400, 'POST', 'Items', { OrderID: 1, ItemNo: 9, 'Order@odata.bind': 'Orders(2)' }), { error: { target: 'OrderID' } })
  await send(404, 'GET', 'Items(OrderID=1,ItemNo=9)')
  t.match(await send(200, 'GET', 'Orders(2)?$expand=Items($select=ItemNo)'), { Items: [{ ItemNo: 3 }, { ItemNo: 4 }] })
  await send(400, 'PUT', 'Items(OrderID=8,ItemNo=1)', { Order: { OrderID: 9 } })
  await send(404, 'GET', 'Orders(9)')
  t.match(await send(200, 'PATCH', 'Orders(1)', { 'Items@delta': [{ ItemNo: 1, Count: 50 }, { ItemNo: 5 }] }), { OrderID: 1 })
  t.match((await send(200, 'GET', 'Orders(1)?$expand=Items'))['Items'], [{ OrderID: 1, ItemNo: 1, Count: 50 }, { ItemNo: 2 }, { OrderID: 1, ItemNo: 5 }])
  await send(204, 'DELETE', 'Orders(1)/Items/5')
}, TRADE)
