/** Writes to one URL are bound once, and planned once where they read something back, whatever their bodies are. */
import t from 'tap'
import { ODataError } from '../../src/errors.js'
import { graphModel } from '../../src/families/office-configuration/model/graph-model.js'
import type { ODataRequest } from '../../src/odata/odata-request.js'
import { createPreparedRequests } from '../../src/pipeline/prepared-requests.js'
import { runRequest } from '../../src/pipeline/run-request.js'
import type { Service } from '../../src/pipeline/run-request.js'
import { requestOf } from '../plan/request-of.js'
import { checkIns } from '../support/check-ins.js'
import { dialects } from '../support/databases.js'
import { ROWS, encode, limits, openStore, services } from './kept-and-plain.js'

const times = ['2026-01-01T00:00:00.000000000000', '2026-02-01T10:00:00.500000000000', '9999-12-31T12:00:00.000000000000']

/** What a write is answered with, by its query and what else it says; each is planned once, and no plan serves two of them. */
const writes: ReadonlyArray<readonly [query: string, request: Partial<ODataRequest>]> = [
  ['', {}],
  ['$select=tenantUserCheckinSummary', {}],
  ['$select=tenantUserCheckinSummary', { prefer: 'omit-values=nulls' }],
  ['$select=tenantUserCheckinSummary', { accept: 'application/json;odata.metadata=none' }],
  ['$select=tenantUserCheckinSummary', { serviceRoot: 'https://other.example/v1.0' }],
  ['$select=id,n&$compute=now() as n', {}],
  ['$select=tenantUserCheckinSummary', { tenant: 'another' }]
]

for (const dialect of dialects) {
  t.test(`what writes read back, ${dialect}`, async t => {
    const store = await openStore(t, dialect)
    const { kept: service, made, addressed } = services(store)
    const readBack = new Set<unknown>()
    const write: typeof store.write = async (plan, scope) => {
      readBack.add('representation' in plan ? plan.representation : undefined)
      return await store.write(plan, scope)
    }
    const kept: Service = { ...service, store: { ...store, write } }
    const prepared = createPreparedRequests()
    const reader: Service = { model: graphModel, store, limits, prepared }
    for (const [round, now] of times.entries()) {
      for (const [query, request] of writes) {
        const path = `officeConfiguration?${encode(query)}`
        const sent = requestOf('PATCH', path, {
          now,
          newKey: () => '',
          contentType: 'application/json',
          body: Buffer.from(JSON.stringify({ tenantUserCheckinSummary: { failedUserCount: round } })),
          ...request
        })
        const { body: written } = await runRequest(kept, sent, () => undefined)
        const { body: read } = await runRequest(reader, requestOf('GET', path, { now, newKey: () => '', ...request }), () => undefined)
        t.equal(String(written), String(read), `${query} ${JSON.stringify(request)} at ${now}`)
        if (query.includes('Summary')) t.match(String(written), `"failedUserCount":${round}`)
      }
    }
    t.equal(made(), writes.length - 1, 'another tenant reads by the same plan')
    t.equal(readBack.size, writes.length - 1, 'by which its statement is remembered')
    t.equal(addressed(), writes.length - 1, 'and its URL and headers are bound once')
  })
}

const CREATED = { method: 'POST', path: ROWS, prefer: 'return=representation' } as const

/** Writes that differ in one thing; `again`: how often each is bound without its body when it is sent twice. */
const addressings: ReadonlyArray<Partial<ODataRequest> & { readonly again?: 1 | 2 }> = [
  CREATED,
  { ...CREATED, prefer: 'return=minimal' },
  { ...CREATED, prefer: undefined },
  { ...CREATED, method: 'PUT' },
  { ...CREATED, method: 'PATCH', again: 2 },
  { ...CREATED, accept: 'application/json;odata.metadata=none' },
  { ...CREATED, accept: 'application/xml', again: 2 },
  { ...CREATED, maxVersion: '4.0' },
  { ...CREATED, maxVersion: '4.01' },
  { ...CREATED, serviceRoot: 'https://other.example/v1.0' },
  { ...CREATED, eventual: true },
  { ...CREATED, ofEffect: true },
  { ...CREATED, query: '$select=userId' },
  { ...CREATED, query: '$format=json', accept: 'application/xml' },
  { ...CREATED, query: '$select=nothing', again: 2 },
  { ...CREATED, query: '$filter=true', again: 2 },
  { ...CREATED, query: '$select=userId ' },
  { ...CREATED, path: `${ROWS}/` },
  { ...CREATED, path: 'officeConfiguration/nothing', again: 2 },
  { ...CREATED, path: 'officeConfiguration/clientConfigurations/x/assign' },
  { ...CREATED, method: 'DELETE', path: 'officeConfiguration/clientConfigurations/nobody' }
]

const bodies = [
  checkIns[0], { value: [checkIns[1], checkIns[0]] }, { ...checkIns[0], nothing: 1 }, { ...checkIns[0], userId: '\u0001"\\é😀', appliedPolicies: ['\u0001"\\é😀', ''] }, []
].map(body => Buffer.from(JSON.stringify(body)))

for (const dialect of dialects) {
  t.test(`writes to one URL with other bodies, ${dialect}`, async t => {
    const store = await openStore(t, dialect)
    const { kept, plain, addressed } = services(store)
    const outcome = async (service: Service, tenant: string, request: Partial<ODataRequest>): Promise<unknown> => {
      const tolerated: NonNullable<ODataRequest['tolerated']> = new Set()
      const sent = { ...requestOf('POST', ''), newKey: () => '', contentType: 'application/json', ...request, tenant, tolerated }
      try {
        const { status, headers, body } = await runRequest(service, sent, () => undefined)
        return { status, headers, body: body === undefined ? '' : String(body), tolerated: [...tolerated] }
      } catch (error) {
        if (error instanceof ODataError) return { status: error.status, message: error.message, tolerated: [...tolerated] }
        throw error
      }
    }
    const outcomes = new Set<string>()
    for (const body of bodies) {
      for (const { again = 1, ...request } of addressings) {
        const before = addressed()
        for (let turn = 0; turn < 2; turn++) {
          const found = await outcome(kept, 'kept', { ...request, body })
          outcomes.add(JSON.stringify(found))
          t.same(found, await outcome(plain, 'plain', { ...request, body }), `${JSON.stringify(request)} ${String(body)}`)
        }
        t.equal(addressed() - before, body !== bodies[0] && again === 1 ? 0 : again, `${JSON.stringify(request)}: how often it is bound`)
      }
    }
    t.ok([...outcomes].some(text => text.includes('"tolerated":["')), 'what is tolerated is told each time')
    t.ok(outcomes.size > addressings.length, 'the outcomes are many')
  })
}
