/** Navigation without containment over a model that was given, on both databases; titles name the section of the specification. */
import type { Test } from 'tap'
import { json, onBothDatabases } from '../support/service.js'
import type { Call } from '../support/service.js'

const CLUB = { model: 'test/models/club.csdl.xml' }
const PLAIN = { host: 'club' }

async function expectStatus (t: Test, call: Call, status: number, method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', url: string, body?: unknown): Promise<string> {
  const response = await call(method, `/odata/${url}`, { headers: PLAIN, ...body === undefined ? {} : { body } })
  t.equal(response.statusCode, status, `${method} ${url} ${response.body}`)
  return response.body
}

/** The names, or ids, of what a collection has. */
async function namesAt (call: Call, path: string, member = 'Name'): Promise<unknown> {
  const response = await call('GET', `/odata/${path}`, { headers: PLAIN })
  return response.statusCode === 200 ? (json(response)['value'] as ReadonlyArray<Record<string, unknown>>).map(item => item[member]) : response.statusCode
}

async function people (t: Test, call: Call, ...names: readonly string[]): Promise<void> {
  for (const [index, Name] of names.entries()) await expectStatus(t, call, 201, 'POST', 'People', { Name, Age: 20 + index })
}

const [at, ref] = [(name: string): string => `People('${name}')`, (url: string): object => ({ '@odata.id': url })]

onBothDatabases('JSON format 8.5: bodies bind entities that are there', async (t, { call }) => {
  await people(t, call, 'ann', 'bob', 'cid')
  await expectStatus(t, call, 201, 'POST', 'Teams', { Id: 1, Title: 'Red' })
  await expectStatus(t, call, 201, 'POST', 'People', {
    Name: 'dot', 'Friends@odata.bind': [at('ann'), 'http://club/odata/People/bob'], 'Idol@odata.bind': "/odata/People('cid')", Team: { '@id': 'Teams(1)' }
  })
  t.same(await namesAt(call, "People('dot')/Friends"), ['ann', 'bob'])
  t.same(await namesAt(call, "People('ann')/Friends"), ['dot'], 'its own partner')
  t.same(await namesAt(call, 'Teams(1)/Members'), ['dot'], 'the partner')
  t.match(json(await call('GET', "/odata/People('dot')/Idol")), { Name: 'cid' })
  await expectStatus(t, call, 200, 'PATCH', at('dot'), { 'Friends@odata.bind': [at('cid'), at('ann')] })
  t.same(await namesAt(call, "People('dot')/Friends"), ['ann', 'bob', 'cid'], 'added')
  await expectStatus(t, call, 200, 'PATCH', at('dot'), { Friends: [{ '@id': at('cid') }], 'Idol@odata.bind': at('ann') })
  t.same(await namesAt(call, "People('dot')/Friends"), ['cid'], 'all there are')
  t.match(json(await call('GET', "/odata/People('dot')/Idol")), { Name: 'ann' })
  await expectStatus(t, call, 200, 'PATCH', at('dot'), { 'Friends@delta': [{ '@id': at('bob') }, { '@removed': {}, '@id': at('cid') }], Idol: null })
  t.same(await namesAt(call, "People('dot')/Friends"), ['bob'])
  await expectStatus(t, call, 204, 'GET', "People('dot')/Idol")
  t.match(await expectStatus(t, call, 200, 'GET', at('dot')), /"@odata.context":"http:\/\/club\/odata\/\$metadata#People\/\$entity"/)
  await expectStatus(t, call, 201, 'PATCH', 'Me', { Name: 'me', 'Friends@odata.bind': [at('ann')] })
  t.same(await namesAt(call, 'Me/Friends'), ['ann'])
}, CLUB)

