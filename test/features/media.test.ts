/** Media entities and stream properties of a model that was given; titles name the section of the specification. */
import { json, onBothDatabases } from '../support/service.js'

const ALBUM = { model: 'test/models/media.csdl.xml' }
const PNG = { 'content-type': 'image/png', host: 'album' }
const bytes = (length: number): Buffer => Buffer.from(Array.from({ length }, (_, index) => (index * 7 + (index >> 8)) % 256))

onBothDatabases('Protocol 11.4.7 a media entity is created by a POST of its bytes, with a key that the service makes', async (t, { call }) => {
  const content = bytes(700_001)
  const created = await call('POST', '/odata/Photos', { body: content, headers: { ...PNG, 'content-type': 'image/png; q=1' } })
  t.equal(created.statusCode, 201, created.body)
  t.match(created.headers, { location: 'http://album/odata/Photos(1)', etag: 'W/"1"' })
  t.same(json(created), {
    '@odata.context': 'http://album/odata/$metadata#Photos/$entity',
    '@odata.etag': 'W/"1"',
    '@odata.mediaReadLink': 'http://album/odata/Photos(1)/$value',
    '@odata.mediaEditLink': 'http://album/odata/Photos(1)/$value',
    '@odata.mediaContentType': 'image/png; q=1',
    '@odata.mediaEtag': '"1"',
    Id: 1,
    Name: '',
    Rating: 'Unknown',
    Taken: '1970-01-01T00:00:00Z',
    Stars: 3,
    Note: null,
    Tags: []
  }, 'defaults, null, or nothing')
  const read = await call('GET', '/odata/Photos(1)/$value')
  t.match(read.headers, { 'content-type': 'image/png; q=1', etag: '"1"', 'content-length': '700001', 'accept-ranges': 'bytes' })
  t.ok(read.rawPayload.equals(content))
  const quiet = await call('POST', '/odata/Photos', { body: 'x', headers: { ...PNG, prefer: 'return=minimal' } })
  t.match(quiet, { statusCode: 204, headers: { location: 'http://album/odata/Photos(2)', 'odata-entityid': 'http://album/odata/Photos(2)' } })
  t.equal((await call('GET', '/odata/Photos(2)/$value')).body, 'x')
  t.equal((await call('POST', '/odata/Photos', { headers: PNG })).statusCode, 201, 'no byte at all')
  t.match(await call('GET', '/odata/Photos(3)/$value'), { statusCode: 200, body: '' })
  const derived = json(await call('POST', '/odata/Photos/Album.Panorama', { body: 'wide', headers: PNG }))
  t.match(derived, { Degrees: null, '@odata.mediaReadLink': 'http://album/odata/Photos(4)/$value' })
  t.equal((await call('GET', '/odata/Photos(4)/Album.Panorama/$value')).body, 'wide')
}, ALBUM)

