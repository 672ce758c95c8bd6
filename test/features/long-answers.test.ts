/** Answers that are too long for memory when many clients ask for them at the same time: some of each lies in a file until it is sent. */
import { isDeepStrictEqual } from 'node:util'
import { gunzipSync } from 'node:zlib'
import type { FastifyInstance } from 'fastify'
import type { Test } from 'tap'
import { json, OFFICE, onBothDatabases } from '../support/service.js'
import type { Call } from '../support/service.js'

const ROWS = `${OFFICE}/tenantCheckinStatuses`

/** As one answer of more than two megabytes. */
const COUNT = 3000

const row = (index: number) => ({
  userPrincipalName: `user${index}@contoso.com`,
  deviceName: `PC-${index} ${'€'.repeat(200)}`,
  devicePlatform: 'Windows',
  devicePlatformVersion: '10.0',
  wasSuccessful: index % 2 === 0,
  userId: '87d349ed-44d7-43e1-9a83-000000000000',
  checkinDateTime: '2026-01-01T00:00:00Z',
  errorMessage: null,
  appliedPolicies: ['Macro security']
})

type Answer = Awaited<ReturnType<Call>>
type Send = (method: 'GET' | 'HEAD' | 'PATCH' | 'POST', url: string, headers?: Readonly<Record<string, string>>, body?: unknown) => Promise<Answer>

/** Bodies of megabytes are not held against the schemas of the document, which takes half a minute. */
const senderTo = (app: FastifyInstance): Send => async (method, url, headers = {}, body) =>
  await app.inject({ method, url, headers: { authorization: 'Bearer test', 'content-type': 'application/json', ...headers }, ...body === undefined ? {} : { payload: JSON.stringify(body) } })

async function fill (send: Send): Promise<void> {
  const body = { tenantCheckinStatuses: Array.from({ length: COUNT }, (_, index) => row(index)) }
  await send('PATCH', OFFICE, { prefer: 'return=minimal' }, body)
}

/** All rows, in the largest pages there are. */
async function readPages (send: Send): Promise<readonly unknown[]> {
  const rows: unknown[] = []
  for (let next: string | undefined = ROWS; next !== undefined;) {
    const page: Record<string, unknown> = json(await send('GET', next, { prefer: 'odata.maxpagesize=1000' }))
    rows.push(...page['value'] as unknown[])
    next = page['@odata.nextLink'] === undefined ? undefined : String(page['@odata.nextLink']).replace(/^https?:\/\/[^/]+/, '')
  }
  return rows
}

onBothDatabases('the whole is what its pages are, and its length and ETag are right', async (t, { app }) => {
  const send = senderTo(app)
  await fill(send)
  const whole = await send('GET', OFFICE)
  const found = json(whole)['tenantCheckinStatuses'] as unknown[]
  const paged = await readPages(send)
  t.ok(isDeepStrictEqual(found, paged), 'row by row')
  t.equal(found.length, COUNT)
  t.equal(Number(whole.headers['content-length']), whole.rawPayload.length)
  t.ok(whole.rawPayload.length > 2_000_000)
  t.equal(whole.headers['etag'], 'W/"1"')
  const head = await send('HEAD', OFFICE)
  t.same([head.headers['content-length'], head.rawPayload.length], [whole.headers['content-length'], 0])
  t.equal((await send('GET', OFFICE, { 'if-none-match': 'W/"1"' })).statusCode, 304)
  const packed = await send('GET', OFFICE, { 'accept-encoding': 'gzip' })
  t.ok(gunzipSync(packed.rawPayload).equals(whole.rawPayload), 'compressed, the same')
  await looksTheSame(t, send, whole)
})

/** Where it is looked at and not only sent. */
async function looksTheSame (t: Test, send: Send, whole: Answer): Promise<void> {
  const requests = [{ id: '1', method: 'GET', url: '/officeConfiguration' }]
  const batch = json(await send('POST', '/beta/$batch', {}, { requests }))['responses'] as Array<{ readonly body: Record<string, unknown> }>
  t.ok(isDeepStrictEqual(batch[0]?.body['tenantCheckinStatuses'], json(whole)['tenantCheckinStatuses']), 'in a batch')
  const cut = await send('GET', OFFICE, { 'x-fault': 'truncate' })
  t.ok(Math.abs(cut.rawPayload.length - whole.rawPayload.length / 2) < 2, 'by a fault that cuts it')
}
