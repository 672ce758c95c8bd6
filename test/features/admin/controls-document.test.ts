/** The controls' own OpenAPI document: complete, with examples that work, and good enough to make a client of. */
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import openapiTypes, { astToString } from 'openapi-typescript'
import t from 'tap'
import { OFFICE, callerOf, json, onBothDatabases, startService } from '../../support/service.js'

interface Media {
  readonly schema: { readonly $ref?: string }
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>
}

interface Operation {
  readonly operationId: string
  readonly summary: string
  readonly description: string
  readonly parameters?: ReadonlyArray<{ readonly name: string, readonly in: string, readonly required?: boolean, readonly schema: object }>
  readonly requestBody?: { readonly required: boolean, readonly content: Readonly<Record<string, Media>> }
  readonly responses: Readonly<Record<string, Answer>>
}

interface Answer {
  readonly $ref?: string
  readonly content?: Readonly<Record<string, Media>>
  readonly links?: Readonly<Record<string, { readonly operationId: string, readonly parameters: Readonly<Record<string, string>> }>>
}

const document = JSON.parse(readFileSync('openapi/controls-3.1.json', 'utf8')) as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: { readonly schemas: Readonly<Record<string, object>> }
}
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase() as 'GET', operation })))

t.test('every control says what it answers, by named schemas, and needs nothing that has a default', t => {
  for (const { path, method, operation: { operationId, parameters = [], requestBody, responses, summary, description } } of operations) {
    t.ok(summary && description, operationId)
    t.ok(Object.keys(responses).some(status => status.startsWith('2')), `${operationId} succeeds`)
    for (const status of ['401', '403', '4XX', '5XX']) t.ok(responses[status], `${operationId} ${status}`)
    if (path.includes('{') || requestBody !== undefined) t.ok(responses['400'], `${operationId} 400`)
    if (String(method) === 'DELETE' && !/clock|throttle|settings/.test(path)) t.same(Object.keys(responses).filter(status => status < '3'), ['204'], operationId)
    for (const { name, required, schema } of parameters.filter(({ in: place }) => place !== 'path')) {
      t.notOk(required, `${operationId} ${name} may be left out`)
      if (name !== 'seconds') t.notMatch(Object.keys(schema), ['example'], `${operationId}: nothing is filled in that filters (${name})`)
    }
    for (const { content = {} } of Object.values(responses)) {
      for (const [type, { schema }] of Object.entries(content)) t.ok(type !== 'application/json' || schema.$ref, `${operationId} answers a schema with a name`)
    }
    for (const [type, { examples }] of Object.entries(requestBody?.content ?? {})) t.ok(examples, `${operationId} ${type} has examples`)
  }
  t.end()
})

onBothDatabases('every example works as it is', async (t, { app, call }) => {
  await call('GET', OFFICE)
  await call('PUT', '/__admin/tenants/contoso')
  await call('POST', '/__admin/faults', { body: { id: 'one', latency: { kind: 'fixed', ms: 0 } } })
  app.controls.faults.clear()
  await call('POST', '/__admin/faults', { body: { scenario: { name: 'order', next: 'paid' }, match: { path: '/never' } } })
  const filled = (path: string): string => path.replace('scenarios/{name}', 'scenarios/order').replace('{tenant}', 'contoso').replace('{name}', 'before').replace('{id}', 'one')
  for (const { path, method, operation: { operationId, requestBody } } of operations) {
    for (const [type, { examples = {} }] of Object.entries(requestBody?.content ?? {})) {
      for (const [name, { value }] of Object.entries(examples)) {
        const response = await call(method, filled(path), { headers: { 'content-type': type }, body: value })
        t.ok(response.statusCode < 300, `${operationId} ${name}: ${response.statusCode} ${response.body.slice(0, 200)}`)
        if (operationId === 'verifyRequests') t.equal(json(response)['verified'], true, name)
      }
    }
  }
  await call('DELETE', '/__admin/clock')
  await call('DELETE', '/__admin/requests/settings')
})