onBothDatabases('Protocol 11.2.4.1 ranges, conditions and HEAD of a media entity; 11.4.7 replaced and deleted', async (t, { call }) => {
  await call('POST', '/odata/Photos', { body: bytes(600_000), headers: PNG })
  const url = '/odata/Photos(1)/$value'
  const part = await call('GET', url, { headers: { range: 'bytes=262143-262144', 'if-range': '"1"' } })
  t.match([part.statusCode, part.headers['content-range'], part.rawPayload.length], [206, 'bytes 262143-262144/600000', 2])
  t.equal((await call('GET', url, { headers: { range: 'bytes=5-', 'if-range': '"0"' } })).statusCode, 200)
  t.equal((await call('GET', url, { headers: { range: 'bytes=600000-' } })).statusCode, 416)
  t.equal((await call('GET', url, { headers: { 'if-none-match': '"1"' } })).statusCode, 304)
  t.match(await call('HEAD', url), { statusCode: 200, body: '', headers: { 'content-length': '600000', 'content-type': 'image/png' } })
  const patched = await call('PATCH', '/odata/Photos(1)', { body: { Name: 'dawn' } })
  t.match(json(patched), { Name: 'dawn', '@odata.mediaEtag': '"1"', '@odata.etag': 'W/"2"' }, 'a change of the entity is not one of the stream')
  t.equal((await call('PUT', url, { body: 'b', headers: { ...PNG, 'if-match': '"0"' } })).statusCode, 412)
  const put = await call('PUT', url, { body: 'b', headers: { 'content-type': 'video/mp4', 'if-match': '"1"' } })
  t.match(put, { statusCode: 204, headers: { etag: '"3"' } })
  t.match(json(await call('GET', '/odata/Photos(1)')), { Name: 'dawn', '@odata.mediaContentType': 'video/mp4', '@odata.mediaEtag': '"3"', '@odata.etag': 'W/"3"' })
  const replaced = await call('PUT', '/odata/Photos(1)', { body: { Name: 'n', Rating: 'Good', Taken: '2020-01-01T00:00:00Z' } })
  t.match([replaced.statusCode, (await call('GET', url)).body], [200, 'b'], 'JSON says nothing of the stream')
  t.equal((await call('DELETE', url, { headers: { 'if-match': '"1"' } })).statusCode, 412)
  t.equal((await call('DELETE', url, { headers: { 'if-match': '"3"' } })).statusCode, 204)
  t.equal((await call('GET', '/odata/Photos(1)')).statusCode, 404, 'with its stream the entity is gone')
  await call('POST', '/odata/Photos', { body: 'c', headers: PNG })
  t.equal((await call('DELETE', '/odata/Photos(1)')).statusCode, 204)
  await call('PUT', '/odata/Photos(1)', { body: { Name: 'n', Rating: 'Good', Taken: '2020-01-01T00:00:00Z' } })
  t.equal((await call('GET', url)).statusCode, 204, 'nothing is left of a stream whose entity went')
}, ALBUM)

onBothDatabases('Protocol 11.4.7 what cannot be a media entity, or is not accepted, changes nothing', async (t, { call }) => {
  const refused = async (status: number, words: string, method: 'POST' | 'PUT', url: string, contentType: string, body: string | Buffer): Promise<void> => {
    const response = await call(method, url, { body, headers: { 'content-type': contentType } })
    t.match([response.statusCode, response.body], [status, words], url)
  }
  await refused(415, 'Core.AcceptableMediaTypes', 'POST', '/odata/Photos', 'text/plain', 'x')
  await refused(415, 'Core.AcceptableMediaTypes', 'POST', '/odata/Photos', 'application/json', '{"Name":"a"}')
  await refused(415, 'image/*, video/mp4', 'POST', '/odata/Photos/Album.Panorama', 'video/mp5', 'x')
  await refused(415, 'not a media type', 'POST', '/odata/Photos', 'nonsense', 'x')
  await refused(400, "The key property 'Code' is missing", 'POST', '/odata/Items/Album.Document', 'text/plain', 'x')
  await refused(404, 'does not exist', 'PUT', '/odata/People(0aa00000-0000-0000-0000-000000000001)/Portrait/$value', 'image/png', 'x')
  t.equal((await call('GET', '/odata/Photos/$count')).body, '0')
  await call('POST', '/odata/Photos', { body: 'x', headers: PNG })
  await refused(415, 'Core.AcceptableMediaTypes', 'PUT', '/odata/Photos(1)/$value', 'text/html', 'x')
  await refused(415, 'Core.MediaType', 'PUT', '/odata/Photos(1)/Thumbnail', 'image/jpeg', 'x')
  await refused(413, 'MaxLength', 'PUT', '/odata/Photos(1)/Thumbnail', 'image/png', '12345678901')
  t.equal((await call('GET', '/odata/Photos(1)/$value')).body, 'x')
  await call('PUT', "/odata/Items('l')", { body: { '@odata.type': '#Album.Letter', Text: 'a' } })
  t.equal((await call('GET', "/odata/Items('l')/$value")).statusCode, 404, 'no media entity')
  t.equal((await call('POST', '/odata/Photos', { body: bytes(2000), headers: PNG })).statusCode, 201)
}, ALBUM)

