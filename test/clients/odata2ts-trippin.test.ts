/** A typed client that odata2ts generates from TripPin's `$metadata`: its functions and actions are called through it. */
import type { AddressInfo } from 'node:net'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import t from 'tap'
import { dialects, newDatabase } from '../support/databases.js'
import { compile } from '../support/compile.js'
import { generateClient } from '../support/generated-client.js'
import { startApp } from '../support/service-pool.js'

const require = createRequire(import.meta.url)

const program = `
import { FetchClient } from '@odata2ts/http-client-fetch'
import { trippinService } from './generated/trippinService'

export async function use (url: string) {
  const service = new trippinService(new FetchClient(), url)
  const russell = service.People('russellwhyte')
  const { data: nearest } = await service.GetNearestAirport({ lat: 33, lon: -118 })
  const { data: favorite } = await russell.GetFavoriteAirline()
  const { data: trips } = await russell.GetFriendsTrips({ userName: 'scottketchum' })
  const { data: involved } = await russell.Trips(1001).GetInvolvedPeople()
  await russell.ShareTrip({ userName: 'javieralfred', tripId: 1002 })
  const { data: updated } = await russell.UpdateLastName({ lastName: 'White' })
  const { data: found } = await service.People().query((builder, person) => builder.filter(person.LastName.eq('White')).select('UserName').expand('Friends').count())
  await service.ResetDataSource()
  const { data: reset } = await russell.query()
  const names: readonly string[] = trips.value.map(({ Name }) => Name)
  return { nearest: nearest.IcaoCode, favorite: favorite.AirlineCode, names, involved: involved.value.length, updated: updated.value, found, reset: reset.LastName }
}
`

const wrong = `
import { trippinService } from './generated/trippinService'
import type { ODataHttpClient } from '@odata2ts/http-client-api'
export const use = (service: trippinService<ODataHttpClient>) => service.GetNearestAirport({ lat: 'north', lon: -118 })
`

const app = await startApp(t, { model: 'trippin', databaseUrl: 'file::memory:' })
const url = `${await app.listen({ port: 0, host: '127.0.0.1' })}/odata`
const folder = await generateClient(t, { url, name: 'trippin', program, wrong })
const { faults, ofWrong } = await compile(folder)

t.test('a client made of the metadata compiles', t => {
  t.equal(faults, '')
  t.match(ofWrong, /wrong\.ts\(4,\d+\): error TS2322: Type 'string' is not assignable to type 'number'/)
  t.end()
})

for (const dialect of dialects) {
  t.test(`and drives the service (${dialect})`, async t => {
    const app = await startApp(t, { model: 'trippin', databaseUrl: await newDatabase(t, dialect) })
    await app.listen({ port: 0, host: '127.0.0.1' })
    const { port } = app.server.address() as AddressInfo
    const { use } = require(join(folder, 'compiled/program.js')) as { use: (url: string) => Promise<object> }
    t.match(await use(`http://127.0.0.1:${port}/odata`), {
      nearest: 'KLAX',
      favorite: 'AA',
      names: ['Trip in US', 'Trip in Beijing', 'Honeymoon'],
      involved: 3,
      updated: true,
      found: { '@odata.count': 1, value: [{ UserName: 'russellwhyte', Friends: [{ UserName: 'scottketchum' }] }] },
      reset: 'Whyte'
    })
  })
}
