// TripPin's people against a hand-written service over the same tables: a filtered, sorted and counted page of --rows, and a read by key.
// Then whether a page by an index takes as long of 1,000,000 people as of 10,000, with --million.
//   npm run build && node bench/people.mjs [--rows 100000] [--seconds 3] [--rounds 5] [--database sqlite] [--million]
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import pg from 'pg'
import { readFlags } from './flags.mjs'
import { load, median, requestsWithin } from './load.mjs'
import { measureAll, measureCase, onEachDatabase, putState } from './model-cases.mjs'
import { startPeople } from './servers.mjs'
import { figure, printTable, verdict } from './table.mjs'

const flags = readFlags(process.argv.slice(2))
const MOST = 1.5
const model = fileURLToPath(new URL('../models/trippin/trippin.csdl.xml', import.meta.url))
const filter = encodeURIComponent("Gender eq 'Female' and startswith(FirstName,'A')")
const keyed = number => `/odata/People('user${number}')`
let asked = 0
const cases = [
  { title: '$filter, $orderby, $top=100, $count', path: `/odata/People?$filter=${filter}&$orderby=LastName&$top=100&$count=true` },
  { title: 'by key, another each time', path: keyed(Math.round(flags.rows / 2)), change: request => ({ ...request, path: keyed(mixed(++asked) % flags.rows) }) }
]
const pages = [
  { title: 'page in the order of the file', path: '/odata/People?$top=100' },
  { title: 'page by $filter=Gender', path: `/odata/People?$filter=${encodeURIComponent("Gender eq 'Female'")}&$top=100` },
  { title: 'page by $orderby=UserName', path: '/odata/People?$orderby=UserName&$top=100' }
]

const mixed = number => Math.imul(number + 1, 0x85ebca6b) >>> 7
const name = number => String.fromCharCode(65 + number % 26) + (number % 9973).toString(36)
const person = number => ({
  UserName: `user${number}`,
  FirstName: name(mixed(number)),
  LastName: name(mixed(number * 7 + 3)),
  Emails: [`user${number}@example.com`],
  AddressInfo: [{ Address: `${number} Main St.`, City: { CountryRegion: 'United States', Name: name(mixed(number)), Region: 'ID' } }],
  Gender: number % 2 === 0 ? 'Male' : 'Female'
})

const fill = async (server, tenant, count) => {
  await putState(server, tenant, { People: Array.from({ length: count }, (_, number) => person(number)) })
}

/** Makes 1,000,000 people of a tenant's 10,000, by SQL: as one document they would not fit into the memory of a small machine. */
async function multiply (databaseUrl, tenant) {
  const key = `(SELECT "key" FROM "Tenant" WHERE "id" = '${tenant}')`
  const columns = ['changed', 'type', 'FirstName', 'LastName', 'Emails', 'AddressInfo', 'Gender', 'Gender_value', 'Concurrency'].map(column => `"${column}"`).join(', ')
  const statements = [`INSERT INTO "Person" ("tenant", "place", "owner", "ordinal", "UserName", ${columns})
    WITH RECURSIVE copy(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM copy WHERE n < 99)
    SELECT "tenant", "place", "owner", "ordinal" + n * 10000, "UserName" || '-' || n, ${columns} FROM "Person" CROSS JOIN copy WHERE "tenant" = ${key}`,
  `UPDATE "Tenant" SET "nextOrdinal" = 1000001 WHERE "key" = ${key}`]
  if (databaseUrl.startsWith('file:')) {
    const database = new Database(databaseUrl.slice('file:'.length), { timeout: 10_000 })
    for (const statement of statements) database.exec(statement)
    database.close()
  } else {
    const client = new pg.Client({ connectionString: databaseUrl })
    await client.connect()
    for (const statement of statements) await client.query(statement)
    await client.end()
  }
}

/** Median times of a page of 10,000 and of 1,000,000 people, which take turns. */
async function compareSizes (server, { title, path }) {
  const times = { thousands: [], million: [] }
  const asked = tenant => ({ path, connections: 1, headers: { 'x-tenant-id': tenant } })
  const requests = await requestsWithin(flags.seconds, server, asked('thousands'))
  await load(server, { ...asked('million'), requests })
  for (let round = 0; round < flags.rounds; round++) {
    for (const tenant of Object.keys(times)) times[tenant].push((await load(server, { ...asked(tenant), requests })).milliseconds)
  }
  const [small, large] = [median(times.thousands), median(times.million)]
  return { met: large / small <= MOST, line: [title, figure(large), figure(small), figure(large / small), `≤ ${MOST}`, verdict(large / small <= MOST)] }
}

const setting = { model, fill: server => fill(server, 'default', flags.rows), startBaseline: startPeople }
const met = await onEachDatabase(flags, setting, async ({ name, database, servers }) => {
  const runs = `medians of ${flags.rounds} rounds of ${flags.seconds} s`
  const compared = await measureAll(cases, one => measureCase(servers, one, flags))
  printTable(`${name}, ${flags.rows.toLocaleString('en')} people; requests a second, ${runs}`, compared.lines)
  if (!flags.million) return compared.met
  for (const tenant of ['thousands', 'million']) await fill(servers[0], tenant, 10_000)
  await multiply(database.url, 'million')
  await database.settle()
  const grown = await measureAll(pages, one => compareSizes(servers[0], one))
  printTable(`${name}, 1,000,000 people (ours) and 10,000 (baseline); milliseconds, ${runs}`, grown.lines)
  return compared.met && grown.met
})
process.exit(met ? 0 : 1)
