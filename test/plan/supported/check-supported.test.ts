/** What is valid and not supported: paths, options, and expressions that the binder understands and no statement can say. */
import t from 'tap'
import { ODataError } from '../../../src/errors.js'
import { graphModel } from '../../../src/families/office-configuration/model/graph-model.js'
import { bindRequest } from '../../../src/odata/bind/bind-request.js'
import type { Method } from '../../../src/odata/odata-request.js'
import { parseUrl } from '../../../src/odata/url/parse-url.js'
import { checkSupported } from '../../../src/plan/supported/check-supported.js'
import { requestOf } from '../request-of.js'

const ROWS = 'officeConfiguration/tenantCheckinStatuses'
const CONFIGURATIONS = 'officeConfiguration/clientConfigurations'
const ASSIGNMENTS = `${CONFIGURATIONS}/x/assignments`

/** What the sentence of the refusal begins with; undefined where there is none. What is refused for another reason is thrown. */
function refusal (url: string, method: Method = 'GET', body?: unknown): string | undefined {
  const request = requestOf(method, url, { body: body === undefined ? undefined : Buffer.from(JSON.stringify(body)) })
  try {
    checkSupported(bindRequest(graphModel, parseUrl(url), request))
    return undefined
  } catch (error) {
    if (!(error instanceof ODataError) || error.kind !== 'notImplemented') throw error
    return error.message.replace(/ is not supported by this service\.$/, '')
  }
}

const urls: ReadonlyArray<readonly [url: string, what: string | undefined, method?: Method, body?: unknown]> = [
  [`${ROWS}/0`, undefined],
  ['officeConfiguration/tenantUserCheckinSummary?$compute=1 as a', '$compute'],
  [`${ROWS}?$expand=x`, '$expand'],
  [`${ROWS}/$count?$apply=identity`, undefined],
  ['officeConfiguration?$deltatoken=x', '$deltatoken'],
  [`${ROWS}?$index=1`, '$index'],
  [`${ROWS}/$filter(wasSuccessful)?$apply=identity`, undefined],
  [`${CONFIGURATIONS}?$expand=assignments($apply=identity)`, undefined],
  [`${CONFIGURATIONS}?$expand=assignments($apply=filter($it/priority gt 1))`, '$it in $apply of nested options'],
  [`${ROWS}?$apply=aggregate($count as n)&$expand=x`, '$expand'],
  [`${CONFIGURATIONS}?$expand=@Org.x`, 'An annotation in $expand'],
  [`${CONFIGURATIONS}?$select=@Org.x`, 'An annotation in $select'],
  [`${ROWS}?$select=appliedPolicies($top=1)`, undefined],
  [`${ROWS}?$select=appliedPolicies($compute=1 as a)`, '$compute of a collection of values'],
  [`${CONFIGURATIONS}?$expand=assignments($filter=$root/officeConfiguration/x eq 1)`, 'A path that begins with $root'],
  ['officeConfiguration?$select=tenantCheckinStatuses($filter=$root/officeConfiguration/x eq 1)', 'A path that begins with $root'],
  [`${ROWS}?$apply=aggregate($count as a)&$select=a($top=1)`, 'An annotation or nested options in $select after $apply'],
  [`${ASSIGNMENTS}/a/target/microsoft.graph.officeConfigurationGroupAssignmentTarget/groupId`, undefined],
  ['officeConfiguration', undefined, 'PATCH', { tenantUserCheckinSummary: null }]
]

for (const [url, what, method, body] of urls) t.equal(refusal(url, method, body), what, url)

const expressions: ReadonlyArray<readonly [filter: string, what: string | undefined, path?: string]> = [
  ["deviceName eq 'a'", undefined],
  // Nothing is asked of what is around it, and what stands beside it is bound all the same.
  ["not hassubset(['a'],['b']) or deviceName eq 'a'", 'hassubset of two lists that are written'],
  ["appliedPolicies eq ['a']", undefined],
  ["substring($root/officeConfiguration/x,1) in ('a','b')", 'A path that begins with $root'],
  ['length($root/officeConfiguration/x/any(y:y/z)) add 1 gt 2', 'A path that begins with $root'],
  ['hassubset(appliedPolicies,appliedPolicies)', undefined],
  ['userCheckinSummary eq userCheckinSummary', 'userCheckinSummary as a whole', CONFIGURATIONS],
  ['$it eq $it', 'A value that is not stored, as a whole,'],
  ['NaN add 1 gt 0', undefined],
  ['NaN add length(deviceName) gt 0', 'NaN other than as an operand of a comparison'],
  ['-INF mul length(deviceName) gt 0', undefined],
  ['NaN eq 1', undefined],
  ['NaN in (1,NaN)', undefined],
  ['length(deviceName) gt INF', undefined],
  ['round(NaN) eq 1', 'NaN other than as an operand of a comparison'],
  ['case(true:NaN) eq 1', 'NaN other than as an operand of a comparison'],
  ['null add INF eq 1', undefined],
  ['null gt (1 add INF)', undefined],
  ['NaN eq (1 add INF)', undefined],
  ["concat(null,case(true:'a',false:null)) eq null", undefined],
  ['$it eq null', undefined],
  ['appliedPolicies/any(p:$it eq null)', undefined],
  ['isof(microsoft.graph.officeClientCheckinStatus)', undefined],
  ['isof(deviceName,Edm.String)', undefined],
  ['policyPayload eq null', undefined, CONFIGURATIONS],
  ['isof(policyPayload,Edm.Stream)', undefined, CONFIGURATIONS],
  ['isof(policyPayload,Edm.String)', undefined, CONFIGURATIONS],
  ['cast($it,microsoft.graph.windowsOfficeClientConfiguration) eq null', undefined, CONFIGURATIONS],
  ['cast($it,microsoft.graph.officeClientConfiguration) eq null', '$it as a value', CONFIGURATIONS],
  ["checkinStatuses/any(c:c/deviceName eq 'a' and $it/priority gt 1)", undefined, CONFIGURATIONS],
  ['checkinStatuses/any(c:c eq null)', undefined, CONFIGURATIONS],
  ['checkinStatuses/$count($search=a) gt 0', undefined, CONFIGURATIONS],
  ['userCheckinSummary/failedUserCount gt 0 or userCheckinSummary eq null', undefined, CONFIGURATIONS],
  ["target/microsoft.graph.officeConfigurationGroupAssignmentTarget/groupId eq 'x'", undefined, ASSIGNMENTS],
  ['assignments ne null', undefined, CONFIGURATIONS],
  ['assignments/any(a:isof(a/target,microsoft.graph.officeConfigurationGroupAssignmentTarget))', undefined, CONFIGURATIONS]
]

