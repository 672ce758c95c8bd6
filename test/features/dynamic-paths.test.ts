/** Paths to dynamic properties of open types (OData-Protocol 4.01, sections 11.2.4 and 11.4.9; CSDL 4.01, sections 6.3 and 9.3). */
import type { LightMyRequestResponse } from 'fastify'
import { json, onBothDatabases } from '../support/service.js'
import type { Call } from '../support/service.js'

const SHOP = { model: 'test/models/shop.csdl.xml' }

const CUSTOMER = {
  Number: '1',
  Name: 'A',
  Extra: 'blue',
  Count: 5,
  'Big@odata.type': '#Int64',
  Big: '12345678901',
  Nothing: null,
  List: ['a', 'b'],
  Deep: { Inner: { Deepest: 'x' }, 'When@odata.type': '#Date', When: '2026-01-02' },
  'Place@odata.type': '#GeographyPoint',
  Place: { type: 'Point', coordinates: [1, 2] },
  Address: { Street: 'S', Floors: 3, City: { Name: 'C' } }
}

const TEXT = { 'content-type': 'text/plain' }

async function fill (call: Call): Promise<void> {
  const { statusCode, body } = await call('POST', '/odata/Customers', { body: CUSTOMER })
  if (statusCode !== 201) throw new Error(body)
}

/** Status, and the body without its context. */
function shown (response: LightMyRequestResponse): unknown {
  if (response.body === '') return response.statusCode
  const { '@odata.context': _context, ...rest } = json(response)
  return [response.statusCode, rest]
}

const READS: Readonly<Record<string, unknown>> = {
  Extra: [200, { value: 'blue' }],
  Count: [200, { value: 5 }],
  Big: [200, { '@odata.type': '#Int64', value: '12345678901' }],
  List: [200, { value: ['a', 'b'] }],
  Deep: [200, CUSTOMER.Deep],
  'Deep/Inner': [200, { Deepest: 'x' }],
  'Deep/Inner/Deepest': [200, { value: 'x' }],
  'Deep/When': [200, { '@odata.type': '#Date', value: '2026-01-02' }],
  'Deep/Nowhere/AtAll': 204,
  Place: [200, { '@odata.type': '#GeographyPoint', value: CUSTOMER.Place }],
  'Address/Floors': [200, { value: 3 }],
  'Address/Floor': 501,
  Nothing: 204,
  Nonsense: 204,
  'Address/Nonsense': 204,
  'Extra/Nonsense': 204
}

