/** A service that keeps what it prepares, one that does not, and what they answer. */
import type { Test } from 'tap'
import { graphModel } from '../../src/families/office-configuration/model/graph-model.js'
import { ODataError } from '../../src/errors.js'
import type { ODataRequest } from '../../src/odata/odata-request.js'
import { runRequest } from '../../src/pipeline/run-request.js'
import type { Service } from '../../src/pipeline/run-request.js'
import type { Store } from '../../src/plan/plan.js'
import { createPreparedRequests } from '../../src/pipeline/prepared-requests.js'
import type { DialectName } from '../../src/storage/database/database.js'
import { openDatabase } from '../../src/storage/database/open-database.js'
import { createStore } from '../../src/storage/prisma-store.js'
import { checkIns } from '../support/check-ins.js'
import { newDatabase } from '../support/databases.js'
import { requestOf } from '../plan/request-of.js'

export const ROWS = 'officeConfiguration/tenantCheckinStatuses'

export const limits = { pageSize: 4, maxPageSize: 10, maxStreamBytes: 1024, requireIfMatch: false }
const unprepared: Service['prepared'] = {
  prepare: (_request, _timing, make) => make(),
  address: (_request, _timing, make) => make(),
  readBack: (_request, plan) => plan()
}

export async function openStore (t: Test, dialect: DialectName): Promise<Store> {
  const store = createStore(await openDatabase(await newDatabase(t, dialect), { synchronous: 'off', poolSize: 2 }))
  t.teardown(async () => { await store.close() })
  const body = Buffer.from(JSON.stringify({ tenantCheckinStatuses: checkIns }))
  await ask({ model: graphModel, store, limits, prepared: unprepared }, '', { method: 'PATCH', path: 'officeConfiguration', contentType: 'application/json', body })
  return store
}

export async function ask (service: Service, query: string, request: Partial<ODataRequest> = {}): Promise<string> {
  const { body } = await runRequest(service, requestOf('GET', `${ROWS}?${query}`, { newKey: () => '', ...request }), () => undefined)
  return typeof body === 'string' ? body : String(body)
}

/** The answer, or the sentence of the error. */
export const answer = async (service: Service, query: string, request: Partial<ODataRequest> = {}): Promise<string> =>
  await ask(service, query, request).catch((error: unknown) => {
    if (error instanceof ODataError) return `${error.status} ${error.message}`
    throw error
  })

/** A service that keeps what it prepares, one that does not, and how often the first one prepared. */
export function services (store: Store): { kept: Service, plain: Service, made: () => number, addressed: () => number } {
  const prepared = createPreparedRequests()
  let [made, addressed] = [0, 0]
  const counting: Service['prepared'] = {
    prepare: (request, timing, make) =>
      prepared.prepare(request, timing, slots => {
        made++
        return make(slots)
      }),
    address: (request, timing, make) => prepared.address(request, timing, () => {
      addressed++
      return make()
    }),
    readBack: (request, plan) => prepared.readBack(request, () => {
      made++
      return plan()
    })
  }
  const service = { model: graphModel, store, limits }
  const [kept, plain] = [{ ...service, prepared: counting }, { ...service, prepared: unprepared }]
  return { kept, plain, made: () => made, addressed: () => addressed }
}

export const encode = (query: string): string => query.split('&').map(option => option.replace(/=(.*)$/s, (_all, value: string) => `=${encodeURIComponent(value)}`)).join('&')
