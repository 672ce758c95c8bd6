/** The seam round every request of a batch: what a journal sees, and what a fault on purpose does. */
import { DriverAdapterError } from '@prisma/driver-adapter-utils'
import { fastify } from 'fastify'
import t from 'tap'
import type { Test } from 'tap'
import { systemClock } from '../../../src/base/clock.js'
import { defaultConfig } from '../../../src/config.js'
import { ODataError } from '../../../src/errors.js'
import { readUnverifiedToken } from '../../../src/http/auth/principal.js'
import type { SubRequest, SubRequestHooks, SubResponse } from '../../../src/http/batch/sub-request.js'
import { odataRoutes } from '../../../src/http/odata.js'
import { requestIdHeaders } from '../../../src/http/request-ids.js'
import { officeConfiguration } from '../../../src/families/office-configuration/office-configuration-family.js'
import { createServiceRoots } from '../../../src/http/service-root.js'
import { routeMethods } from '../../../src/http/route-methods.js'
import { graphModel } from '../../../src/families/office-configuration/model/graph-model.js'
import { createPreparedRequests } from '../../../src/pipeline/prepared-requests.js'
import { openDatabase } from '../../../src/storage/database/open-database.js'
import { createStore } from '../../../src/storage/prisma-store.js'
import { batch, read, write } from '../../support/batch.js'
import { newDatabase, postgresOnly } from '../../support/databases.js'
import { callerOf } from '../../support/service.js'
import type { Call } from '../../support/service.js'
import { row } from '../../support/samples.js'

const ROWS = 'officeConfiguration/tenantCheckinStatuses'

async function callWith (t: Test, hooks: SubRequestHooks, databaseUrl = 'file::memory:'): Promise<Call> {
  const store = createStore(await openDatabase(databaseUrl, { synchronous: 'off', poolSize: 2 }))
  const app = fastify()
  await app.register(requestIdHeaders, { clock: systemClock })
  await app.register(routeMethods)
  await app.register(odataRoutes, {
    service: {
      model: graphModel,
      store,
      limits: { pageSize: 100, maxPageSize: 1000, maxStreamBytes: 1024, requireIfMatch: false },
      prepared: createPreparedRequests()
    },
    config: defaultConfig,
    roots: createServiceRoots(officeConfiguration.roots),
    operations: [],
    tokens: { verify: readUnverifiedToken, believe: readUnverifiedToken },
    settingsOf: () => ({}),
    hooksOf: () => hooks
  })
  t.teardown(async () => {
    await app.close()
    await store.close()
  })
  return callerOf(app)
}

t.test('a hook sees each request as it is run, and its answer', async t => {
  const seen: Array<readonly [SubRequest, number]> = []
  const call = await callWith(t, {
    around: async (request, run) => {
      const response = await run()
      seen.push([request, response.status])
      return response
    }
  })
  const answers = await batch(call, [
    read('1', 'officeConfiguration?$select=id', { headers: { 'Client-Request-Id': 'mine' } }),
    write('2', 'PATCH', '$1', { nothing: 1 }),
    read('3', '$2'),
    write('4', 'POST', ROWS, row(), { atomicityGroup: 'g' }),
    read('5', 'officeConfiguration', { dependsOn: ['2'] })
  ])
  t.same(seen.map(([{ id, method, url, tenant }, status]) => [id, method, url, tenant, status]), [
    ['1', 'GET', '/beta/officeConfiguration?$select=id', 'default', 200],
    ['2', 'PATCH', '/beta/officeConfiguration', 'default', 400],
    ['3', 'GET', '$2', 'default', 424],
    ['4', 'POST', `/beta/${ROWS}`, 'default', 204]
  ], 'what was not run is not seen')
  t.equal(seen[0]?.[0].clientRequestId, 'mine')
  t.equal(seen[0]?.[0].requestId, answers[0]?.headers['request-id'])
  t.equal(Buffer.from(seen[1]?.[0].body ?? []).toString(), '{"nothing":1}')
})

