/** Pages and counts that are remembered are those that the database would give, whoever has written meanwhile. */
import t from 'tap'
import sql from 'sql-template-tag'
import { graphModel } from '../../../src/families/office-configuration/model/graph-model.js'
import type { ODataRequest } from '../../../src/odata/odata-request.js'
import { createPreparedRequests } from '../../../src/pipeline/prepared-requests.js'
import { runRequest } from '../../../src/pipeline/run-request.js'
import type { Service } from '../../../src/pipeline/run-request.js'
import type { Store } from '../../../src/plan/plan.js'
import { openDatabase } from '../../../src/storage/database/open-database.js'
import { createStore } from '../../../src/storage/prisma-store.js'
import { createRememberedRows } from '../../../src/storage/read/remembered-rows.js'
import type { RememberedRows } from '../../../src/storage/read/remembered-rows.js'
import { requestOf } from '../../plan/request-of.js'
import { checkIns } from '../../support/check-ins.js'
import { dialects, newDatabase } from '../../support/databases.js'

const OFFICE = 'officeConfiguration'
const ROWS = `${OFFICE}/tenantCheckinStatuses`
const READS = [
  `${ROWS}?$count=true&$top=2`,
  `${ROWS}/$count`,
  `${ROWS}?$filter=deviceName%20eq%20'a1'&$count=true`,
  `${ROWS}?$filter=deviceName%20eq%20'a2'&$count=true`,
  `${ROWS}?$filter=checkinDateTime%20lt%20now()&$count=true`,
  `${OFFICE}/clientConfigurations?$select=id`
]

const limits = { pageSize: 4, maxPageSize: 10, maxStreamBytes: 1024, requireIfMatch: false }
let keys = 0

const serviceOver = (store: Store): Service => ({ model: graphModel, store, limits, prepared: createPreparedRequests() })

async function send (service: Service, method: ODataRequest['method'], url: string, more: Partial<ODataRequest> = {}): Promise<string> {
  const { body } = await runRequest(service, requestOf(method, url, { newKey: () => `00000000-0000-4000-8000-${String(++keys).padStart(12, '0')}`, ...more }), () => undefined)
  return String(body)
}

const write = async (service: Service, tenant: string, method: ODataRequest['method'], url: string, body: unknown): Promise<string> =>
  await send(service, method, url, { tenant, contentType: 'application/json', body: Buffer.from(JSON.stringify(body)) })

/** Whatever a statement takes, it is worth it. */
const NOTHING_MS = -1

for (const dialect of dialects) {
  t.test(`what is remembered is what there is (${dialect})`, async t => {
    const database = await openDatabase(await newDatabase(t, dialect), { synchronous: 'off', poolSize: 2 })
    t.teardown(async () => { await database.close() })
    const remembered = createRememberedRows(1_000_000, NOTHING_MS)
    const [kept, plain] = [serviceOver(createStore(database, { remembered })), serviceOver(createStore(database))]
    const compare = async (title: string): Promise<void> => {
      for (const tenant of ['a', 'b']) {
        for (const url of [...READS, ...READS, ...READS]) t.equal(await send(kept, 'GET', url, { tenant }), await send(plain, 'GET', url, { tenant }), `${title}: ${tenant} ${url}`)
      }
    }
    await compare('nothing is there')
    await write(kept, 'a', 'PATCH', OFFICE, { tenantCheckinStatuses: checkIns })
    await compare('written by the service itself')
    const before = remembered.found().remembered
    await compare('nothing was written')
    t.ok(remembered.found().remembered > before)
    await write(plain, 'a', 'PATCH', OFFICE, { tenantCheckinStatuses: checkIns.slice(1) })
    await write(plain, 'b', 'PATCH', OFFICE, { tenantCheckinStatuses: checkIns.slice(2) })
    await compare('written by another one')
    await write(plain, 'b', 'POST', `${OFFICE}/clientConfigurations`, { '@odata.type': '#microsoft.graph.windowsOfficeClientConfiguration', displayName: 'x' })
    await compare('an entity was created')
    await database.execute(sql`DELETE FROM "Tenant" WHERE "id" = 'b'`)
    await compare('a tenant is gone')
    await write(plain, 'b', 'PATCH', OFFICE, { tenantCheckinStatuses: checkIns.slice(3) })
    await compare('and there again')
  })

  t.test(`a time is another question each time, and memory has a bound (${dialect})`, async t => {
    const database = await openDatabase(await newDatabase(t, dialect), { synchronous: 'off', poolSize: 2 })
    t.teardown(async () => { await database.close() })
    const answers = async (remembered: RememberedRows): Promise<readonly string[]> => {
      const service = serviceOver(createStore(database, { remembered }))
      const found: string[] = []
      for (const now of ['2020-01-01T00:00:00.000000000000', '2030-01-01T00:00:00.000000000000']) {
        for (let again = 0; again < 3; again++) found.push(await send(service, 'GET', `${ROWS}/$count?$filter=checkinDateTime%20lt%20now()`, { tenant: 'a', now }))
      }
      return found
    }
    await write(serviceOver(createStore(database)), 'a', 'PATCH', OFFICE, { tenantCheckinStatuses: checkIns })
    const [none, , , all] = await answers(createRememberedRows(0, NOTHING_MS))
    t.not(none, all)
    const large = createRememberedRows(1_000_000, NOTHING_MS)
    t.strictSame(await answers(large), [none, none, none, all, all, all])
    t.ok(large.found().remembered === 2 && large.found().bytes > 0)
    const small = createRememberedRows(300, NOTHING_MS)
    t.strictSame(await answers(small), [none, none, none, all, all, all])
    t.strictSame(small.found(), { remembered: 0, read: 6, bytes: 0 })
  })
  t.test(`what many ask at the same time is read a few times (${dialect})`, async t => {
    const database = await openDatabase(await newDatabase(t, dialect), { synchronous: 'off', poolSize: 2 })
    t.teardown(async () => { await database.close() })
    const remembered = createRememberedRows(1_000_000)
    const service = serviceOver(createStore(database, { remembered }))
    for (const rows of [checkIns, checkIns.slice(1)]) {
      await write(service, 'a', 'PATCH', OFFICE, { tenantCheckinStatuses: rows })
      const before = remembered.found().read
      const answers = await Promise.all(Array.from({ length: 20 }, async () => await send(service, 'GET', `${ROWS}/$count`, { tenant: 'a' })))
      t.strictSame([...new Set(answers)], [String(rows.length)])
      t.ok(remembered.found().read - before <= 3, `${remembered.found().read - before} times`)
    }
    const faults = await Promise.all(Array.from({ length: 5 }, async () =>
      await send(service, 'GET', `${ROWS}/$count?$filter=1%20div%20(length(deviceName)%20sub%20length(deviceName))%20eq%201`, { tenant: 'a' }).catch((error: unknown) => (error as Error).message)))
    t.equal(new Set(faults).size, 1, 'an error is the same for everyone')
    t.match(faults[0], /zero/)
  })
}
