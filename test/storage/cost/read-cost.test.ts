/** Which reads are short whatever is stored, and which depend on how much there is. */
import t from 'tap'
import { graphModel } from '../../../src/families/office-configuration/model/graph-model.js'
import { bindRequest } from '../../../src/odata/bind/bind-request.js'
import { parseUrl } from '../../../src/odata/url/parse-url.js'
import { checkSupported } from '../../../src/plan/supported/check-supported.js'
import { planRequest } from '../../../src/plan/plan-request.js'
import { readCost } from '../../../src/storage/cost/read-cost.js'
import type { Cost, StoredSize } from '../../../src/storage/database/cost.js'
import { requestOf } from '../../plan/request-of.js'

const limits = { pageSize: 100, maxPageSize: 1000, maxStreamBytes: 1024, requireIfMatch: false, summaryMode: 'stored' as const }

function costOf (path: string, query = ''): Cost | undefined {
  const request = requestOf('GET', query === '' ? path : `${path}?${query}`)
  const bound = checkSupported(bindRequest(graphModel, parseUrl(query === '' ? path : `${path}?${query}`), request))
  return readCost(planRequest(graphModel, bound, request, limits) as Parameters<typeof readCost>[0])
}

const OFFICE = 'officeConfiguration'
const ROWS = `${OFFICE}/tenantCheckinStatuses`
const CONFIGURATIONS = `${OFFICE}/clientConfigurations`

const few: StoredSize = { items: 200, bytes: 200_000 }
const many: StoredSize = { items: 100_000, bytes: 50_000_000 }
const milliseconds = (cost: Cost | undefined, size: StoredSize): number => cost === undefined ? 0 : cost(size) / 1000

t.test('short whatever is stored', t => {
  for (const [path, query] of [[OFFICE], [OFFICE, '$select=id'], [ROWS], [ROWS, '$top=10&$skip=100'], [ROWS, '$select=userId'], [`${CONFIGURATIONS}/x`]] as const) {
    t.equal(costOf(path, query), undefined, `${path} ${query ?? ''}`)
  }
  t.end()
})

t.test('short where little is stored, and long where much is', t => {
  for (const [path, query] of [
    [ROWS, "$filter=contains(deviceName,'x')"],
    [ROWS, '$orderby=errorMessage desc'],
    [ROWS, '$count=true&$filter=wasSuccessful'],
    [ROWS, '$search=x'],
    [`${ROWS}/$count`, "$filter=deviceName eq 'x'"],
    [ROWS, '$apply=groupby((deviceName),aggregate($count as n))'],
    [ROWS, '$compute=length(deviceName) as n&$filter=n gt 3'],
    [OFFICE, '$expand=clientConfigurations($expand=assignments)'],
    [CONFIGURATIONS, ''],
    [CONFIGURATIONS, "$filter=assignments/any(a:startswith(a/id,'x'))"],
    [ROWS, '$skip=90000']
  ] as const) {
    const cost = costOf(path, query)
    t.ok(milliseconds(cost, few) < 8, `${path}?${query}: ${milliseconds(cost, few)} ms of little`)
    t.ok(milliseconds(cost, many) > 8, `${path}?${query}: ${milliseconds(cost, many)} ms of much`)
  }
  t.end()
})

t.test('the collection of the item around is gone through once, another one again for each item', t => {
  const own = costOf(CONFIGURATIONS, '$filter=assignments/any(a:a/id eq displayName)')
  const again = costOf(CONFIGURATIONS, '$filter=assignments/any(a:checkinStatuses/any(b:a/id eq b/userId))')
  t.ok(milliseconds(again, many) > 1000 * milliseconds(own, many))
  t.end()
})

t.test('a literal makes no difference, and neither does the number of times it is asked', t => {
  t.ok(milliseconds(costOf(ROWS, `$filter=${Array.from({ length: 500 }, () => 'wasSuccessful').join(' or ')}`), many) > milliseconds(costOf(ROWS, '$filter=wasSuccessful'), many))
  t.equal(milliseconds(costOf(ROWS, "$filter=deviceName eq 'a'"), many), milliseconds(costOf(ROWS, "$filter=deviceName eq 'abc'"), many))
  t.end()
})
