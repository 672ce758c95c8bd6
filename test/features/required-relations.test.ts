/** Navigation properties that are not nullable (OData CSDL 4.01, section 8.2): no entity is without what they lead to. */
import type { Test } from 'tap'
import { json, onBothDatabases } from '../support/service.js'
import type { Call } from '../support/service.js'

const HARBOURS = { model: 'test/models/harbours.csdl.xml' }

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
type Send = (status: number, method: Method, url: string, body?: unknown, says?: RegExp) => Promise<void>

const sender = (t: Test, call: Call): Send => async (status, method, url, body, says = /./) => {
  const response = await call(method, `/odata/${url}`, body === undefined ? {} : { body })
  t.equal(response.statusCode, status, `${method} ${url} ${response.body}`)
  if (status >= 400) t.match(json(response)['error'], { message: says })
}

/** The two harbours and two people that ships can be related to. */
async function begin (send: Send): Promise<void> {
  for (const Id of [1, 2]) {
    await send(201, 'POST', 'People', { Id })
    await send(201, 'POST', 'Harbours', { Id })
  }
}

const bound = (url: string): object => ({ 'Home@odata.bind': url })

onBothDatabases('11.4.2.1 a new entity is refused without what it must be related to', async (t, { call }) => {
  const send = sender(t, call)
  await begin(send)
  const says = /'Home' cannot be null: a Ship must be related by it/
  await send(400, 'POST', 'Ships', { Id: 1 }, says)
  await send(400, 'PUT', 'Ships(1)', { Name: 'a' }, says)
  await send(400, 'PATCH', 'Ships(1)', { Name: 'a' }, says)
  await send(400, 'POST', 'Ships', { Id: 1, Home: null }, /'Home' cannot be null/)
  await send(404, 'GET', 'Ships(1)')
  await send(201, 'POST', 'Ships', { Id: 1, ...bound('Harbours(1)') })
  await send(201, 'POST', 'Ships', { Id: 2, Home: { Id: 3 } })
  await send(201, 'POST', 'Harbours(1)/Ships', { Id: 3 })
  await send(201, 'POST', 'Harbours', { Id: 4, Ships: [{ Id: 4 }] })
  await send(201, 'PUT', 'Ships(5)', { Name: 'a', ...bound('Harbours(1)') })
  await send(201, 'PATCH', 'Ships(6)', { Name: 'a', ...bound('Harbours(1)') })
  await send(200, 'PUT', 'Ships(5)', { Name: 'b' })
  await send(200, 'GET', 'Ships(5)/Home')
  t.match(json(await call('GET', '/odata/Ships/$count')), 6)
}, HARBOURS)

onBothDatabases('8.2 of a derived type, of what is contained, and in a batch of changes', async (t, { call }) => {
  const send = sender(t, call)
  await begin(send)
  const ferry = { '@odata.type': '#Sea.Ferry', Id: 1, ...bound('Harbours(1)') }
  await send(400, 'POST', 'Ships', ferry, /'Captain' cannot be null: a Ferry must/)
  await send(201, 'POST', 'Ships', { ...ferry, 'Captain@odata.bind': 'People(1)' })
  await send(400, 'POST', 'Ships(1)/Voyages', { Id: 1 }, /'Pilot' cannot be null: a Voyage must/)
  await send(201, 'POST', 'Ships(1)/Voyages', { Id: 1, 'Pilot@odata.bind': 'People(1)' })
  await send(400, 'POST', 'Ships', { Id: 2, ...bound('Harbours(1)'), Voyages: [{ Id: 1 }] }, /'Pilot' cannot be null/)
  await send(201, 'POST', 'Ships', { Id: 2, ...bound('Harbours(1)'), Voyages: [{ Id: 1, Pilot: { Id: 3 } }] })
  await send(400, 'PATCH', 'Ships(2)', { 'Voyages@odata.delta': [{ Id: 2 }] }, /'Pilot' cannot be null/)
  await send(200, 'GET', 'Ships(2)/Voyages(1)/Pilot')
}, HARBOURS)

onBothDatabases('11.4.6 no request takes away what an entity must be related to, from either side', async (t, { call }) => {
  const send = sender(t, call)
  await begin(send)
  for (const Id of [1, 2]) await send(201, 'POST', 'Ships', { Id, ...bound('Harbours(1)') })
  const says = /'Home' cannot be null/
  await send(405, 'DELETE', 'Ships(1)/Home/$ref')
  await send(400, 'PATCH', 'Ships(1)', { 'Home@odata.bind': null }, says)
  await send(400, 'PATCH', 'Ships(1)', { Home: null }, says)
  await send(400, 'DELETE', 'Harbours(1)/Ships/$ref?$id=Ships(1)', undefined, says)
  await send(400, 'PUT', 'Harbours(1)/Ships/$ref', { value: [{ '@odata.id': 'Ships(2)' }] }, says)
  await send(400, 'PATCH', 'Harbours(1)', { Ships: [] }, says)
  await send(400, 'PATCH', 'Harbours(1)', { 'Ships@odata.delta': [{ '@odata.removed': { reason: 'changed' }, '@odata.id': 'Ships(1)' }] }, says)
  await send(409, 'DELETE', 'Harbours(1)', undefined, /as long as 'Home' of a Ship leads to it/)
  await send(204, 'PUT', 'Ships(1)/Home/$ref', { '@odata.id': 'Harbours(2)' })
  await send(204, 'POST', 'Harbours(2)/Ships/$ref', { '@odata.id': 'Ships(2)' })
  await send(200, 'PATCH', 'Harbours(2)', { 'Ships@odata.delta': [{ '@odata.removed': { reason: 'deleted' }, '@odata.id': 'Ships(1)' }] })
  await send(204, 'DELETE', 'Harbours(1)')
  await send(204, 'DELETE', 'Ships(2)')
  await send(204, 'DELETE', 'Harbours(2)')
}, HARBOURS)

onBothDatabases('8.5 with a referential constraint it is the dependent property that says whether there must be one', async (t, { call }) => {
  const send = sender(t, call)
  await begin(send)
  await send(201, 'POST', 'Ships', { Id: 1, ...bound('Harbours(1)') })
  await send(204, 'GET', 'Ships(1)/Owner')
  await send(200, 'PATCH', 'Ships(1)', { OwnerId: 1 })
  await send(200, 'PATCH', 'Ships(1)', { OwnerId: null })
}, HARBOURS)

onBothDatabases('a state may be older than the model: it is taken without, and its entities are changed as others', async (t, { app, call }) => {
  const send = sender(t, call)
  const state = { Ships: [{ Id: 1 }], Harbours: [{ Id: 1 }], People: [{ Id: 1 }] }
  const loaded = await app.inject({ method: 'PUT', url: '/__admin/tenants/default/state', payload: state, headers: { 'content-type': 'application/json' } })
  t.equal(loaded.statusCode, 200, loaded.body)
  await send(200, 'PATCH', 'Ships(1)', { Name: 'a' })
  await send(201, 'POST', 'Ships(1)/Voyages', { Id: 1, 'Pilot@odata.bind': 'People(1)' })
  await send(200, 'PATCH', 'Ships(1)', bound('Harbours(1)'))
  await send(409, 'DELETE', 'Harbours(1)')
}, HARBOURS)
