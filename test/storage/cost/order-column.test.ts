/** Pages in the order of an index. That the database finds them by it shows `test/storage/sql/answer/render-rows.test.ts`. */
import t from 'tap'
import { graphModel } from '../../../src/families/office-configuration/model/graph-model.js'
import { bindRequest } from '../../../src/odata/bind/bind-request.js'
import { parseUrl } from '../../../src/odata/url/parse-url.js'
import { checkSupported } from '../../../src/plan/supported/check-supported.js'
import type { ReadRowsPlan } from '../../../src/plan/plan.js'
import { planRequest } from '../../../src/plan/plan-request.js'
import { columnOfOrder } from '../../../src/storage/cost/order-column.js'
import type { OrderColumn } from '../../../src/storage/cost/order-column.js'
import { readCost } from '../../../src/storage/cost/read-cost.js'
import { clientOf, connectSqlite } from '../../../src/storage/database/sqlite-connection.js'
import { meterStored } from '../../../src/storage/database/stored-size.js'
import { newDatabase } from '../../support/databases.js'
import { requestOf } from '../../plan/request-of.js'

const limits = { pageSize: 100, maxPageSize: 1000, maxStreamBytes: 1024, requireIfMatch: false, summaryMode: 'stored' as const }
const TABLE = 'OfficeClientCheckinStatus'

function planOf (query: string, path = 'tenantCheckinStatuses'): ReadRowsPlan {
  const url = `officeConfiguration/${path}?${query}`
  return planRequest(graphModel, checkSupported(bindRequest(graphModel, parseUrl(url), requestOf('GET', url))), requestOf('GET', url), limits) as ReadRowsPlan
}

const orderOf = (query: string, path?: string): OrderColumn | undefined => columnOfOrder(planOf(query, path).rows)

t.test('the column of an order', t => {
  t.strictSame(orderOf('$orderby=deviceName desc'), { table: TABLE, column: 'deviceName' })
  t.strictSame(orderOf('$orderby=checkinDateTime'), { table: TABLE, column: 'checkinDateTime_instant' })
  t.end()
})

t.test('more is looked at than the page', t => {
  for (const query of [
    '',
    '$orderby=deviceName,userId',
    '$orderby=tolower(deviceName)',
    '$orderby=appliedPolicies/$count',
    '$orderby=deviceName&$count=true',
    "$orderby=deviceName&$filter=userId eq 'a'",
    '$orderby=deviceName&$search=x',
    '$compute=length(deviceName) as n&$orderby=n',
    '$apply=groupby((deviceName))&$orderby=deviceName'
  ]) t.equal(orderOf(query), undefined, query)
  t.equal(orderOf('$orderby=priority', 'clientConfigurations'), undefined, 'entities')
  t.end()
})

t.test('pages of a million rows in the order of an index are short, others are not', async t => {
  const adapter = await connectSqlite((await newDatabase(t, 'sqlite')).slice('file:'.length), { synchronous: 'off', busyTimeout: 0 })
  t.teardown(async () => { await adapter.dispose() })
  const { isSorted } = meterStored(clientOf(adapter)).sizeOf('default')
  const milliseconds = (query: string): number => (readCost(planOf(query))?.({ items: 1e6, bytes: 5e8, isSorted }) ?? 0) / 1000
  const indexed = ['userPrincipalName', 'deviceName', 'devicePlatform', 'devicePlatformVersion', 'wasSuccessful', 'userId', 'checkinDateTime']
  for (const name of indexed) t.ok(milliseconds(`$orderby=${name}`) < 8, name)
  t.ok(milliseconds('$orderby=deviceName desc&$top=1000&$skip=1000') < 8)
  for (const query of ['$orderby=errorMessage', '$orderby=deviceName&$skip=90000', '$orderby=deviceName&$count=true']) t.ok(milliseconds(query) > 8, query)
})
