/** URLs as `odata-query` builds them: filters of objects, orders, nested options, aggregation. */
import odataQuery from 'odata-query'
import type { QueryOptions } from 'odata-query'
import { ROWS, checkIns, seed } from '../support/check-ins.js'
import { OFFICE, json, onBothDatabases } from '../support/service.js'

type Row = typeof checkIns[number]

/** The package types its module for CommonJS, where the function would be `module.exports.default`. */
const buildQuery = odataQuery as unknown as typeof odataQuery.default

onBothDatabases('queries built by odata-query', async (t, { call }) => {
  await seed(call)
  const get = async (options: Partial<QueryOptions<Row>>, url = ROWS): Promise<Record<string, unknown>> => {
    const query = buildQuery<Row>(options)
    const response = await call('GET', `${url}${query}`)
    t.equal(response.statusCode, 200, `${query} ${response.statusCode === 200 ? '' : response.body}`)
    return json(response)
  }
  const names = async (options: Partial<QueryOptions<Row>>): Promise<unknown> => ((await get(options))['value'] as Row[]).map(({ deviceName }) => deviceName)

  t.same(await names({ filter: { devicePlatform: 'macOS', wasSuccessful: true } }), ['B1', '10'])
  t.same(await names({ filter: { or: [{ userId: 'u6' }, { errorMessage: { contains: 'full' } }] } }), ['b2', '😀x'])
  t.same(await names({ filter: { not: [{ devicePlatform: { in: ['Windows', 'macOS'] } }] } }), [null, '9'])
  t.same(await names({ filter: { errorMessage: "it's" } }), ['ä1'], 'a quote in a text')
  t.same(await names({ filter: { checkinDateTime: { ge: new Date('2026-01-02T00:00:00Z'), lt: new Date('2026-02-01T00:00:00Z') } } }), [null, '😀x'])
  t.same(await names({ filter: { 'tolower(deviceName)': { startswith: 'b' } } }), ['B1', 'b2'])
  t.same(await names({ filter: 'appliedPolicies/any(p:p eq \'q\')' }), ['a1', 'B1'])
  t.same(await names({ filter: [{ wasSuccessful: false }, 'length(deviceName) eq 2'], orderBy: ['checkinDateTime', ['deviceName', 'desc']], top: 2, skip: 1 }), ['a2', 'ä1'])
  t.same(await get({ select: ['deviceName', 'userId'], orderBy: 'userId desc', top: 1, count: true, format: 'application/json;odata.metadata=none' }), { '@odata.count': 9, value: [{ deviceName: '😀x', userId: 'u6' }] })
  t.same(await names({ search: 'macos', orderBy: [['userId', 'desc']] }), ['10', 'b2', 'B1'])
  t.match(await get({ transform: [{ filter: { wasSuccessful: false }, groupBy: { properties: ['devicePlatform'], transform: { aggregate: ['$count as failures', { userId: { with: 'countdistinct', as: 'users' } }] } } }], orderBy: 'failures desc' as never }), { value: [{ devicePlatform: 'Windows', failures: 3, users: 2 }, { devicePlatform: 'macOS', failures: 1, users: 1 }] })
  const nested = buildQuery<Row>({ filter: { wasSuccessful: false, devicePlatform: 'Windows' }, orderBy: [['checkinDateTime', 'desc']], top: 2, select: ['deviceName'], count: true }).slice(1).replaceAll('&', ';')
  t.match(await get({ select: [`tenantCheckinStatuses(${nested})`, 'id'] as never }, OFFICE), { 'tenantCheckinStatuses@odata.count': 3, tenantCheckinStatuses: [{ deviceName: '😀x' }, { deviceName: 'ä1' }] })
})
