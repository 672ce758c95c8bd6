/** Data that are made for any model: they fit it, they are the same for the same seed, and there are as many as were asked for. */
import { createHash } from 'node:crypto'
import t from 'tap'
import { startEmulator } from '../../src/emulator.js'
import { dialects, newDatabase } from '../support/databases.js'
import { json, onBothDatabases } from '../support/service.js'

const GENERATE = '/__admin/tenants/default/generate'
const STATE = '/__admin/tenants/default/state'
const TRAVEL = { model: 'test/models/travel.csdl.xml' }
const SHOP = { model: 'test/models/shop.csdl.xml' }
const UNTIL = '2026-01-31T09:30:00Z'

interface Trip {
  readonly TripId: number
  readonly StartsAt: string | null
  readonly EndsAt: string | null
  readonly PlanItems: readonly object[]
}

interface Person {
  readonly UserName: string
  readonly FirstName: string
  readonly LastName: string | null
  readonly Emails: readonly string[] | null
  readonly HomeAddress: { readonly City: { readonly Name: string | null } | null } | null
  readonly BirthDate: string | null
  readonly Trips: readonly Trip[]
}

onBothDatabases('without a body: 100 entities of each entity set, with some inside them', async (t, { call }) => {
  const made = json(await call('POST', GENERATE))
  t.match(made, { entities: { People: 100, 'People/Trips': 300, 'People/Trips/PlanItems': 900, 'People/Passport': 100, Airports: 100, Me: 1 }, version: '1' })
  t.equal((await call('GET', '/odata/People/$count')).body, '100')
  t.equal((await call('GET', '/odata/Airports/$count')).body, '100')
  t.equal((await call('GET', '/odata/Me')).statusCode, 200)
  const { value } = json(await call('GET', '/odata/People?$expand=Trips($expand=PlanItems)')) as unknown as { value: readonly Person[] }
  t.equal(value.length, 100)
  t.match(json(await call('GET', `/odata/People('${value[0]?.UserName ?? ''}')/Passport`)), { Number: String, Expires: String })
  t.equal(new Set(value.map(({ UserName }) => UserName)).size, 100)
  for (const { UserName, FirstName, LastName, Emails, Trips, BirthDate, HomeAddress } of value) {
    t.match(UserName, new RegExp(`^${FirstName}\\.`, 'i'), 'names fit one another')
    if (LastName !== null) t.match(UserName, new RegExp(`\\.${LastName}\\d+$`, 'i'))
    for (const email of Emails ?? []) t.match(email, /^\S+@example\.com$/)
    if (BirthDate !== null) t.ok(BirthDate < '2010' && BirthDate > '1940', BirthDate)
    if (typeof HomeAddress?.City?.Name === 'string') t.match(HomeAddress.City.Name, /^[A-Z][a-z]+$/)
    t.same(Trips.map(({ TripId }) => TripId), [1, 2, 3])
    for (const { StartsAt, EndsAt, PlanItems } of Trips) {
      if (StartsAt !== null && EndsAt !== null) t.ok(StartsAt < EndsAt, `${StartsAt} ${EndsAt}`)
      t.equal(PlanItems.length, 3)
    }
  }
  t.ok(value.some(({ Trips }) => Trips.some(({ PlanItems }) => JSON.stringify(PlanItems).includes('#Travel.Flight'))), 'of every type there is')
  t.ok(value.some(person => JSON.stringify(person).includes('#Travel.Employee')))
}, TRAVEL)

onBothDatabases('the same seed and time make the same, another seed makes other data', async (t, { call }) => {
  const stateOf = async (body: object): Promise<string> => {
    const made = await call('POST', GENERATE, { body: { count: 20, until: UNTIL, ...body } })
    t.equal(made.statusCode, 200, made.body)
    return (await call('GET', STATE)).body
  }
  const first = await stateOf({ seed: 7 })
  t.equal(await stateOf({ seed: 7 }), first)
  t.not(await stateOf({ seed: 8 }), first)
  t.not(await stateOf({ seed: 7, until: '2027-01-31T09:30:00Z' }), first)
  t.equal((await call('PUT', STATE, { body: first })).statusCode, 200, 'an import takes what was made')
  t.equal((await call('GET', STATE)).body, first)
}, SHOP)

t.test('both databases get the same', async t => {
  const digests = new Set<string>()
  for (const dialect of dialects) {
    const emulator = await startEmulator({ ...SHOP, databaseUrl: await newDatabase(t, dialect) })
    t.teardown(emulator.stop)
    const made = await emulator.generate({ count: 30, until: UNTIL }, 'Contoso')
    t.match(made, { entities: { Values: 30, Customers: 30, 'Customers/Orders': 90, Owner: 1 }, version: '1' })
    digests.add(createHash('sha256').update(JSON.stringify(await emulator.exportState('contoso'))).digest('hex'))
    t.equal(emulator.baseUrl, `${emulator.url}/odata`)
    t.equal(await (await fetch(`${emulator.url}/t/contoso/odata/Values/$count`)).text(), '30')
    await t.rejects(emulator.generate({ count: -1 }), { status: 400, message: /'count' must be >= 0/ })
    await t.rejects(emulator.generate({ rows: 1 }), { status: 400, message: /unknown member 'rows'/ })
  }
  t.equal(digests.size, 1)
})

