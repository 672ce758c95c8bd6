/** The check of answers against the OpenAPI document finds what it is for. */
import type { LightMyRequestResponse } from 'fastify'
import t from 'tap'
import { createJudge } from './documented.js'
import { OFFICE, startService } from './service.js'

/** An answer that nobody gave. */
const answer = (statusCode: number, contentType: string, body: unknown): LightMyRequestResponse => {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return { statusCode, body: text, rawPayload: Buffer.from(text), headers: { 'content-type': contentType }, json: () => JSON.parse(text) as unknown } as unknown as LightMyRequestResponse
}

t.test('what the document does not promise', async t => {
  const judge = createJudge((await startService(t)).swagger())
  const JSON_TYPE = 'application/json;odata.metadata=minimal'
  t.same(judge('GET', OFFICE, answer(200, JSON_TYPE, { id: 'a', tenantUserCheckinSummary: null })), [])
  t.same(judge('GET', OFFICE, answer(200, JSON_TYPE, { id: 5 })), ['/id must be string'])
  t.same(judge('GET', `${OFFICE}?$select=id`, answer(418, JSON_TYPE, {})), ['status 418 is not documented'])
  t.same(judge('GET', OFFICE, answer(200, 'text/html', '<p>')), ['status 200 is not documented with text/html'])
  t.same(judge('GET', OFFICE, answer(200, JSON_TYPE, '')), ['status 200 is documented with a body'])
  t.same(judge('PATCH', OFFICE, answer(204, 'undefined', '')), [])
  t.same(judge('GET', OFFICE, answer(400, 'application/json', { error: { code: 'BadRequest' } })), ["/error must have required property 'message'", "/error must have required property 'innerError'"])
  t.same(judge('GET', '/v1.0/OfficeConfiguration/tenantCheckinStatuses/%24count/', answer(200, 'text/plain;charset=utf-8', '5')), [])
  t.same(judge('GET', '/officeConfiguration/tenantCheckinStatuses', answer(200, JSON_TYPE, { value: [{ wasSuccessful: 'yes' }] })), ['/value/0/wasSuccessful must be boolean'])
  t.equal(judge('GET', '/beta/me', answer(418, 'text/html', '')), undefined, 'nothing is said of what is not described')
})

t.test('keys, in either spelling', t => {
  const judge = createJudge({ paths: { '/officeConfiguration/things/{id}': { get: { responses: { 404: {} } } }, '/officeConfiguration/things/all': { get: { responses: { 200: {} } } } } })
  for (const url of ["/beta/officeConfiguration/things('a.b')", '/beta/officeConfiguration/things/a', "/officeConfiguration/things(id='a')"]) t.same(judge('GET', url, answer(200, '', '')), ['status 200 is not documented'], url)
  t.same(judge('GET', '/beta/officeConfiguration/things/all', answer(200, '', '')), [], 'a name comes before a key')
  t.end()
})