onBothDatabases('Protocol 11.4.2.1: what cannot be bound is refused, and nothing is created', async (t, { call }) => {
  await people(t, call, 'ann')
  await expectStatus(t, call, 201, 'POST', 'Teams', { Id: 1 })
  await expectStatus(t, call, 201, 'POST', 'Visitors', { Name: 'guest' })
  const wrong: readonly object[] = [
    { 'Idol@odata.bind': at('nobody') }, { 'Idol@odata.bind': 'Teams(1)' }, { 'Idol@odata.bind': 'People' }, { 'Idol@odata.bind': 'Nowhere(1)' }, { 'Idol@odata.bind': 7 },
    { 'Idol@odata.bind': "Visitors('guest')" }, { 'Idol@odata.bind': [at('ann')] }, { 'Friends@odata.bind': at('ann') }, { 'Friends@odata.bind': [at('ann'), at('nobody')] },
    { 'Friends@odata.bind': [null] }, { 'Idol@odata.bind': "http://elsewhere/odata/People('ann')" }, { 'Idol@odata.bind': `${at('ann')}?$select=Name` }, { 'Idol@odata.bind': `${at('ann')}/Age` },
    { Friends: at('ann') }, { Friends: [at('ann')] }, { Idol: [] }, { Idol: { '@id': at('ann') }, 'Idol@odata.bind': at('ann') }, { 'Trips@odata.bind': [] }, { 'Name@odata.bind': at('ann') },
    { 'Rival@odata.bind': at('ann') }
  ]
  for (const body of wrong) {
    await expectStatus(t, call, 400, 'POST', 'People', { Name: 'new', ...body })
    await expectStatus(t, call, 400, 'PATCH', at('ann'), body)
  }
  await expectStatus(t, call, 400, 'POST', 'People', { '@odata.type': '#Club.Player', Name: 'new', 'Rival@odata.bind': at('ann') })
  await expectStatus(t, call, 501, 'POST', 'People', { Name: 'new', 'Anything@odata.bind': 'Teams(1)' })
  t.same(await namesAt(call, 'People'), ['ann'])
  t.match(await expectStatus(t, call, 200, 'GET', at('ann')), /"@odata.etag":"W\/\\"1\\""/)
}, CLUB)

onBothDatabases('Protocol 11.4.6: references are read, added, set and removed', async (t, { call }) => {
  await people(t, call, 'ann', 'bob', 'cid')
  await expectStatus(t, call, 204, 'POST', "People('ann')/Friends/$ref", ref(at('bob')))
  await expectStatus(t, call, 204, 'POST', "People('ann')/Friends/$ref", { '@id': 'http://club/odata/People/cid' })
  await expectStatus(t, call, 204, 'POST', "People('ann')/Friends/$ref", ref(at('bob')))
  t.same(await namesAt(call, "People('ann')/Friends/$ref", '@odata.id'), ["http://club/odata/People('bob')", "http://club/odata/People('cid')"])
  await expectStatus(t, call, 204, 'DELETE', "People('ann')/Friends/$ref?$id=People('bob')")
  await expectStatus(t, call, 204, 'DELETE', "People('ann')/Friends('cid')/$ref")
  await expectStatus(t, call, 404, 'DELETE', "People('ann')/Friends('cid')/$ref")
  t.same(await namesAt(call, "People('ann')/Friends"), [])
  await expectStatus(t, call, 204, 'PUT', "People('ann')/Friends/$ref", { value: [ref(at('bob')), ref(at('cid'))] })
  t.same(await namesAt(call, "People('cid')/Friends"), ['ann'])
  await expectStatus(t, call, 204, 'PUT', "People('ann')/Boss/$ref", ref(at('bob')))
  t.equal(await expectStatus(t, call, 200, 'GET', "People('ann')/Boss/$ref"), '{"@odata.context":"http://club/odata/$metadata#$ref","@odata.id":"http://club/odata/People(\'bob\')"}')
  t.same(await namesAt(call, "People('bob')/Reports"), ['ann'])
  await expectStatus(t, call, 204, 'POST', "People('cid')/Reports/$ref", ref(at('ann')))
  t.same(await namesAt(call, "People('bob')/Reports"), [], 'one boss at most')
  await expectStatus(t, call, 204, 'DELETE', "People('ann')/Boss/$ref")
  await expectStatus(t, call, 204, 'GET', "People('ann')/Boss/$ref")
  await expectStatus(t, call, 204, 'PUT', "People('ann')/Spouse/$ref", ref(at('bob')))
  await expectStatus(t, call, 204, 'PUT', "People('cid')/Spouse/$ref", ref(at('bob')))
  await expectStatus(t, call, 204, 'GET', "People('ann')/Spouse")
  t.match(json(await call('GET', "/odata/People('bob')/Spouse")), { Name: 'cid' })
  const wrong: ReadonlyArray<readonly [number, 'POST' | 'PUT' | 'DELETE', string, unknown?]> = [
    [400, 'POST', "People('ann')/Friends/$ref", {}], [400, 'POST', "People('ann')/Friends/$ref", ref(at('nobody'))], [400, 'PUT', "People('ann')/Friends/$ref", ref(at('bob'))],
    [404, 'POST', "People('nobody')/Friends/$ref", ref(at('bob'))], [400, 'DELETE', "People('ann')/Friends/$ref"], [400, 'DELETE', `People('ann')/Boss/$ref?$id=${at('bob')}`],
    [405, 'POST', "People('ann')/Boss/$ref", ref(at('bob'))], [405, 'POST', "People('ann')/Trips/$ref", ref(at('bob'))], [400, 'PUT', "People('ann')/Boss/$ref", { '@odata.id': null }]
  ]
  for (const [status, method, url, body] of wrong) await expectStatus(t, call, status, method, url, body)
}, CLUB)