onBothDatabases('other numbers by path, and how deep', async (t, { call }) => {
  const entities = async (body: object): Promise<unknown> => {
    const response = await call('POST', GENERATE, { body })
    t.equal(response.statusCode, 200, response.body)
    return json(response)['entities']
  }
  t.same(await entities({ count: 2, levels: 0, counts: { Me: 0 } }), { People: 2, Airports: 2 })
  t.same(await entities({ counts: { People: 3, Airports: 0, Me: 0, 'People/Trips': 2, 'People/Trips/PlanItems': 0, 'People/Passport': 0 } }), { People: 3, 'People/Trips': 6 })
  t.same(await entities({ count: 0, counts: { Me: 0 } }), {})
  t.equal((await call('GET', '/odata/People/$count')).body, '0')
}, TRAVEL)

onBothDatabases('what cannot be made is a 400 that says why, and changes nothing', async (t, { call }) => {
  t.equal((await call('POST', GENERATE, { body: { count: 3 } })).statusCode, 200)
  const before = (await call('GET', STATE)).body
  const wrong: ReadonlyArray<readonly [body: object, message: RegExp]> = [
    [{ counts: { Custmers: 1 } }, /no collection 'Custmers' .* Did you mean 'Customers'\?/],
    [{ counts: { 'Customers/Orders': 2000 } }, /An entity of Customers would have more than 1000 entities inside/],
    [{ levels: 8, contained: 9 }, /more than 1000 entities inside/],
    [{ count: 10_000_000 }, /10000000 can be made at once/],
    [{ until: '0100-01-01T00:00:00Z' }, /years 0200 to 9998/],
    [{ seed: -1 }, /'seed' must be >= 0/],
    [{ rows: 5 }, /unknown member 'rows'/]
  ]
  for (const [body, message] of wrong) {
    const response = await call('POST', GENERATE, { body })
    t.equal(response.statusCode, 400, response.body)
    t.match(response.body, message)
  }
  t.equal((await call('GET', STATE)).body, before)
}, SHOP)

onBothDatabases('the progress, a line at a time', async (t, { call }) => {
  const response = await call('POST', GENERATE, { body: { count: 1000, levels: 0 }, headers: { accept: 'application/x-ndjson' } })
  const lines = response.body.trimEnd().split('\n').map(line => JSON.parse(line) as Record<string, unknown>)
  t.ok(lines.length >= 3)
  t.match(lines[0], { entities: 1000, of: 2001 })
  t.match(lines.at(-1), { entities: { People: 1000, Airports: 1000, Me: 1 }, done: true })
}, TRAVEL)

onBothDatabases("a model of Graph's", async (t, { call }) => {
  const state = async (): Promise<string> => {
    t.match(json(await call('POST', GENERATE, { body: { count: 10, until: UNTIL } })), { entities: { users: 10, 'users/messages': 30, me: 1 } })
    return (await call('GET', STATE)).body
  }
  const first = await state()
  t.equal(await state(), first)
  t.match(json(await call('GET', '/odata/users?$top=1&$select=id,mail')), { value: [{ id: 'user-1', mail: /@example\.com$/ }] })
}, { model: 'test/models/mail.csdl.xml' })

onBothDatabases('media entities have streams that the model accepts', async (t, { call }) => {
  t.equal((await call('POST', GENERATE, { body: { count: 3 } })).statusCode, 200)
  const photos = json(await call('GET', '/odata/Photos'))['value'] as ReadonlyArray<Record<string, unknown>>
  t.strictSame(photos.map(photo => photo['@odata.mediaContentType']), ['image/png', 'image/png', 'image/png'])
  t.match((await call('GET', `/odata/Photos(${String(photos[0]?.['Id'])})/$value`)).rawPayload.subarray(1, 4).toString(), 'PNG')
}, { model: 'test/models/media.csdl.xml' })

onBothDatabases('entities are related: as bindings and constraints say, the same for the same seed', async (t, { call }) => {
  t.equal((await call('POST', GENERATE, { body: { count: 20, seed: 4 } })).statusCode, 200)
  const { value: lessons } = json(await call('GET', '/odata/Lessons?$expand=Course')) as { value: ReadonlyArray<{ CourseId: number, Course: { Id: number } }> }
  t.equal(lessons.length, 20)
  for (const { CourseId: id, Course: course } of lessons) t.equal(course.Id, id, 'a dependent property is that of what it leads to')
  const { value: exams } = json(await call('GET', '/odata/Exams?$expand=Course')) as { value: ReadonlyArray<{ Course: object | null }> }
  t.ok(exams.some(({ Course: course }) => course !== null) && exams.some(({ Course: course }) => course === null), 'where nothing has to be, some have none')
  const state = (await call('GET', STATE)).body
  t.equal((await call('POST', GENERATE, { body: { count: 20, seed: 4, until: UNTIL } })).statusCode, 200)
  const first = (await call('GET', STATE)).body
  t.equal((await call('POST', GENERATE, { body: { count: 20, seed: 4, until: UNTIL } })).statusCode, 200)
  t.equal((await call('GET', STATE)).body, first)
  t.match(state, '@odata.bind')
}, { model: 'test/models/courses.csdl.xml' })

onBothDatabases('relations without constraints, to one and to many, also of what is contained', async (t, { call }) => {
  t.equal((await call('POST', GENERATE, { body: { count: 20 } })).statusCode, 200)
  const { value: people } = json(await call('GET', '/odata/People?$expand=Friends,Team&$top=20')) as { value: ReadonlyArray<{ Friends: readonly object[], Team: object | null }> }
  t.ok(people.some(({ Friends: friends }) => friends.length > 0))
  t.ok(people.some(({ Team: team }) => team !== null))
}, { model: 'test/models/club.csdl.xml' })
