/** What is wrong in a body: a 400 that names the property and what was expected, for every fault; and nothing is written. */
import { OFFICE, errorOf, json, onBothDatabases } from '../support/service.js'
import { row } from '../support/samples.js'

const UNREADABLE = 'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.'

const rows = (changes: object): object => ({ tenantCheckinStatuses: [row(), { ...row(), ...changes }] })
const convert = (literal: string, type: string): string => `Cannot convert the literal '${literal}' to the expected type '${type}'.`
const unresolved = (name: string): string => `A type named '${name}' could not be resolved by the model.`
const noNull = (path: string, type: string): string => `A null value was found for the property named '${path}', which has the expected type '${type}[Nullable=False]'. The expected type '${type}[Nullable=False]' does not allow null values.`
const unknown = (name: string, type: string, hint = ''): string => `The property '${name}' does not exist on type 'microsoft.graph.${type}'. Make sure to only use property names that are defined by the type.${hint}`

/** Body, target, message. */
const cases: ReadonlyArray<readonly [unknown, string | undefined, string]> = [
  [{ nonsense: 1 }, 'nonsense', unknown('nonsense', 'officeConfiguration')],
  [{ TenantUserCheckinSummary: null }, 'TenantUserCheckinSummary', unknown('TenantUserCheckinSummary', 'officeConfiguration', " Did you mean 'tenantUserCheckinSummary'?")],
  [{ tenantUserCheckinSummary: { failedUserCnt: 1 } }, 'tenantUserCheckinSummary/failedUserCnt', unknown('failedUserCnt', 'officeUserCheckinSummary', " Did you mean 'failedUserCount'?")],
  [{ tenantUserCheckinSummary: { failedUserCount: 'x' } }, 'tenantUserCheckinSummary/failedUserCount', convert('x', 'Edm.Int32')],
  [{ tenantUserCheckinSummary: { failedUserCount: 2147483648 } }, 'tenantUserCheckinSummary/failedUserCount', convert('2147483648', 'Edm.Int32')],
  [{ tenantUserCheckinSummary: { failedUserCount: -2147483649 } }, 'tenantUserCheckinSummary/failedUserCount', convert('-2147483649', 'Edm.Int32')],
  [{ tenantUserCheckinSummary: { failedUserCount: 1.5 } }, 'tenantUserCheckinSummary/failedUserCount', convert('1.5', 'Edm.Int32')],
  [{ tenantUserCheckinSummary: { failedUserCount: true } }, 'tenantUserCheckinSummary/failedUserCount', convert('true', 'Edm.Int32')],
  [{ tenantUserCheckinSummary: { failedUserCount: [1] } }, 'tenantUserCheckinSummary/failedUserCount', convert('[1]', 'Edm.Int32')],
  [{ tenantUserCheckinSummary: { failedUserCount: null } }, 'tenantUserCheckinSummary/failedUserCount', noNull('tenantUserCheckinSummary/failedUserCount', 'Edm.Int32')],
  [{ tenantUserCheckinSummary: 5 }, 'tenantUserCheckinSummary', convert('5', 'microsoft.graph.officeUserCheckinSummary')],
  [{ tenantUserCheckinSummary: [] }, 'tenantUserCheckinSummary', convert('[]', 'microsoft.graph.officeUserCheckinSummary')],
  [{ tenantCheckinStatuses: null }, 'tenantCheckinStatuses', noNull('tenantCheckinStatuses', 'Collection(microsoft.graph.officeClientCheckinStatus)')],
  [{ tenantCheckinStatuses: {} }, 'tenantCheckinStatuses', convert('{}', 'Collection(microsoft.graph.officeClientCheckinStatus)')],
  [{ tenantCheckinStatuses: [null] }, 'tenantCheckinStatuses/0', noNull('tenantCheckinStatuses/0', 'microsoft.graph.officeClientCheckinStatus')],
  [{ tenantCheckinStatuses: ['x'] }, 'tenantCheckinStatuses/0', convert('x', 'microsoft.graph.officeClientCheckinStatus')],
  [rows({ userId: null }), 'tenantCheckinStatuses/1/userId', noNull('tenantCheckinStatuses/1/userId', 'Edm.String')],
  [rows({ wasSuccessful: null }), 'tenantCheckinStatuses/1/wasSuccessful', noNull('tenantCheckinStatuses/1/wasSuccessful', 'Edm.Boolean')],
  [rows({ checkinDateTime: null }), 'tenantCheckinStatuses/1/checkinDateTime', noNull('tenantCheckinStatuses/1/checkinDateTime', 'Edm.DateTimeOffset')],
  [rows({ checkinDateTime: 'yesterday' }), 'tenantCheckinStatuses/1/checkinDateTime', convert('yesterday', 'Edm.DateTimeOffset')],
  [rows({ checkinDateTime: '2023-02-29T00:00:00Z' }), 'tenantCheckinStatuses/1/checkinDateTime', convert('2023-02-29T00:00:00Z', 'Edm.DateTimeOffset')],
  [rows({ checkinDateTime: '2023-02-28T00:00:00' }), 'tenantCheckinStatuses/1/checkinDateTime', convert('2023-02-28T00:00:00', 'Edm.DateTimeOffset')],
  [rows({ checkinDateTime: 0 }), 'tenantCheckinStatuses/1/checkinDateTime', convert('0', 'Edm.DateTimeOffset')],
  [rows({ wasSuccessful: 'true' }), 'tenantCheckinStatuses/1/wasSuccessful', convert('true', 'Edm.Boolean')],
  [rows({ wasSuccessful: 1 }), 'tenantCheckinStatuses/1/wasSuccessful', convert('1', 'Edm.Boolean')],
  [rows({ deviceName: 5 }), 'tenantCheckinStatuses/1/deviceName', convert('5', 'Edm.String')],
  [rows({ deviceName: 'a\u0000b' }), 'tenantCheckinStatuses/1/deviceName', 'A string cannot hold U+0000 or an unpaired surrogate.'],
  ['{"tenantCheckinStatuses":[{"deviceName":"\\ud800"}]}', 'tenantCheckinStatuses/0/deviceName', 'A string cannot hold U+0000 or an unpaired surrogate.'],
  [rows({ deviceName: 'a'.repeat(513) }), 'tenantCheckinStatuses/1/deviceName', 'The string is longer than the 512 characters that the property may have.'],
  [rows({ appliedPolicies: null }), 'tenantCheckinStatuses/1/appliedPolicies', noNull('tenantCheckinStatuses/1/appliedPolicies', 'Collection(Edm.String)')],
  [rows({ appliedPolicies: 'x' }), 'tenantCheckinStatuses/1/appliedPolicies', convert('x', 'Collection(Edm.String)')],
  [rows({ appliedPolicies: ['x', 1] }), 'tenantCheckinStatuses/1/appliedPolicies/1', convert('1', 'Edm.String')],
  [rows({ __proto__: undefined, constructor: 1 }), 'tenantCheckinStatuses/1/constructor', unknown('constructor', 'officeClientCheckinStatus')],
  ['{"tenantCheckinStatuses":[{"__proto__":{}}]}', 'tenantCheckinStatuses/0/__proto__', unknown('__proto__', 'officeClientCheckinStatus')],
  [{ '@odata.type': '#microsoft.graph.officeUserCheckinSummary' }, '@odata.type', unresolved('#microsoft.graph.officeUserCheckinSummary')],
  [{ '@odata.type': '#microsoft.graph.nothing' }, '@odata.type', unresolved('#microsoft.graph.nothing')],
  [{ '@odata.type': 5 }, '@odata.type', unresolved('5')],
  [{ tenantUserCheckinSummary: { '@odata.type': 'officeUserCheckinSummary' } }, 'tenantUserCheckinSummary/@odata.type', unresolved('officeUserCheckinSummary')],
  [rows({ '@odata.type': '#graph.windowsOfficeClientConfiguration' }), 'tenantCheckinStatuses/1/@odata.type', unresolved('#graph.windowsOfficeClientConfiguration')],
  [[], undefined, convert('[]', 'microsoft.graph.officeConfiguration')],
  ['5', undefined, convert('5', 'microsoft.graph.officeConfiguration')],
  ['"x"', undefined, convert('x', 'microsoft.graph.officeConfiguration')]
]

