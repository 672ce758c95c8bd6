/** Entities inside of complex values, on both databases. */
import type { Test } from 'tap'
import { json, onBothDatabases } from '../support/service.js'
import type { Call } from '../support/service.js'

const PLACES = { model: 'test/models/places.csdl.xml' }

type Send = (status: number, method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', url: string, body?: unknown) => Promise<Record<string, unknown>>

const sender = (t: Test, call: Call): Send => async (status, method, url, body) => {
  const response = await call(method, `/odata/${url}`, body === undefined ? {} : { body })
  t.equal(response.statusCode, status, `${method} ${url} ${response.body}`)
  return response.body.startsWith('{') ? json(response) : {}
}

const ROOT = 'http://localhost:80/odata'

/** A shop with photos, a cover and a print; one with a photo; one in a post box; one without an address. */
async function fill (send: Send): Promise<void> {
  await send(201, 'POST', 'Shops', {
    Id: 1, Address: { Street: 'a', Photos: [{ Id: 1, Title: 'x', Prints: [{ Id: 10 }] }, { Id: 2, Title: 'y' }], Cover: { Id: 7, Title: 'c' } }
  })
  await send(201, 'POST', 'Shops', { Id: 2, Address: { Photos: [{ Id: 1, Title: 'z' }] } })
  await send(201, 'POST', 'Shops', { Id: 3, Address: { '@odata.type': '#P.PostBox', Slots: [{ Id: 1 }] } })
  await send(201, 'POST', 'Shops', { Id: 4 })
}

onBothDatabases('Protocol 11.4.2.2: a create has entities inside of a complex value', async (t, { call }) => {
  const send = sender(t, call)
  t.match(await send(201, 'POST', 'Shops', { Id: 1, Address: { Street: 'a', Photos: [{ Id: 1, Prints: [{ Id: 10 }] }], Cover: { Id: 7 } } }), {
    '@odata.context': `${ROOT}/$metadata#Shops(Address/Photos(Prints()),Address/Cover())/$entity`,
    Id: 1,
    Address: { Street: 'a', Photos: [{ Id: 1, Prints: [{ Id: 10 }] }], Cover: { Id: 7 } }
  })
  await send(409, 'POST', 'Shops', { Id: 2, Address: { Photos: [{ Id: 1 }, { Id: 1 }] } })
  await send(400, 'POST', 'Shops', { Id: 2, Address: { Photos: [{ Id: 1, Nothing: 1 }] } })
  await send(400, 'POST', 'Shops', { Id: 2, Address: { 'Photos@odata.bind': ['Shops(1)/Address/Photos(1)'] } })
  await send(400, 'POST', 'Shops', { Id: 2, 'Address/Photos': [{ Id: 1 }] })
  t.match(await send(501, 'POST', 'Shops', { Id: 2, Branches: [{ Photos: [{ Id: 1 }] }] }), { error: { message: /^Storing entities inside of a complex value in a collection/ } })
  t.match(await send(200, 'GET', 'Shops'), { value: [{ Id: 1 }] })
}, PLACES)

onBothDatabases('OData-URL 4.3: paths lead through a complex value to what it contains', async (t, { call }) => {
  const send = sender(t, call)
  await fill(send)
  t.match(await send(200, 'GET', 'Shops(1)/Address/Photos?$orderby=Id desc&$select=Id'), { '@odata.context': `${ROOT}/$metadata#Shops(1)/Address/Photos(Id)`, value: [{ Id: 2 }, { Id: 1 }] })
  t.match(await send(200, 'GET', 'Shops(1)/Address/Photos(1)'), { '@odata.context': `${ROOT}/$metadata#Shops(1)/Address/Photos/$entity`, Title: 'x' })
  t.match(await send(200, 'GET', 'Shops(1)/Address/Photos(1)/Prints(10)'), { Id: 10 })
  t.match(await send(200, 'GET', 'Shops(1)/Address/Cover/Title'), { value: 'c' })
  t.match(await send(200, 'GET', 'Shops(3)/Address/P.PostBox/Slots'), { value: [{ Id: 1 }] })
  t.equal((await call('GET', '/odata/Shops(1)/Address/Photos/$count')).body, '2')
  t.match(await send(200, 'GET', 'Shops(1)/Address/Photos/$ref'), { value: [{ '@odata.id': `${ROOT}/Shops(1)/Address/Photos(1)` }, {}] })
  await send(404, 'GET', 'Shops(2)/Address/Photos(2)')
  await send(404, 'GET', 'Shops(9)/Address/Photos')
  await send(204, 'GET', 'Shops(2)/Address/Cover')
  await send(405, 'POST', 'Shops(1)/Address/Photos/$ref', { '@odata.id': 'Shops(2)/Address/Photos(1)' })
}, PLACES)

onBothDatabases('Protocol 11.4: what a complex value contains is created, changed and deleted by its own path', async (t, { call }) => {
  const send = sender(t, call)
  await fill(send)
  const created = await call('POST', '/odata/Shops(1)/Address/Photos', { body: { Title: 'new' } })
  t.match(created, { statusCode: 201, headers: { location: `${ROOT}/Shops(1)/Address/Photos(3)` } })
  await send(409, 'POST', 'Shops(1)/Address/Photos', { Id: 3 })
  t.match(await send(200, 'PATCH', 'Shops(1)/Address/Photos(3)', { Title: 'newer' }), { Id: 3, Title: 'newer' })
  await send(201, 'PUT', 'Shops(1)/Address/Photos(4)', { Title: 'put' })
  await send(204, 'DELETE', 'Shops(1)/Address/Photos(1)')
  await send(204, 'DELETE', 'Shops(1)/Address/Cover')
  t.match(await send(200, 'GET', 'Shops(1)/Address?$expand=Photos($select=Id),Cover'), { Photos: [{ Id: 2 }, { Id: 3 }, { Id: 4 }], Cover: null })
  t.match(await send(200, 'GET', 'Shops(2)?$expand=Address/Photos'), { Address: { Photos: [{ Id: 1, Title: 'z' }] } }, 'those of another entity stay')
  for (const [method, url, body] of [['POST', 'Photos', { Id: 1 }], ['PUT', 'Photos(1)', {}], ['PUT', 'Cover', { Id: 1 }], ['PUT', 'Country/$ref', { '@odata.id': 'Countries(1)' }]] as const) {
    if (url.startsWith('Country')) await send(201, 'POST', 'Countries', { Id: 1 })
    t.match(await send(404, method, `Shops(4)/Address/${url}`, body), { error: { message: "'Address' is null: create the value first." } })
  }
}, PLACES)

onBothDatabases('Protocol 11.4.3.1: what a complex value contains is changed with it', async (t, { call }) => {
  const send = sender(t, call)
  await fill(send)
  const shown = 'Shops(1)?$expand=Address/Photos($orderby=Id;$expand=Prints),Address/Cover'
  await send(200, 'PATCH', 'Shops(1)', { Address: { 'Photos@delta': [{ Id: 1, Title: 'q' }, { '@removed': {}, Id: 2 }, { Id: 5 }] } })
  t.match(await send(200, 'GET', shown), { Address: { Street: 'a', Photos: [{ Id: 1, Title: 'q', Prints: [{ Id: 10 }] }, { Id: 5 }], Cover: { Id: 7 } } })
  await send(204, 'PATCH', 'Shops(1)/Address', { Photos: [{ Id: 1 }], Cover: { Id: 8 } })
  t.match(await send(200, 'GET', shown), { Address: { Street: 'a', Photos: [{ Id: 1, Title: 'q' }], Cover: { Id: 8 } } })
  await send(204, 'PUT', 'Shops(1)/Address', { Street: 'b' })
  t.match(await send(200, 'GET', shown), { Address: { Street: 'b', Photos: [{ Id: 1, Title: 'q' }], Cover: { Id: 8 } } }, 'what is not sent stays')
  for (const [method, url, body] of [['PATCH', 'Shops(1)', { Address: null }], ['PUT', 'Shops(1)', {}], ['DELETE', 'Shops(1)/Address', undefined]] as const) {
    await send(200, 'PATCH', 'Shops(1)', { Address: { Street: 'c', Photos: [{ Id: 6, Prints: [{ Id: 1 }] }] } })
    await send(method === 'DELETE' ? 204 : 200, method, url, body)
    t.match(await send(200, 'GET', 'Shops(1)/Address/Photos'), { value: [] }, `${method} ${url}`)
    await send(200, 'PATCH', 'Shops(1)', { Address: { Street: 'again' } })
    t.match(await send(200, 'GET', shown), { Address: { Photos: [], Cover: null } }, 'a value that was null contains nothing')
  }
  t.match(await send(400, 'PATCH', 'Shops(3)', { Address: { '@odata.type': '#P.PostBox', Slots: [] } }), { error: { message: /DeleteRestrictions/ } })
  await send(405, 'DELETE', 'Shops(3)/Address/P.PostBox/Slots(1)')
  await send(204, 'DELETE', 'Shops(2)')
  await send(201, 'POST', 'Shops', { Id: 2, Address: {} })
  t.match(await send(200, 'GET', 'Shops(2)/Address/Photos'), { value: [] }, 'nothing outlives its entity')
}, PLACES)

onBothDatabases('OData-URL 5.1: $expand, filters and orders through a complex value to what it contains', async (t, { call }) => {
  const send = sender(t, call)
  await fill(send)
  t.match(await send(200, 'GET', 'Shops?$orderby=Id&$expand=Address/Photos($orderby=Id desc;$top=1;$count=true;$expand=Prints/$ref),Address/P.PostBox/Slots'), {
    value: [
      { Address: { 'Photos@odata.context': `${ROOT}/$metadata#Shops(1)/Address/Photos(Prints/$ref)`, 'Photos@odata.count': 2, Photos: [{ Id: 2, Prints: [] }] } },
      { Address: { Photos: [{ Id: 1 }] } }, { Address: { Photos: [], Slots: [{ Id: 1 }] } }, { Address: null }
    ]
  })
  for (const [query, ids] of [
    ["$filter=Address/Photos/any(p:p/Title eq 'x' and p/Prints/any(q:q/Id eq 10))", [1]],
    ["$filter=Address/Cover/Title eq 'c'", [1]],
    ['$filter=Address/Photos/$count ge 1', [1, 2]],
    ['$filter=Address/P.PostBox/Slots/any()', [3]],
    ['$orderby=Address/Cover/Id desc,Id', [1, 2, 3, 4]]
  ] as const) {
    const { value } = await send(200, 'GET', `Shops?$select=Id&${query.startsWith('$order') ? query : `${query}&$orderby=Id`}`) as { value: Array<{ Id: number }> }
    t.same(value.map(({ Id }) => Id), ids, query)
  }
  t.match(await send(501, 'GET', "Shops?$filter=Branches/any(b:b/Photos/any(p:p/Title eq 'x'))"), { error: { message: /values in a collection/ } })
}, PLACES)

onBothDatabases('state documents keep what complex values contain, and generated data have it', async (t, { call }) => {
  const send = sender(t, call)
  await fill(send)
  const all = 'Shops?$expand=Address/Photos($expand=Prints),Address/Cover,Address/P.PostBox/Slots&$orderby=Id'
  const withoutTags = async (): Promise<string> => (await call('GET', `/odata/${all}`)).body.replaceAll(/"@odata.etag":"[^,]*",/g, '')
  const before = await withoutTags()
  const state = (await call('GET', '/__admin/tenants/default/state')).body
  t.match(state, '"Address/Photos":[')
  t.equal((await call('PUT', '/__admin/tenants/default/state', { body: JSON.parse(state) as unknown })).statusCode, 200)
  t.equal(await withoutTags(), before)
  t.match(json(await call('POST', '/__admin/tenants/default/generate', { body: { count: 20 } })), { entities: { 'Shops/Address/Photos': 60, 'Shops/Address/Cover': 20 } })
  const { value } = await send(200, 'GET', 'Shops?$filter=Address/Photos/$count eq 3&$top=1') as { value: unknown[] }
  t.equal(value.length, 1)
}, PLACES)
