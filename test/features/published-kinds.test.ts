/** What models that real services publish have and the specification would not expect: each kind over a small model of its own. */
import { encodeOption } from '../support/check-ins.js'
import { json, onBothDatabases } from '../support/service.js'
import type { Call } from '../support/service.js'

const ALBUMS = { model: 'test/models/albums.csdl.xml' }

const statusOf = async (call: Call, method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, body?: unknown): Promise<number> =>
  (await call(method, `/odata/${url}`, body === undefined ? {} : { body })).statusCode

onBothDatabases('8.5 a constraint on the key of an entity, to translations of it: there need be none, and any that has the key is one', async (t, { call }) => {
  t.equal(await statusOf(call, 'POST', 'Albums', { Id: 1, Title: 'Blue' }), 201)
  t.equal(await statusOf(call, 'GET', 'Albums(1)/localized'), 204)
  t.equal(await statusOf(call, 'POST', 'Album_texts', { locale: 'de', Id: 1, Title: 'Blau' }), 201)
  t.match(json(await call('GET', '/odata/Albums(1)/localized')), { Title: 'Blau' })
  t.equal(await statusOf(call, 'POST', 'Album_texts', { locale: 'fr', Id: 2, Title: 'Rouge' }), 201)
  t.equal(await statusOf(call, 'POST', 'Albums', { Id: 2, Title: 'Red', texts: [{ locale: 'de', Id: 2, Title: 'Rot' }] }), 201)
  t.match(json(await call('GET', '/odata/Albums(2)?$expand=localized,texts')), { Id: 2, localized: { Title: 'Rouge' }, texts: [{ Title: 'Rot' }] })
  const state = await call('GET', '/__admin/tenants/default/state')
  t.equal((await call('PUT', '/__admin/tenants/copy/state', { body: state.body })).statusCode, 200)
  t.equal((await call('GET', '/__admin/tenants/copy/state')).body, state.body)
  t.equal(await statusOf(call, 'DELETE', "Album_texts(locale='de',Id=1)"), 204)
  t.match(json(await call('GET', '/odata/Albums(1)')), { Id: 1, Title: 'Blue' }, 'the key stays what it is')
  t.equal(await statusOf(call, 'DELETE', 'Albums(1)'), 204)
  t.equal(await statusOf(call, 'DELETE', 'Albums(2)'), 204)
}, ALBUMS)

onBothDatabases('8.5 a constraint that shares a part of the key: the other value alone says whether there is a relation', async (t, { call }) => {
  for (const Company of ['a', 'b']) t.equal(await statusOf(call, 'POST', 'Labels', { Company, Id: 1 }), 201)
  t.equal(await statusOf(call, 'POST', 'Singers', { Company: 'a', Id: 1 }), 201)
  t.equal(await statusOf(call, 'GET', "Singers(Company='a',Id=1)/Label"), 204)
  t.equal(await statusOf(call, 'POST', 'Singers', { Company: 'b', Id: 1, LabelId: 1 }), 201)
  t.match(json(await call('GET', "/odata/Singers(Company='b',Id=1)/Label")), { Company: 'b', Id: 1 })
  t.equal(await statusOf(call, 'POST', 'Singers', { Company: 'b', Id: 2, LabelId: 2 }), 400, 'there is no such label')
  t.equal(await statusOf(call, 'PATCH', "Singers(Company='b',Id=1)", { 'Label@odata.bind': null }), 200)
  t.match(json(await call('GET', "/odata/Singers(Company='b',Id=1)")), { Company: 'b', LabelId: null })
  t.equal(await statusOf(call, 'PATCH', "Singers(Company='b',Id=1)", { LabelId: 1 }), 200)
  t.equal(await statusOf(call, 'DELETE', "Labels(Company='b',Id=1)"), 204)
  t.match(json(await call('GET', "/odata/Singers(Company='b',Id=1)")), { Company: 'b', LabelId: null })
}, ALBUMS)

onBothDatabases('8.5 a constraint of a key to a value inside of another one relates the same way', async (t, { call }) => {
  t.equal(await statusOf(call, 'POST', 'Towns', { Code: 'x' }), 201)
  t.equal(await statusOf(call, 'GET', "Towns('x')/Hall"), 204)
  t.equal(await statusOf(call, 'POST', 'Halls', { Id: 1, At: { Code: 'x' } }), 201)
  t.match(json(await call('GET', "/odata/Towns('x')/Hall")), { Id: 1 })
  t.equal(await statusOf(call, 'DELETE', 'Halls(1)'), 204)
  t.match(json(await call('GET', "/odata/Towns('x')")), { Code: 'x' })
}, ALBUMS)

