/** A resource type is a declaration and columns: a third derived type, with members of its own, goes through every stage as it is. */
import sql from 'sql-template-tag'
import t from 'tap'
import { buildModel } from '../src/edm/build-model.js'
import { complexProperty, edmDateTimeOffset, edmInt32, edmString, entityType } from '../src/edm/declare.js'
import type { Method } from '../src/odata/odata-request.js'
import { declareActions } from '../src/families/office-configuration/model/actions.js'
import { graphModel, typeDeclarations } from '../src/families/office-configuration/model/graph-model.js'
import { officeClientConfiguration } from '../src/families/office-configuration/model/office-client-configuration.js'
import { officeConfiguration } from '../src/families/office-configuration/model/office-configuration.js'
import { officeUserCheckinSummary } from '../src/families/office-configuration/model/office-user-checkin-summary.js'
import { runRequest } from '../src/pipeline/run-request.js'
import { createPreparedRequests } from '../src/pipeline/prepared-requests.js'
import { openDatabase } from '../src/storage/database/open-database.js'
import { createStore } from '../src/storage/prisma-store.js'
import { dialects, newDatabase } from './support/databases.js'
import { requestOf } from './plan/request-of.js'

const macOfficeClientConfiguration = entityType('macOfficeClientConfiguration', { baseType: officeClientConfiguration, description: 'A configuration for macOS.' }, {
  channel: edmString({ description: 'The update channel.' }),
  deadlineInDays: edmInt32({ nullable: false, defaultValue: 7, description: 'Days until an update is forced.' }),
  validFrom: edmDateTimeOffset({ description: 'When it begins to apply.' }),
  lastSummary: complexProperty(officeUserCheckinSummary, { description: 'The summary of the day before.' })
})

const model = buildModel({
  namespace: 'microsoft.graph',
  alias: 'graph',
  types: [...typeDeclarations.slice(0, -1), macOfficeClientConfiguration, officeConfiguration],
  container: graphModel.container.name,
  singletons: [{ name: 'officeConfiguration', type: officeConfiguration, description: '' }],
  actions: resolve => declareActions('microsoft.graph', resolve)
})

for (const dialect of dialects) {
  t.test(`a third derived type needs its columns and nothing else (${dialect})`, async t => {
    const database = await openDatabase(await newDatabase(t, dialect), { synchronous: 'off', poolSize: 2 })
    for (const column of [sql`"channel" TEXT`, sql`"deadlineInDays" INTEGER`, sql`"validFrom" TEXT`, sql`"validFrom_instant" TEXT`, sql`"lastSummary_succeededUserCount" INTEGER`, sql`"lastSummary_failedUserCount" INTEGER`]) {
      await database.execute(sql`ALTER TABLE "OfficeClientConfiguration" ADD COLUMN ${column}`)
    }
    const service = {
      model,
      store: createStore(database),
      limits: { pageSize: 10, maxPageSize: 10, maxStreamBytes: 1024, requireIfMatch: false },
      prepared: createPreparedRequests()
    }
    t.teardown(async () => {
      await database.close()
    })
    let keys = 0
    const send = async (method: Method, path: string, body?: unknown): Promise<Record<string, unknown>> => {
      const [resource = '', query = ''] = path.split('?')
      const response = await runRequest(service, requestOf(method, `officeConfiguration/clientConfigurations${resource}?${encodeURI(query)}`, {
        serviceRoot: 'http://office/beta',
        tenant: 'default',
        newKey: () => `key-${++keys}`,
        body: body === undefined ? undefined : Buffer.from(JSON.stringify(body))
      }), () => undefined)
      return response.body === undefined ? {} : JSON.parse(String(response.body)) as Record<string, unknown>
    }
    const mac = { '@odata.type': '#microsoft.graph.macOfficeClientConfiguration' }
    t.match(await send('POST', '', { ...mac, displayName: 'Macs', channel: 'Beta', validFrom: '2026-01-01T10:00:00+02:00', lastSummary: { failedUserCount: 1 } }), { ...mac, id: 'key-1', channel: 'Beta', deadlineInDays: 7, priority: 1, validFrom: '2026-01-01T10:00:00+02:00', lastSummary: { failedUserCount: 1, succeededUserCount: 0 } })
    await send('POST', '', { '@odata.type': '#microsoft.graph.windowsOfficeClientConfiguration', displayName: 'PCs' })
    const { value } = await send('GET', '') as { value: Array<Record<string, unknown>> }
    t.match(value, [{ ...mac, channel: 'Beta', validFrom: '2026-01-01T10:00:00+02:00', checkinStatuses: [] }, { '@odata.type': '#microsoft.graph.windowsOfficeClientConfiguration', displayName: 'PCs' }])
    t.notOk('channel' in (value[1] ?? {}), 'a member of another type')
    t.match(await send('PATCH', '/key-1', { ...mac, deadlineInDays: 3, lastSummary: { succeededUserCount: 5 } }), { channel: 'Beta', deadlineInDays: 3, lastSummary: { failedUserCount: 1, succeededUserCount: 5 } })
    await t.rejects(send('PATCH', '/key-2', { ...mac, channel: 'x' }), { message: /type cannot be changed/ })
    await t.rejects(send('PATCH', '/key-1', { channel: 'x' }), { message: /does not exist on type/ }, 'a member of a derived type wants the type named')
    const names = async (query: string): Promise<unknown> => ((await send('GET', `?${query}`)) as { value: Array<{ displayName: string }> }).value.map(({ displayName }) => displayName)
    t.same(await names('$filter=microsoft.graph.macOfficeClientConfiguration/channel eq \'Beta\''), ['Macs'])
    t.same(await names('$filter=microsoft.graph.macOfficeClientConfiguration/validFrom lt 2026-01-01T09:00:00Z'), ['Macs'])
    t.same(await names('$filter=microsoft.graph.macOfficeClientConfiguration/lastSummary/failedUserCount eq 1'), ['Macs'])
    t.same(await names('$filter=isof(microsoft.graph.macOfficeClientConfiguration)'), ['Macs'])
    t.same(await names('$orderby=microsoft.graph.macOfficeClientConfiguration/deadlineInDays desc'), ['Macs', 'PCs'])
    t.match(await send('GET', '?$select=displayName,microsoft.graph.macOfficeClientConfiguration/channel'), { value: [{ displayName: 'Macs', channel: 'Beta' }, { displayName: 'PCs' }] })
    t.match(await send('GET', '/microsoft.graph.macOfficeClientConfiguration/key-1/channel'), { value: 'Beta' })
    t.match(await send('GET', '/microsoft.graph.macOfficeClientConfiguration?$expand=assignments($select=id)&$select=channel'), { value: [{ channel: 'Beta', assignments: [] }] })
    t.match(await send('GET', '/key-1'), { ...mac, channel: 'Beta', deadlineInDays: 3 })
    t.match(await send('GET', '/key-1?$select=id,microsoft.graph.macOfficeClientConfiguration/deadlineInDays'), { id: 'key-1', deadlineInDays: 3 })
    await send('DELETE', '/key-1')
    await t.rejects(send('GET', '/key-1'), { message: /does not exist/ })
  })
}
