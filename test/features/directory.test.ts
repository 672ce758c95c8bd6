/** What a model of Graph's own has: objects of one base type in several entity sets, and a photo of each user. */
import { json, onBothDatabases } from '../support/service.js'

const DIRECTORY = { model: 'test/models/directory.csdl.xml', root: '/v1.0' }

onBothDatabases('an object is found below the entity set of its base type, wherever it is', async (t, { call }) => {
  const ann = String(json(await call('POST', '/v1.0/users', { body: { displayName: 'ann' } }))['id'])
  const team = String(json(await call('POST', '/v1.0/groups', { body: { mail: 'a@b' } }))['id'])
  t.match(json(await call('GET', `/v1.0/directoryObjects/${ann}`)), { '@odata.type': '#microsoft.graph.user', id: ann, displayName: 'ann' })
  t.match(json(await call('GET', `/v1.0/directoryObjects('${team}')`)), { '@odata.type': '#microsoft.graph.group', mail: 'a@b' })
  t.match(json(await call('GET', `/v1.0/directoryObjects/${ann}/microsoft.graph.user`)), { displayName: 'ann' })
  t.equal((await call('GET', `/v1.0/directoryObjects/${ann}/microsoft.graph.group`)).statusCode, 404)
  t.equal((await call('GET', '/v1.0/directoryObjects/nobody')).statusCode, 404)
  t.equal((await call('GET', `/v1.0/users/${team}`)).statusCode, 404, 'a set of a derived type has its own alone')
  const added = await call('POST', `/v1.0/groups/${team}/members/$ref`, { body: { '@odata.id': `https://x/v1.0/directoryObjects/${ann}` }, headers: { host: 'x' } })
  t.equal(added.statusCode, 204, added.body)
  t.match(json(await call('GET', `/v1.0/groups/${team}/members`)), { value: [{ id: ann }] })
  t.match(json(await call('PATCH', `/v1.0/directoryObjects/${ann}`, { body: { '@odata.type': '#microsoft.graph.user', displayName: 'Ann' } })), { displayName: 'Ann' })
  t.match(json(await call('GET', `/v1.0/users/${ann}`)), { displayName: 'Ann' })
  t.equal((await call('DELETE', `/v1.0/directoryObjects/${ann}`)).statusCode, 204)
  t.equal((await call('GET', `/v1.0/users/${ann}`)).statusCode, 404)
}, DIRECTORY)

onBothDatabases('of objects with one key, in several sets, the one that was created first is found below the set of their base type', async (t, { call }) => {
  for (const [first, second] of [['users', 'groups'], ['groups', 'users']]) {
    const id = String(json(await call('POST', `/v1.0/${first ?? ''}`, { body: {} }))['id'])
    t.equal((await call('POST', `/v1.0/${second ?? ''}`, { body: { id } })).statusCode, 201)
    t.match(json(await call('GET', `/v1.0/directoryObjects/${id}`)), { '@odata.type': first === 'users' ? '#microsoft.graph.user' : '#microsoft.graph.group' })
    t.equal((await call('DELETE', `/v1.0/directoryObjects/${id}`)).statusCode, 204)
    t.equal((await call('GET', `/v1.0/${first ?? ''}/${id}`)).statusCode, 404)
    t.equal((await call('GET', `/v1.0/${second ?? ''}/${id}`)).statusCode, 200)
  }
}, DIRECTORY)

onBothDatabases('a photo is set at its stream, and is there with its media type', async (t, { call }) => {
  const ann = String(json(await call('POST', '/v1.0/users', { body: { displayName: 'ann' } }))['id'])
  const url = `/v1.0/users/${ann}/photo`
  t.equal((await call('GET', `${url}/$value`)).statusCode, 404)
  t.equal((await call('PUT', `${url}/$value`, { body: 'jpeg', headers: { 'content-type': 'image/jpeg' } })).statusCode, 204)
  t.match(json(await call('GET', url)), { '@odata.mediaContentType': 'image/jpeg', id: /^[0-9a-f-]{36}$/, height: null })
  t.match(await call('GET', `${url}/$value`), { statusCode: 200, body: 'jpeg', headers: { 'content-type': 'image/jpeg' } })
  t.equal((await call('DELETE', `${url}/$value`)).statusCode, 204)
  t.equal((await call('GET', url)).statusCode, 204, 'there is none')
}, DIRECTORY)

onBothDatabases('JSON creates a message of its properties, and other bytes one of its stream', async (t, { call }) => {
  const ann = String(json(await call('POST', '/v1.0/users', { body: { displayName: 'ann' } }))['id'])
  const url = `/v1.0/users/${ann}/messages`
  const message = json(await call('POST', url, { body: { subject: 'hello' } }))
  t.match(message, { subject: 'hello', '@odata.mediaReadLink': /\/\$value$/ })
  t.notOk('@odata.mediaContentType' in message, 'no stream yet')
  t.match(json(await call('POST', url, { body: 'MIME-Version: 1.0', headers: { 'content-type': 'text/plain' } })), { subject: null, '@odata.mediaContentType': 'text/plain' })
  const long = 'x'.repeat(200_000)
  t.match(json(await call('POST', url, { body: { subject: long } }))['subject'], long, 'however long')
  t.equal((await call('POST', url, { body: { bogus: 1 } })).statusCode, 400)
}, DIRECTORY)
