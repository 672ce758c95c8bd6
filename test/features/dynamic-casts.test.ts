/** Values of dynamic properties as ones of complex types (OData-URL 4.01, sections 4.11 and 5.1.1.15). */
import type { Test } from 'tap'
import { encodeOption } from '../support/check-ins.js'
import { json, onBothDatabases } from '../support/service.js'
import type { Call } from '../support/service.js'

const SHOP = { model: 'test/models/shop.csdl.xml' }

const HOME = { '@odata.type': '#Shop.HomeAddress', Street: 'H', Floor: 2, City: { Name: 'C' }, Extra: { '@odata.type': '#Shop.City', Name: 'D' } }

const CUSTOMERS = [
  { Number: '1', Name: 'home', Place: HOME },
  { Number: '2', Name: 'address', Place: { '@odata.type': '#Shop.Address', Street: 'A', Floor: 2 } },
  { Number: '3', Name: 'by alias', Place: { '@odata.type': '#S.City', Name: 'E', People: 5 } },
  { Number: '4', Name: 'untyped', Place: { Street: 'U', Floor: 2 } },
  { Number: '5', Name: 'text', Place: 'Street' },
  { Number: '6', Name: 'list', 'Place@odata.type': '#Collection(Shop.Address)', Place: [HOME] },
  { Number: '7', Name: 'null', Place: null },
  { Number: '8', Name: 'none' }
]

async function fill (call: Call): Promise<void> {
  for (const body of CUSTOMERS) {
    const { statusCode, body: answer } = await call('POST', '/odata/Customers', { body })
    if (statusCode !== 201) throw new Error(answer)
  }
}

