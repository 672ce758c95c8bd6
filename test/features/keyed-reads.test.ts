/** A path is prepared once for all keys, and is answered as the same path in another spelling, which is prepared for itself. */
import type { Test } from 'tap'
import { json, onBothDatabases } from '../support/service.js'
import type { Call } from '../support/service.js'

const TRIPPIN = { model: 'models/trippin/trippin.csdl.xml' }
const SHOP = { model: 'test/models/shop.csdl.xml' }
const FULL = { accept: 'application/json;odata.metadata=full' }

/** How many reads were prepared, and how many made use of that. */
async function prepared (call: Call): Promise<Readonly<Record<string, number>>> {
  const { body } = await call('GET', '/__admin/metrics')
  const found = body.matchAll(/^emulator_prepared_reads_total\{from="(\w+)"\} (\d+)/gm)
  return Object.fromEntries([...found].map(([, from, count]) => [String(from), Number(count)]))
}

/** Status, ETag and body of each path, which its other spelling has too. */
async function sameAnswers (t: Test, call: Call, pairs: ReadonlyArray<readonly [string, string]>, headers = {}): Promise<void> {
  for (const [plain, other] of pairs) {
    const [found, wanted] = [await call('GET', plain, { headers }), await call('GET', other, { headers })]
    t.equal(found.statusCode, wanted.statusCode, plain)
    t.equal(found.headers['etag'], wanted.headers['etag'], plain)
    t.equal(found.body, wanted.body.replaceAll(/(?<=\()(?:Id|Number|UserName)=/g, ''), plain)
  }
}

const ABOUT = { Budget: 1, StartsAt: '2026-01-01T00:00:00Z', EndsAt: '2026-01-02T00:00:00Z' }

async function fill (t: Test, call: Call): Promise<void> {
  for (const UserName of ['ann', "o'hara", 'a b/c']) {
    const Trips = [1, 2].map(TripId => ({ TripId, Name: `${UserName} ${TripId}`, ...ABOUT }))
    const person = { UserName, FirstName: UserName.toUpperCase(), LastName: 'L', Gender: 'Male', Emails: ['a@x', 'b@x'], Trips }
    const created = await call('POST', '/odata/People', { body: person })
    t.equal(created.statusCode, 201, created.body)
  }
  await call('POST', "/odata/People('ann')/Friends/$ref", { body: { '@odata.id': "People('a%20b%2Fc')" } })
}

const KEYS = ["'ann'", "'o''hara'", "'a%20b%2Fc'", "'nobody'", "''"]

onBothDatabases('URL conventions 4.3: reads of entities, and of what is below them, with one key after the other', async (t, { call }) => {
  await fill(t, call)
  const behind = [
    '', '/FirstName', '/FirstName/$value', '/Emails', '/Emails/$count', '/Emails/0', '/$ref', '/Trips', '/Trips/$count', '/Trips(2)', '/Trips(3)', '/Trips(1)/Name/$value', '/Trips(2)/PlanItems', '/Friends', '/BestFriend',
    '?$select=FirstName', '?$expand=Trips($select=Name;$top=1;$count=true),Friends', '?$compute=length(FirstName) as n&$select=n', '/Trips?$top=1', "/Trips?$filter=Name eq 'ann 1'", "/Trips?$filter=contains($it/Name,'2')&$count=true",
    '/TripPin.Person', '/TripPin.Manager', '/Unknown'
  ]
  for (const suffix of behind) {
    const at = (key: string): string => encodeURI(`/odata/People(${decodeURIComponent(key).replaceAll('/', '%2F')})${suffix}`).replaceAll('%252F', '%2F')
    const pairs = KEYS.map(key => [at(key), at(key).replace('People(', 'People(UserName=')] as const)
    await sameAnswers(t, call, pairs)
    await sameAnswers(t, call, pairs, FULL)
  }
}, TRIPPIN)

onBothDatabases('URL conventions 4.3: other keys are not prepared again', async (t, { call }) => {
  await fill(t, call)
  // Of another format than the test before, which may have had the same service.
  const format = '$format=application/json'
  for (const suffix of [`?${format}`, `/FirstName?${format}`, `/Trips?${format}`, `/Trips?${format}&$filter=Name%20eq%20'x'`, `/Trips(1)?${format}`, '/Trips/$count?$search=x']) {
    const before = await prepared(call)
    for (const key of KEYS) await call('GET', `/odata/People(${key})${suffix}`)
    const after = await prepared(call)
    t.equal(Number(after['made']) - Number(before['made']), 1, suffix)
    t.equal(Number(after['shape']) - Number(before['shape']), KEYS.length - 1, suffix)
  }
  const paged = { headers: { prefer: 'odata.maxpagesize=1' } }
  await call('GET', "/odata/People('ann')/Trips?$skip=0", paged)
  const trips = await call('GET', "/odata/People('o''hara')/Trips?$skip=0", paged)
  const next = String(json(trips)['@odata.nextLink'])
  t.match(next, "/odata/People('o''hara')/Trips?", 'a next link has the key of its request')
  t.match(json(await call('GET', next.replace(/^https?:\/\/[^/]*/, '')))['value'], [{ TripId: 2, Name: "o'hara 2" }])
}, TRIPPIN)

onBothDatabases('URL conventions 4.3.1: keys that do not fit their type are no keys of a prepared path either', async (t, { call }) => {
  for (const Id of [1, 2]) await call('POST', '/odata/Values', { body: { Id, String: `s${Id}` } })
  const keys = ['1', '2', '-1', '007', '2147483647', '2147483648', '99999999999', "'1'", "'x'", '01234567-89ab-cdef-0123-456789abcdef']
  await sameAnswers(t, call, keys.map(key => [`/odata/Values(${key})`, `/odata/Values(Id=${key})`]))
  await sameAnswers(t, call, keys.map(key => [`/odata/Values(${key})/String/$value`, `/odata/Values(Id=${key})/String/$value`]))
  for (const Number of ['1', 'x']) await call('POST', '/odata/Customers', { body: { Number, Name: Number, Orders: [{ Id: 1, Parts: [{ Id: 2 }] }] } })
  const customers = ["'1'", '1', "'x'", "'y'", "'1'"]
  await sameAnswers(t, call, customers.map(key => [`/odata/Customers(${key})/Orders(1)/Parts(2)`, `/odata/Customers(Number=${key})/Orders(Id=1)/Parts(Id=2)`]))
  await sameAnswers(t, call, customers.map(key => [`/odata/Customers(${key})/Orders(1)/Parts`, `/odata/Customers(Number=${key})/Orders(1)/Parts`]))
}, SHOP)

const CITY = { Name: 'Z\u00fcrich "\\ \u0001\t\u2028\ud83d\ude00', CountryRegion: 'CH', Region: '' }
const AT = 'Microsoft.OData.SampleService.Models.TripPin'
const ADDRESSES = [
  { Address: '1', City: CITY },
  { Address: '2', City: CITY, 'Size@odata.type': '#Decimal', Size: 1.5, Note: 'x"y' },
  { '@odata.type': `#${AT}.EventLocation`, Address: '3', City: CITY, BuildingInfo: null },
  { '@odata.type': `#${AT}.AirportLocation`, Address: '4', City: CITY, Loc: { type: 'Point', coordinates: [-0, 8.5] } }
]

onBothDatabases('JSON 4.01 4.5: an entity by its key shows what a page shows of it, however its values are stored', async (t, { call }) => {
  const people = [
    { AddressInfo: [] },
    { AddressInfo: ADDRESSES.slice(0, 1), Emails: [], Gender: null },
    { AddressInfo: ADDRESSES, Emails: ['"', '\\'], Gender: 'Unknown', Extra: 'a"b', 'More@odata.type': '#Int64', More: 5 }
  ]
  for (const [index, person] of people.entries()) {
    const UserName = `p${index}`
    const created = await call('POST', '/odata/People', { body: { UserName, FirstName: `"${index}\u001f`, LastName: '\\', ...person } })
    t.equal(created.statusCode, 201, UserName)
    await call('PATCH', `/odata/People('${UserName}')`, { body: { LastName: 'L' } })
    for (const options of ['', '$select=AddressInfo,More,Gender', '$format=application/json;IEEE754Compatible=true', '$format=application/json;odata.metadata=none']) {
      const one = json(await call('GET', `/odata/People('${UserName}')?${options}`))
      const page = json(await call('GET', `/odata/People?$filter=UserName%20eq%20'${UserName}'&${options}`))
      const { '@odata.context': _context, ...shown } = one
      t.strictSame(JSON.stringify(shown), JSON.stringify((page['value'] as readonly unknown[])[0]), `${UserName} ${options}`)
    }
  }
}, TRIPPIN)