onBothDatabases('Protocol 11.4.5: what is deleted is related to nothing', async (t, { call }) => {
  await people(t, call, 'ann', 'bob', 'cid')
  await expectStatus(t, call, 200, 'PATCH', at('ann'), { 'Friends@odata.bind': [at('bob'), at('cid')], 'Idol@odata.bind': at('bob') })
  await expectStatus(t, call, 204, 'DELETE', at('bob'))
  t.same(await namesAt(call, "People('ann')/Friends"), ['cid'])
  await expectStatus(t, call, 204, 'GET', "People('ann')/Idol")
  await people(t, call, 'bob')
  t.same(await namesAt(call, "People('bob')/Friends"), [], 'another one of the same key')
  await expectStatus(t, call, 204, 'DELETE', "People('ann')/Friends('cid')")
  await expectStatus(t, call, 404, 'GET', at('cid'))
}, CLUB)

onBothDatabases('URL conventions 4.3.2 and 4.11: paths lead through what is related', async (t, { call }) => {
  await people(t, call, 'ann', 'bob', 'cid', 'dot')
  await expectStatus(t, call, 200, 'PATCH', at('ann'), { 'Friends@odata.bind': ['bob', 'cid', 'dot'].map(at), 'Idol@odata.bind': at('bob'), Trips: [{ Id: 1, 'Against@odata.bind': [] }] })
  await expectStatus(t, call, 200, 'PATCH', at('bob'), { 'Boss@odata.bind': at('cid'), Home: { City: 'Ulm' }, Trips: [{ Id: 7, Title: 'far' }] })
  t.match(json(await call('GET', "/odata/People('ann')/Friends('bob')", { headers: PLAIN })), { '@odata.context': 'http://club/odata/$metadata#People/$entity', Name: 'bob' })
  t.match(json(await call('GET', "/odata/People('ann')/Idol/Boss", { headers: PLAIN })), { '@odata.context': 'http://club/odata/$metadata#People/$entity', Name: 'cid' })
  t.match(json(await call('GET', "/odata/People('ann')/Friends", { headers: PLAIN })), { '@odata.context': 'http://club/odata/$metadata#People', value: [{}, {}, {}] })
  t.equal(await expectStatus(t, call, 200, 'GET', "People('ann')/Friends/$count"), '3')
  t.equal(await expectStatus(t, call, 200, 'GET', "People('ann')/Friends/$count?$filter=Age gt 21"), '2')
  t.equal(await expectStatus(t, call, 200, 'GET', "People('ann')/Idol/Home/City/$value"), 'Ulm')
  t.same(await namesAt(call, "People('ann')/Friends?$orderby=Age desc&$top=2&$filter=Age lt 23"), ['cid', 'bob'])
  t.same(await namesAt(call, "People('ann')/Idol/Trips", 'Title'), ['far'])
  t.match(json(await call('GET', "/odata/People('bob')/Trips(7)/Traveller", { headers: PLAIN })), { Name: 'bob' }, 'what contains it')
  await expectStatus(t, call, 400, 'PUT', "People('bob')/Trips(7)/Traveller/$ref", ref(at('ann')))
  for (const url of ["People('bob')/Friends('cid')", "People('nobody')/Friends", "People('nobody')/Idol", "People('cid')/Idol/Name", "People('ann')/Friends/Club.Nothing"]) await expectStatus(t, call, 404, 'GET', url)
  await expectStatus(t, call, 501, 'GET', "People('ann')/Anything")
  const full = json(await call('GET', "/odata/People('ann')/Friends('bob')", { headers: { ...PLAIN, accept: 'application/json;odata.metadata=full' } }))
  t.match(full, { '@odata.id': "http://club/odata/People('bob')", 'Idol@odata.navigationLink': "http://club/odata/People('bob')/Idol" })
  const single = json(await call('GET', "/odata/People('ann')/Idol", { headers: { ...PLAIN, accept: 'application/json;odata.metadata=full' } }))
  t.match(single, { '@odata.id': "http://club/odata/People('bob')", '@odata.editLink': "http://club/odata/People('bob')" })
  const pages: unknown[] = []
  for (let url = "/odata/People('ann')/Friends?$select=Name"; url !== 'undefined';) {
    const page = json(await call('GET', url, { headers: { prefer: 'odata.maxpagesize=2' } }))
    pages.push(...(page['value'] as Array<Record<string, unknown>>).map(({ Name: name }) => name))
    url = String(page['@odata.nextLink']).replace(/^https?:\/\/[^/]*/, '')
  }
  t.same(pages, ['bob', 'cid', 'dot'])
  await expectStatus(t, call, 200, 'PATCH', "People('ann')/Friends('bob')", { Age: 50 })
  t.match(json(await call('GET', "/odata/People('bob')")), { Age: 50 })
  await expectStatus(t, call, 404, 'PUT', "People('ann')/Friends('none')", { Name: 'none' })
}, CLUB)