onBothDatabases('Protocol 11.4.4 a PUT of a stream creates the entity at a key of the client, or where one is alone', async (t, { call }) => {
  const url = "/odata/Items('a')/Album.Document/$value"
  t.equal((await call('PUT', url, { body: 'text', headers: { 'content-type': 'text/plain', 'if-match': '*' } })).statusCode, 404)
  const put = await call('PUT', url, { body: 'text', headers: { 'content-type': 'text/plain', host: 'album' } })
  t.match([put.statusCode, put.headers['location']], [204, "http://album/odata/Items('a')"])
  t.equal((await call('PUT', "/odata/Items('l')", { body: { '@odata.type': '#Album.Letter', Text: 'a' } })).statusCode, 201)
  const list = json(await call('GET', '/odata/Items', { headers: { host: 'album' } }))['value'] as ReadonlyArray<Record<string, unknown>>
  t.match(list, [{ Code: 'a', '@odata.mediaReadLink': "http://album/odata/Items('a')/Album.Document/$value", '@odata.mediaContentType': 'text/plain' }, { Code: 'l' }])
  t.notOk('@odata.mediaReadLink' in (list[1] ?? {}), 'not of what is no media entity')
  t.equal((await call('PUT', url, { body: 'text', headers: { 'content-type': 'text/plain', 'if-none-match': '*' } })).statusCode, 412)
  t.equal((await call('GET', '/odata/Cover/$value')).statusCode, 404)
  t.equal((await call('PUT', '/odata/Cover/$value', { body: 'cover', headers: PNG })).statusCode, 204)
  t.equal((await call('GET', '/odata/Cover/$value')).body, 'cover')
  t.equal((await call('DELETE', '/odata/Cover/$value')).statusCode, 204)
  const person = json(await call('POST', '/odata/People', { body: { Name: 'ann' }, headers: { host: 'album' } }))
  const people = `/odata/People(${String(person['Id'])})`
  t.equal((await call('PUT', `${people}/Portrait/$value`, { body: 'ann', headers: PNG })).statusCode, 204)
  t.equal((await call('POST', `${people}/Scans`, { body: 'scan', headers: PNG })).statusCode, 201, 'contained')
  t.equal((await call('POST', `${people}/Favourites`, { body: 'liked', headers: PNG })).statusCode, 201, 'created in its set and related')
  t.equal((await call('GET', '/odata/Photos/$count')).body, '1')
  const expanded = json(await call('GET', `${people}?$expand=Portrait,Scans,Favourites($select=Id)`, { headers: { host: 'album' } }))
  t.match(expanded, { Portrait: { '@odata.mediaReadLink': `http://album${people}/Portrait/$value`, '@odata.mediaEtag': '"6"' } })
  t.match(expanded['Scans'], [{ '@odata.mediaEditLink': `http://album${people}/Scans(1)/$value` }])
  t.match(expanded['Favourites'], [{ '@odata.mediaContentType': 'image/png' }])
  t.equal((await call('GET', `${people}/Favourites(1)/$value`)).body, 'liked')
}, ALBUM)

