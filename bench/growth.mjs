// How cost grows: the same requests at 10,000, 100,000 and 1,000,000 rows of a tenant, and at 1, 100 and 10,000 tenants of 100 rows each.
//   node bench/growth.mjs [--database sqlite|postgresql] [--case rows|tenants] [--rounds 5]      after npm run build; Linux alone says what processor time a process took
import { readFileSync, readdirSync } from 'node:fs'
import { casesFor, KEY, pathAfter } from './cases.mjs'
import { newDatabase } from './databases.mjs'
import { readFlags } from './flags.mjs'
import { load, median } from './load.mjs'
import { multiply, runStatements } from './million.mjs'
import { startOurs } from './servers.mjs'
import { figure, printLines } from './table.mjs'
import { OFFICE, configure, fill, headersOf } from './tenants.mjs'

const SIZES = [10_000, 100_000, 1_000_000]
const TENANTS = [1, 100, 10_000]
const ROWS_OF_TENANT = 100
/** One after the other, so that a time is that of one request. */
const REQUESTS = 40
/** Rows that one body has; more are copies. */
const LEAST_ROWS = 10_000

const { databases, rounds, cases } = readFlags(process.argv.slice(2))
const wants = name => cases.length === 0 || cases.includes(name)

async function measureSizes (server, { url, settle }) {
  const found = new Map()
  for (const size of SIZES) {
    console.error(`  ${size} rows`)
    const tenant = `rows-${size}`
    await fill(server, tenant, LEAST_ROWS)
    if (size > LEAST_ROWS) await multiply(url, tenant, size / LEAST_ROWS)
    await settle()
    const key = await configure(server, tenant)
    for (const measured of casesFor(size, []).filter(({ name }) => ['page', 'deep', 'contains', 'key', 'post'].includes(name))) {
      // To go along ten thousand next links would take longer than what is measured.
      const follow = Math.min(measured.follow ?? 0, 50)
      const asked = { ...measured, follow, path: measured.path.replace(KEY, key), headers: { ...measured.headers, ...headersOf(tenant) } }
      note(found, measured.title, await cost(server, { ...asked, path: await pathAfter(server, asked) }))
    }
    note(found, 'count of all rows', await cost(server, { path: `${OFFICE}/tenantCheckinStatuses/$count`, headers: headersOf(tenant) }))
  }
  return found
}

const COLUMNS = ['changed', 'userPrincipalName', 'deviceName', 'devicePlatform', 'devicePlatformVersion', 'wasSuccessful', 'userId', 'checkinDateTime', 'checkinDateTime_instant', 'errorMessage', 'appliedPolicies']
  .map(name => `"${name}"`)

const copyOfRows = ({ tenant, ordinal, where, from = '' }) =>
  `INSERT INTO "OfficeClientCheckinStatus" ("tenant", "owner", "ordinal", ${COLUMNS.join(', ')})
    SELECT ${tenant}, r."owner", ${ordinal}, ${COLUMNS.map(name => `r.${name}`).join(', ')} FROM "OfficeClientCheckinStatus" r ${from} WHERE ${where}`

async function measureTenants (server, { url, settle }) {
  const found = new Map()
  await fill(server, 'tenant-0', ROWS_OF_TENANT)
  let there = 1
  for (const count of TENANTS) {
    console.error(`  ${count} tenants`)
    await runStatements(url, tenantsBetween(there, count))
    there = count
    await settle()
    const tenantOf = index => `tenant-${index * 7919 % count}`
    for (const { title, path, method, body } of casesFor(ROWS_OF_TENANT, []).filter(({ name }) => ['singleton', 'page', 'summary'].includes(name))) {
      // Another tenant each time.
      note(found, title, await cost(server, { path, method, body, headersAt: index => headersOf(tenantOf(index)) }))
    }
  }
  return found
}

/** Tenants like the first, with its rows. */
const tenantsBetween = (from, to) => {
  if (to <= from) return []
  const first = '(SELECT "key" FROM "Tenant" WHERE "id" = \'tenant-0\')'
  const numbers = `WITH RECURSIVE n("i") AS (SELECT ${from} UNION ALL SELECT "i" + 1 FROM n WHERE "i" < ${to - 1})`
  const added = 'JOIN "Tenant" t ON t."id" LIKE \'tenant-%\' AND NOT EXISTS (SELECT 1 FROM "OfficeClientCheckinStatus" x WHERE x."tenant" = t."key")'
  return [
    `INSERT INTO "Tenant" ("id", "sequence", "nextOrdinal", "createdAt") ${numbers} SELECT 'tenant-' || "i", 1, ${ROWS_OF_TENANT + 1}, '2026-01-01T00:00:00.000Z' FROM n`,
    `INSERT INTO "OfficeConfiguration" ("tenant", "id", "changed", "tenantUserCheckinSummary_succeededUserCount", "tenantUserCheckinSummary_failedUserCount")
      SELECT t."key", c."id", 1, 2, 15 FROM "OfficeConfiguration" c JOIN "Tenant" t ON t."id" LIKE 'tenant-%' AND NOT EXISTS (SELECT 1 FROM "OfficeConfiguration" x WHERE x."tenant" = t."key") WHERE c."tenant" = ${first}`,
    copyOfRows({ tenant: 't."key"', ordinal: 'r."ordinal"', from: added, where: `r."tenant" = ${first}` })
  ]
}

/** Microseconds of the service's processor, and milliseconds by the clock, of one request: the least and the median of the rounds. */
async function cost (server, { headersAt, ...request }) {
  const cpu = []
  const clock = []
  for (let round = 0; round <= rounds; round++) {
    const before = processorTime(server.pid)
    let index = round * REQUESTS
    const { milliseconds } = await load(server, {
      ...request,
      connections: 1,
      requests: REQUESTS,
      ...headersAt === undefined ? {} : { change: sent => ({ ...sent, headers: { ...sent.headers, ...headersAt(index++) } }) }
    })
    if (round === 0) continue
    cpu.push((processorTime(server.pid) - before) / REQUESTS / 1000)
    clock.push(milliseconds)
  }
  return { cpu: Math.min(...cpu), clock: median(clock) }
}

/** Nanoseconds of all threads. */
function processorTime (pid) {
  if (process.platform !== 'linux') return Number.NaN
  return readdirSync(`/proc/${pid}/task`).reduce((sum, thread) => sum + Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]), 0)
}

function note (found, title, measured) {
  found.set(title, [...found.get(title) ?? [], measured])
}

function report (name, of, counts, found) {
  printLines(`${name}: microseconds of the service's processor; milliseconds by the clock`, [
    [of, ...counts.map(count => count.toLocaleString('en'))],
    ...[...found].map(([title, costs]) => [title, ...costs.map(({ cpu, clock }) => `${figure(cpu)}; ${figure(clock)}`)])
  ])
}

for (const name of databases) {
  const database = await newDatabase(name)
  // Each answer is a first one.
  const server = await startOurs(database.url, ['--remembered-bytes', '0'])
  try {
    if (wants('rows')) report(name, 'rows of a tenant', SIZES, await measureSizes(server, database))
    if (wants('tenants')) report(name, `tenants of ${ROWS_OF_TENANT} rows`, TENANTS, await measureTenants(server, database))
  } finally {
    await server.stop()
    await database.stop()
  }
}
process.exit(0)
