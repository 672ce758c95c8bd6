/** Whatever is sent: an answer that is none of a defect, JSON that is valid, the same status on both databases, and no hang. */
import type { FastifyInstance } from 'fastify'
import t from 'tap'
import { anyRequest } from '../support/arbitrary-request.js'
import type { AnyRequest } from '../support/arbitrary-request.js'
import { dialects, newDatabase } from '../support/databases.js'
import { startApp } from '../support/service-pool.js'
import { fc, runs, seed } from '../support/property.js'

const RUNS = runs(300)

/** Requests after which everything is as it was: what they write must not pile up. */
const ROUND = 100
/** Milliseconds after which a request hangs. */
const HANGS = 60_000

const configuration = (id: string): object => ({
  '@odata.type': '#microsoft.graph.windowsOfficeClientConfiguration',
  id,
  displayName: id,
  priority: id.length,
  policyPayload: { contentType: 'text/plain', content: 'QUJD' },
  checkinStatuses: [{ userId: 'u1' }],
  assignments: [{ id: `${id}-a` }]
})
const state = {
  officeConfiguration: {
    tenantCheckinStatuses: Array.from({ length: 5 }, (_, index) =>
      ({ userId: `u${index}`, deviceName: 'x', wasSuccessful: index > 2, appliedPolicies: ['a', 'b'] })),
    clientConfigurations: [configuration('c1'), configuration('c22')]
  }
}

interface Answer {
  readonly status: number
  /** What is wrong with it; undefined for nothing. */
  readonly fault: string | undefined
}

/** What one of the parts of a batch is answered, too. */
function answersIn (body: string, contentType: string): readonly number[] {
  if (!/^application\/json/.test(contentType) || body === '') return []
  const { responses } = Object(JSON.parse(body)) as { responses?: ReadonlyArray<{ status: number }> }
  return Array.isArray(responses) ? responses.map(({ status }) => status) : []
}

const isDefect = (status: number): boolean => status >= 500 && status !== 501 && status !== 503

async function send (app: FastifyInstance, { method, url, headers, payload }: AnyRequest): Promise<readonly Answer[]> {
  const timer = new AbortController()
  const answered = app.inject({ method, url, headers, ...payload === undefined ? {} : { payload } })
  const late = new Promise<undefined>(resolve => {
    const timeout = setTimeout(() => { resolve(undefined) }, HANGS)
    timer.signal.addEventListener('abort', () => { clearTimeout(timeout) })
  })
  const response = await Promise.race([answered, late])
  timer.abort()
  if (response === undefined) return [{ status: 0, fault: 'hangs' }]
  try {
    // The content of a stream is what somebody has sent, whatever type it was said to have.
    const inner = /policyPayload/i.test(url) ? [] : answersIn(response.body, String(response.headers['content-type']))
    const faultOf = (status: number): string | undefined =>
      isDefect(status) ? `is answered ${status}: ${response.body.slice(0, 500)}` : undefined
    return [response.statusCode, ...inner].map(status => ({ status, fault: faultOf(status) }))
  } catch {
    return [{ status: response.statusCode, fault: `is no JSON: ${response.body.slice(0, 200)}` }]
  }
}

/** A database that is busy may answer so at any time. */
const isSame = (one: readonly Answer[], other: readonly Answer[]): boolean =>
  [...one, ...other].some(({ status }) => status === 503) ||
  (one.length === other.length && one.every(({ status }, index) => status === other[index]!.status))

const statuses = (answers: readonly Answer[]): string => answers.map(({ status }) => status).join(' ')

t.test('anything', { timeout: 0 }, async t => {
  t.comment(`PROPERTY_SEED=${seed} PROPERTY_RUNS=${RUNS}`)
  const apps: FastifyInstance[] = []
  for (const dialect of dialects) apps.push(await startApp(t, { databaseUrl: await newDatabase(t, dialect), queryTimeout: 10_000 }))
  const restore = async (): Promise<void> => {
    for (const app of apps) {
      for (const tenant of ['default', 'one', 'two']) {
        const { statusCode, body } = await app.inject({ method: 'PUT', url: `/__admin/tenants/${tenant}/state`, payload: state })
        if (statusCode !== 200) throw new Error(body)
      }
    }
  }
  const found: string[] = []
  const seen = new Map<number, number>()
  let sent = 0
  await fc.assert(fc.asyncProperty(anyRequest, async request => {
    if (sent++ % ROUND === 0) await restore()
    const answers = await Promise.all(apps.map(async app => await send(app, request)))
    for (const { status } of answers[0]!) seen.set(status, (seen.get(status) ?? 0) + 1)
    const fault = answers.flat().find(({ fault }) => fault !== undefined)?.fault ??
      (answers.every(one => isSame(one, answers[0]!)) ? undefined : `is answered ${answers.map(statuses).join(', but ')}`)
    if (fault !== undefined) found.push(`${JSON.stringify(request)}\n  ${fault}`)
  }), { seed, numRuns: RUNS })
  t.comment(`answered: ${[...seen].sort(([a], [b]) => a - b).map(([status, count]) => `${status}: ${count}`).join(', ')}`)
  t.same(found.slice(0, 50), [], `${found.length} of ${sent}`)
  t.ok([200, 204, 400].every(status => RUNS < 300 || seen.has(status)), 'answers of many kinds')
})