onBothDatabases('JSON format 4.6.14 links by the level of metadata; 11.4.8 stream properties', async (t, { call }) => {
  await call('POST', '/odata/Photos', { body: 'x', headers: PNG })
  const url = '/odata/Photos(1)'
  const read = async (accept: string, query = '', version: Record<string, string> = {}): Promise<Record<string, unknown>> =>
    json(await call('GET', `${url}${query}`, { headers: { host: 'album', accept, ...version } }))
  t.notMatch(Object.keys(await read('application/json;odata.metadata=none')).join(' '), 'media')
  t.match(await read('application/json', '', { 'odata-maxversion': '4.01' }), { '@mediaReadLink': 'http://album/odata/Photos(1)/$value', '@mediaContentType': 'image/png' })
  t.equal((await call('GET', `${url}/Story`)).statusCode, 204, 'none yet')
  const story = await call('PUT', `${url}/Story`, { body: '{"@odata.etag":"not of the entity"}', headers: { 'content-type': 'application/json' } })
  t.match(story, { statusCode: 204, headers: { etag: '"2"' } }, 'bytes, whatever they say')
  t.equal((await call('PUT', `${url}/Thumbnail`, { body: '1234567890', headers: PNG })).statusCode, 204)
  t.match(await call('GET', `${url}/Story`), { body: '{"@odata.etag":"not of the entity"}', headers: { 'content-type': 'application/json' } })
  t.match(await read('application/json', '?$select=Story'), { 'Story@odata.mediaReadLink': `http://album${url}/Story`, 'Story@odata.mediaEtag': '"2"' })
  const full = await read('application/json;odata.metadata=full')
  t.match(full, { 'Thumbnail@odata.mediaEditLink': `http://album${url}/Thumbnail`, 'Thumbnail@odata.mediaContentType': 'image/png', '@odata.mediaEditLink': `http://album${url}/$value` })
  t.equal((await call('DELETE', `${url}/Story`)).statusCode, 204)
  t.equal((await call('GET', `${url}/Story`)).statusCode, 204)
  t.equal((await call('GET', url)).statusCode, 200, 'a stream property goes alone')
}, ALBUM)

onBothDatabases('JSON format 9 content inside of a body is of the media types and the length that the model says', async (t, { call }) => {
  await call('POST', '/odata/Photos', { body: 'x', headers: PNG })
  const patch = async (body: object): Promise<readonly [number, string]> => {
    const { statusCode, body: text } = await call('PATCH', '/odata/Photos(1)', { body })
    return [statusCode, text]
  }
  const base64 = (text: string): string => Buffer.from(text).toString('base64')
  t.match(await patch({ Thumbnail: base64('12345678901') }), [400, 'MaxLength'])
  t.match(await patch({ Thumbnail: base64('a'), 'Thumbnail@odata.mediaContentType': 'image/gif' }), [400, 'Core.MediaType'])
  t.equal((await patch({ Thumbnail: base64('1234567890'), Story: base64('once'), 'Story@odata.mediaContentType': 'text/plain' }))[0], 200)
  t.match(await call('GET', '/odata/Photos(1)/Thumbnail'), { body: '1234567890', headers: { 'content-type': 'image/png' } }, 'the one that the model names')
  t.match(await call('GET', '/odata/Photos(1)/Story'), { body: 'once', headers: { 'content-type': 'text/plain' } })
}, ALBUM)