onBothDatabases('Protocol 11.4.2: POST to a navigation property creates in the entity set, and relates', async (t, { call }) => {
  await expectStatus(t, call, 201, 'POST', 'Teams', { Id: 1 })
  const created = await call('POST', '/odata/Teams(1)/Members', { headers: PLAIN, body: { Name: 'ann', Age: 3 } })
  t.equal(created.statusCode, 201)
  t.equal(created.headers['location'], "http://club/odata/People('ann')")
  t.match(json(created), { '@odata.context': 'http://club/odata/$metadata#People/$entity', Name: 'ann' })
  t.match(json(await call('GET', "/odata/People('ann')/Team")), { Id: 1 })
  await expectStatus(t, call, 409, 'POST', 'Teams(1)/Members', { Name: 'ann' })
  await expectStatus(t, call, 404, 'POST', 'Teams(2)/Members', { Name: 'bob' })
  await expectStatus(t, call, 400, 'POST', "People('ann')/Friends", { '@odata.type': '#Club.Player', Name: 'pat', 'Rival@odata.bind': at('ann') })
  t.same(await namesAt(call, 'People'), ['ann'], 'a rival is a player')
}, CLUB)

onBothDatabases('URL conventions 5.1.3: $expand of what is related, with all options, at any depth', async (t, { call }) => {
  await people(t, call, 'ann', 'bob', 'cid', 'dot')
  await expectStatus(t, call, 201, 'POST', 'Teams', { Id: 1, Title: 'Red' })
  await expectStatus(t, call, 200, 'PATCH', at('ann'), { 'Friends@odata.bind': ['bob', 'cid', 'dot'].map(at), 'Idol@odata.bind': at('bob'), 'Team@odata.bind': 'Teams(1)', Desk: { Floor: 2 } })
  await expectStatus(t, call, 200, 'PATCH', at('bob'), { 'Boss@odata.bind': at('cid'), 'Idol@odata.bind': at('dot') })
  await expectStatus(t, call, 200, 'PATCH', at('dot'), { 'Idol@odata.bind': at('ann') })
  const read = async (query: string): Promise<Record<string, unknown>> => json(await call('GET', `/odata/${query}`, { headers: PLAIN }))
  t.same((await read("People('ann')?$select=Name&$expand=Friends($select=Name;$orderby=Name desc;$top=2;$count=true),Idol($select=Name;$expand=Boss($select=Name)),Boss")), {
    '@odata.context': 'http://club/odata/$metadata#People(Name,Friends(Name),Idol(Name,Boss(Name)),Boss())/$entity',
    '@odata.etag': 'W/"6"',
    Name: 'ann',
    'Friends@odata.count': 3,
    Friends: [{ '@odata.etag': 'W/"4"', Name: 'dot' }, { '@odata.etag': 'W/"3"', Name: 'cid' }].map((item, index) => ({ ...item, '@odata.etag': index === 0 ? 'W/"8"' : 'W/"3"' })),
    Idol: { '@odata.etag': 'W/"7"', Name: 'bob', Boss: { '@odata.etag': 'W/"3"', Name: 'cid' } },
    Boss: null
  })
  t.match((await read('People?$select=Name&$expand=Team($select=Title),Friends/$count,Idol/$ref'))['value'], [
    { Name: 'ann', Team: { Title: 'Red' }, 'Friends@odata.count': 3, Idol: { '@odata.id': "http://club/odata/People('bob')" } },
    { Name: 'bob', Team: null, 'Friends@odata.count': 1, Idol: { '@odata.id': "http://club/odata/People('dot')" } }, {}, {}
  ])
  t.match(await read("People('ann')?$expand=Friends/$ref,Desk,Trips"), { Friends: [{ '@odata.id': "http://club/odata/People('bob')" }, {}, {}], Desk: { Floor: 2 }, Trips: [] })
  t.match(await read("People('ann')?$expand=Idol($levels=3;$select=Name)"), { Idol: { Name: 'bob', Idol: { Name: 'dot', Idol: { Name: 'ann' } } } })
  t.match(await read('Teams?$expand=*'), { value: [{ Members: [{ Name: 'ann' }] }] })
  t.match(await read('Teams?$expand=Members($expand=Friends($filter=Age gt 21;$select=Name))'), { value: [{ Members: [{ Name: 'ann', Friends: [{ Name: 'cid' }, { Name: 'dot' }] }] }] })
  t.match(await read("People('ann')/Friends?$expand=Friends($filter=$it/Name eq 'bob';$select=Name)&$select=Name"), { value: [{ Name: 'bob', Friends: [{ Name: 'ann' }] }, { Name: 'cid', Friends: [] }, { Name: 'dot', Friends: [] }] })
  for (const query of ['Idol($filter=Age gt 1)', 'Idol/$count', 'Idol($top=1)', 'Nothing', 'Idol,Idol']) await expectStatus(t, call, 400, 'GET', `People?$expand=${query}`)
  for (const query of ['Anything', '*']) await expectStatus(t, call, 501, 'GET', `People?$expand=${query}`)
  await expectStatus(t, call, 201, 'POST', 'People?$expand=Idol($select=Name)', { Name: 'eve', 'Idol@odata.bind': at('ann') }).then(body => t.match(JSON.parse(body), { Idol: { Name: 'ann' } }))
}, CLUB)

