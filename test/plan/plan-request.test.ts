/** URL in, plan as text out: every kind of plan, and what decides how it looks. */
import t from 'tap'
import { graphModel } from '../../src/families/office-configuration/model/graph-model.js'
import { bindRequest } from '../../src/odata/bind/bind-request.js'
import type { Method, ODataRequest } from '../../src/odata/odata-request.js'
import { parseUrl } from '../../src/odata/url/parse-url.js'
import { planRequest } from '../../src/plan/plan-request.js'
import type { Plan } from '../../src/plan/plan.js'
import { checkSupported } from '../../src/plan/supported/check-supported.js'
import { printPlan } from './print-plan.js'
import { LIMITS, requestOf } from './request-of.js'

const ROWS = 'officeConfiguration/tenantCheckinStatuses'
const CONFIGURATIONS = 'officeConfiguration/clientConfigurations'
const SUMMARY = 'officeConfiguration/tenantUserCheckinSummary'

/** Without metadata, which says little here, unless the parts say otherwise. */
function planOf (method: Method, url: string, parts: Partial<ODataRequest> = {}): Plan {
  const request = requestOf(method, url, { accept: 'application/json;odata.metadata=none', ...parts })
  return planRequest(graphModel, checkSupported(bindRequest(graphModel, parseUrl(url), request)), request, LIMITS)
}

const json = (body: unknown, prefer?: string): Partial<ODataRequest> => ({ body: Buffer.from(JSON.stringify(body)), prefer })
const windows = '#microsoft.graph.windowsOfficeClientConfiguration'