onBothDatabases('Protocol 11.4.2.2 and 11.4.3 media entities inside of a body, and in a PATCH, have their stream as $value', async (t, { call }) => {
  const photo = { Name: 'n', Rating: 'Good', Taken: '2020-01-01T00:00:00Z' }
  const [content, longer] = [bytes(70), bytes(300_000)]
  const person = '00000000-0000-0000-0000-000000000001'
  const portrait = { ...photo, Id: 1, $value: content.toString('base64url'), '@odata.mediaContentType': 'image/png' }
  const favourite = { ...photo, $value: longer.toString('base64'), '@mediaContentType': 'image/gif' }
  const created = await call('POST', '/odata/People', { body: { Id: person, Portrait: portrait, Favourites: [favourite] } })
  t.match(json(created), { Portrait: { '@odata.mediaContentType': 'image/png' }, Favourites: [{ Id: 1, '@odata.mediaContentType': 'image/gif' }] }, created.body.slice(0, 300))
  t.ok((await call('GET', `/odata/People(${person})/Portrait/$value`)).rawPayload.equals(content))
  t.ok((await call('GET', '/odata/Photos(1)/$value')).rawPayload.equals(longer))
  t.equal((await call('PATCH', '/odata/Photos(1)', { body: { $value: 'aGk=', '@mediaContentType': 'image/tiff' } })).statusCode, 200)
  t.match(await call('GET', '/odata/Photos(1)/$value'), { body: 'hi', headers: { 'content-type': 'image/tiff' } })
  const wrong: ReadonlyArray<readonly [string, object, RegExp]> = [
    ['Photos(1)', { $value: 'aGk=', '@mediaContentType': 'text/plain' }, /'text\/plain' is not accepted for '\$value': Core\.AcceptableMediaTypes/],
    ['Photos(1)', { $value: 'aGk=', '@mediaContentType': 7 }, /'7' is not a media type/],
    ['Photos(1)', { $value: `${longer.toString('base64').slice(1)}!`, '@mediaContentType': 'image/png' }, /\$value/],
    [`People(${person})`, { $value: 'aGk=' }, /'Album\.Person' is not a media entity/]
  ]
  for (const [url, body, message] of wrong) {
    const refused = await call('PATCH', `/odata/${url}`, { body })
    t.match([refused.statusCode, refused.body], [400, message])
  }
  t.equal((await call('GET', '/odata/Photos(1)/$value')).body, 'hi', 'and nothing has changed')
}, ALBUM)

onBothDatabases('state documents, snapshots and tenants carry the streams', async (t, { call }) => {
  const content = bytes(300_000)
  await call('POST', '/odata/Photos', { body: content, headers: PNG })
  await call('PUT', '/odata/Photos(1)/Story', { body: 'once', headers: { 'content-type': 'text/plain' } })
  const admin = '/__admin/tenants/default'
  t.equal((await call('POST', `${admin}/snapshots/one`)).statusCode, 201)
  const state = (await call('GET', `${admin}/state`)).body
  t.match(state, '"@odata.mediaContentType":"image/png","$value":"')
  await call('PUT', '/odata/Photos(1)/$value', { body: 'other', headers: PNG })
  t.equal((await call('POST', `${admin}/snapshots/one/restore`)).statusCode, 200)
  t.ok((await call('GET', '/odata/Photos(1)/$value')).rawPayload.equals(content))
  t.equal((await call('POST', `${admin}/reset`)).statusCode, 204)
  t.equal((await call('GET', '/odata/Photos(1)/$value')).statusCode, 404)
  t.equal((await call('PUT', `${admin}/state`, { body: state, headers: { 'content-type': 'application/json' } })).statusCode, 200)
  const again = await call('GET', '/odata/Photos(1)/$value')
  t.match(again.headers, { 'content-type': 'image/png' })
  t.ok(again.rawPayload.equals(content))
  t.equal((await call('GET', '/odata/Photos(1)/Story')).body, 'once')
  for (const bad of ['{"Photos":[{"Id":1,"$value":"*"}]}', '{"Photos":[{"Id":1,"$value":"AA","@odata.mediaContentType":"x"}]}', '{"People":[{"$value":"AA"}]}']) {
    t.match(await call('PUT', `${admin}/state`, { body: bad, headers: { 'content-type': 'application/json' } }), { statusCode: 400 }, bad)
  }
  t.ok((await call('GET', '/odata/Photos(1)/$value')).rawPayload.equals(content), 'what was refused changed nothing')
  t.equal((await call('PATCH', '/odata/Photos(1)', { body: { $value: 'AA' } })).statusCode, 400, 'not in a request')
}, ALBUM)

onBothDatabases('batches carry media entities', async (t, { call }) => {
  const requests = [
    { id: '1', method: 'POST', url: 'Photos', headers: { 'content-type': 'image/png' }, body: Buffer.from('bytes').toString('base64') },
    { id: '2', method: 'GET', url: '$1/$value', dependsOn: ['1'] }
  ]
  const answer = json(await call('POST', '/odata/$batch', { body: { requests } }))
  t.match(answer, { responses: [{ status: 201 }, { status: 200, headers: { 'content-type': 'image/png' }, body: Buffer.from('bytes').toString('base64url') }] })
}, ALBUM)