t.test('a hook may answer in the place of the service, and a fault undoes a group', async t => {
  const call = await callWith(t, {
    around: async ({ id }, run) => {
      if (id === 'throws') throw new ODataError('unavailable', 'On purpose.', { headers: { 'Retry-After': '7' } })
      if (id === 'answers') return { status: 429, headers: { 'Retry-After': '9', 'Content-Type': 'application/json' }, body: '{"error":{}}' }
      if (id === 'breaks') throw new TypeError('a defect of the hook')
      return await run()
    }
  })
  const answers = await batch(call, [
    read('throws', 'officeConfiguration'),
    write('1', 'POST', ROWS, row(), { atomicityGroup: 'g' }),
    write('answers', 'POST', ROWS, row(), { atomicityGroup: 'g' }),
    read('breaks', 'officeConfiguration'),
    read('2', `${ROWS}/$count`)
  ])
  t.same(answers.map(({ status }) => status), [503, 424, 429, 500, 200])
  t.match(answers[0], { headers: { 'Retry-After': '7', 'request-id': /.{36}/ }, body: { error: { code: 'ServiceUnavailable', message: 'On purpose.' } } })
  t.match(answers[2], { headers: { 'Retry-After': '9', 'request-id': /.{36}/ }, body: { error: {} } })
  t.equal(answers[4]?.body, '0')
})

t.test('the database makes a group run again, and its answers are those of the last run (postgresql)', postgresOnly, async t => {
  const seen: string[] = []
  const call = await callWith(t, {
    around: async ({ id }, run) => {
      seen.push(String(id))
      const response = await run()
      if (id !== '2' || seen.length > 4) return response
      throw new ODataError('conflict', 'Lost.', { cause: new DriverAdapterError({ kind: 'TransactionWriteConflict' }) })
    }
  }, await newDatabase(t, 'postgresql'))
  const answers = await batch(call, ['1', '2', '3'].map(id => write(id, 'POST', ROWS, row(), { atomicityGroup: 'g' })))
  t.same(seen, ['1', '2', '1', '2', '1', '2', '3'])
  t.same(answers.map(({ status, headers }) => [status, headers['ETag']]), [[204, 'W/"1"'], [204, 'W/"2"'], [204, 'W/"3"']])
  seen.splice(0, seen.length, '', '', '', '', '')
  const other = await callWith(t, { around: async () => { throw new ODataError('conflict', 'Lost.', { cause: new DriverAdapterError({ kind: 'TransactionWriteConflict' }) }) } }, await newDatabase(t, 'postgresql'))
  const lost = await batch(other, ['1', '2'].map(id => write(id, 'POST', ROWS, row(), { atomicityGroup: 'g' })))
  t.same(lost.map(({ status }) => status), [409, 424], 'it gives up in the end')
})

t.test('11.7.4 a reference is the Location of the answer, else its OData-EntityId, else the URL of the request', async t => {
  const bodies: unknown[] = []
  const summaryUrl = '/beta/officeConfiguration/tenantUserCheckinSummary'
  const created = (headers: Readonly<Record<string, string>>): SubResponse => ({ status: 201, headers, body: undefined })
  const call = await callWith(t, {
    around: async ({ id, method, body }, run) => {
      if (id === 'location') return created({ Location: `http://office${summaryUrl}`, 'OData-EntityId': 'http://office/beta/nowhere' })
      if (id === 'entityId') return created({ 'OData-EntityId': `http://office${summaryUrl}` })
      if (id === 'relative') return created({ Location: 'officeConfiguration/tenantUserCheckinSummary' })
      if (method === 'PATCH' && body !== undefined) bodies.push(JSON.parse(Buffer.from(body).toString()))
      return await run()
    }
  })
  const answers = await batch(call, [
    ...['location', 'entityId', 'relative'].map(id => write(id, 'POST', 'officeConfiguration', {})),
    write('1', 'PUT', '$location', { failedUserCount: 7 }),
    ...['location', 'entityId', 'relative', '1'].map(id => read(`of ${id}`, `$${id}/failedUserCount/$value`)),
    write('2', 'PATCH', 'officeConfiguration', {
      'a@odata.bind': '$location/x',
      b: [{ '@odata.id': '/$1' }, { '@id': '$relative' }],
      'c@bind': ['$entityId', '$nobody', 5],
      '@odata.id': 'officeConfiguration',
      text: '$1'
    })
  ])
  t.same(answers.map(({ status }) => status), [201, 201, 201, 204, 200, 200, 200, 200, 400])
  t.same(answers.slice(4, 8).map(({ body }) => body), ['7', '7', '7', '7'])
  const url = `http://office${summaryUrl}`
  t.same(bodies, [{ 'a@odata.bind': `${url}/x`, b: [{ '@odata.id': url }, { '@id': url }], 'c@bind': [url, '$nobody', 5], '@odata.id': 'officeConfiguration', text: '$1' }], 'text that is no URL stays')
})