onBothDatabases('each fault has its own message, and nothing is written', async (t, { call }) => {
  const before = await call('PATCH', OFFICE, { body: { tenantCheckinStatuses: [row()], tenantUserCheckinSummary: {} } })
  for (const [body, target, message] of cases) {
    const response = await call('PATCH', OFFICE, { body })
    const code = 'ModelValidationFailure'
    const fault = { code, message, ...target === undefined ? {} : { target } }
    t.equal(response.statusCode, 400, message)
    t.same(errorOf(response), { ...fault, details: [fault] })
  }
  t.equal((await call('GET', OFFICE)).body, before.body)
})

onBothDatabases('every fault of a body is listed, in order', async (t, { call }) => {
  const response = await call('PATCH', OFFICE, { body: { x: 1, tenantCheckinStatuses: [{ userId: 5 }, { y: 1 }], tenantUserCheckinSummary: { failedUserCount: 'a', succeededUserCount: null } } })
  const { target, details } = errorOf(response) as { target: string, details: Array<{ target: string }> }
  t.equal(target, 'x')
  t.same(details.map(detail => detail.target), ['x', 'tenantCheckinStatuses/0/userId', 'tenantCheckinStatuses/1/y', 'tenantUserCheckinSummary/failedUserCount', 'tenantUserCheckinSummary/succeededUserCount'])
})