onBothDatabases('Protocol 11.4.7.1 a complex value of a new media entity that cannot be null is there, with what it must have', async (t, { call }) => {
  const created = await call('POST', '/odata/Photos', { body: 'x', headers: { 'content-type': 'image/jpeg' } })
  t.match(json(created), { Frame: { Width: 0, Color: null } }, created.body)
  t.match(json(await call('GET', '/odata/Photos(1)/Frame/Width')), { value: 0 })
  t.equal((await call('PATCH', '/odata/Photos(1)', { body: { Frame: { Color: 'red' } } })).statusCode, 200)
}, { model: 'test/models/guarded.csdl.xml' })

const STILLS = { model: 'test/models/stills.csdl.xml' }

onBothDatabases('Protocol 11.4.7.1 what cannot be null of a new media entity is at zero, by POST and by PUT, and can be sent back', async (t, { call }) => {
  const image = { headers: { 'content-type': 'image/png' }, body: 'x' }
  const zeros = {
    Spot: { type: 'Point', coordinates: [0, 0] },
    Way: { type: 'LineString', coordinates: [[0, 0], [0, 0]] },
    Area: { type: 'Polygon', coordinates: [[[0, 0], [0, 0], [0, 0], [0, 0]]] },
    Spots: { type: 'MultiPoint', coordinates: [] },
    Ways: { type: 'MultiLineString', coordinates: [] },
    Areas: { type: 'MultiPolygon', coordinates: [] },
    All: { type: 'GeometryCollection', geometries: [] },
    Any: { type: 'Point', coordinates: [0, 0] },
    Swiss: { type: 'Point', coordinates: [0, 0] },
    Where: { Spot: { type: 'Point', coordinates: [0, 0] }, Note: null },
    Chain: { '@odata.type': '#Stills.More', Next: { '@odata.type': '#Stills.End' } },
    Free: '',
    Simple: '',
    Made: { Spot: { type: 'Point', coordinates: [0, 0] }, Note: null },
    Token: /^(?!00000000)/
  }
  const posted = await call('POST', '/odata/Stills', image)
  t.equal(posted.statusCode, 201, posted.body)
  t.match(json(posted), zeros)
  const made = await call('PUT', '/odata/Stills(7)/$value', image)
  t.equal(made.statusCode, 204, made.body)
  const { '@odata.context': _context, '@odata.etag': _etag, ...put } = json(await call('GET', '/odata/Stills(7)'))
  t.match(put, zeros)
  t.not(put['Token'], json(posted)['Token'], 'what is computed is another one each time')
  for (const method of ['PATCH', 'PUT'] as const) {
    const again = await call(method, '/odata/Stills(7)', { body: put })
    t.equal(again.statusCode, 200, again.body)
  }
  t.equal((await call('GET', '/odata/Stills/$count?$filter=geo.distance(Spot,geography\'SRID=4326;Point(0 0)\') eq 0')).body, '2')
  const state = json(await call('GET', '/__admin/tenants/default/state'))
  const loaded = await call('PUT', '/__admin/tenants/default/state', { body: state })
  t.ok(loaded.statusCode < 300, loaded.body)
  t.match(json(await call('GET', '/odata/Stills(7)')), zeros)
}, STILLS)

onBothDatabases('Protocol 11.4.7.1 no media entity is created by its stream where a property has no value at all', async (t, { call }) => {
  for (const [method, path] of [['POST', 'Losts'], ['PUT', 'Losts(1)/$value']] as const) {
    const { statusCode, body } = await call(method, `/odata/${path}`, { headers: { 'content-type': 'image/png' }, body: 'x' })
    t.match([statusCode, body], [400, /'Void' cannot be null.*"target":"Void"/], `${method} ${path}`)
  }
  t.equal((await call('GET', '/odata/Losts/$count')).body, '0')
}, STILLS)