for (const [filter, what, path = ROWS] of expressions) {
  t.equal(refusal(`${path}?$filter=${filter}`), what, filter)
  t.equal(refusal(`${path}?$filter=wasSuccessful or (${filter})`.replace('wasSuccessful', path === ROWS ? 'wasSuccessful' : 'true')), what)
}

const applies: ReadonlyArray<readonly [apply: string, what: string | undefined, path?: string]> = [
  ['nest(identity as b)/groupby((b/c))&$orderby=d&$select=e', "The collection 'b' that $apply has made in an expression"],
  ['groupby((devicePlatform),nest(identity as x)/filter(x eq 1))/filter(devicePlatform eq null)', "The collection 'x' that $apply has made in an expression"],
  ['concat(rolled.up(),identity)/aggregate(z with sum as s)', 'The transformation rolled.up'],
  ['topcount(length(userId),1)/filter(x eq 1)', 'An amount that is computed'],
  ['aggregate(1 with sum from userId with max as a,$count as n)/filter(x eq 1)', '"from" beside other aggregates'],
  ['compute($root/officeConfiguration/x as a)/filter(a eq 1 and a/b eq 2)', 'A path that begins with $root'],
  ['compute($root/officeConfiguration/x as a)/groupby((a),aggregate(a with sum as s))', 'A path that begins with $root'],
  ['compute($root/officeConfiguration/x as a)/concat(compute(a as b),compute(1 as b))', 'A path that begins with $root'],
  ['filter(length(deviceName) add NaN gt 0)', 'NaN other than as an operand of a comparison'],
  ['filter(appliedPolicies/any(p:p eq null))', undefined],
  ['filter(checkinStatuses/any())', undefined, CONFIGURATIONS],
  ['aggregate(assignments/$count as n)', undefined, CONFIGURATIONS],
  ['filter(isof(microsoft.graph.windowsOfficeClientConfiguration))', undefined, CONFIGURATIONS],
  ['filter(target/microsoft.graph.officeConfigurationGroupAssignmentTarget/groupId eq null)', undefined, ASSIGNMENTS],
  ['concat(top(1),aggregate($count as n))/filter(userCheckinSummary/failedUserCount eq 1)', 'failedUserCount at the end of this path', CONFIGURATIONS],
  ['concat(top(1),aggregate($count as n))/filter(appliedPolicies/any(p:p eq null))', 'any, all and $count over this collection'],
  ['compute(now() sub checkinDateTime as age)/aggregate($count as n)', undefined],
  ['compute(now() sub checkinDateTime as age)', undefined],
  ['identity&$compute=now() sub checkinDateTime as age', undefined]
]

for (const [apply, what, path = ROWS] of applies) t.equal(refusal(`${path}?$apply=${apply}`), what, apply)

t.equal(refusal(`${ROWS}?$compute=now() sub checkinDateTime as age&$filter=age gt duration'P1D'&$select=userId`), undefined)
t.equal(refusal(`${ROWS}?$compute=now() sub checkinDateTime as age`), undefined)
t.equal(refusal(`${ROWS}?$compute=appliedPolicies as a&$select=a`), undefined)
t.equal(refusal(`${ROWS}?$compute=appliedPolicies as a&$filter=a/any()`), 'any, all and $count over this collection')
t.equal(refusal(`${ROWS}?$compute=$it as a`), 'A computed value that is not a single primitive value')
t.equal(refusal(`${ROWS}?$orderby=case(true:NaN)`), 'NaN other than as an operand of a comparison')
t.throws(() => refusal(`${ROWS}?$filter=$root/officeConfiguration/x eq 1 and nothing eq 2`), { kind: 'badRequest', message: /nothing/ }, 'what is wrong is wrong, whatever stands beside it')
