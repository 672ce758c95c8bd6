/** The status monitor of an asynchronous request, inside of a batch (OData-Protocol 4.01, sections 11.6 and 11.7). */
import type { LightMyRequestResponse } from 'fastify'
import { BATCH, read, write } from '../support/batch.js'
import type { BatchResponse } from '../support/batch.js'
import { OFFICE, json, onBothDatabases } from '../support/service.js'
import type { CallOptions } from '../support/service.js'

const SUMMARY = `${OFFICE}/tenantUserCheckinSummary`

onBothDatabases('11.6 the monitor is asked inside of a batch too, but not inside of a transaction', async (t, { app, call }) => {
  const { controls: { clock, faults } } = app
  const setTime = (time: string): void => { clock.set({ kind: 'fixed', time: new Date(time) }) }
  setTime('2026-01-31T09:30:00Z')
  faults.put({ effect: { kind: 'asynchronous', takesMs: 60_000 } }, 'slow')
  const accept = async (method: 'PATCH' | 'POST', url: string, body: object): Promise<string> => {
    const { headers: { location } } = await call(method, url, { headers: { prefer: 'respond-async' }, body })
    return new URL(String(location)).pathname
  }
  const answerOf = async (monitor: string): Promise<LightMyRequestResponse> => {
    const response = await call('GET', monitor, { headers: { accept: 'application/json' } })
    return response.statusCode === 202 ? await answerOf(monitor) : response
  }
  const inBatch = async (requests: unknown[], options: CallOptions = {}): Promise<BatchResponse[]> =>
    (await call('POST', BATCH, { body: { requests }, ...options })).json<{ responses: BatchResponse[] }>().responses
  const [first, second] = [await accept('PATCH', SUMMARY, { failedUserCount: 7 }), await accept('PATCH', SUMMARY, { failedUserCount: 8 })]
  const waiting = await inBatch([read('1', first), write('2', 'DELETE', second, undefined), read('3', second), write('4', 'PATCH', first, { failedUserCount: 1 })])
  t.same(waiting.map(({ status }) => status), [202, 204, 404, 405])
  t.match(waiting[0]?.headers, { Location: new RegExp(`${first.replace('$', '\\$')}$`), 'Retry-After': '60' })
  const grouped = await inBatch([write('1', 'DELETE', first, undefined, { atomicityGroup: 'g' })])
  t.same([grouped[0]?.status, (grouped[0]?.body as { error: { message: string } }).error.message], [
    501, 'The status monitor of an asynchronous request in an atomicity group, or in a batch that is asynchronous itself, is not supported by this service.'
  ])
  const later = await accept('POST', BATCH, { requests: [read('1', first)] })
  setTime('2026-01-31T09:31:00Z')
  t.equal((await answerOf(later)).json<{ responses: BatchResponse[] }>().responses[0]?.status, 501)
  await answerOf(first)
  const [done] = await inBatch([read('1', first, { headers: { accept: 'application/json' } })])
  t.same([done?.status, done?.headers['AsyncResult']], [200, '204'])
  t.equal(json(await call('GET', SUMMARY))['failedUserCount'], 7)
})
