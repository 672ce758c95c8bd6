/** Whatever is asked of related entities, and sent inside of one another: no defect, JSON that is valid, the same on both databases. */
import type { FastifyInstance } from 'fastify'
import t from 'tap'
import { readCsdl } from '../../src/csdl/read-csdl.js'
import { navigationRequest } from '../support/arbitrary-navigation.js'
import type { AnyRequest } from '../support/arbitrary-request.js'
import { dialects, newDatabase } from '../support/databases.js'
import { startApp } from '../support/service-pool.js'
import { runs, seed } from '../support/property.js'

const RUNS = runs(150)
/** Requests after which everything is as it was. */
const ROUND = 100

const KEYS: ReadonlyMap<string, readonly string[]> = new Map([
  ['Person', ["'russellwhyte'", "'scottketchum'", "'ronaldmundy'", "'javieralfred'", "'new'"]], ['Photo', ['1', '2', '77']],
  ['Trip', ['0', '1', '2', '77']], ['PlanItem', ['11', '12', '77']], ['Airline', ["'AA'", "'FM'", "'XX'"]], ['Airport', ["'KSFO'", "'KLAX'", "'XXXX'"]]
])

interface Answer {
  readonly status: number
  readonly fault: string | undefined
}

async function send (app: FastifyInstance, { method, url, headers, payload }: AnyRequest): Promise<Answer> {
  const answer = await app.inject({ method, url, headers, ...payload === undefined ? {} : { payload } })
  const { statusCode: status, body, headers: answered } = answer
  if (status >= 500 && status !== 501 && status !== 503) return { status, fault: `is answered ${status}: ${body.slice(0, 500)}` }
  try {
    if (/^application\/json/.test(String(answered['content-type'])) && body !== '' && !url.includes('$value')) JSON.parse(body)
    return { status, fault: undefined }
  } catch {
    return { status, fault: `is no JSON: ${body.slice(0, 300)}` }
  }
}

/** What an answer is counted as. */
const kindsOf = ({ method }: AnyRequest, status: number): readonly string[] =>
  status >= 300 ? [String(status)] : [String(status), method === 'GET' ? 'read' : 'written']

t.test('requests over TripPin', { timeout: 0 }, async t => {
  t.comment(`PROPERTY_SEED=${seed} PROPERTY_RUNS=${RUNS}`)
  const model = readCsdl(['models/trippin/trippin.csdl.xml'])
  const apps: FastifyInstance[] = []
  for (const dialect of dialects) apps.push(await startApp(t, { model: 'trippin', databaseUrl: await newDatabase(t, dialect), queryTimeout: 10_000 }))
  const found: string[] = []
  const seen = new Map<string, number>()
  for (let place = 0; place < RUNS; place++) {
    if (place % ROUND === 0) for (const app of apps) await app.inject({ method: 'POST', url: '/__admin/tenants/default/reset' })
    const request = navigationRequest(model, KEYS, seed, place)
    const answers = await Promise.all(apps.map(async app => await send(app, request)))
    const [first] = answers
    for (const kind of kindsOf(request, first?.status ?? 0)) seen.set(kind, (seen.get(kind) ?? 0) + 1)
    const differs = answers.some(({ status }) => status !== first?.status && status !== 503 && first?.status !== 503)
    const fault = answers.find(answer => answer.fault !== undefined)?.fault ??
      (differs ? `is answered ${answers.map(({ status }) => status).join(', but ')}` : undefined)
    if (fault !== undefined) found.push(`${place}: ${JSON.stringify(request)}\n  ${fault}`)
  }
  t.comment(`answered: ${[...seen].sort().map(([kind, count]) => `${kind}: ${count}`).join(', ')}`)
  t.same(found.slice(0, 30), [], `${found.length} of ${RUNS}`)
  // The rarest, a write that succeeds, is one request of thirteen: that there is none among 150 is a chance of six to a million.
  t.same(RUNS < 150 ? [] : ['read', 'written', '400', '404'].filter(kind => !seen.has(kind)), [], 'answers of many kinds')
})
