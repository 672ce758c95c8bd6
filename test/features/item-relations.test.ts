/** Navigation properties of complex values in collections, on both databases. */
import type { Test } from 'tap'
import { json, onBothDatabases } from '../support/service.js'
import type { Call } from '../support/service.js'

const JOURNEYS = { model: 'test/models/journeys.csdl.xml' }

type Send = (status: number, method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', url: string, body?: unknown) => Promise<Record<string, unknown>>

const sender = (t: Test, call: Call): Send => async (status, method, url, body) => {
  const response = await call(method, url.startsWith('/') ? url : `/odata/${url}`, body === undefined ? {} : { body })
  t.equal(response.statusCode, status, `${method} ${url} ${response.body}`)
  return response.body.startsWith('{') ? json(response) : {}
}

/** Cities 1 to 3, and a journey with three stops, each of which leads elsewhere. */
async function fill (send: Send): Promise<void> {
  for (const Id of [1, 2, 3]) await send(201, 'POST', 'Cities', { Id, Name: `c${Id}` })
  await send(200, 'PATCH', 'Cities(2)', { 'Twin@odata.bind': 'Cities(3)' })
  await send(201, 'POST', 'Journeys', {
    Id: 1,
    Stops: [
      { Night: 1, 'City@odata.bind': 'Cities(1)', Inn: { Rooms: 4, 'Owner@odata.bind': 'Cities(3)' } },
      { Night: 2, City: { '@id': 'Cities(2)' }, 'Sights@odata.bind': ['Cities(3)', 'Cities(1)'], Detours: [{ Rooms: 1 }, { Rooms: 2, 'Owner@odata.bind': 'Cities(2)' }] },
      { '@odata.type': '#J.Harbour', Night: 3, 'Island@odata.bind': 'Cities(3)' }
    ],
    Return: { Label: 'home', Legs: [{ Night: 9, 'City@odata.bind': 'Cities(2)' }] }
  })
}

const EVERYTHING = '$expand=Stops/City($select=Name;$expand=Twin($select=Id)),Stops/Sights($select=Id;$orderby=Id;$count=true),Stops/Inn/Owner/$ref,Stops/Detours/Owner($select=Id),Stops/J.Harbour/Island($select=Id),Return/Legs/City($select=Id)'

onBothDatabases('OData-URL 5.1.3: $expand of what values in a collection lead to', async (t, { call }) => {
  const send = sender(t, call)
  await fill(send)
  const expected = {
    Stops: [
      { Night: 1, City: { Name: 'c1', Twin: null }, 'Sights@odata.count': 0, Sights: [], Inn: { Rooms: 4, Owner: { '@odata.id': 'http://localhost:80/odata/Cities(3)' } }, Detours: [] },
      { Night: 2, City: { Name: 'c2', Twin: { Id: 3 } }, 'Sights@odata.count': 2, Sights: [{ Id: 1 }, { Id: 3 }], Inn: null, Detours: [{ Rooms: 1, Owner: null }, { Rooms: 2, Owner: { Id: 2 } }] },
      { '@odata.type': '#J.Harbour', Night: 3, City: null, Sights: [], Island: { Id: 3 } }
    ],
    Return: { Label: 'home', Legs: [{ Night: 9, City: { Id: 2 } }] }
  }
  t.match(await send(200, 'GET', `Journeys(1)?${EVERYTHING}`), expected)
  t.match(await send(200, 'GET', `Journeys?${EVERYTHING}`), { value: [expected] })
  const context = (await send(200, 'GET', 'Journeys?$select=Id&$expand=Stops/City($select=Id)')) as { value: object[] }
  t.match(context, { '@odata.context': 'http://localhost:80/odata/$metadata#Journeys(Id,Stops/City(Id))' })
  t.notMatch(context, { value: [{ Stops: [{ Night: 1 }] }] }, 'nothing else of the values')
  t.match(await send(200, 'GET', 'Journeys(1)?$select=Stops($filter=Night gt 1;$orderby=Night desc)&$expand=Stops/City($select=Id)'), {
    Stops: [{ Night: 3, City: null }, { Night: 2, City: { Id: 2 } }]
  })
  t.match(await send(200, 'GET', 'Journeys?$expand=Stops/Sights/$count'), { value: [{ Stops: [{ 'Sights@odata.count': 0 }, { 'Sights@odata.count': 2 }, { 'Sights@odata.count': 0 }] }] })
  const totalled = await call('GET', '/odata/Journeys?$apply=concat(identity,aggregate($count%20as%20n))')
  t.match(json(totalled), {
    value: [{ Id: 1, Stops: [{ Night: 1, Inn: { Rooms: 4 } }, { Night: 2, Detours: [{ Rooms: 1 }, {}] }, {}] }, { n: 1 }]
  })
  t.notMatch(totalled.body, /@item|City/)
  t.notMatch((await call('GET', '/odata/Journeys')).body, /@item|City/, 'what tells the values apart is not shown')
  const values = await send(200, 'GET', 'Journeys(1)/Stops?$expand=City($select=Id),J.Harbour/Island($select=Name)&$select=Night&$top=2&$orderby=Night desc')
  t.match(values, {
    '@odata.context': 'http://localhost:80/odata/$metadata#Journeys(1)/Stops(Night,City(Id),J.Harbour/Island(Name))',
    value: [{ Night: 3, City: null, Island: { Name: 'c3' } }, { Night: 2, City: { Id: 2 } }]
  })
  t.match(await send(200, 'GET', 'Journeys(1)/Return/Legs?$expand=City($select=Id)'), { value: [{ Night: 9, City: { Id: 2 } }] })
  t.match(await send(200, 'GET', 'Journeys(1)/Return?$expand=Legs/City($select=Id)'), { Legs: [{ Night: 9, City: { Id: 2 } }] })
  t.match(await send(200, 'GET', 'Journeys(1)/Stops/1?$expand=City($select=Id),Sights/$ref'), { Night: 2, City: { Id: 2 }, Sights: [{}, {}] })
  await send(400, 'GET', 'Journeys?$expand=Stops/City($top=1)')
  await send(400, 'GET', 'Journeys?$expand=Stops/Nothing')
}, JOURNEYS)

onBothDatabases('Protocol 11.2.6.7: what a value in a collection leads to comes whole, and has pages inside', async (t, { call }) => {
  const send = sender(t, call)
  await fill(send)
  await send(200, 'PATCH', 'Cities(2)', { 'Near@odata.bind': ['Cities(1)', 'Cities(3)'] })
  const first = await send(200, 'GET', 'Journeys(1)?$select=Id&$expand=Stops/Sights($select=Id),Stops/City($select=Id;$expand=Near($select=Id))')
  t.match(first, { Stops: [{ Sights: [] }, { Sights: [{ Id: 1 }, { Id: 3 }], City: { Id: 2, Near: [{ Id: 1 }] } }, {}] })
  const next = (first as unknown as { Stops: ReadonlyArray<{ City: Record<string, string> }> }).Stops[1]?.City['Near@odata.nextLink'] ?? ''
  t.match(next, /odata\/Cities\(2\)\/Near\?/)
  t.match(await send(200, 'GET', next.replace(/^.*\/odata\//, '')), { value: [{ Id: 3 }] })
}, { ...JOURNEYS, pageSize: 1 })

onBothDatabases('OData-URL 5.1.1.13: expressions lead on from values in a collection', async (t, { call }) => {
  const send = sender(t, call)
  await fill(send)
  await send(201, 'POST', 'Journeys', { Id: 2, Stops: [{ Night: 1, 'City@odata.bind': 'Cities(3)' }] })
  const ids = async (filter: string): Promise<readonly number[]> =>
    (await send(200, 'GET', `Journeys?$filter=${encodeURIComponent(filter)}`) as unknown as { value: ReadonlyArray<{ Id: number }> }).value.map(({ Id }) => Id)
  t.same(await ids("Stops/any(s:s/City/Name eq 'c2')"), [1])
  t.same(await ids("Stops/any(s:s/City/Twin/Name eq 'c3')"), [1])
  t.same(await ids('Stops/all(s:s/City ne null)'), [2])
  t.same(await ids('Stops/any(s:s/Sights/any(c:c/Id eq 3 and s/Night eq 2))'), [1])
  t.same(await ids('Stops/any(s:s/Sights/any(c:c/Id eq 3 and s/Night eq 1))'), [])
  t.same(await ids('Stops/any(s:s/Sights/$count eq 2)'), [1])
  t.same(await ids('Stops/any(s:s/Inn/Owner/Id eq 3)'), [1])
  t.same(await ids('Stops/any(s:s/Detours/any(d:d/Owner/Id eq 2))'), [1])
  t.same(await ids('Stops/any(s:s/J.Harbour/Island/Id eq 3)'), [1])
  t.same(await ids('Return/Legs/any(l:l/City/Id eq 2)'), [1])
  t.same(await ids('Stops/$count($filter=City/Id gt 1) eq 1'), [1, 2])
  const nights = async (query: string): Promise<unknown> => (await send(200, 'GET', `Journeys(1)/Stops?${query}`) as unknown as { value: ReadonlyArray<{ Night: number }> }).value.map(({ Night }) => Night)
  t.same(await nights('$filter=City/Id eq 2'), [2])
  t.same(await nights('$orderby=City/Id desc'), [2, 1, 3])
  t.same(await nights('$filter=Sights/any(c:c/Id eq 1)&$select=Night'), [2])
  t.match(await send(200, 'GET', 'Journeys(1)?$select=Stops($filter=City/Id eq 1)'), { Stops: [{ Night: 1 }] })
  t.match(await send(200, 'GET', 'Journeys(1)?$select=Return/Legs($filter=City/Id eq 1)'), { Return: { Legs: [] } })
}, JOURNEYS)

onBothDatabases('CSDL 9: values of a collection are compared by what they have, whatever they lead to', async (t, { call }) => {
  const send = sender(t, call)
  await fill(send)
  await send(201, 'POST', 'Journeys', { Id: 2, Return: { Label: 'x', Legs: [] }, Stops: [{ Night: 1, Inn: null }] })
  await send(200, 'PATCH', 'Journeys(2)', { Stops: [{ Night: 1, 'City@odata.bind': 'Cities(3)' }] })
  const filter = encodeURIComponent('Stops/any(s:s eq {"Night":1,"Inn":null,"Detours":[]})')
  t.match(await send(200, 'GET', `Journeys?$filter=${filter}`), { value: [{ Id: 2 }] })
}, JOURNEYS)

onBothDatabases('Protocol 11.4.3: a collection that is replaced is related to what its values say', async (t, { call }) => {
  const send = sender(t, call)
  await fill(send)
  const cities = async (): Promise<unknown> =>
    (await send(200, 'GET', 'Journeys(1)?$expand=Stops/City($select=Id)') as unknown as { Stops: ReadonlyArray<{ City: { Id: number } | null }> }).Stops.map(({ City }) => City?.Id ?? null)
  await send(200, 'PATCH', 'Journeys(1)', { Return: { Label: 'changed' } })
  t.same(await cities(), [1, 2, null], 'what is not sent stays')
  t.match(await send(200, 'GET', 'Journeys(1)?$expand=Return/Legs/City'), { Return: { Label: 'changed', Legs: [{ City: { Id: 2 } }] } })
  await send(204, 'PUT', 'Journeys(1)/Stops', { value: [{ Night: 5, 'City@odata.bind': 'Cities(3)' }, { Night: 6 }] })
  t.same(await cities(), [3, null])
  await send(200, 'PATCH', 'Journeys(1)', { Stops: [{ Night: 7 }] })
  t.same(await cities(), [null], 'no relation is left over')
  await send(200, 'PUT', 'Journeys(1)', { Stops: [{ Night: 8, 'City@odata.bind': 'Cities(1)' }] })
  t.same(await cities(), [1])
  await send(204, 'PUT', 'Journeys(1)/Return', { Label: 'x', Legs: [{ 'City@odata.bind': 'Cities(2)' }, { 'City@odata.bind': 'Cities(1)' }] })
  await send(204, 'PATCH', 'Journeys(1)/Return', { Legs: [{ 'City@odata.bind': 'Cities(3)' }] })
  await send(204, 'PUT', 'Journeys(1)/Return/Legs', { value: [{ 'City@odata.bind': 'Cities(2)' }, {}] })
  t.match(await send(200, 'GET', 'Journeys(1)/Return/Legs?$expand=City'), { value: [{ City: { Id: 2 } }, { City: null }] })
  await send(201, 'POST', 'Journeys', { Id: 2 })
  await send(204, 'PATCH', 'Journeys/$each', { Stops: [{ Night: 8, 'City@odata.bind': 'Cities(1)' }, { 'City@odata.bind': 'Cities(2)' }] })
  t.match(await send(200, 'GET', 'Journeys?$expand=Stops/City'), { value: [{ Stops: [{ City: { Id: 1 } }, { City: { Id: 2 } }] }, { Stops: [{ City: { Id: 1 } }, { City: { Id: 2 } }] }] })
  await send(200, 'PATCH', 'Journeys(1)', { Stops: [{ Night: 8, 'City@odata.bind': 'Cities(1)' }] })
  await send(204, 'DELETE', 'Cities(1)')
  t.same(await cities(), [null], 'what is deleted is related to nothing')
  await send(204, 'DELETE', 'Journeys(1)')
}, JOURNEYS)

onBothDatabases('Protocol 11.4.2.2 and 11.4.3.1: entities inside of values in a collection are created, and changed', async (t, { call }) => {
  const send = sender(t, call)
  await fill(send)
  const created = await send(201, 'POST', 'Journeys', {
    Id: 2,
    Stops: [
      { Night: 1, City: { Id: 7, Name: 'c7', Twin: { Id: 8, Near: [{ Id: 9, Name: 'c9' }] } } },
      { Sights: [{ Id: 10 }, { '@id': 'Cities(1)' }, { Id: 11 }], Inn: { Owner: { Id: 12 } }, Detours: [{ Owner: { Id: 13 } }] },
      { '@odata.type': '#J.Harbour', Island: { Id: 14 } }
    ],
    Return: { Legs: [{ City: { Id: 15 } }] }
  })
  t.match(created, {
    Stops: [
      { Night: 1, City: { Id: 7, Name: 'c7', Twin: { Id: 8, Near: [{ Id: 9, Name: 'c9' }] } } },
      { Sights: [{ Id: 1 }, { Id: 10 }, { Id: 11 }], Inn: { Owner: { Id: 12 } }, Detours: [{ Owner: { Id: 13 } }] },
      { Island: { Id: 14 } }
    ],
    Return: { Legs: [{ City: { Id: 15 } }] }
  })
  t.match(await send(200, 'GET', 'Cities?$filter=Id gt 3&$select=Id'), { value: [7, 8, 9, 10, 11, 12, 13, 14, 15].map(Id => ({ Id })) })
  await send(409, 'POST', 'Journeys', { Id: 3, Stops: [{ City: { Id: 20 } }, { City: { Id: 7 } }] })
  await send(404, 'GET', 'Cities(20)')
  t.match(await send(200, 'PATCH', 'Journeys(2)', { Stops: [{ Night: 5, City: { Id: 7, Name: 'new' } }, { City: { Id: 21, Name: 'c21' } }, { City: { '@id': 'Cities(1)', Name: 'one' } }] }), { Id: 2 })
  t.match(await send(200, 'GET', 'Journeys(2)?$expand=Stops/City'), { Stops: [{ City: { Id: 7, Name: 'new' } }, { City: { Id: 21, Name: 'c21' } }, { City: { Id: 1, Name: 'one' } }] })
  await send(204, 'PUT', 'Journeys(2)/Return/Legs', { value: [{ City: { Id: 22 } }, { City: { Id: 22, Name: 'twice' } }] })
  t.match(await send(200, 'GET', 'Journeys(2)/Return/Legs?$expand=City'), { value: [{ City: { Id: 22, Name: 'twice' } }, { City: { Id: 22 } }] })
}, JOURNEYS)

onBothDatabases('Protocol 11.4.2.1: what values in a collection cannot be related to', async (t, { call }) => {
  const send = sender(t, call)
  await fill(send)
  await send(400, 'POST', 'Journeys', { Id: 2, Stops: [{ Night: 1 }, { 'City@odata.bind': 'Cities(9)' }] })
  await send(404, 'GET', 'Journeys(2)')
  await send(400, 'POST', 'Journeys', { Id: 2, Stops: [{ 'City@odata.bind': 'Journeys(1)' }] })
  await send(400, 'POST', 'Journeys', { Id: 2, Stops: [{ City: { Id: 7, Nothing: 1 } }] })
  await send(400, 'PATCH', 'Journeys(1)', { Stops: [{ 'Sights@delta': [{ Id: 1, '@removed': {} }] }] })
  await send(400, 'PATCH', 'Journeys(1)', { Stops: [{ Sights: [{ Id: 2, '@removed': { reason: 'deleted' } }] }] })
  t.match(await send(200, 'GET', 'Journeys(1)?$expand=Stops/City'), { Stops: [{ City: { Id: 1 } }, { City: { Id: 2 } }, {}] })
  t.match(await send(501, 'POST', 'Journeys', { Id: 2, Stops: [{ Notes: [{ Id: 7 }] }] }), { error: { message: /'Notes'/ } })
  t.match(await send(501, 'GET', 'Journeys?$filter=Stops/any(s:s/Notes/any())'), { error: { message: /'Notes'/ } })
  t.match(await send(501, 'GET', 'Journeys?$expand=Stops/Notes'), { error: { message: /Stops\/Notes/ } })
}, JOURNEYS)

onBothDatabases('a state document says in each value of a collection what it leads to', async (t, { call }) => {
  const send = sender(t, call)
  await fill(send)
  const before = await send(200, 'GET', `Journeys?${EVERYTHING}`)
  const state = await send(200, 'GET', '/__admin/tenants/default/state')
  t.match(state, { Journeys: [{ Stops: [{ Night: 1, 'City@odata.bind': 'Cities(1)', Inn: { 'Owner@odata.bind': 'Cities(3)' } }, { 'Sights@odata.bind': ['Cities(1)', 'Cities(3)'], Detours: [{}, { 'Owner@odata.bind': 'Cities(2)' }] }, { 'Island@odata.bind': 'Cities(3)' }] }] })
  t.notMatch(JSON.stringify(state), /@item/)
  await send(204, 'DELETE', 'Journeys(1)')
  await send(200, 'PUT', '/__admin/tenants/default/state', state)
  const after = await send(200, 'GET', `Journeys?${EVERYTHING}`)
  const plain = (answer: unknown): unknown => JSON.parse(JSON.stringify(answer).replace(/"@odata.etag":"[^,]*",/g, ''))
  t.same(plain(after), plain(before))
  t.same(await send(200, 'GET', '/__admin/tenants/default/state'), state)
}, JOURNEYS)
