/**
 * The largest batch there may be: 20 mixed requests, two atomicity groups, references, a failing member; the whole answer, in both formats
 * (OData-Protocol 4.01, section 11.7; OData JSON format 4.01, section 19).
 */
import { OFFICE, json, onBothDatabases } from '../support/service.js'
import { batch, read, readMultipart, sendMultipart, timeless, write, writeMultipart } from '../support/batch.js'
import type { BatchRequest, BatchResponse } from '../support/batch.js'
import { row, shown, summary } from '../support/samples.js'

const ROWS = 'officeConfiguration/tenantCheckinStatuses'
const SUMMARY = 'officeConfiguration/tenantUserCheckinSummary'
const FORMAT = 'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8'
const CONTEXT = 'http://office/beta/$metadata#officeConfiguration'
const minimal = { Prefer: 'return=minimal' }

/** An atomicity group in JSON, a change set in multipart; and one that fails. */
const good: readonly BatchRequest[] = [
  write('4', 'POST', ROWS, row({ deviceName: 'c' })),
  write('5', 'PATCH', '$1/tenantUserCheckinSummary', { succeededUserCount: 9 }, { headers: { 'If-Match': '$4', Prefer: 'return=representation' } }),
  write('6', 'PATCH', '/officeConfiguration', { tenantUserCheckinSummary: { failedUserCount: 3 } }, { headers: minimal })
]
const bad: readonly BatchRequest[] = [
  write('9', 'POST', ROWS, row({ deviceName: 'lost' })),
  write('10', 'PUT', SUMMARY, { failedUserCount: 99 }),
  write('11', 'PATCH', SUMMARY, { failedUserCount: 'many' }),
  { id: '12', method: 'DELETE', url: ROWS }
]
const first: readonly BatchRequest[] = [
  write('1', 'PATCH', '/beta/officeConfiguration', { tenantCheckinStatuses: [row({ deviceName: 'a' })], tenantUserCheckinSummary: { failedUserCount: 1 } }, { headers: minimal }),
  write('2', 'POST', '$1/tenantCheckinStatuses', row({ deviceName: 'b' })),
  read('3', '$1/tenantUserCheckinSummary')
]
const between: readonly BatchRequest[] = [
  read('7', `${ROWS}?$select=deviceName&$filter=deviceName ne 'b'`),
  read('8', 'http://office/beta/officeConfiguration/tenantCheckinStatuses/$count')
]
const last: readonly BatchRequest[] = [
  read('13', '$9'),
  read('14', `${ROWS}/$count`),
  write('15', 'PATCH', SUMMARY, {}, { headers: { 'If-Match': '$3' } }),
  read('16', '/officeConfiguration/nothing'),
  write('17', 'POST', '$batch', { requests: [] }),
  { id: '18', method: 'DELETE', url: SUMMARY },
  read('19', SUMMARY, { headers: { Accept: 'application/json' } }),
  read('20', '/v1.0/officeConfiguration?$select=tenantUserCheckinSummary', { headers: { 'OData-MaxVersion': '4.01' } })
]

const requested = (answer: object): object => ({ headers: { 'OData-Version': '4.0', 'Content-Type': FORMAT, ...(answer as BatchResponse).headers }, status: 200, ...'body' in answer ? { body: answer.body } : {} })
const noContent = (version: number, more: Readonly<Record<string, string>> = {}): object => ({ status: 204, headers: { 'OData-Version': '4.0', ETag: `W/"${version}"`, ...more } })
const fault = (status: number, error: object): object => ({ status, headers: { 'OData-Version': '4.0', 'Content-Type': 'application/json', 'Content-Language': 'en' }, body: { error } })
const etag = (version: number): object => ({ ETag: `W/"${version}"` })
const failed424 = (id: string): object => fault(424, { code: 'FailedDependency', message: `The request was not run, because '${id}', which it depends on, did not succeed.` })
const undone = fault(424, { code: 'FailedDependency', message: "The request was not applied, because request '11' of the same atomicity group failed." })
const wrongType = "Cannot convert the literal 'many' to the expected type 'Edm.Int32'."
const mistyped = fault(400, { code: 'ModelValidationFailure', message: wrongType, target: 'failedUserCount', details: [{ code: 'ModelValidationFailure', message: wrongType, target: 'failedUserCount' }] })