const cases: ReadonlyArray<readonly [method: Method, url: string, plan: readonly string[], parts?: Partial<ODataRequest>]> = [
  ['GET', 'officeConfiguration', [
    'read officeConfiguration',
    '  id, tenantCheckinStatuses[userPrincipalName, deviceName, devicePlatform, devicePlatformVersion, wasSuccessful, userId, checkinDateTime, errorMessage, appliedPolicies], tenantUserCheckinSummary{succeededUserCount, failedUserCount}'
  ]],
  ['GET', 'officeConfiguration', [
    'read officeConfiguration',
    '  @odata.type="#microsoft.graph.officeConfiguration", id unless null, tenantCheckinStatuses[@odata.type="microsoft.graph.officeClientCheckinStatus", userPrincipalName unless null, deviceName unless null, devicePlatform unless null, devicePlatformVersion unless null, wasSuccessful unless null or false, userId unless null or "", checkinDateTime unless null or "0001-01-01T00:00:00Z", errorMessage unless null, appliedPolicies unless null], tenantUserCheckinSummary{@odata.type="microsoft.graph.officeUserCheckinSummary", succeededUserCount unless null or 0, failedUserCount unless null or 0} unless null'
  ], { accept: undefined, prefer: 'omit-values=defaults' }],
  ['GET', 'officeConfiguration?$select=tenantCheckinStatuses($filter=wasSuccessful;$orderby=userId;$top=2),tenantUserCheckinSummary/failedUserCount', [
    'read officeConfiguration',
    '  tenantCheckinStatuses[userPrincipalName, deviceName, devicePlatform, devicePlatformVersion, wasSuccessful, userId, checkinDateTime, errorMessage, appliedPolicies](where $this.wasSuccessful; by $this.userId; top 2), tenantUserCheckinSummary{failedUserCount}'
  ]],
  ['GET', 'officeConfiguration?$compute=1 add 1 as a,a add 1 as b,2 as c&$select=b', [
    'read officeConfiguration',
    '  #a = (1:Int64 add 1:Int64):Int64',
    '  #b = (#a add 1:Int64):Int64',
    '  #b'
  ]],
  ['GET', 'officeConfiguration?$expand=clientConfigurations($select=id;$filter=priority gt 1;$top=500)&$select=id', [
    'read officeConfiguration',
    '  @odata.type="#microsoft.graph.officeConfiguration", id',
    '  clientConfigurations: page of 100, top 500',
    '    context …/clientConfigurations(id)',
    '    next …/clientConfigurations?$filter=priority%20gt%201&$top=500&$select=id',
    '    where ($this.priority gt 1:Int32)',
    '    @odata.etag, @odata.type=#microsoft.graph.…, id'
  ], { accept: undefined }],
  ['GET', SUMMARY, [
    'read officeConfiguration',
    '  tenantUserCheckinSummary{succeededUserCount, failedUserCount}'
  ]],
  ['GET', `${SUMMARY}/failedUserCount/$value`, [
    'read officeConfiguration',
    '  tenantUserCheckinSummary{failedUserCount}'
  ]],
  ['GET', 'officeConfiguration/id', [
    'read officeConfiguration',
    '  id'
  ]],
  ['GET', `${CONFIGURATIONS}/x/$ref`, ['read officeConfiguration/clientConfigurations(\'x\')']],
  ['GET', `${CONFIGURATIONS}/x/assignments/y?$select=id`, [
    'read officeConfiguration/clientConfigurations(\'x\')/assignments(\'y\')',
    '  @odata.type="#microsoft.graph.officeClientConfigurationAssignment", @odata.id="http://x/beta/officeConfiguration/clientConfigurations(\'x\')/assignments(\'y\')", @odata.editLink="http://x/beta/officeConfiguration/clientConfigurations(\'x\')/assignments(\'y\')", id'
  ], { accept: 'application/json;odata.metadata=full' }],
  ['GET', `${ROWS}?$filter=not wasSuccessful and checkinDateTime ge 2026-01-01T00:00:00Z&$orderby=deviceName desc&$top=2&$select=deviceName`, [
    'read officeConfiguration/tenantCheckinStatuses: page of 100, top 2',
    '  where (not($it.wasSuccessful):Boolean and ($it.checkinDateTime ge \'2026-01-01T00:00:00Z\':DateTimeOffset))',
    '  by $it.deviceName desc',
    '  deviceName'
  ]],
  ['GET', `${ROWS}?$search=a NOT b&$compute=length(userId) as n&$orderby=n&$skip=3&$count=true&$select=n`, [
    'read officeConfiguration/tenantCheckinStatuses: page of 7, skip 3, count',
    '  #n = length($it.userId):Int32',
    '  search ("a" and not("b"))',
    '  by #n',
    '  #n unless null'
  ], { prefer: 'maxpagesize=7,omit-values=nulls' }],
  ['GET', `${ROWS}?$compute=1 add 2 as n&$select=n`, [
    'read officeConfiguration/tenantCheckinStatuses: page of 100',
    '  #n = (1:Int64 add 2:Int64):Int64',
    '  #n as text'
  ], { accept: 'application/json;odata.metadata=none;IEEE754Compatible=true' }],
  ['GET', `${ROWS}/$filter(wasSuccessful)/$count?$filter=userId eq 'a'`, [
    'count officeConfiguration/tenantCheckinStatuses',
    '  where ($it.wasSuccessful and ($it.userId eq \'a\':String))'
  ]],
  ['GET', `${CONFIGURATIONS}?$select=id,displayName`, [
    'read officeConfiguration/clientConfigurations: page of 100',
    '  @odata.etag, @odata.type=#microsoft.graph.…, id, displayName'
  ], { accept: undefined }],
  ['GET', `${CONFIGURATIONS}/microsoft.graph.windowsOfficeClientConfiguration?$select=displayName`, [
    'read officeConfiguration/clientConfigurations: page of 100',
    '  of windowsOfficeClientConfiguration',
    '  displayName'
  ]],
  ['GET', `${CONFIGURATIONS}?$select=id&$expand=assignments/$count($filter=id ne 'a')`, [
    'read officeConfiguration/clientConfigurations: page of 100',
    '  id',
    '  assignments: how many',
    '    where ($this.id ne \'a\':String)'
  ]],
  ['GET', `${CONFIGURATIONS}?$select=checkinStatuses&$expand=assignments($select=id)`, [
    'read officeConfiguration/clientConfigurations: page of 100',
    '  checkinStatuses: page of 1000',
    '    next …/checkinStatuses?',
    '    userPrincipalName, deviceName, devicePlatform, devicePlatformVersion, wasSuccessful, userId, checkinDateTime, errorMessage, appliedPolicies',
    '  assignments: page of 100',
    '    next …/assignments?$select=id',
    '    id'
  ]],
  ['GET', `${CONFIGURATIONS}/$ref?$top=1`, [
    'read officeConfiguration/clientConfigurations: page of 100, top 1',
    '  @odata.id=…'
  ]],
  ['GET', `${CONFIGURATIONS}/x/assignments`, [
    'read officeConfiguration/clientConfigurations(\'x\')/assignments: page of 100',
    '  id, target{groupId}'
  ]],
  ['GET', `${ROWS}?$apply=filter(wasSuccessful)/groupby((devicePlatform),aggregate($count as n))/concat(top(1),skip(1))&$orderby=n desc&$select=n&$top=200`, [
    'apply to officeConfiguration/tenantCheckinStatuses: page of 100, top 200',
    '  where $it.wasSuccessful',
    '  group by $it.devicePlatform { #n = count() }',
    '  { top 1 } then { skip 1 }',
    '  by #n desc',
    '  select n'
  ]],
  ['GET', `${CONFIGURATIONS}/x/policyPayload`, ['stream officeConfiguration/clientConfigurations(\'x\')/policyPayload']],
  ['HEAD', `${CONFIGURATIONS}/x/policyPayload`, ['stream officeConfiguration/clientConfigurations(\'x\')/policyPayload, its length alone']],
  ['PATCH', 'officeConfiguration?$select=id', [
    'merge officeConfiguration officeConfiguration(tenantUserCheckinSummary: officeUserCheckinSummary(failedUserCount: 16))',
    '  and read officeConfiguration',
    '    id'
  ], json({ tenantUserCheckinSummary: { failedUserCount: 16 } })],
  ['PATCH', 'officeConfiguration', ['merge officeConfiguration officeConfiguration(tenantUserCheckinSummary: null)'], json({ tenantUserCheckinSummary: null }, 'return=minimal')],
  ['PUT', SUMMARY, ['replace officeConfiguration officeConfiguration(tenantUserCheckinSummary: officeUserCheckinSummary(failedUserCount: 1))'], json({ failedUserCount: 1 })],
  ['DELETE', SUMMARY, ['replace officeConfiguration officeConfiguration(tenantUserCheckinSummary: null)']],
  ['PUT', `${CONFIGURATIONS}/x/displayName`, [
    'merge officeConfiguration/clientConfigurations(\'x\') officeClientConfiguration(displayName: "a")',
    '  and read officeConfiguration/clientConfigurations(\'x\')',
    '    displayName'
  ], json({ value: 'a' }, 'return=representation')],
  ['POST', ROWS, ['append officeConfiguration officeConfiguration(tenantCheckinStatuses: [officeClientCheckinStatus(userId: "a")])'], json({ userId: 'a' })],
  ['PUT', `${ROWS}?$select=userId`, [
    'replace officeConfiguration officeConfiguration(tenantCheckinStatuses: [])',
    '  and read officeConfiguration/tenantCheckinStatuses: page of 100',
    '    userId'
  ], json({ value: [] }, 'return=representation')],
  ['DELETE', ROWS, ['replace officeConfiguration officeConfiguration(tenantCheckinStatuses: [])']],
  ['POST', CONFIGURATIONS, ['create officeConfiguration/clientConfigurations(\'new\') windowsOfficeClientConfiguration(displayName: "a", assignments: replace [+ officeClientConfigurationAssignment()])'], json({ '@odata.type': windows, displayName: 'a', assignments: [{}] }, 'return=minimal')],
  ['PATCH', `${CONFIGURATIONS}/x?$select=id`, [
    'merge officeConfiguration/clientConfigurations(\'x\') officeClientConfiguration(assignments: delta [- a, b officeClientConfigurationAssignment(), + officeClientConfigurationAssignment()])',
    '  and read officeConfiguration/clientConfigurations(\'x\')',
    '    id'
  ], json({ 'assignments@delta': [{ id: 'a', '@removed': {} }, { id: 'b' }, {}] })],
  ['DELETE', `${CONFIGURATIONS}/x`, ['delete officeConfiguration/clientConfigurations(\'x\')']],
  ['POST', `${CONFIGURATIONS}/x/assign?$select=id`, [
    'replace officeConfiguration/clientConfigurations(\'x\')/assignments [officeClientConfigurationAssignment()]',
    '  and read officeConfiguration/clientConfigurations(\'x\')/assignments: page of 1',
    '    id'
  ], json({ officeConfigurationAssignments: [{}] })],
  ['POST', `${CONFIGURATIONS}/updatePriorities`, [
    'set priority of officeConfiguration/clientConfigurations',
    '  a: 2',
    '  b: 1'
  ], json({ officeConfigurationPolicyIds: ['a', 'b'], officeConfigurationPriorities: [2, 1] })],
  ['PATCH', `${CONFIGURATIONS}/$filter(priority gt 3)/$each?$select=id`, [
    'merge each officeConfiguration/clientConfigurations officeClientConfiguration(displayName: "late")',
    '  where ($it.priority gt 3:Int32)',
    '  and read them'
  ], json({ displayName: 'late' }, 'return=representation')],
  ['DELETE', `${CONFIGURATIONS}/$each`, ['delete each officeConfiguration/clientConfigurations']],
  ['PUT', `${CONFIGURATIONS}/x/policyPayload`, ['write stream officeConfiguration/clientConfigurations(\'x\')/policyPayload text/plain, 3 bytes'], { contentType: 'text/plain', body: Buffer.from('abc') }],
  ['DELETE', `${CONFIGURATIONS}/x/policyPayload`, ['remove stream officeConfiguration/clientConfigurations(\'x\')/policyPayload']]
]

const kinds = new Set<string>()
for (const [method, url, expected, parts] of cases) {
  const plan = planOf(method, url, parts)
  kinds.add(plan.kind)
  t.equal(printPlan(plan), expected.join('\n'), `${method} ${url}`)
}

/** The family relates nothing without containing it: `features/relations.test.ts` does. `$crossjoin` has a plan of its own. */
const every: Readonly<Record<Exclude<Plan['kind'], 'relate' | 'readCrossJoin'>, true>> = {
  readEntity: true,
  readRows: true,
  countRows: true,
  readStream: true,
  updateEntity: true,
  createEntity: true,
  deleteEntity: true,
  replaceContained: true,
  setValues: true,
  changeEach: true,
  writeStream: true
}
t.same([...kinds].sort(), Object.keys(every).sort(), 'every kind of plan is here')
