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

onBothDatabases('OData-URL 4.15 and 5.1.1.14.5: an entity set of a base type has the objects of the sets it stands for, as a list, in $crossjoin and after $root', async (t, { call }) => {
  const names = async (url: string): Promise<unknown> => (json(await call('GET', `/v1.0/${url}`))['value'] as ReadonlyArray<Record<string, unknown>>)
  const ann = String(json(await call('POST', '/v1.0/users', { body: { id: 'a', displayName: 'ann' } }))['id'])
  await call('POST', '/v1.0/users', { body: { id: 'b', displayName: 'bob', 'manager@odata.bind': `directoryObjects('${ann}')` } })
  await call('POST', '/v1.0/groups', { body: { id: 'g', mail: 'g@x', 'members@odata.bind': [`directoryObjects('${ann}')`] } })
  const own = await call('POST', '/v1.0/directoryObjects', { body: { id: 'd' } })
  t.equal(own.statusCode, 201, own.body)
  t.match(await names('directoryObjects?$select=id'), [{ id: 'a' }, { id: 'b' }, { id: 'g' }, { id: 'd' }])
  const eventual = { headers: { consistencylevel: 'eventual' } }
  t.same((await call('GET', '/v1.0/directoryObjects/$count', eventual)).body, '4')
  t.match(await names('directoryObjects/microsoft.graph.user?$filter=displayName gt \'b\''), [{ id: 'b' }])
  t.match(await names('directoryObjects?$apply=filter(id ne \'b\')/aggregate($count as n)'), [{ n: 3 }])
  const first = json(await call('GET', '/v1.0/directoryObjects?$select=id&$orderby=id desc', { headers: { prefer: 'odata.maxpagesize=3' } }))
  t.match(first, { value: [{ id: 'g' }, { id: 'd' }, { id: 'b' }] })
  t.match(json(await call('GET', String(first['@odata.nextLink']).replace(/^http:\/\/[^/]*/, ''))), { value: [{ id: 'a' }] })
  t.match(await names('$crossjoin(directoryObjects,groups)?$filter=directoryObjects/id lt \'d\''), [
    { 'directoryObjects@odata.navigationLink': /directoryObjects\('a'\)$/, 'groups@odata.navigationLink': /groups\('g'\)$/ },
    { 'directoryObjects@odata.navigationLink': /directoryObjects\('b'\)$/ }
  ])
  t.same(json(await call('GET', '/v1.0/$crossjoin(directoryObjects,users)?$count=true&$top=0'))['@odata.count'], 8)
  t.match(await names('$crossjoin(users,directoryObjects)?$expand=directoryObjects($select=id)&$top=4&$filter=users/id eq \'a\''),
    ['a', 'b', 'g', 'd'].map(id => ({ directoryObjects: { id } })))
  t.match(await names('$crossjoin(directoryObjects,groups)?$apply=groupby((groups/id),aggregate(directoryObjects/$count as n))'), [{ groups: { id: 'g' }, n: 4 }])
  t.match(await names('users?$filter=$root/directoryObjects/$count eq 4 and $root/directoryObjects(\'g\')/microsoft.graph.group/mail eq \'g@x\'&$select=id'), [{ id: 'a' }, { id: 'b' }])
  t.match(await names('users?$filter=$root/directoryObjects/any(o:o/id gt id and isof(o,microsoft.graph.user))&$select=id'), [{ id: 'a' }])
  t.match(await names('groups?$filter=$root/directoryObjects/microsoft.graph.user/any(u:u/manager/id eq \'a\')'), [{ id: 'g' }])
}, DIRECTORY)

onBothDatabases('Protocol 11.4.13: each object of a set that stands for others is changed and deleted where it is', async (t, { call }) => {
  await call('POST', '/v1.0/users', { body: { id: 'a' } })
  await call('POST', '/v1.0/groups', { body: { id: 'g', mail: 'g@x' } })
  await call('POST', '/v1.0/directoryObjects', { body: { id: 'd' } })
  const changed = await call('PATCH', "/v1.0/directoryObjects/$filter(id ne 'a')/$each", { body: { deletedDateTime: '2026-01-01T00:00:00Z' }, headers: { prefer: 'return=representation' } })
  t.match(json(changed), { value: [{ id: 'g', mail: 'g@x', deletedDateTime: '2026-01-01T00:00:00Z' }, { id: 'd' }] })
  t.equal((await call('DELETE', "/v1.0/directoryObjects/$filter(id ne 'd')/$each")).statusCode, 204)
  t.match(json(await call('GET', '/v1.0/directoryObjects')), { value: [{ id: 'd' }] })
  t.match(json(await call('GET', '/v1.0/groups')), { value: [] })
}, DIRECTORY)

onBothDatabases('of objects with one key, in several sets, the one that was created first is found below the set of their base type', async (t, { call }) => {
  for (const [first, second] of [['users', 'groups'], ['groups', 'users']]) {
    const id = String(json(await call('POST', `/v1.0/${first ?? ''}`, { body: {} }))['id'])
    t.equal((await call('POST', `/v1.0/${second ?? ''}`, { body: { id } })).statusCode, 201)
    t.match(json(await call('GET', `/v1.0/directoryObjects/${id}`)), { '@odata.type': first === 'users' ? '#microsoft.graph.user' : '#microsoft.graph.group' })
    const same = await call('GET', `/v1.0/directoryObjects?$filter=$root/directoryObjects('${id}')/id eq id and isof($root/directoryObjects('${id}'),microsoft.graph.${first === 'users' ? 'user' : 'group'})`)
    t.equal((json(same)['value'] as readonly unknown[]).length, 2)
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