onBothDatabases('8.5 a constraint to what contains the entity: its values are those of that', async (t, { call }) => {
  t.equal(await statusOf(call, 'POST', 'Albums', { Id: 7, Reviews: [{ Id: 1 }, { Id: 2, AlbumId: 7 }] }), 201)
  t.equal(await statusOf(call, 'POST', 'Albums(7)/Reviews', { Id: 3, AlbumId: 9 }), 201)
  t.equal(await statusOf(call, 'PATCH', 'Albums(7)/Reviews(3)', { AlbumId: 8, Stars: 5 }), 200)
  t.match(json(await call('GET', '/odata/Albums(7)/Reviews')), { value: [1, 2, 3].map(Id => ({ Id, AlbumId: 7 })) })
  t.match(json(await call('GET', '/odata/Albums(7)/Reviews(3)?$expand=Album')), { Stars: 5, Album: { Id: 7 } })
  t.equal(await statusOf(call, 'POST', 'Reviews', { Id: 1, AlbumId: 7 }), 201, 'one that nothing contains has its own')
  t.match(json(await call('GET', '/odata/Reviews(1)')), { AlbumId: 7 })
}, ALBUMS)

onBothDatabases('a state names what is related in the order it came, whatever number it has inside', async (t, { call }) => {
  const texts = Array.from({ length: 12 }, (_item, index) => ({ locale: `l${index}`, Id: 1 }))
  t.equal(await statusOf(call, 'POST', 'Albums', { Id: 1, texts }), 201)
  const { Albums: albums } = json(await call('GET', '/__admin/tenants/default/state')) as { Albums: ReadonlyArray<Record<string, unknown>> }
  t.same(albums[0]?.['texts@odata.bind'], texts.map(({ locale }) => `Album_texts(locale='${locale}',Id=1)`))
}, ALBUMS)

onBothDatabases('generated keys of which a relation decides a part, or all, are there once each', async (t, { call }) => {
  const made = await call('POST', '/__admin/tenants/default/generate', { body: { count: 60, seed: 3 } })
  t.match(json(made), { entities: { Albums: 60, Tracks: 60, Covers: 60, Guests: 60, Towns: 60 } }, made.body)
  t.match((await call('GET', '/odata/Tracks/$count?$filter=Album/Id eq AlbumId')).body, /^\uFEFF?60$/)
  t.match((await call('GET', '/odata/Albums/$count?$filter=localized ne null')).body, /^\uFEFF?60$/, 'what has the key')
  const few = await call('POST', '/__admin/tenants/default/generate', { body: { counts: { Albums: 3, Covers: 4 } } })
  t.match([few.statusCode, few.body], [400, /No more keys were found for Covers/])
}, ALBUMS)

onBothDatabases('8.2 where two must be related to one another first, either can be created; who needs one of them is still refused', async (t, { call }) => {
  t.equal(await statusOf(call, 'POST', 'Bands', { Id: 1 }), 201)
  t.equal(await statusOf(call, 'POST', 'Members', { Id: 1, 'Band@odata.bind': 'Bands(1)' }), 201)
  t.equal(await statusOf(call, 'PATCH', 'Bands(1)', { 'Leader@odata.bind': 'Members(1)' }), 200)
  t.equal(await statusOf(call, 'POST', 'Roadies', { Id: 1 }), 400)
  t.equal(await statusOf(call, 'POST', 'Roadies', { Id: 1, 'Band@odata.bind': 'Bands(1)' }), 201)
}, ALBUMS)

onBothDatabases('names with hyphens: in keys, options and bodies', async (t, { call }) => {
  for (const pages of [1, 2]) t.equal(await statusOf(call, 'POST', 'side-notes', { 'note-id': `n${pages}`, 'pages-2': pages }), 201)
  t.match(json(await call('GET', "/odata/side-notes('n1')")), { 'pages-2': 1 })
  t.match(json(await call('GET', "/odata/side-notes('n1')/pages-2")), { value: 1 })
  const query = ['$filter=pages-2 ge 1 and pages-2 ne -1', '$orderby=pages-2 desc', '$select=note-id'].map(encodeOption).join('&')
  t.match(json(await call('GET', `/odata/side-notes?${query}`)), { value: [{ 'note-id': 'n2' }, { 'note-id': 'n1' }] })
  t.equal(await statusOf(call, 'GET', `side-notes?${encodeOption('$filter=pages-2 eq -1 or -pages-2 eq -2')}`), 200)
  t.equal(await statusOf(call, 'GET', `side-notes?${encodeOption('$filter=pages-3 eq 1')}`), 400)
}, ALBUMS)
