/** Whatever is asked of a model, one request after the other, of a service for each database: no defect, valid JSON, the same answer. */
import type { FastifyInstance } from 'fastify'
import type { Test } from 'tap'
import type { Config } from '../../src/config.js'
import type { EdmModel } from '../../src/edm/types.js'
import { modelRequest } from './arbitrary-call.js'
import type { AnyRequest } from './arbitrary-request.js'
import { dialects, newDatabase } from './databases.js'
import { runs, seed } from './property.js'
import { startApp } from './service-pool.js'

const RUNS = runs(150)
/** Requests after which everything is as it was. */
const ROUND = 100

interface Answer {
  readonly status: number
  readonly fault: string | undefined
}

const isDefect = (status: number): boolean => status >= 500 && status !== 501 && status !== 503

async function send (app: FastifyInstance, { method, url, headers, payload }: AnyRequest): Promise<Answer> {
  const answer = await app.inject({ method, url, headers: { authorization: 'Bearer x', ...headers }, ...payload === undefined ? {} : { payload } })
  const { statusCode: status, body, headers: answered } = answer
  if (isDefect(status)) return { status, fault: `is answered ${status}: ${body.slice(0, 500)}` }
  try {
    const inner = url.endsWith('$batch') && status === 200 ? answer.json<{ responses: ReadonlyArray<{ status: number, body?: unknown }> }>().responses : []
    const broken = inner.find(({ status: own }) => isDefect(own))
    if (broken !== undefined) return { status, fault: `is answered ${JSON.stringify(broken).slice(0, 500)}` }
    // The content of a stream may be called JSON and be none.
    const isOurs = status >= 400 || String(answered['content-type']).includes('metadata=')
    if (/^application\/json/.test(String(answered['content-type'])) && isOurs && body !== '') JSON.parse(body)
    return { status, fault: undefined }
  } catch {
    return { status, fault: `is no JSON: ${body.slice(0, 300)}` }
  }
}

/** What an answer is counted as. */
const kindsOf = ({ method }: AnyRequest, status: number): readonly string[] =>
  status >= 300 ? [String(status)] : [String(status), method === 'GET' ? 'read' : 'written']

export interface Asked {
  readonly model: EdmModel
  /** Keys that entities have, by the name of their type, as URLs write them. */
  readonly keys: ReadonlyMap<string, readonly string[]>
  /** The path of the service root. */
  readonly root: string
  readonly config: Partial<Config>
  /** What generated data are made with, where a model has no seed. */
  readonly generate?: object
}

export async function requestsOver (t: Test, { model, keys, root, config, generate }: Asked): Promise<void> {
  t.comment(`PROPERTY_SEED=${seed} PROPERTY_RUNS=${RUNS}`)
  const apps: FastifyInstance[] = []
  for (const dialect of dialects) {
    apps.push(await startApp(t, { ...config, databaseUrl: await newDatabase(t, dialect), queryTimeout: 10_000 }))
  }
  const found: string[] = []
  const seen = new Map<string, number>()
  for (let place = 0; place < RUNS; place++) {
    if (place % ROUND === 0) {
      for (const app of apps) {
        const { statusCode, body } = await app.inject({ method: 'POST', url: `/__admin/tenants/default/${generate === undefined ? 'reset' : 'generate'}`, ...generate === undefined ? {} : { payload: generate } })
        if (statusCode >= 300) throw new Error(body)
      }
    }
    const request = modelRequest({ model, keys, root }, seed, place)
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
}