onBothDatabases('4.11 a cast in the path of a dynamic property: the value, where it is of the type or derived from it', async (t, { call }) => {
  await fill(call)
  const read = async (path: string): Promise<unknown> => {
    const { statusCode, body } = await call('GET', `/odata/Customers('${path}`)
    if (statusCode !== 200) return statusCode
    const { '@odata.context': context, ...rest } = JSON.parse(body) as Record<string, unknown>
    return [String(context).replace(/^.*#/, ''), rest]
  }
  t.same(await read("1')/Place/Shop.HomeAddress"), ["Customers('1')/Place/Shop.HomeAddress", HOME])
  t.same(await read("1')/Place/S.Address/Street"), ["Customers('1')/Place/Shop.Address/Street", { value: 'H' }], 'by a base type, and by the alias')
  t.same(await read("1')/Place/Shop.HomeAddress/City/Name"), ["Customers('1')/Place/Shop.HomeAddress/City/Name", { value: 'C' }])
  t.same(await read("1')/Place/Shop.Address/Extra/Shop.City/Name"), ["Customers('1')/Place/Shop.Address/Extra/Shop.City/Name", { value: 'D' }], 'inside')
  t.same(await read("3')/Place/Shop.City/People"), ["Customers('3')/Place/Shop.City/People", { value: 5 }])
  t.equal((await call('GET', "/odata/Customers('1')/Place/Shop.HomeAddress/Floor/$value")).body, '2')
  for (const path of ["2')/Place/Shop.HomeAddress", "4')/Place/Shop.Address", "5')/Place/Shop.Address", "6')/Place/Shop.Address", "1')/Place/Shop.City/Name", "1')/Place/Shop.Address/Extra/Shop.Address"]) {
    t.equal(await read(path), 404, path)
  }
  for (const path of ["7')/Place/Shop.Address", "8')/Place/Shop.Address/Street", "1')/Place/Shop.HomeAddress/Since"]) t.equal(await read(path), 204, path)
  for (const path of ["1')/Place/Shop.Nothing", "1')/Place/Shop.Customer", "1')/Place/Edm.String", "1')/Place/Shop.Address/Shop.HomeAddress", "3')/Place/Shop.City/Peeple"]) {
    t.equal(await read(path), 404, path)
  }
  const { error } = json(await call('GET', "/odata/Customers('3')/Place/Shop.City/Peeple")) as { error: { message: string } }
  t.match(error.message, /Did you mean 'People'\?/)
}, SHOP)

const FILTERS: Readonly<Record<string, string>> = {
  'Place/Shop.Address/Floor eq 2': '12',
  'Place/Shop.HomeAddress/Floor eq 2': '1',
  "Place/S.Address/Street eq 'H' or Place/Shop.City/Name eq 'E'": '13',
  'Place/Floor eq 2': '124',
  'Place/Shop.HomeAddress ne null': '1',
  'Place/Shop.HomeAddress/City/Name eq \'C\'': '1',
  "Place/Shop.Address/Extra/Shop.City/Name eq 'D'": '1',
  "Place/Shop.Address/Extra/Shop.Address/Name eq 'D'": '',
  'cast(Place,Shop.Address) ne null': '12',
  'isof(Place,Shop.Address)': '12',
  'isof(Place,Shop.City)': '3',
  'not isof(Place,Shop.Address)': '345678',
  'cast(Place/Shop.City/People,Edm.Int64) gt 4': '3',
  'Place/Shop.City/Peeple eq 1': '400',
  'Place/Shop.Nothing/A eq 1': '400',
  'Place/Shop.Customer/Name eq 1': '400',
  'Place/Shop.Address/Shop.HomeAddress/Floor eq 1': '400'
}

onBothDatabases('5.1.1.15 a cast of a dynamic property in an expression is null for a value of another type', async (t, { call }) => {
  await fill(call)
  for (const [filter, numbers] of Object.entries(FILTERS)) {
    const response = await call('GET', `/odata/Customers?${encodeOption(`$filter=${filter}`)}&$orderby=Number`)
    const found = response.statusCode === 200 ? (json(response) as { value: ReadonlyArray<{ Number: string }> }).value.map(item => item.Number).join('') : String(response.statusCode)
    t.equal(found, numbers, `${filter} ${response.statusCode === 200 ? '' : response.body}`)
  }
}, SHOP)

type Method = 'GET' | 'PUT' | 'PATCH' | 'DELETE' | 'POST'

type Write = readonly [status: number, method: Method, path: string, body?: unknown, headers?: Readonly<Record<string, string>>]

/** Sends what is to be refused, and sees that nothing has changed. */
async function refuseAll (t: Test, call: Call, set: string, writes: readonly Write[]): Promise<void> {
  const before = (await call('GET', set)).body
  for (const [status, method, path, body, headers = {}] of writes) {
    const response = await call(method, `${set}${path}`, { ...body === undefined ? {} : { body }, headers })
    t.equal(response.statusCode, status, `${method} ${path} ${JSON.stringify(body)} ${response.body}`)
  }
  t.equal((await call('GET', set)).body, before, 'what is refused changes nothing')
}

const TEXT = { 'content-type': 'text/plain' }

onBothDatabases('11.4.9 a dynamic value is written through a cast: read as the type, where it is of it', async (t, { call }) => {
  await fill(call)
  const write = async (method: Method, path: string, body?: unknown, headers = {}): Promise<number> =>
    (await call(method, `/odata/Customers('${path}`, { ...body === undefined ? {} : { body }, headers })).statusCode
  const place = async (number: string): Promise<unknown> => json(await call('GET', `/odata/Customers('${number}')`))['Place']
  t.equal(await write('PUT', "1')/Place/Shop.HomeAddress/Floor", { value: 3 }), 204)
  t.equal(await write('PUT', "1')/Place/Shop.HomeAddress/Since", { value: '2026-01-02T03:04:05Z' }), 204)
  t.equal(await write('PUT', "1')/Place/Shop.HomeAddress/Lines", { value: ['a', 'b'] }), 204)
  t.equal(await write('PUT', "1')/Place/Shop.HomeAddress/City/People", { value: '12345678901' }, { 'content-type': 'application/json;IEEE754Compatible=true' }), 204)
  t.equal(await write('PUT', "1')/Place/Shop.Address/Dynamic", { '@odata.type': '#Date', value: '2026-01-02' }), 204)
  t.same(await place('1'), {
    ...HOME, Floor: 3, Since: '2026-01-02T03:04:05Z', Lines: ['a', 'b'], City: { Name: 'C', People: 12345678901 }, 'Dynamic@odata.type': '#Date', Dynamic: '2026-01-02'
  })
  t.equal(await write('DELETE', "1')/Place/Shop.HomeAddress/City/People"), 204)
  t.equal(await write('DELETE', "1')/Place/Shop.HomeAddress/Since"), 204)
  t.equal(await write('DELETE', "1')/Place/Shop.HomeAddress/Dynamic"), 204)
  t.equal(await write('PUT', "1')/Place/Shop.HomeAddress/Floor/$value", '007', TEXT), 204)
  t.equal(await write('PATCH', "1')/Place/Shop.Address", { '@odata.type': '#Shop.Address', Street: 'N', Lines: [] }), 204)
  t.same(await place('1'), { ...HOME, Street: 'N', Floor: 7, Lines: [], City: { Name: 'C' } }, 'what is changed stays of its own type')
  t.equal(await write('PATCH', "1')/Place/Shop.HomeAddress/City", { People: 3 }), 204)
  t.equal(await write('PUT', "1')/Place/Shop.HomeAddress/Extra/Shop.City/Name", { value: 'Z' }), 204)
  t.match(await place('1'), { City: { Name: 'C', People: 3 }, Extra: { '@odata.type': '#Shop.City', Name: 'Z' } })
  t.equal(await write('PUT', "1')/Place/Shop.Address", { '@odata.type': '#S.HomeAddress', Street: 'P', Floor: 1 }), 204)
  t.same(await place('1'), { '@odata.type': '#S.HomeAddress', Street: 'P', Floor: 1 })
  t.equal(await write('PUT', "1')/Place/Shop.Address", { Street: 'Q', kind: 'unsupported', value: 1 }), 204)
  t.same(await place('1'), { '@odata.type': '#Shop.Address', Street: 'Q', kind: 'unsupported', value: 1 }, 'of the type of the cast, where the body names none')
  const returned = await call('PATCH', "/odata/Customers('1')/Place/Shop.Address", { body: { Street: 'R' }, headers: { prefer: 'return=representation' } })
  t.match([returned.statusCode, json(returned)], [200, { Street: 'R' }])
  t.equal(await write('DELETE', "1')/Place/Shop.Address"), 204)
  t.equal(await place('1'), undefined)
  for (const number of ['1', '7', '8']) {
    t.equal(await write('DELETE', `${number}')/Place/Shop.City`), 204, 'what is null is so again')
    t.equal(await write('PUT', `${number}')/Place/Shop.City`, { Name: 'N' }), 204, 'and is given a value')
    t.same(await place(number), { '@odata.type': '#Shop.City', Name: 'N' })
  }
  t.equal(await write('PATCH', "3')/Place/S.City", { People: 6 }), 204)
  t.same(await place('3'), { '@odata.type': '#S.City', Name: 'E', People: 6 })
}, SHOP)

onBothDatabases('11.4.9 what a cast does not fit, or its type does not allow, is not written', async (t, { call }) => {
  await fill(call)
  await refuseAll(t, call, '/odata/Customers', [
    [404, 'PUT', "('2')/Place/Shop.HomeAddress", { Street: 'x' }], [404, 'PATCH', "('2')/Place/Shop.HomeAddress", { Street: 'x' }],
    [404, 'DELETE', "('2')/Place/Shop.HomeAddress"], [404, 'PUT', "('2')/Place/Shop.HomeAddress/Floor", { value: 1 }],
    [404, 'PUT', "('4')/Place/Shop.Address/Street", { value: 'x' }], [404, 'PUT', "('5')/Place/Shop.Address", { Street: 'x' }],
    [404, 'PUT', "('6')/Place/Shop.Address", { Street: 'x' }], [404, 'PUT', "('9')/Place/Shop.Address", { Street: 'x' }],
    [404, 'PUT', "('1')/Place/Shop.Address/Extra/Shop.Address", { Street: 'x' }], [404, 'PUT', "('1')/Place/Shop.Nothing", { Street: 'x' }],
    [404, 'PUT', "('1')/Place/Shop.HomeAddress/City/Nonsense", { value: 1 }], [404, 'PUT', "('1')/Place/Shop.HomeAddress/Street/A", { value: 1 }],
    [404, 'PATCH', "('7')/Place/Shop.Address", { Street: 'x' }], [404, 'PUT', "('8')/Place/Shop.Address/Street", { value: 'x' }],
    [400, 'PUT', "('1')/Place/Shop.HomeAddress/Floor", { value: 'x' }], [400, 'PUT', "('1')/Place/Shop.HomeAddress/Floor", { value: 70000 }],
    [400, 'PUT', "('1')/Place/Shop.HomeAddress/Floor", { A: 1 }], [400, 'PUT', "('1')/Place/Shop.HomeAddress/Street", { value: null }],
    [400, 'PUT', "('1')/Place/Shop.HomeAddress/Floor/$value", 'x', TEXT], [400, 'PUT', "('1')/Place/Shop.Address", { Floor: 'no street' }],
    [400, 'PUT', "('1')/Place/Shop.HomeAddress/City", { Name: 'C', Size: 1 }], [400, 'PUT', "('1')/Place/Shop.HomeAddress", { '@odata.type': '#Shop.City', Name: 'x' }],
    [400, 'PATCH', "('1')/Place/Shop.HomeAddress", { Floor: 'x' }], [400, 'PUT', "('1')/Place/Shop.HomeAddress", 'x'],
    [405, 'DELETE', "('1')/Place/Shop.HomeAddress/Street"], [405, 'POST', "('1')/Place/Shop.HomeAddress", { Street: 'x' }],
    [412, 'PUT', "('1')/Place/Shop.HomeAddress/Floor", { value: 1 }, { 'if-match': 'W/"0"' }]
  ])
}, SHOP)

onBothDatabases('4.11 a declared complex value is read and written through a cast where it is of the type', async (t, { call }) => {
  const address = { Street: 'a', City: { Name: 'c' } }
  for (const body of [
    { Number: '1', Name: 'plain', Address: address },
    { Number: '2', Name: 'home', Address: { '@odata.type': '#Shop.HomeAddress', Floor: 1, ...address } },
    { Number: '3', Name: 'null' }
  ]) t.equal((await call('POST', '/odata/Customers', { body })).statusCode, 201)
  const send = async (method: Method, path: string, body?: unknown): Promise<number> =>
    (await call(method, `/odata/Customers('${path}`, body === undefined ? {} : { body })).statusCode
  const { error } = json(await call('GET', "/odata/Customers('1')/Address/Shop.HomeAddress/Floor")) as { error: { message: string } }
  t.match(error.message, /'Address' is a Shop\.HomeAddress/)
  await refuseAll(t, call, '/odata/Customers', [
    [404, 'GET', "('1')/Address/Shop.HomeAddress"], [404, 'GET', "('1')/Address/Shop.HomeAddress/Floor"], [404, 'GET', "('1')/Address/Shop.HomeAddress/Lines/$count"],
    [404, 'PUT', "('1')/Address/Shop.HomeAddress", address], [404, 'PATCH', "('1')/Address/Shop.HomeAddress", { Floor: 2 }], [404, 'DELETE', "('1')/Address/Shop.HomeAddress"],
    [404, 'PUT', "('1')/Address/Shop.HomeAddress/Floor", { value: 2 }], [404, 'DELETE', "('1')/Address/Shop.HomeAddress/Floor"],
    [404, 'PUT', "('1')/Address/Shop.HomeAddress/Lines", { value: [] }], [404, 'PUT', "('1')/Address/Shop.HomeAddress/Dynamic", { value: 2 }],
    [404, 'GET', "('1')/Address/Shop.HomeAddress/Dynamic"], [404, 'GET', "('3')/Address/Shop.HomeAddress/Floor"]
  ])
  t.equal(await send('GET', "2')/Address/Shop.HomeAddress/Floor"), 200)
  t.equal(await send('PUT', "2')/Address/Shop.HomeAddress/Floor", { value: 2 }), 204)
  t.equal(await send('PUT', "2')/Address/Shop.HomeAddress/Dynamic", { value: { A: 1 } }), 204)
  t.equal(await send('PUT', "2')/Address/Shop.HomeAddress/Dynamic/B", { value: 2 }), 204)
  t.equal(await send('PATCH', "2')/Address/Shop.HomeAddress", { Street: 'b' }), 204)
  t.match(json(await call('GET', "/odata/Customers('2')/Address")), { '@odata.type': '#Shop.HomeAddress', Street: 'b', Floor: 2, Dynamic: { A: 1, B: 2 } })
  t.equal(await send('DELETE', "2')/Address/Shop.HomeAddress"), 204)
  t.equal(await send('GET', "2')/Address"), 204)
  t.equal(await send('GET', "3')/Address/Shop.HomeAddress"), 204, 'null is null of any type')
  t.equal(await send('PUT', "3')/Address/Shop.HomeAddress", { ...address, Floor: 3 }), 204)
  t.match(json(await call('GET', "/odata/Customers('3')/Address")), { '@odata.type': '#Shop.HomeAddress', Floor: 3 })
  t.equal(await send('PATCH', "3')/Address/Shop.HomeAddress?$select=Floor", { Floor: 4 }), 204)
  const { headers: { etag } } = await call('GET', "/odata/Customers('3')/Address/Shop.HomeAddress")
  t.equal((await call('GET', "/odata/Customers('3')/Address/Shop.HomeAddress", { headers: { 'if-none-match': String(etag) } })).statusCode, 304)
}, SHOP)

onBothDatabases('4.11 a property that is declared as any value is written through a cast', async (t, { call }) => {
  const set = '/odata/Works'
  t.equal((await call('POST', set, { body: { Id: 1, Free: { '@odata.type': '#Abstract.Thought', Text: 'a' } } })).statusCode, 201)
  const send = async (method: Method, path: string, body?: unknown): Promise<number> => (await call(method, `${set}(1)/${path}`, body === undefined ? {} : { body })).statusCode
  t.equal(await send('PUT', 'Free/Abstract.Thought/Text', { value: 'b' }), 204)
  t.equal(await send('PATCH', 'Free/Abstract.Idea', { '@odata.type': '#Abstract.Thought', Text: 'c' }), 204)
  t.match(json(await call('GET', `${set}(1)/Free`)), { '@odata.type': '#Abstract.Thought', Text: 'c' })
  await refuseAll(t, call, set, [
    [400, 'PUT', '(1)/Free/Abstract.Thought/Text', { value: 5 }], [404, 'PUT', '(1)/Free/Abstract.Thought/Words', { value: 5 }],
    [501, 'PUT', '(1)/Free/Abstract.Idea', {}], [404, 'PUT', '(1)/Simple/Abstract.Thought/Text', { value: 'x' }]
  ])
  t.equal(await send('DELETE', 'Free/Abstract.Thought'), 204)
  t.equal(await send('PUT', 'Free/Abstract.Thought', { Text: 'd' }), 204)
  t.match(json(await call('GET', `${set}(1)`)), { Free: { '@odata.type': '#Abstract.Thought', Text: 'd' } })
  t.equal(await send('PUT', 'Idea/Abstract.Thought', { Text: 'e' }), 204, 'of an abstract type, through a derived one')
  t.equal(await send('PUT', 'Idea/Abstract.Thought/Text', { value: 'f' }), 204)
  t.match(json(await call('GET', `${set}(1)/Idea`)), { '@odata.type': '#Abstract.Thought', Text: 'f' })
}, { model: 'test/models/abstract.csdl.xml' })