/** What the links of an answer lead to, by operation: its method, and its path with what the links say is in it. */
function follow (operationId: string, status: string, path: Readonly<Record<string, string>>, body: unknown): Record<string, string> {
  const links = operations.find(({ operation }) => operation.operationId === operationId)?.operation.responses[status]?.links ?? {}
  const valueOf = (expression: string): string => {
    const [, source = '', place = ''] = /^\$(request\.path\.|response\.body#\/)(.+)$/.exec(expression) ?? []
    if (source === 'request.path.') return path[place] ?? ''
    return String(place.split('/').reduce<unknown>((value, step) => (value as Record<string, unknown>)[step], body))
  }
  return Object.fromEntries(Object.values(links).map(link => {
    const found = operations.find(({ operation }) => operation.operationId === link.operationId)!
    return [link.operationId, `${found.method} ${found.path.replaceAll(/\{([^{}]+)\}/g, (_text, name: string) => valueOf(link.parameters[name] ?? ''))}`]
  }))
}

onBothDatabases('what a control makes or lists, its links lead to', async (t, { app, call }) => {
  const rule = json(await call('POST', '/__admin/faults', { body: { effect: { kind: 'error', status: 503 }, match: { path: '/never' } } }))
  t.same(follow('addFault', '201', {}, rule), {
    getFault: `GET /__admin/faults/${String(rule['id'])}`,
    putFault: `PUT /__admin/faults/${String(rule['id'])}`,
    removeFault: `DELETE /__admin/faults/${String(rule['id'])}`,
    moveFault: `POST /__admin/faults/${String(rule['id'])}/move`
  })
  await call('GET', OFFICE)
  await call('PUT', '/__admin/tenants/contoso')
  const snapshot = json(await call('POST', '/__admin/tenants/contoso/snapshots/before', { body: {} }))
  const led: ReadonlyArray<readonly [string, string, Record<string, string>, unknown]> = [
    ['addFault', '201', {}, rule],
    ['listRequests', '200', {}, json(await call('GET', '/__admin/requests'))],
    ['takeSnapshotOfTenant', '201', { tenant: 'contoso', name: 'before' }, snapshot],
    ['createTenant', '200', { tenant: 'contoso' }, {}]
  ]
  for (const [operationId, status, path, body] of led) {
    const reads = Object.values(follow(operationId, status, path, body)).filter(lead => lead.startsWith('GET '))
    t.not(reads.length, 0, operationId)
    for (const read of reads) t.equal((await app.inject(read.slice(4))).statusCode, 200, read)
  }
})

t.test('each example of a fault fires', async t => {
  const { examples = {} } = document.paths['/__admin/faults']?.['post']?.requestBody?.content['application/json'] ?? {}
  for (const [name, { value }] of Object.entries(examples)) {
    const app = await startService(t)
    const call = callerOf(app)
    await call('POST', '/__admin/faults', { body: value })
    const hits = () => app.controls.faults.list()[0]!.hits
    for (let count = 0; count < 20 && hits().fired === 0; count++) {
      await app.inject({ method: 'DELETE', url: '/beta/officeConfiguration/tenantCheckinStatuses', headers: { authorization: 'Bearer any', 'x-tenant-id': 'contoso' } })
        .catch(() => undefined)
    }
    t.ok(hits().fired > 0, `${name} ${JSON.stringify(hits())}`)
    app.controls.faults.clear()
  }
})

t.test('a fleet without a body, and without a media type', async t => {
  const app = await startService(t)
  for (const [tenant, headers] of [['a', {}], ['b', { 'content-type': 'application/json' }]] as const) {
    const response = await app.inject({ method: 'POST', url: `/__admin/tenants/${tenant}/generate`, headers })
    t.match(json(response), { rows: 1000, configurations: 3 })
  }
  const response = await callerOf(app)('POST', '/__admin/tenants/c/generate', { headers: { 'content-type': 'application/json' }, body: 'null' })
  t.equal(response.statusCode, 400, 'null is a body, and none that fits')
})

t.test('the stream ends when it is told how long it lasts', async t => {
  const app = await startService(t)
  const stream = app.inject({ url: '/__admin/requests/stream?seconds=1' })
  await new Promise(resolve => setTimeout(resolve, 100))
  await callerOf(app)('GET', OFFICE)
  const response = await stream
  t.match(response.headers['content-type'], 'text/event-stream')
  t.match(response.body, /event: request\nid: \d+\ndata: \{.*"method":"GET"/)
  await callerOf(app)('GET', OFFICE)
})

const program = `
import createClient from 'openapi-fetch'
import type { components, paths } from './types.js'

export async function drive (baseUrl: string): Promise<unknown> {
  const client = createClient<paths, 'application/json'>({ baseUrl })
  const rule: components['schemas']['FaultRule'] = { effect: { kind: 'error', status: 429, retryAfter: 1 }, schedule: { times: 1 } }
  const added = await client.POST('/__admin/faults', { body: rule })
  const fired: number | undefined = added.data?.hits.fired
  const missing = await client.GET('/__admin/faults/{id}', { params: { path: { id: 'nobody' } } })
  const code: string | undefined = missing.error?.error.code
  const fleet = await client.POST('/__admin/tenants/{tenant}/generate', { params: { path: { tenant: 'contoso' } } })
  const { data: tenants } = await client.GET('/__admin/tenants')
  const state = await client.GET('/__admin/tenants/{tenant}/state', { params: { path: { tenant: 'contoso' } } })
  const again = await client.PUT('/__admin/tenants/{tenant}/state', { params: { path: { tenant: 'fabrikam' } }, body: state.data ?? {} })
  await client.PUT('/__admin/requests/settings', { body: { size: 10 } })
  const verified = await client.POST('/__admin/requests/verify', { body: { exactly: 0 } })
  const removed = await client.DELETE('/__admin/faults')
  return {
    fired, code, rows: fleet.data?.rows, tenants: tenants?.value.map(({ id }) => id), copied: again.data?.rows,
    verified: verified.data?.verified, removed: removed.response.status
  }
}
`

t.test('a client made by openapi-typescript drives them', async t => {
  const folder = t.testdir({
    'program.ts': program,
    'types.d.ts': astToString(await openapiTypes(pathToFileURL(resolve('openapi/controls-3.1.json')))),
    'package.json': '{"type":"module"}',
    'tsconfig.json': JSON.stringify({
      compilerOptions: { strict: true, exactOptionalPropertyTypes: true, target: 'es2022', module: 'nodenext', skipDefaultLibCheck: true, types: [], lib: ['es2023', 'dom', 'dom.iterable'] },
      files: ['program.ts']
    })
  })
  const compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc')
  const faults = await promisify(execFile)(process.execPath, [compiler, '-p', 'tsconfig.json'], { cwd: folder })
    .then(() => '', (error: unknown) => (error as { stdout: string }).stdout)
  t.equal(faults, '')
  const app = await startService(t, { adminOrigins: '' })
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { drive } = await import(pathToFileURL(join(folder, 'program.js')).href) as { drive: (baseUrl: string) => Promise<unknown> }
  t.match(await drive(`http://127.0.0.1:${(app.server.address() as AddressInfo).port}`), {
    fired: 0,
    code: 'ResourceNotFound',
    rows: 1000,
    tenants: ['contoso'],
    copied: { officeClientCheckinStatus: Number },
    verified: true,
    removed: 204
  })
})
