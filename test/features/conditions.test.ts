/** What entities have to fulfil (vocabulary Validation, `Constraint` and `ItemsOf`), held against what is stored when a write is done. */
import type { Test } from 'tap'
import { json, onBothDatabases } from '../support/service.js'
import type { Call } from '../support/service.js'

const BOOKINGS = { model: 'test/models/conditions.csdl.xml' }

type Send = (status: number, method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', url: string, body?: unknown) => Promise<Record<string, unknown>>

const sender = (t: Test, call: Call): Send => async (status, method, url, body) => {
  const response = await call(method, `/odata/${url}`, body === undefined ? {} : { body })
  t.equal(response.statusCode, status, `${method} ${url} ${JSON.stringify(body)} ${response.body}`)
  return response.statusCode === 204 ? {} : json(response)
}

async function fill (send: Send): Promise<void> {
  await send(201, 'POST', 'Rooms', { Id: 1 })
  await send(201, 'POST', 'Rooms', { Id: 2, Seats: 2 })
  for (const Name of ['ann', 'bob', 'cid']) await send(201, 'POST', 'People', { Name })
  await send(201, 'POST', 'Bookings', { Id: 1, Guests: 3, Title: 'talk', Period: { From: '2026-01-01', To: '2026-01-02' }, 'Room@odata.bind': 'Rooms(1)' })
}

onBothDatabases('Validation.Constraint: of a property, a complex value, an entity and a derived one', async (t, { call }) => {
  const send = sender(t, call)
  await fill(send)
  const before = (await call('GET', '/odata/Bookings')).body
  const seats = { error: { code: 'ModelValidationFailure', message: "The room has not so many seats. (Validation.Constraint of 'Bookings.Booking/Guests')", target: 'Guests' } }
  t.match(await send(400, 'PATCH', 'Bookings(1)', { Guests: 5 }), seats)
  t.match(await send(400, 'PUT', 'Bookings(1)/Guests', { value: 5 }), seats)
  t.match(await send(400, 'PATCH', 'Bookings(1)', { 'Room@odata.bind': 'Rooms(2)' }), seats)
  t.match(await send(400, 'PUT', 'Bookings(1)/Room/$ref', { '@odata.id': 'Rooms(2)' }), seats)
  t.match(await send(400, 'POST', 'Rooms(2)/Bookings/$ref', { '@odata.id': 'Bookings(1)' }), seats, 'from the other side')
  t.match(await send(400, 'POST', 'Rooms(1)/Bookings', { Id: 2, Title: 'x' }), seats, 'null fulfils nothing')
  t.match(await send(400, 'POST', 'Rooms', { Id: 3, Seats: 1, Bookings: [{ Id: 2, Guests: 2, Title: 'x' }] }), seats, 'inside of another one')
  const period = { error: { message: "A period ends after it begins. (Validation.Constraint of 'Bookings.Booking/Period')", target: 'Period' } }
  t.match(await send(400, 'PATCH', 'Bookings(1)', { Period: { To: '2025-12-31' } }), period, 'with what is stored')
  t.match(await send(400, 'PUT', 'Bookings(1)/Period', { From: '2026-01-01' }), period)
  t.match(await send(400, 'PATCH', 'Bookings(1)', { Title: "no, it's off" }), { error: { message: "The entity does not meet a condition of the model. (Validation.Constraint of 'Bookings.Booking')" } })
  await send(400, 'POST', 'Bookings', { '@odata.type': '#Bookings.Party', Id: 2, Title: 'p', Guests: 3, Budget: 30 })
  t.equal((await call('GET', '/odata/Bookings')).body, before, 'nothing has changed')
  await send(404, 'GET', 'Rooms(3)')
  await send(201, 'POST', 'Bookings', { '@odata.type': '#Bookings.Party', Id: 2, Title: 'p', Guests: 3, Budget: 31 })
  await send(200, 'PATCH', 'Bookings(1)', { Guests: 2, 'Room@odata.bind': 'Rooms(2)', Period: null })
  await send(200, 'PATCH', 'Bookings(1)', { Guests: 100, Room: null })
  t.match(json(await call('PATCH', '/odata/Bookings/$each', { body: { Guests: 4 } })), { error: { message: /'Bookings.Party'/ } })
}, BOOKINGS)

onBothDatabases('Validation.Constraint of a complex type holds for each value of a collection', async (t, { call }) => {
  const send = sender(t, call)
  await fill(send)
  const [good, bad] = [{ From: '2026-01-01', To: '2026-01-02' }, { From: '2026-01-02', To: '2026-01-01' }]
  const refused = { error: { message: "A period ends after it begins. (Validation.Constraint of 'Bookings.Booking/Breaks')", target: 'Breaks' } }
  t.match(await send(400, 'PATCH', 'Bookings(1)', { Breaks: [good, bad] }), refused)
  t.match(await send(400, 'PUT', 'Bookings(1)/Breaks', { value: [{ From: '2026-01-01' }] }), refused)
  await send(200, 'PATCH', 'Bookings(1)', { Breaks: [good, good] })
  await send(200, 'PATCH', 'Bookings(1)', { Breaks: [] })
}, BOOKINGS)

onBothDatabases('Validation.MinItems and MaxItems: of what navigation properties lead to, contained or not', async (t, { call }) => {
  const send = sender(t, call)
  await fill(send)
  const refused = (name: string, words: string): object => ({ error: { message: new RegExp(`'${name}' leads to ${words} entities\\. \\(Validation\\.M..Items of 'Bookings\\.Team/${name}'\\)`), target: name } })
  const [few, many] = ['fewer than 1', 'more than 2']
  const people = (...names: string[]): string[] => names.map(name => `People('${name}')`)
  const team = { Id: 1, 'Members@odata.bind': people('ann'), Desks: [{ Id: 1 }] }
  t.match(await send(400, 'POST', 'Teams', { Id: 1, Desks: [{ Id: 1 }] }), refused('Members', few))
  t.match(await send(400, 'POST', 'Teams', { ...team, Desks: [] }), refused('Desks', few))
  t.match(await send(400, 'POST', 'Teams', { ...team, Desks: [{ Id: 1 }, { Id: 2 }, { Id: 3 }] }), refused('Desks', many))
  await send(404, 'GET', 'Teams(1)')
  await send(201, 'POST', 'Teams', team)
  t.match(await send(400, 'DELETE', 'Teams(1)/Desks(1)'), refused('Desks', few))
  t.match(await send(400, 'DELETE', 'Teams(1)/Desks/$each'), refused('Desks', few))
  await send(201, 'POST', 'Teams(1)/Desks', { Id: 2 })
  t.match(await send(400, 'POST', 'Teams(1)/Desks', { Id: 3 }), refused('Desks', many))
  t.match(await send(400, 'PUT', 'Teams(1)/Desks(3)', {}), refused('Desks', many))
  t.match(await send(400, 'PATCH', 'Teams(1)', { Desks: [] }), refused('Desks', few))
  await send(204, 'DELETE', 'Teams(1)/Desks(1)')
  t.match(await send(400, 'DELETE', "Teams(1)/Members('ann')/$ref"), refused('Members', few))
  t.match(await send(400, 'PATCH', 'Teams(1)', { 'Members@odata.bind': people('bob', 'cid') }), refused('Members', many))
  await send(204, 'POST', 'Teams(1)/Members/$ref', { '@odata.id': "People('bob')" })
  await send(204, 'PUT', 'Teams(1)/Members/$ref', { value: people('cid').map(id => ({ '@odata.id': id })) })
  await send(204, 'DELETE', 'Teams(1)')
}, BOOKINGS)

onBothDatabases('Validation.ItemsOf: what is related by one property is related by another one', async (t, { call }) => {
  const send = sender(t, call)
  await fill(send)
  const host = { error: { message: "What 'Host' leads to must be among what 'People' leads to. (Validation.ItemsOf of 'Bookings.Booking/Host')", target: 'Host' } }
  t.match(await send(400, 'PATCH', 'Bookings(1)', { 'Host@odata.bind': "People('ann')" }), host)
  t.match(await send(400, 'PUT', 'Bookings(1)/Host/$ref', { '@odata.id': "People('ann')" }), host)
  await send(200, 'PATCH', 'Bookings(1)', { 'Host@odata.bind': "People('ann')", 'People@odata.bind': ["People('ann')", "People('bob')"] })
  await send(204, 'POST', 'Bookings(1)/Speakers/$ref', { '@odata.id': "People('bob')" })
  t.match(await send(400, 'POST', 'Bookings(1)/Speakers/$ref', { '@odata.id': "People('cid')" }), { error: { target: 'Speakers' } })
  t.match(await send(400, 'DELETE', "Bookings(1)/People('ann')/$ref"), host)
  await send(204, 'DELETE', 'Bookings(1)/Host/$ref')
  await send(204, 'DELETE', "Bookings(1)/People('ann')/$ref")
}, BOOKINGS)

onBothDatabases('Validation.Constraint: a condition that no filter could be is a 501 of every write, and states are taken as they are', async (t, { call }) => {
  const send = sender(t, call)
  await fill(send)
  t.match(await send(501, 'POST', 'Riddles', { Id: 1 }), { error: { message: /^Writing 'Riddle', whose Validation\.Constraint of 'Bookings\.Riddle' .*fillUriTemplate/ } })
  await send(200, 'GET', 'Riddles')
  const state = { Rooms: [], People: [], Riddles: [{ Id: 1 }], Bookings: [{ Id: 1, Title: "it's off" }] }
  t.equal((await call('PUT', '/__admin/tenants/default/state', { body: state })).statusCode, 200)
  await send(400, 'PATCH', 'Bookings(1)', { Guests: 1 })
  await send(200, 'PATCH', 'Bookings(1)', { Title: 'on' })
}, BOOKINGS)

onBothDatabases('Capabilities.DefaultCapabilities: what the container says of everything that says nothing itself', async (t, { call }) => {
  const send = sender(t, call)
  t.match(await send(501, 'GET', 'Rooms?$search=x'), { error: { message: /Capabilities\.SearchRestrictions/ } })
  await send(200, 'GET', 'Riddles?$search=x')
}, BOOKINGS)
