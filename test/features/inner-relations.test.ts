/** Navigation properties of complex values, on both databases. */
import type { Test } from 'tap'
import { json, onBothDatabases } from '../support/service.js'
import type { Call } from '../support/service.js'

const PLACES = { model: 'test/models/places.csdl.xml' }

type Send = (status: number, method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', url: string, body?: unknown) => Promise<Record<string, unknown>>

const sender = (t: Test, call: Call): Send => async (status, method, url, body) => {
  const response = await call(method, `/odata/${url}`, body === undefined ? {} : { body })
  t.equal(response.statusCode, status, `${method} ${url} ${response.body}`)
  return response.statusCode === 204 || response.body.startsWith('{') === false ? {} : json(response)
}

const ref = (url: string): object => ({ '@odata.id': url })

/** Countries 1 to 3, a town, and shops: in country 1; with everything; in a post box. */
async function fill (send: Send): Promise<void> {
  for (const Id of [1, 2]) await send(201, 'POST', 'Countries', { Id, Name: `c${Id}` })
  await send(201, 'POST', 'Towns', { Id: 1, Name: 'town' })
  await send(201, 'POST', 'Shops', { Id: 1, Address: { Street: 'a', 'Country@odata.bind': 'Countries(1)' } })
  await send(201, 'POST', 'Shops', {
    Id: 2,
    Address: {
      Street: 'b', Country: { Id: 3, Name: 'c3' }, Suppliers: [{ '@id': 'Shops(1)' }, { Id: 9 }], Region: { Label: 'r', 'Capital@odata.bind': 'Towns(1)' }
    }
  })
  await send(201, 'POST', 'Shops', { Id: 3, Address: { '@odata.type': '#P.PostBox', Number: 4, 'Keeper@odata.bind': 'Shops(1)' } })
}

onBothDatabases('OData-URL 5.1.3: $expand of what a complex value leads to', async (t, { call }) => {
  const send = sender(t, call)
  await fill(send)
  const select = '$filter=Id lt 4&$select=Id&$expand=Address/Country($select=Name),Address/Suppliers($select=Id;$orderby=Id desc;$count=true),Address/Region/Capital($select=Id),Address/P.PostBox/Keeper/$ref'
  const chosen = await send(200, 'GET', `Shops?${select}`)
  t.equal(chosen['@odata.context'], 'http://localhost:80/odata/$metadata#Shops(Id,Address/Country(Name),Address/Suppliers(Id),Address/Region/Capital(Id),Address/P.PostBox/Keeper/$ref)')
  t.match(chosen['value'], [
    { Id: 1, Address: { Country: { Name: 'c1' }, Suppliers: [], Region: null } },
    { Id: 2, Address: { Country: { Name: 'c3' }, 'Suppliers@odata.count': 2, Suppliers: [{ Id: 9 }, { Id: 1 }], Region: { Capital: { Id: 1 } } } },
    { Id: 3, Address: { '@odata.type': '#P.PostBox', Country: null, Suppliers: [], Keeper: { '@odata.id': 'http://localhost:80/odata/Shops(1)' } } }
  ])
  t.notMatch(chosen, { value: [{ Address: { Street: 'a' } }] }, 'nothing else of the value')
  t.match(await send(200, 'GET', 'Shops(2)?$select=Address/Street&$expand=Address/Country'), { Address: { Street: 'b', Country: { Id: 3 } } })
  t.match(await send(200, 'GET', 'Shops(9)?$expand=Address/Country'), { Address: null })
  t.match(await send(200, 'GET', 'Shops(2)?$expand=Address/Country,Address/Suppliers/$count'), { Address: { Street: 'b', Region: { Label: 'r' }, Country: { Id: 3 }, 'Suppliers@odata.count': 2 } })
  const value = await send(200, 'GET', 'Shops(2)/Address?$expand=Country($expand=Shops($select=Id)),Suppliers/$ref&$select=Street')
  t.match(value, { '@odata.context': 'http://localhost:80/odata/$metadata#Shops(2)/Address(Street,Country(Shops(Id)),Suppliers/$ref)', Street: 'b', Country: { Shops: [{ Id: 2 }] } })
  t.match(value['Suppliers'], [ref('http://localhost:80/odata/Shops(1)'), ref('http://localhost:80/odata/Shops(9)')])
  await send(400, 'GET', 'Shops?$expand=Address/Nothing')
  await send(400, 'GET', 'Shops?$expand=Address/Country($top=1)')
}, PLACES)

onBothDatabases('OData-URL 4.6: a value inside of a value is addressed, with what it leads to', async (t, { call }) => {
  const send = sender(t, call)
  await fill(send)
  await send(201, 'POST', 'Towns', { Id: 2, Name: 'other' })
  const region = 'Shops(2)/Address/Region'
  const capital = async (): Promise<unknown> => (await send(200, 'GET', `${region}?$expand=Capital($select=Id)`))['Capital']
  t.match(await send(200, 'GET', `${region}/Capital`), { Id: 1, Name: 'town' })
  t.match(await capital(), { Id: 1 })
  await send(204, 'PATCH', region, { Label: 'x' })
  t.match(await capital(), { Id: 1 }, 'what is not sent stays')
  await send(204, 'PATCH', region, { 'Capital@odata.bind': 'Towns(2)' })
  t.match(await send(200, 'GET', `${region}?$expand=Capital`), { Label: 'x', Capital: { Id: 2 } })
  await send(204, 'PUT', `${region}/Capital/$ref`, ref('Towns(1)'))
  t.match(await send(200, 'GET', `${region}/Capital/$ref`), ref('http://localhost:80/odata/Towns(1)'))
  await send(204, 'PUT', region, { Label: 'y' })
  t.match(await send(200, 'GET', `${region}?$expand=Capital`), { Label: 'y', Capital: { Id: 1 } }, 'relations that are not sent stay')
  await send(204, 'DELETE', region)
  await send(204, 'PATCH', region, { Label: 'z' })
  t.equal(await capital(), null, 'and one that was null, to nothing')
  t.match(await send(200, 'GET', 'Shops(2)?$expand=Address/Country'), { Address: { Street: 'b', Country: { Id: 3 } } }, 'beside it everything stays')
}, PLACES)

onBothDatabases('Protocol 11.2.6.7: what a complex value leads to has pages', async (t, { call }) => {
  const send = sender(t, call)
  await fill(send)
  for (const first of [await send(200, 'GET', 'Shops(2)?$expand=Address/Suppliers'), (await send(200, 'GET', 'Shops?$expand=Address/Suppliers&$filter=Id eq 2') as { value: Array<Record<string, unknown>> }).value[0]]) {
    const { 'Suppliers@odata.nextLink': next } = first?.['Address'] as Record<string, string>
    t.match(next, '/odata/Shops(2)/Address/Suppliers?')
    t.match(await send(200, 'GET', next?.replace('http://localhost:80/odata/', '') ?? ''), { value: [{ Id: 9 }] })
  }
}, { ...PLACES, pageSize: 1 })

onBothDatabases('OData-URL 4.8: paths and references through a complex value', async (t, { call }) => {
  const send = sender(t, call)
  await fill(send)
  t.match(await send(200, 'GET', 'Shops(2)/Address/Country'), { '@odata.context': 'http://localhost:80/odata/$metadata#Countries/$entity', Id: 3 })
  t.match(await send(200, 'GET', 'Shops(2)/Address/Suppliers?$orderby=Id desc'), { value: [{ Id: 9 }, { Id: 1 }] })
  t.match(await send(200, 'GET', 'Shops(2)/Address/Suppliers(1)/Address/Country'), { Id: 1 })
  t.match(await send(200, 'GET', 'Shops(3)/Address/P.PostBox/Keeper'), { Id: 1 })
  await send(204, 'GET', 'Shops(3)/Address/Country')
  await send(204, 'GET', 'Shops(9)/Address/Country')
  t.match(await send(200, 'GET', 'Shops(2)/Address/Country/$ref'), ref('http://localhost:80/odata/Countries(3)'))
  t.equal((await call('GET', '/odata/Shops(2)/Address/Suppliers/$count')).body, '2')
  await send(204, 'PUT', 'Shops(1)/Address/Country/$ref', ref('Countries(2)'))
  await send(204, 'POST', 'Shops(1)/Address/Suppliers/$ref', ref('Shops(2)'))
  t.match(await send(201, 'POST', 'Shops(1)/Address/Suppliers', { Id: 11 }), { Id: 11 })
  await send(204, 'DELETE', 'Shops(1)/Address/Suppliers(2)/$ref')
  t.match(await send(200, 'GET', 'Shops(1)?$expand=Address/Country,Address/Suppliers'), { Address: { Country: { Id: 2 }, Suppliers: [{ Id: 11 }] } })
  await send(204, 'DELETE', 'Shops(1)/Address/Country/$ref')
  await send(204, 'GET', 'Shops(1)/Address/Country')
  await send(400, 'PUT', 'Shops(1)/Address/Country/$ref', ref('Shops(2)'))
}, PLACES)

onBothDatabases('OData-URL 5.1.1.15: filters and orders through a complex value', async (t, { call }) => {
  const send = sender(t, call)
  await fill(send)
  const filters: ReadonlyArray<readonly [string, readonly number[]]> = [
    ["$filter=Address/Country/Name eq 'c3'", [2]],
    ['$filter=Address/Country eq null', [3, 9]],
    ['$filter=Address/Suppliers/any(s:s/Id eq 9)', [2]],
    ["$filter=Address/Region/Capital/Name eq 'town'", [2]],
    ['$filter=Address/P.PostBox/Keeper/Id eq 1', [3]],
    ['$filter=Address/Suppliers/$count gt 0', [2]],
    ['$orderby=Address/Country/Id desc,Id', [2, 1, 3, 9]]
  ]
  for (const [query, ids] of filters) {
    const { value } = await send(200, 'GET', `Shops?$select=Id&${query.startsWith('$order') ? query : `${query}&$orderby=Id`}`) as { value: Array<{ Id: number }> }
    t.same(value.map(({ Id }) => Id), ids, query)
  }
  t.match(await send(200, 'GET', 'Countries?$filter=Shops/any(s:s/Id eq 1)'), { value: [{ Id: 1 }] })
  t.match(await send(200, 'GET', 'Countries(3)?$expand=Shops($select=Id)'), { Shops: [{ Id: 2 }] })
  t.match(await send(200, 'GET', 'Shops?$apply=groupby((Address/Country/Name),aggregate($count as n))'), { value: [{ n: 2 }, { Address: { Country: { Name: 'c1' } }, n: 1 }, { n: 1 }] })
}, PLACES)

onBothDatabases('Protocol 11.4.3: what a complex value leads to is changed with it', async (t, { call }) => {
  const send = sender(t, call)
  await fill(send)
  const shown = 'Shops(2)?$expand=Address/Country,Address/Suppliers($orderby=Id),Address/Region/Capital'
  await send(200, 'PATCH', 'Shops(2)', { Address: { 'Country@odata.bind': 'Countries(1)', 'Suppliers@delta': [{ '@removed': {}, '@id': 'Shops(9)' }, { '@id': 'Shops(3)' }] } })
  t.match(await send(200, 'GET', shown), { Address: { Street: 'b', Country: { Id: 1 }, Suppliers: [{ Id: 1 }, { Id: 3 }], Region: { Capital: { Id: 1 } } } })
  await send(204, 'PATCH', 'Shops(2)/Address', { Street: 'c', Country: { '@id': 'Countries(2)', Name: 'new' } })
  t.match(await send(200, 'GET', shown), { Address: { Street: 'c', Country: { Id: 2, Name: 'new' }, Suppliers: [{ Id: 1 }, { Id: 3 }] } })
  await send(204, 'PUT', 'Shops(2)/Address', { Street: 'd', Region: { Label: 's' } })
  t.match(await send(200, 'GET', shown), { Address: { Street: 'd', Country: { Id: 2 }, Region: { Label: 's', Capital: { Id: 1 } } } }, 'relations that are not sent stay')
  t.match(await send(200, 'GET', 'Countries(2)/Shops'), { value: [{ Id: 2 }] })
  for (const [target, method, url, body] of [
    ['Address', 'PATCH', 'Shops(2)', { Address: null }], ['Address', 'PUT', 'Shops(2)', {}], ['Address', 'DELETE', 'Shops(2)/Address', undefined]
  ] as const) {
    await send(200, 'PATCH', 'Shops(2)', { Address: { 'Country@odata.bind': 'Countries(1)' } })
    await send(method === 'DELETE' ? 204 : 200, method, url, body)
    t.match(await send(200, 'GET', 'Countries(1)/Shops'), { value: [{ Id: 1 }] }, `${method} ${url}: ${target} is null`)
    await send(200, 'PATCH', 'Shops(2)', { Address: { Street: 'again' } })
    t.match(await send(200, 'GET', shown), { Address: { Country: null, Suppliers: [] } })
  }
  const before = (await call('GET', '/odata/Shops?$expand=Address/Country,Address/Suppliers')).body
  for (const Address of [{ 'Country@odata.bind': 'Shops(1)' }, { 'Country@odata.bind': 'Countries(77)' }, { Country: { Id: 'x' } }, { 'Keeper@odata.bind': 'Shops(1)' }, { Suppliers: [{ Id: 20 }, { '@id': 'Shops(78)' }] }]) {
    await send(400, 'PATCH', 'Shops(2)', { Address })
    await send(400, 'POST', 'Shops', { Id: 50, Address })
  }
  await send(400, 'PATCH', 'Shops(2)', { 'Address/Country@odata.bind': 'Countries(1)' })
  t.equal((await call('GET', '/odata/Shops?$expand=Address/Country,Address/Suppliers')).body, before)
}, PLACES)

onBothDatabases('CSDL 8.6: OnDelete of a complex value, and what is deleted is related to nothing', async (t, { call }) => {
  const send = sender(t, call)
  await fill(send)
  t.match(await send(409, 'DELETE', 'Shops(2)'), { error: { message: /'Address\/Region\/Capital'/ } })
  await send(200, 'PATCH', 'Shops(2)', { Address: { Region: null } })
  await send(204, 'DELETE', 'Shops(2)')
  t.match(await send(200, 'GET', 'Countries(3)?$expand=Shops'), { Shops: [] })
  await send(204, 'DELETE', 'Countries(1)')
  t.match(await send(200, 'GET', 'Shops(1)?$expand=Address/Country'), { Address: { Street: 'a', Country: null } })
}, PLACES)

onBothDatabases('state documents keep what complex values lead to, and generated data have it', async (t, { call }) => {
  const send = sender(t, call)
  await fill(send)
  const all = 'Shops?$expand=Address/Country,Address/Suppliers,Address/Region/Capital,Address/P.PostBox/Keeper&$orderby=Id'
  const withoutTags = async (): Promise<string> => (await call('GET', `/odata/${all}`)).body.replaceAll(/"@odata.etag":"[^,]*",/g, '')
  const before = await withoutTags()
  const state = (await call('GET', '/__admin/tenants/default/state')).body
  t.match(state, '"Address/Suppliers@odata.bind":["Shops(1)","Shops(9)"]')
  t.equal((await call('PUT', '/__admin/tenants/default/state', { body: JSON.parse(state) as unknown })).statusCode, 200)
  t.equal(await withoutTags(), before)
  await call('POST', '/__admin/tenants/default/generate', { body: { count: 20 } })
  const { value } = await send(200, 'GET', 'Shops?$filter=Address/Country ne null&$top=1') as { value: unknown[] }
  t.equal(value.length, 1)
}, PLACES)
