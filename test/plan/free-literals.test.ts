/** Which literals of a query are parameters and nothing else: `⟨…⟩` marks those that another request of the shape may replace. */
import t from 'tap'
import { graphModel } from '../../src/families/office-configuration/model/graph-model.js'
import { bindRequest } from '../../src/odata/bind/bind-request.js'
import { parseUrl } from '../../src/odata/url/parse-url.js'
import { shapeOf, slotsOf } from '../../src/odata/url/query-shape.js'
import { freeLiterals } from '../../src/plan/free-literals.js'
import { planRequest } from '../../src/plan/plan-request.js'
import { checkSupported } from '../../src/plan/supported/check-supported.js'
import { LIMITS, requestOf } from './request-of.js'

function mark (query: string, path = 'officeConfiguration/tenantCheckinStatuses'): string {
  const literals = shapeOf(query)?.literals ?? []
  const request = requestOf('GET', `${path}?${query}`)
  const plan = planRequest(graphModel, checkSupported(bindRequest(graphModel, parseUrl(`${path}?${query}`, slotsOf(literals)), request)), request, LIMITS)
  const free = freeLiterals(plan)
  return literals.map(({ text }, index) => free.has(index) ? `⟨${text}⟩` : text).join(' ')
}

const cases: ReadonlyArray<readonly [query: string, marked: string]> = [
  ["$filter=deviceName eq 'a' and length(userId) gt 3", '⟨a⟩ ⟨3⟩'],
  ["$filter=contains(deviceName,'a') or startswith(deviceName,'b') or endswith(deviceName,'c')", '⟨a⟩ ⟨b⟩ c'],
  ["$filter=matchesPattern(deviceName,'^a')", '^a'],
  ["$filter=deviceName in ('a','b',null)", '⟨a⟩ ⟨b⟩'],
  ['$filter=length(deviceName) add 1 gt 2 mul 3', '⟨1⟩ 2 3'],
  ['$filter=length(deviceName) gt -(5)', '5'],
  ["$filter=checkinDateTime gt 2026-01-01T00:00:00Z sub duration'P1D'", '2026-01-01T00:00:00Z'],
  ["$filter=checkinDateTime gt now() sub 'P1D'", 'P1D'],
  ["$filter=totalseconds('PT1S') gt 1 and deviceName eq 'PT1S'", 'PT1S ⟨1⟩ ⟨PT1S⟩'],
  ["$filter=endswith(deviceName,@a) or userId eq @a&@a='x'", 'x'],
  ["$filter=startswith(deviceName,@a) or userId eq @a&@a='x'", '⟨x⟩'],
  ["$filter=cast(@a,Edm.Duration) eq null or userId eq @a&@a='x'", 'x'],
  ["$filter=deviceName eq 'a'&@unused='x'", '⟨a⟩ x'],
  ["$apply=filter(userId eq 'u')/top(2)/groupby((devicePlatform),aggregate(length(userId) add 1 with sum as s))", '⟨u⟩ 2 ⟨1⟩'],
  ["$apply=concat(filter(userId eq 'u'),compute(concat(userId,'x') as y))", '⟨u⟩ ⟨x⟩']
]

for (const [query, marked] of cases) t.equal(mark(query), marked, query)
t.equal(mark("$filter=displayName eq 'a'&$expand=assignments($filter=id eq 'b')", 'officeConfiguration/clientConfigurations'), 'a b', 'next links repeat them')
t.equal(mark("$select=tenantCheckinStatuses($filter=userId eq 'a')", 'officeConfiguration'), 'a', 'an entity may take several statements')
