/** The service as a test sees it: over HTTP, on a real database, with the settings the test wants. */
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'
import t from 'tap'
import type { Test } from 'tap'
import type { Config } from '../../src/config.js'
import type { DialectName } from '../../src/storage/database/database.js'
import { dialects } from './databases.js'
import { checkDocumented } from './documented.js'
import { differenceOf, dialectsOfModel } from './family-as-model.js'
import { borrowService, startApp } from './service-pool.js'

export type Call = (method: NonNullable<InjectOptions['method']>, url: string, options?: CallOptions) => Promise<LightMyRequestResponse>

export interface CallOptions {
  readonly headers?: Readonly<Record<string, string>>
  /** Sent as JSON, unless it is text or bytes already. */
  readonly body?: unknown
}

export interface Service {
  readonly app: FastifyInstance
  readonly dialect: DialectName
  readonly databaseUrl: string
  /** A request with a token and, where there is a body, a JSON media type; headers given win. */
  readonly call: Call
}

/** The resource as most tests address it. */
export const OFFICE = '/beta/officeConfiguration'

/** A service for the test, without data; in memory unless `databaseUrl` says where its data are. */
export async function startService (t: Test, config: Partial<Config> = {}): Promise<FastifyInstance> {
  return config.databaseUrl === undefined ? (await borrowService(t, 'memory', config)).app : await startApp(t, config)
}

/** Requests with a token; an answer that the OpenAPI document does not describe fails the test. */
export function callerOf (app: FastifyInstance, token = 'test'): Call {
  return async (method, url, { headers = {}, body } = {}) => {
    const payload = body === undefined || typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body)
    const response = await app.inject({
      method,
      url,
      headers: { authorization: `Bearer ${token}`, ...body === undefined ? {} : { 'content-type': 'application/json' }, ...headers },
      ...payload === undefined ? {} : { payload: payload as string | Buffer }
    })
    // Routes of their own have no document, and faults that are asked for answer what none promises.
    const promised = url.startsWith('/__admin/') || !app.hasDecorator('controls') || app.controls.faults.size() === 0
    if (app.hasDecorator('swagger') && promised && headers['x-fault'] === undefined) {
      await checkDocumented(app, method, url, response)
    }
    return response
  }
}

/** The same test on SQLite and on PostgreSQL, each on a database without data. */
export function onBothDatabases (title: string, run: (t: Test, service: Service) => Promise<void>, config: Partial<Config> = {}): void {
  for (const dialect of dialectsOfModel() ?? dialects) {
    t.test(`${title} (${dialect})`, differenceOf(title), async t => {
      const { app, databaseUrl } = await borrowService(t, dialect, config)
      await run(t, { app, dialect, databaseUrl, call: callerOf(app) })
    })
  }
}

/** The answer's JSON. */
export function json (response: LightMyRequestResponse): Record<string, unknown> {
  return response.json<Record<string, unknown>>()
}

/** `error` of an answer, without what is new each time. */
export function errorOf (response: LightMyRequestResponse): Record<string, unknown> {
  const { innerError, ...error } = json(response)['error'] as Record<string, unknown>
  return error
}