onBothDatabases('11.2.4 a dynamic property by its own path is its value, and no content where it is null or missing', async (t, { call }) => {
  await fill(call)
  for (const [path, answer] of Object.entries(READS)) {
    const response = await call('GET', `/odata/Customers('1')/${path}`)
    t.same(answer === 501 ? response.statusCode : shown(response), answer, path)
    if (response.statusCode !== 501) t.match(response.headers['etag'], /^W\/"\d+"$/, path)
  }
  const { '@odata.context': context } = json(await call('GET', '/odata/Customers/1/Address/Floors'))
  t.match(context, /\/odata\/\$metadata#Customers\('1'\)\/Address\/Floors$/)
  t.match(json(await call('GET', "/odata/Customers('1')/Deep/Inner")), { '@odata.context': /#Customers\('1'\)\/Deep\/Inner$/ })
  t.same(json(await call('GET', "/odata/Customers('1')/Big?$format=application/json;metadata=none")), { value: '12345678901' })
  t.same(json(await call('GET', "/odata/Customers('1')/Deep?$format=application/json;metadata=none")), CUSTOMER.Deep)
  t.match(json(await call('GET', "/odata/Customers('1')/Big", { headers: { 'odata-maxversion': '4.01', 'odata-version': '4.01', accept: 'application/json' } })), { value: '12345678901' })
  t.equal((await call('HEAD', "/odata/Customers('1')/Extra")).statusCode, 200)
  const { headers: { etag } } = await call('GET', "/odata/Customers('1')/Extra")
  t.equal((await call('GET', "/odata/Customers('1')/Extra", { headers: { 'if-none-match': String(etag) } })).statusCode, 304)
}, SHOP)

onBothDatabases('4.7 /$value of a dynamic property is its text; a complex value and a collection have none', async (t, { call }) => {
  await fill(call)
  for (const [path, text] of Object.entries({ Extra: 'blue', Count: '5', Big: '12345678901', 'Deep/Inner/Deepest': 'x', 'Address/Floors': '3' })) {
    const { statusCode, body, headers } = await call('GET', `/odata/Customers('1')/${path}/$value`)
    t.same([statusCode, body, headers['content-type']], [200, text, 'text/plain;charset=utf-8'], path)
  }
  t.equal((await call('GET', "/odata/Customers('1')/Nonsense/$value")).statusCode, 204)
  for (const path of ['Deep', 'List']) {
    const response = await call('GET', `/odata/Customers('1')/${path}/$value`)
    t.match([response.statusCode, response.body], [404, /no raw value/], path)
  }
  t.equal((await call('PUT', "/odata/Customers('1')/Big/$value", { body: '6', headers: TEXT })).statusCode, 204)
  t.same(shown(await call('GET', "/odata/Customers('1')/Big")), [200, { value: '6' }], 'a text is a text: it is no longer said to be a number')
  t.equal((await call('DELETE', "/odata/Customers('1')/Big/$value")).statusCode, 204)
  t.equal((await call('GET', "/odata/Customers('1')/Big")).statusCode, 204)
}, SHOP)

onBothDatabases('11.4.9 a dynamic property is set by PUT and PATCH, and removed by DELETE and null; others stay', async (t, { call }) => {
  await fill(call)
  const write = async (method: 'PUT' | 'PATCH' | 'DELETE', path: string, body?: unknown, headers = {}): Promise<number> =>
    (await call(method, `/odata/Customers('1')/${path}`, { ...body === undefined ? {} : { body }, headers })).statusCode
  const read = async (path: string): Promise<unknown> => shown(await call('GET', `/odata/Customers('1')/${path}`))
  t.equal(await write('PUT', 'Extra', { value: 6 }), 204)
  t.same(await read('Extra'), [200, { value: 6 }])
  t.equal(await write('PATCH', 'Extra', { '@odata.type': '#Date', value: '2026-05-06' }), 204)
  t.same(await read('Extra'), [200, { '@odata.type': '#Date', value: '2026-05-06' }])
  t.equal(await write('PUT', 'Extra', { 'value@odata.type': '#Guid', value: '00000000-0000-0000-0000-000000000001' }), 204)
  t.match(await read('Extra'), [200, { '@odata.type': '#Guid' }])
  t.equal(await write('PUT', 'Extra', { '@odata.context': 'x', '@odata.etag': (await call('GET', "/odata/Customers('1')")).headers['etag'], A: 1, B: { C: 2 } }), 204)
  t.same(await read('Extra'), [200, { A: 1, B: { C: 2 } }], 'another value has no longer the type of the one before')
  t.equal(await write('PUT', 'New', { value: [1.50, 2] }), 204)
  t.same(await read('New'), [200, { value: [1.5, 2] }])
  t.equal(await write('PUT', 'Address/Floors', { value: 4 }), 204)
  t.equal(await write('PUT', 'Address/Roof', { value: 'flat' }), 204)
  t.match(json(await call('GET', "/odata/Customers('1')")), { Count: 5, Address: { Street: 'S', Floors: 4, Roof: 'flat', City: { Name: 'C' } }, New: [1.5, 2] })
  t.equal(await write('DELETE', 'Address/Floors'), 204)
  t.equal(await write('PUT', 'Extra', { value: null }), 204)
  t.equal(await write('DELETE', 'Extra'), 204, 'a missing one is null, and may be so again')
  t.equal(await read('Extra'), 204)
  t.equal(await read('Address/Floors'), 204)
  t.notOk('Extra' in json(await call('GET', "/odata/Customers('1')")))
  const returned = await call('PUT', "/odata/Customers('1')/Extra", { body: { value: 'x' }, headers: { prefer: 'return=representation' } })
  t.same(shown(returned), [200, { value: 'x' }])
  t.equal((await call('PATCH', "/odata/Customers('1')", { body: { Big: 'text' } })).statusCode, 200)
  t.same(await read('Big'), [200, { value: 'text' }], 'nor by a body that says nothing of the type')
  t.equal(await write('PUT', 'Extra', { value: 1 }, { 'if-match': 'W/"0"' }), 412)
  t.equal(await write('PUT', 'Extra', 'x'), 400)
  t.equal(await write('PUT', 'Extra', '[1]'), 400)
  t.equal(await write('PUT', 'Extra/$value', { value: 1 }), 415)
  t.equal((await call('POST', "/odata/Customers('1')/Extra", { body: { value: 1 } })).statusCode, 405)
  t.equal((await call('PUT', "/odata/Customers('2')/Extra", { body: { value: 1 } })).statusCode, 404)
  t.equal((await call('GET', "/odata/Customers('2')/Extra")).statusCode, 404)
  t.equal((await call('GET', "/odata/Customers('2')")).statusCode, 404, 'a property creates no entity')
}, SHOP)

onBothDatabases('4.8 and 4.10 the number of items of a dynamic collection, and each by its place', async (t, { call }) => {
  const body = {
    ...CUSTOMER,
    Mixed: [1, null, { A: [true] }, 'b'],
    None: [],
    'Ids@odata.type': '#Collection(Int64)',
    Ids: ['12345678901', '2'],
    Address: { Street: 'S', City: { Name: 'C' }, Rooms: ['hall', 'bath'] },
    Deep: { List: [1, 2, 3] }
  }
  t.equal((await call('POST', '/odata/Customers', { body })).statusCode, 201)
  const read = async (path: string): Promise<LightMyRequestResponse> => await call('GET', `/odata/Customers('1')/${path}`)
  for (const [path, count] of Object.entries({ List: '2', Mixed: '4', None: '0', Ids: '2', 'Address/Rooms': '2', 'Deep/List': '3' })) {
    const { statusCode, body, headers } = await read(`${path}/$count`)
    t.same([statusCode, body, headers['content-type']], [200, count, 'text/plain;charset=utf-8'], path)
  }
  for (const accept of ['text/plain', 'application/json', 'image/png']) {
    const { statusCode, body } = await call('GET', "/odata/Customers('1')/List/$count", { headers: { accept } })
    t.same([statusCode, body], [200, '2'], `a number is a text, whatever is accepted: ${accept}`)
  }
  const items = {
    'List/0': { value: 'a' },
    'List/-1': { value: 'b' },
    'Mixed/2': { A: [true] },
    'Mixed/-4': { value: 1 },
    'Ids/0': { '@odata.type': '#Int64', value: '12345678901' },
    'Address/Rooms/1': { value: 'bath' },
    'Deep/List/-3': { value: 1 }
  }
  for (const [path, item] of Object.entries(items)) t.same(shown(await read(path)), [200, item], path)
  t.match(json(await read('List/0')), { '@odata.context': /#Edm\.Untyped$/ })
  t.equal((await read('Mixed/1')).statusCode, 204, 'an item that is null')
  for (const path of ['List/2', 'List/-3', 'None/0', 'Deep/0', 'Place/0', 'Nonsense/0', 'Deep/$count', 'Place/$count', 'Count/$count', 'List/0/$value']) {
    t.equal((await read(path)).statusCode, 404, path)
  }
  for (const option of ['$top=1', '$format=json', '$select=A']) t.equal((await read(`List/$count?${option}`)).statusCode, 400, option)
  for (const method of ['PUT', 'PATCH', 'DELETE'] as const) {
    for (const path of ['List/0', 'List/$count']) t.equal((await call(method, `/odata/Customers('1')/${path}`, { body: { value: 1 } })).statusCode, 405, path)
  }
}, SHOP)

onBothDatabases('11.4.9.3 what is inside of a dynamic value is written by its own path, and PATCH changes members of it; others stay', async (t, { call }) => {
  await fill(call)
  const write = async (method: 'PUT' | 'PATCH' | 'DELETE', path: string, body?: unknown, headers = {}): Promise<number> =>
    (await call(method, `/odata/Customers('1')/${path}`, { ...body === undefined ? {} : { body }, headers })).statusCode
  const read = async (path: string): Promise<unknown> => shown(await call('GET', `/odata/Customers('1')/${path}`))
  const when = { 'When@odata.type': '#Date', When: '2026-01-02' }
  t.equal(await write('PATCH', 'Deep', { Other: 1.50, 'Id@odata.type': '#Guid', Id: '00000000-0000-0000-0000-000000000001' }), 204)
  t.same(await read('Deep'), [200, { Inner: { Deepest: 'x' }, ...when, Other: 1.5, 'Id@odata.type': '#Guid', Id: '00000000-0000-0000-0000-000000000001' }])
  t.equal(await write('PATCH', 'Deep', { '@odata.context': 'x', Id: null, Other: null, Nothing: null }), 204)
  t.same(await read('Deep'), [200, { Inner: { Deepest: 'x' }, ...when }], 'null removes a member, and what was said of it')
  t.equal(await write('PUT', 'Deep/Inner/Deepest', { value: 5 }), 204)
  t.equal(await write('PUT', 'Deep/Inner/New', { '@odata.type': '#Duration', value: 'PT1S' }), 204)
  t.same(await read('Deep/Inner'), [200, { Deepest: 5, 'New@odata.type': '#Duration', New: 'PT1S' }])
  t.equal(await write('PATCH', 'Deep/Inner', { Deepest: [1, { A: 2 }] }), 204)
  t.equal(await write('DELETE', 'Deep/Inner/New'), 204)
  t.same(await read('Deep'), [200, { Inner: { Deepest: [1, { A: 2 }] }, ...when }])
  t.equal(await write('PUT', 'Deep/When/$value', 'soon', TEXT), 204)
  t.equal(await write('PUT', 'Deep/Inner', { A: { B: 1 } }), 204)
  t.same(await read('Deep'), [200, { Inner: { A: { B: 1 } }, When: 'soon' }], 'another value has no longer the type of the one before')
  t.equal(await write('PUT', 'Address/Plan', { Rooms: { Kitchen: 1 } }), 204)
  t.equal(await write('PUT', 'Address/Plan/Rooms/Bath', { value: 2 }), 204)
  t.equal(await write('PATCH', 'Address/Plan', { Levels: 3 }), 204)
  t.same(await read('Address/Plan'), [200, { Rooms: { Kitchen: 1, Bath: 2 }, Levels: 3 }])
  t.match(json(await call('GET', "/odata/Customers('1')")), { Name: 'A', Extra: 'blue', Count: 5, Big: '12345678901', Address: { Street: 'S', Floors: 3, City: { Name: 'C' } } })
  const returned = await call('PATCH', "/odata/Customers('1')/Deep", { body: { When: 1 }, headers: { prefer: 'return=representation' } })
  t.same(shown(returned), [200, { Inner: { A: { B: 1 } }, When: 1 }])
  const before = json(await call('GET', "/odata/Customers('1')"))
  const refused: ReadonlyArray<readonly [status: number, method: 'PUT' | 'PATCH' | 'DELETE', path: string, body?: unknown]> = [
    [404, 'PATCH', 'Nonsense', { A: 1 }], [404, 'PUT', 'Nonsense/A', { value: 1 }], [404, 'PUT', 'Deep/Nowhere/A', { value: 1 }], [404, 'DELETE', 'Nonsense/A'],
    [400, 'PATCH', 'Extra', { A: 1 }], [400, 'PUT', 'Extra/A', { value: 1 }], [400, 'PATCH', 'List', { A: 1 }], [400, 'PUT', 'Place/coordinates', { value: [1] }],
    [400, 'PUT', 'Deep/Inner', 'x'], [400, 'PATCH', 'Deep', '[1]'], [404, 'PATCH', 'Address/Nonsense', { A: 1 }]
  ]
  for (const [status, method, path, body] of refused) t.equal(await write(method, path, body), status, `${method} ${path}`)
  t.equal(await write('PATCH', 'Deep', { A: 1 }, { 'if-match': 'W/"0"' }), 412)
  t.same(json(await call('GET', "/odata/Customers('1')")), before, 'what is refused changes nothing')
  await call('PUT', "/odata/Customers('2')", { body: { Number: '2', Name: 'B' } })
  t.equal((await call('PUT', "/odata/Customers('2')/Address/Plan/Rooms", { body: { value: 1 } })).statusCode, 404, 'nor is a complex value made')
  await call('POST', '/odata/Customers', { body: { '@odata.type': '#Shop.Company', Number: 'c', Name: 'C', Employees: 5 } })
  t.equal((await call('PUT', "/odata/Customers('c')/Employees/A", { body: { value: 1 } })).statusCode, 501, 'what a derived type declares is none of it')
}, SHOP)

onBothDatabases('6.3 what a closed type, a null and a cast have no dynamic property of', async (t, { call }) => {
  await call('POST', '/odata/Customers', { body: { '@odata.type': '#Shop.Company', Number: 'c', Name: 'C', Employees: 5, Extra: 1 } })
  await call('POST', '/odata/Stocks', { body: { Place: 'P', Row: 1 } })
  const statuses: Readonly<Record<string, number>> = {
    "Stocks(Place='P',Row=1)/Extra": 404,
    "Customers('c')/Address/Extra": 404,
    "Customers('c')/Address/City/Extra": 404,
    "Customers('c')/Extra('x')": 404,
    "Customers('c')/Name/Extra": 404,
    "Customers('c')/Employees": 501,
    "Customers('c')/Shop.Company/Employees": 200,
    "Customers('c')/Shop.Company/Extra": 200,
    "Customers('c')/Extra/$count": 404,
    "Customers('c')/Extra/0": 404,
    "Customers('c')/Extra/0/A": 404,
    "Customers('c')/Nothing/$count": 404,
    "Customers('c')/Extra/Shop.Address": 404,
    "Customers('c')/Extra?$filter=true": 400,
    "Customers('c')/Extra?$select=A": 400
  }
  for (const [path, status] of Object.entries(statuses)) t.equal((await call('GET', `/odata/${path}`)).statusCode, status, path)
  t.equal((await call('PUT', "/odata/Customers('c')/Shop.Company/Extra", { body: { value: 2 } })).statusCode, 204)
  t.match(json(await call('GET', "/odata/Customers('c')")), { Extra: 2, Employees: 5 })
  const other = await call('PATCH', "/odata/Customers('c')", { body: { Employees: 7 } })
  t.match([other.statusCode, other.body], [400, /is a property of Shop\.Company/], 'nor is what its own type declares')
  t.equal((await call('PUT', '/odata/Owner/Extra', { body: { value: 2 } })).statusCode, 404)
  t.equal((await call('PUT', "/odata/Customers('c')/Address/Extra", { body: { value: 2 } })).statusCode, 400, 'no value is made of a dynamic property alone where it must have others')
}, SHOP)

onBothDatabases('3.3 a property that is declared as any value, by its own path', async (t, { call }) => {
  const set = '/odata/Works'
  const created = await call('POST', set, { body: { Id: 1, Simple: 5, Free: { A: { B: 'x' } } } })
  t.equal(created.statusCode, 201, created.body)
  const read = async (path: string): Promise<unknown> => shown(await call('GET', `${set}(1)/${path}`))
  t.same(await read('Simple'), [200, { value: 5 }])
  t.same(await read('Free'), [200, { A: { B: 'x' } }])
  t.same(await read('Free/A/B'), [200, { value: 'x' }])
  t.equal(await read('Free/None'), 204)
  t.equal((await call('GET', `${set}(1)/Simple/$value`)).body, '5')
  t.equal((await call('GET', `${set}(1)/Free/$value`)).statusCode, 404)
  t.equal((await call('PUT', `${set}(1)/Free`, { body: { value: [1, 'a'] } })).statusCode, 204)
  t.same(await read('Free'), [200, { value: [1, 'a'] }])
  t.equal((await call('PUT', `${set}(1)/Free`, { body: { C: 1 } })).statusCode, 204)
  t.same(await read('Free'), [200, { C: 1 }])
  t.equal((await call('PUT', `${set}(1)/Simple`, { body: { C: 1 } })).statusCode, 400, 'a complex value is not primitive')
  t.equal((await call('PUT', `${set}(1)/Simple/$value`, { body: 'text', headers: TEXT })).statusCode, 204)
  t.same(await read('Simple'), [200, { value: 'text' }])
  t.equal((await call('DELETE', `${set}(1)/Free`)).statusCode, 204)
  t.equal(await read('Free'), 204)
  t.equal((await call('PUT', `${set}(1)/Free/C`, { body: { value: 1 } })).statusCode, 404)
  t.equal((await call('PUT', `${set}(1)/Simple/C`, { body: { value: 1 } })).statusCode, 400)
  await call('PUT', `${set}(1)/Free`, { body: '{"A":{"B":null,"C":12345678901234567890},"D":"d"}' })
  t.equal((await call('PUT', `${set}(1)/Free/A/E`, { body: { value: [1] } })).statusCode, 204)
  t.equal((await call('PATCH', `${set}(1)/Free`, { body: { D: null, F: 1 } })).statusCode, 204)
  t.match((await call('GET', `${set}(1)/Free`)).body, '"A":{"B":null,"C":12345678901234567890,"E":[1]},"F":1}', 'to the last digit')
  t.match(json(await call('GET', `${set}(1)`)), { Simple: 'text' })
}, { model: 'test/models/abstract.csdl.xml' })