onBothDatabases('URL conventions 5.1.3.1: the first page of what is expanded links to the next', async (t, { call }) => {
  const names = Array.from({ length: 7 }, (_, index) => `p${index}`)
  await people(t, call, 'ann', 'bob', ...names)
  await expectStatus(t, call, 200, 'PATCH', at('bob'), { 'Friends@odata.bind': names.map(at) })
  await expectStatus(t, call, 200, 'PATCH', at('ann'), { 'Friends@odata.bind': [at('bob')] })
  const first = json(await call('GET', "/odata/People('ann')/Friends?$expand=Friends($filter=Name ne $it/Name;$orderby=Age desc;$select=Name)", { headers: PLAIN }))
  const { Friends: friends, 'Friends@odata.nextLink': next } = (first['value'] as ReadonlyArray<Record<string, unknown>>)[0] ?? {}
  t.same((friends as ReadonlyArray<Record<string, unknown>>).map(({ Name: name }) => name), ['p6', 'p5', 'p4', 'p3', 'p2'])
  t.match(next, /^http:\/\/club\/odata\/People\('ann'\)\/Friends\('bob'\)\/Friends\?/)
  t.same(await namesAt(call, String(next).replace('http://club/odata/', '')), ['p1', 'p0', 'ann'])
}, { ...CLUB, pageSize: 5 })

