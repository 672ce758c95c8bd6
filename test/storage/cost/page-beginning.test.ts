/** Which pages look at the first rows first. */
import t from 'tap'
import { graphModel } from '../../../src/families/office-configuration/model/graph-model.js'
import { bindRequest } from '../../../src/odata/bind/bind-request.js'
import { parseUrl } from '../../../src/odata/url/parse-url.js'
import { checkSupported } from '../../../src/plan/supported/check-supported.js'
import type { ReadRowsPlan } from '../../../src/plan/plan.js'
import { planRequest } from '../../../src/plan/plan-request.js'
import { pageBeginning } from '../../../src/storage/cost/page-beginning.js'
import type { PageBeginning } from '../../../src/storage/cost/page-beginning.js'
import { requestOf } from '../../plan/request-of.js'

const limits = { pageSize: 100, maxPageSize: 1000, maxStreamBytes: 1024, requireIfMatch: false, summaryMode: 'stored' as const }

function beginningOf (query: string, path = 'tenantCheckinStatuses'): PageBeginning | undefined {
  const url = `officeConfiguration/${path}?${query}`
  return pageBeginning(planRequest(graphModel, checkSupported(bindRequest(graphModel, parseUrl(url), requestOf('GET', url))), requestOf('GET', url), limits) as ReadRowsPlan)
}

t.test('what is chosen of rows in their own order', t => {
  const million = { items: 1e6, bytes: 5e8 }
  const { rows = 0, cost } = beginningOf("$filter=contains(deviceName,'77')") ?? {}
  t.ok(rows > 1000 && rows < 5000, `${rows} rows`)
  t.ok((cost?.(million) ?? 0) < 8000, 'however many there are')
  t.ok((beginningOf("$filter=tolower(deviceName) eq 'x' and wasSuccessful")?.rows ?? 0) < rows, 'what costs more is looked at in fewer')
  t.ok((beginningOf("$filter=contains(errorMessage,'x')")?.cost(million) ?? 0) > 8000, 'texts without a bound may be as long as all there is')
  t.end()
})

t.test('what is not', t => {
  for (const query of [
    '',
    '$orderby=deviceName&$filter=wasSuccessful',
    '$count=true&$filter=wasSuccessful',
    '$skip=90000&$filter=wasSuccessful',
    "$filter=appliedPolicies/any(a:a eq 'x')",
    '$compute=length(deviceName) as n&$filter=n gt 3',
    '$apply=filter(wasSuccessful)'
  ]) t.equal(beginningOf(query), undefined, query)
  t.equal(beginningOf('$filter=priority gt 1', 'clientConfigurations'), undefined, 'entities')
  t.end()
})
