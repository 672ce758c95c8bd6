/** Pages in the order of an index. That the database finds them by it shows `test/storage/sql/answer/render-rows.test.ts`. */
import sql from 'sql-template-tag'
import t from 'tap'
import { graphModel } from '../../../../src/families/office-configuration/model/graph-model.js'
import { bindRequest } from '../../../../src/odata/bind/bind-request.js'
import { parseUrl } from '../../../../src/odata/url/parse-url.js'
import { checkSupported } from '../../../../src/plan/supported/check-supported.js'
import type { ReadRowsPlan } from '../../../../src/plan/plan.js'
import { planRequest } from '../../../../src/plan/plan-request.js'
import { readCost } from '../../../../src/storage/cost/read-cost.js'
import { isInOrderOfIndex } from '../../../../src/storage/sql/answer/indexed-order.js'
import { columnsOf, tableOf } from '../../../../src/storage/mapping.js'
import { connectionOver } from '../../../../src/storage/database/driver-query.js'
import { connectSqlite } from '../../../../src/storage/database/sqlite-connection.js'
import { newDatabase } from '../../../support/databases.js'
import { requestOf } from '../../../plan/request-of.js'

const limits = { pageSize: 100, maxPageSize: 1000, maxStreamBytes: 1024, requireIfMatch: false, summaryMode: 'stored' as const }
function planOf (query: string, path = 'tenantCheckinStatuses'): ReadRowsPlan {
  const url = `officeConfiguration/${path}?${query}`
  return planRequest(graphModel, checkSupported(bindRequest(graphModel, parseUrl(url), requestOf('GET', url))), requestOf('GET', url), limits) as ReadRowsPlan
}

const isInOrder = (query: string, path?: string): boolean => isInOrderOfIndex(planOf(query, path).rows)

t.test('each property of a row has an index that ends in the ordinal, or none', async t => {
  const adapter = await connectSqlite((await newDatabase(t, 'sqlite')).slice('file:'.length), { synchronous: 'off', busyTimeout: 0 })
  t.teardown(async () => { await adapter.dispose() })
  const { type } = planOf('').rows
  const indexes = (await connectionOver(adapter, 'sqlite').query(sql`SELECT (SELECT group_concat("name", ' ') FROM (SELECT "name" FROM pragma_index_info(i."name") ORDER BY "seqno"))
    FROM sqlite_master AS i WHERE i."type" = 'index' AND i."tbl_name" = ${tableOf(type)}`)).map(([columns]) => columns)
  for (const { property, column, instant } of columnsOf(type)) {
    if (property.type.type.kind === 'collection') continue
    const expected = indexes.includes(`tenant owner ${(instant ?? column).name} ordinal`)
    for (const direction of ['', ' desc']) t.equal(isInOrder(`$orderby=${property.name}${direction}`), expected, property.name)
  }
})

t.test('more is looked at than the page', t => {
  for (const query of [
    '',
    '$orderby=deviceName,userId',
    '$orderby=tolower(deviceName)',
    '$orderby=appliedPolicies/$count',
    "$orderby=deviceName&$filter=userId eq 'a'",
    '$orderby=deviceName&$search=x',
    '$compute=length(deviceName) as n&$orderby=n',
    '$apply=groupby((deviceName))&$orderby=deviceName'
  ]) t.equal(isInOrder(query), false, query)
  t.equal(isInOrder('$orderby=priority', 'clientConfigurations'), false, 'entities')
  t.end()
})

t.test('pages of a million rows in the order of an index are short, others are not', t => {
  const milliseconds = (query: string): number => (readCost(planOf(query))?.({ items: 1e6, bytes: 5e8 }) ?? 0) / 1000
  for (const query of ['$orderby=wasSuccessful', '$orderby=checkinDateTime', '$orderby=deviceName desc&$top=1000&$skip=1000']) t.ok(milliseconds(query) < 8, query)
  for (const query of ['$orderby=errorMessage', '$orderby=deviceName&$skip=90000', '$orderby=deviceName&$count=true']) t.ok(milliseconds(query) > 8, query)
  t.end()
})