onBothDatabases('a body with thousands of faults is answered with the first hundred', async (t, { call }) => {
  const response = await call('PATCH', OFFICE, { body: { tenantCheckinStatuses: Array.from({ length: 5000 }, () => ({ x: 1 })) } })
  t.equal((errorOf(response) as { details: unknown[] }).details.length, 100)
})

onBothDatabases('what is no JSON', async (t, { call }) => {
  for (const body of ['', '{', 'x', "{'a':1}", '{"a":1}}', Buffer.from([0x7b, 0xff, 0x7d]), '[', `${'['.repeat(50_000)}`]) {
    const response = await call('PATCH', OFFICE, { body, headers: { 'content-type': 'application/json' } })
    t.equal(response.statusCode, 400)
    t.same(errorOf(response), { code: 'BadRequest', message: UNREADABLE })
  }
  t.same(errorOf(await call('PATCH', OFFICE)), { code: 'BadRequest', message: UNREADABLE }, 'no body')
  t.equal((await call('PATCH', OFFICE, { body: `${'['.repeat(5000)}${']'.repeat(5000)}` })).statusCode, 400, 'deep JSON')
})

onBothDatabases('the forms of a type name (JSON format 4.01, section 4.6.3)', async (t, { call }) => {
  for (const name of ['microsoft.graph.officeConfiguration', '#microsoft.graph.officeConfiguration', 'graph.officeConfiguration', '#graph.officeConfiguration', 'https://graph.microsoft.com/beta/$metadata#microsoft.graph.officeConfiguration']) {
    t.equal((await call('PATCH', OFFICE, { body: { '@odata.type': name } })).statusCode, 200, name)
    t.equal((await call('PATCH', OFFICE, { body: { '@type': name } })).statusCode, 200, name)
  }
  const body = { 'tenantCheckinStatuses@odata.type': '#Collection(microsoft.graph.officeClientCheckinStatus)', tenantCheckinStatuses: [{ 'checkinDateTime@odata.type': '#DateTimeOffset', checkinDateTime: '2026-01-01T00:00:00Z', 'appliedPolicies@odata.type': '#Collection(String)' }] }
  t.equal((await call('PATCH', OFFICE, { body })).statusCode, 200)
  t.equal(json(await call('PATCH', OFFICE, { body: { 'tenantCheckinStatuses@odata.type': '#Collection(String)' } }))['id'], undefined)
})