onBothDatabases('URL conventions 5.1.1: filters, orders and computed values lead through what is related', async (t, { call }) => {
  await people(t, call, 'ann', 'bob', 'cid', 'dot')
  await expectStatus(t, call, 201, 'POST', 'People', { '@odata.type': '#Club.Player', Name: 'pat', Goals: 5, Born: '2000-01-01T00:00:00Z', Home: { City: 'Ulm' } })
  await expectStatus(t, call, 201, 'POST', 'Teams', { Id: 1, Title: 'Red' })
  await expectStatus(t, call, 200, 'PATCH', at('ann'), { 'Friends@odata.bind': ['bob', 'cid'].map(at), 'Idol@odata.bind': at('pat'), 'Team@odata.bind': 'Teams(1)', Trips: [{ Id: 1, Title: 'far', 'Against@odata.bind': ['Teams(1)'] }] })
  await expectStatus(t, call, 200, 'PATCH', at('bob'), { 'Boss@odata.bind': at('ann'), 'Idol@odata.bind': at('dot') })
  await expectStatus(t, call, 200, 'PATCH', at('dot'), { 'Idol@odata.bind': at('ann') })
  const filters: ReadonlyArray<readonly [filter: string, names: readonly string[]]> = [
    ["Idol/Name eq 'pat'", ['ann']], ['Idol/Age gt 22', ['bob']], ["Idol/Idol/Idol/Name eq 'pat'", ['bob']], ['Idol ne null', ['ann', 'bob', 'dot']], ['Boss eq null and Team eq null', ['cid', 'dot', 'pat']],
    ["Idol/Home/City eq 'Ulm'", ['ann']], ['Idol/Home ne null', ['ann']], ['Idol/Born lt 2000-01-01T01:00:00+00:30', ['ann']], ['Idol/Club.Player/Goals eq 5', ['ann']], ['isof(Idol,Club.Player)', ['ann']],
    ['not isof(Idol,Club.Player)', ['bob', 'cid', 'dot', 'pat']], ["Friends/any(f:f/Name eq 'bob')", ['ann']], ["Friends/any(f:f/Boss/Name eq 'ann')", ['ann']], ["Reports/any(r:r/Idol/Name eq 'dot')", ['ann']],
    ['Friends/all(f:f/Age gt 20) and Friends/any()', ['ann']], ['Friends/$count eq 2', ['ann']], ['Friends/$count($filter=Age gt 21) eq 1', ['ann']], ['Boss/Friends/any(f:f/Name eq $it/Name)', ['bob']],
    ["Trips/any(r:r/Traveller/Name eq 'ann')", ['ann']], ["Trips/any(r:r/Against/any(x:x/Title eq 'Red'))", ['ann']], ["Team/Members/any(m:m/Idol/Name eq 'pat')", ['ann']], ["Idol/Name in ('pat','ann')", ['ann', 'dot']],
    ["contains(Idol/Name,'a') and Idol/Age eq null", ['ann']], ['Idol/Trips/$count eq 1', ['dot']], ['Friends/Club.Player/any()', []]
  ]
  for (const [filter, names] of filters) t.same(await namesAt(call, `People?$orderby=Name&$filter=${encodeURIComponent(filter)}`), names, filter)
  t.same(await namesAt(call, 'People?$orderby=Idol/Name desc,Name'), ['ann', 'bob', 'dot', 'cid', 'pat'])
  t.same(await namesAt(call, 'People?$orderby=Friends/$count desc,Name&$top=2'), ['ann', 'bob'])
  t.match(json(await call('GET', '/odata/People?$compute=Idol/Name as Hero,Friends/$count as Many&$select=Hero,Many&$filter=Hero ne null&$orderby=Hero')), { value: [{ Hero: 'ann', Many: 0 }, { Hero: 'dot', Many: 1 }, { Hero: 'pat', Many: 2 }] })
  t.same(await namesAt(call, "People('ann')/Friends?$filter=Boss/Name eq 'ann'"), ['bob'])
  const first = await call('GET', '/odata/People?$orderby=Idol/Name&$select=Name', { headers: { prefer: 'odata.maxpagesize=3' } })
  t.same(await namesAt(call, String(json(first)['@odata.nextLink']).replace(/^https?:\/\/[^/]*\/odata\//, '')), ['bob', 'ann'], 'the next page')
  for (const query of ["$filter=Idol eq 'x'", '$filter=Idol/Nothing eq 1', '$orderby=Friends/Name', '$filter=Friends/Name eq 1']) await expectStatus(t, call, 400, 'GET', `People?${query}`)
  await expectStatus(t, call, 501, 'GET', 'People?$filter=Anything ne null')
}, CLUB)

onBothDatabases('state documents bind what is related, and snapshots keep it', async (t, { call }) => {
  const state = '/__admin/tenants/default/state'
  const document = {
    People: [
      { Name: 'ann', 'Friends@odata.bind': [at('bob'), at('cid')], 'Idol@odata.bind': at('cid'), Trips: [{ Id: 1, 'Guide@odata.bind': 'Me', 'Against@odata.bind': ['Teams(1)'] }] },
      { Name: 'bob', 'Team@odata.bind': 'Teams(1)' }, { Name: 'cid' }
    ],
    Teams: [{ Id: 1 }],
    Me: { Name: 'me', 'Idol@odata.bind': at('ann') }
  }
  t.equal((await call('PUT', state, { body: document })).statusCode, 200)
  const check = async (): Promise<void> => {
    t.same(await namesAt(call, "People('ann')/Friends"), ['bob', 'cid'])
    t.same(await namesAt(call, 'Teams(1)/Members'), ['bob'])
    t.same(await namesAt(call, "People('ann')/Trips(1)/Against", 'Id'), [1])
    t.match(json(await call('GET', "/odata/People('ann')/Trips(1)/Guide")), { Name: 'me' })
    t.match(json(await call('GET', '/odata/Me/Idol/Idol')), { Name: 'cid' })
  }
  await check()
  const exported = await call('GET', state)
  t.equal((await call('PUT', state, { body: exported.body, headers: { 'content-type': 'application/json' } })).statusCode, 200)
  t.equal((await call('GET', state)).body, exported.body, 'a second time it is the same')
  await check()
  t.equal((await call('POST', '/__admin/tenants/default/snapshots/one')).statusCode < 300, true)
  await expectStatus(t, call, 204, 'DELETE', at('bob'))
  await expectStatus(t, call, 204, 'DELETE', "People('ann')/Idol/$ref")
  t.equal((await call('POST', '/__admin/tenants/default/snapshots/one/restore')).statusCode < 300, true)
  await check()
  const wrong: ReadonlyArray<readonly [object, RegExp]> = [
    [{ People: [{ Name: 'ann', 'Idol@odata.bind': at('nobody') }] }, /There is no entity 'People\('nobody'\)' for 'Idol'/],
    [{ People: [{ Name: 'ann', 'Idol@odata.bind': 'Teams(1)' }] }, /People\/0\/Idol@odata\.bind/], [{ People: [{ Name: 'ann', Idol: { Name: 'bob' } }] }, /bind them here/]
  ]
  for (const [body, message] of wrong) {
    const refused = await call('PUT', state, { body })
    t.equal(refused.statusCode, 400, refused.body)
    t.match(refused.body, message)
  }
  await check()
}, CLUB)

onBothDatabases('more relations than are made at once', async (t, { call }) => {
  const count = 1300
  const People = Array.from({ length: count }, (_, index) => ({
    Name: `p${index}`, 'Idol@odata.bind': at(`p${(index + 1) % count}`), 'Friends@odata.bind': [at(`p${(index * 7) % count}`)], 'Boss@odata.bind': at('p0')
  }))
  const imported = await call('PUT', '/__admin/tenants/default/state', { body: { People } })
  t.equal(imported.statusCode, 200, imported.body)
  t.same(await namesAt(call, 'People?$filter=Idol eq null or Boss/Name ne \'p0\' or not Friends/any()'), [])
  t.match(json(await call('GET', "/odata/People('p7')?$expand=Idol,Friends")), { Idol: { Name: 'p8' }, Friends: [{ Name: 'p1' }, { Name: 'p49' }] })
  const wrong = await call('PUT', '/__admin/tenants/default/state', { body: { People: [...People, { Name: 'last', 'Idol@odata.bind': at('nobody') }] } })
  t.match([wrong.statusCode, wrong.body], [400, /There is no entity 'People\('nobody'\)'/])
  t.equal(await expectStatus(t, call, 200, 'GET', 'People/$count'), String(count))
}, CLUB)

onBothDatabases('CSDL 13.4: an entity set of a base type stands for those of derived types', async (t, { call }) => {
  await people(t, call, 'ann')
  for (const Name of ['pat', 'pam']) await expectStatus(t, call, 201, 'POST', 'Players', { Name })
  await expectStatus(t, call, 200, 'PATCH', at('ann'), { 'Friends@odata.bind': ["Players('pat')", at('pam')] })
  await expectStatus(t, call, 204, 'PUT', "People('ann')/Idol/$ref", ref(at('pat')))
  t.same(await namesAt(call, "People('ann')/Friends"), ['pat', 'pam'])
  t.same(await namesAt(call, "People('ann')/Friends/$ref", '@odata.id'), ["http://club/odata/Players('pat')", "http://club/odata/Players('pam')"])
  t.match(await expectStatus(t, call, 200, 'GET', "People('ann')/Idol/$ref"), /Players\('pat'\)"}$/)
  t.match(json(await call('GET', "/odata/People('ann')?$expand=Idol/$ref", { headers: PLAIN })), { Idol: { '@odata.id': "http://club/odata/Players('pat')" } })
  await expectStatus(t, call, 404, 'GET', at('pat'))
}, CLUB)

onBothDatabases('CSDL 6.2: entities show what their types declare, in whatever order a document has the types', async (t, { call }) => {
  await people(t, call, 'ann')
  await expectStatus(t, call, 201, 'POST', 'People', { '@odata.type': '#Club.Player', Name: 'pat', Goals: 3, 'Idol@odata.bind': at('ann') })
  await expectStatus(t, call, 201, 'POST', 'People', { '@odata.type': '#Club.Captain', Name: 'cap', Goals: 9, Since: '2020-01-01', 'Friends@odata.bind': [at('pat')] })
  t.match(json(await call('GET', '/odata/People')), { value: [{ Name: 'ann' }, { Name: 'pat', Goals: 3 }, { Name: 'cap', Goals: 9, Since: '2020-01-01' }] })
  t.match(json(await call('GET', "/odata/People('cap')/Friends")), { value: [{ '@odata.type': '#Club.Player', Name: 'pat', Goals: 3 }] })
  t.match(json(await call('GET', "/odata/People('pat')?$expand=Friends")), { Goals: 3, Friends: [{ Name: 'cap', Goals: 9 }] })
}, CLUB)