const expected: Readonly<Record<string, object>> = {
  1: noContent(1, { 'Preference-Applied': 'return=minimal' }),
  2: noContent(2),
  3: requested({ headers: etag(2), body: { '@odata.context': `${CONTEXT}/tenantUserCheckinSummary`, ...summary(0, 1) } }),
  4: noContent(3),
  5: requested({ headers: { ...etag(4), 'Preference-Applied': 'return=representation' }, body: { '@odata.context': `${CONTEXT}/tenantUserCheckinSummary`, ...summary(9, 1) } }),
  6: noContent(5, { 'Preference-Applied': 'return=minimal' }),
  7: requested({ headers: etag(5), body: { '@odata.context': `${CONTEXT}/tenantCheckinStatuses(deviceName)`, value: [shown({ deviceName: 'a' }), shown({ deviceName: 'c' })] } }),
  8: requested({ headers: { ...etag(5), 'Content-Type': 'text/plain;charset=utf-8' }, body: '3' }),
  9: undone,
  10: undone,
  11: mistyped,
  12: undone,
  13: failed424('9'),
  14: requested({ headers: { ...etag(5), 'Content-Type': 'text/plain;charset=utf-8' }, body: '3' }),
  15: fault(412, { code: 'PreconditionFailed', message: 'If-Match does not hold: the ETag of the resource is now W/"5".', target: 'If-Match' }),
  16: fault(400, { code: 'BadRequest', message: "Resource not found for the segment 'nothing'." }),
  17: fault(400, { code: 'BadRequest', message: 'A batch cannot be a request of another batch.' }),
  18: noContent(6),
  19: noContent(6),
  20: requested({ headers: { ...etag(6), 'OData-Version': '4.01', 'Content-Type': 'application/json;metadata=minimal;streaming=true;IEEE754Compatible=false;charset=utf-8' }, body: { '@context': 'http://office/v1.0/$metadata#officeConfiguration(tenantUserCheckinSummary)', '@etag': 'W/"6"', '@type': '#microsoft.graph.officeConfiguration', tenantUserCheckinSummary: null } })
}

const afterwards = { tenantCheckinStatuses: ['a', 'b', 'c'].map(deviceName => shown(row({ deviceName }))), tenantUserCheckinSummary: null }

onBothDatabases('20 mixed requests in JSON', async (t, { call }) => {
  const inGroup = (name: string) => (request: BatchRequest): BatchRequest => ({ ...request, atomicityGroup: name })
  const requests = [...first, ...good.map(inGroup('good')), ...between, ...bad.map(inGroup('bad')), ...last]
  const groups: Readonly<Record<string, string>> = { 4: 'good', 5: 'good', 6: 'good', 9: 'bad', 10: 'bad', 11: 'bad', 12: 'bad' }
  const answers = await batch(call, requests)
  t.equal(answers.length, 20)
  for (const [index, answer] of answers.entries()) {
    const id = String(index + 1)
    t.same(timeless(answer), { id, ...groups[id] === undefined ? {} : { atomicityGroup: groups[id] }, ...expected[id] }, id)
  }
  t.match(json(await call('GET', OFFICE)), afterwards)
})

onBothDatabases('20 mixed requests as multipart/mixed', async (t, { call }) => {
  const encode = (requests: readonly BatchRequest[]): BatchRequest[] => requests.map(request => ({ ...request, url: String(request.url).replaceAll(' ', '%20') }))
  const response = await sendMultipart(call, writeMultipart([...encode(first), encode(good), ...encode(between), encode(bad), ...encode(last)]), { prefer: 'continue-on-error' })
  t.equal(response.statusCode, 200)
  t.equal(response.headers['preference-applied'], 'continue-on-error')
  const answers = readMultipart(response.headers['content-type'], response.body)
  const ids: ReadonlyArray<string | readonly string[]> = ['1', '2', '3', ['4', '5', '6'], '7', '8', '11', '13', '14', '15', '16', '17', '18', '19', '20']
  t.equal(answers.length, ids.length, 'the change set that failed is one part')
  for (const [index, id] of ids.entries()) {
    const answer = answers[index]
    if (typeof id === 'string') t.same(timeless(answer as BatchResponse), { id, ...expected[id] }, id)
    else t.same((answer as readonly BatchResponse[]).map(timeless), id.map(id => ({ id, ...expected[id] })), id.join())
  }
  t.match(json(await call('GET', OFFICE)), afterwards)
})
