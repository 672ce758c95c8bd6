/** Where the controls live, who may use them, and that they stay out of Graph's way. */
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { Type } from '@sinclair/typebox'
import { fastify } from 'fastify'
import t from 'tap'
import { adminControls } from '../../../src/admin/controls.js'
import { defaultConfig } from '../../../src/config.js'
import { systemClock } from '../../../src/base/clock.js'
import { requestIdHeaders } from '../../../src/http/request-ids.js'
import { routeMethods } from '../../../src/http/route-methods.js'
import { OFFICE, callerOf, errorOf, json, startService } from '../../support/service.js'

t.test('the controls need no Graph token and have documents of their own', async t => {
  const app = await startService(t)
  const document = await app.inject({ url: '/__admin/openapi.json' })
  t.match(document.json(), { openapi: '3.1.0', info: { title: 'Controls of graph-office-emulator' } })
  t.ok(Object.keys((document.json<{ paths: object }>()).paths).every(path => path.startsWith('/__admin')))
  t.notMatch((await app.inject({ url: '/openapi.json' })).body, '__admin')
  const page = await app.inject({ url: '/__admin/docs' })
  t.equal(page.statusCode, 200)
  t.match(page.body, '/__admin/docs/static/')
  t.equal((await app.inject({ url: '/__admin/docs/static/swagger-ui-bundle.js' })).statusCode, 200)
  t.same((await app.inject({ url: '/__admin/docs/json' })).json(), document.json(), 'the page shows that document')
  t.match((await app.inject({ url: '/docs' })).body, 'officeConfiguration')
})

t.test('what is not there is a 404 in Graph\'s shape, whatever the method', async t => {
  const app = await startService(t)
  for (const [method, url] of [['GET', '/__admin/nothing'], ['PUT', '/__admin/a/b?c=d'], ['DELETE', '/__admin/nothing/']] as const) {
    const response = await app.inject({ method, url })
    t.equal(response.statusCode, 404, url)
    t.equal(errorOf(response)['code'], 'ResourceNotFound')
  }
})

t.test('browsers of other origins may call where ADMIN_ORIGINS names them', async t => {
  const app = await startService(t, { adminOrigins: 'https://app.example', adminKey: 'k' })
  const preflight = await app.inject({ method: 'OPTIONS', url: '/__admin/openapi.json', headers: { origin: 'https://app.example', 'access-control-request-method': 'PUT', 'access-control-request-headers': 'x-admin-key' } })
  t.equal(preflight.statusCode, 204)
  t.match(preflight.headers, { 'access-control-allow-origin': 'https://app.example', 'access-control-allow-methods': /PUT/, 'access-control-allow-headers': 'x-admin-key' })
})

t.test('ADMIN=off: there are none', async t => {
  const app = await startService(t, { admin: 'off' })
  const response = await callerOf(app)('GET', '/__admin/openapi.json')
  t.equal(response.statusCode, 404)
  t.match(errorOf(response)['message'], 'Invalid version: __admin')
  t.equal(app.adminListener, undefined)
})

t.test('ADMIN_KEY: all but the documents want the key', async t => {
  const app = await startService(t, { adminKey: 'open-sesame' })
  for (const headers of [{}, { 'x-admin-key': 'open' }, { authorization: 'Bearer any-word' }, { 'x-admin-key': '' }]) {
    const response = await app.inject({ url: '/__admin/nothing', headers })
    t.equal(response.statusCode, 401, JSON.stringify(headers))
    t.equal(errorOf(response)['code'], 'InvalidAuthenticationToken')
    t.equal(response.headers['www-authenticate'], 'Bearer realm="/__admin"')
  }
  t.equal((await app.inject({ url: '/__admin/nothing', headers: { 'x-admin-key': 'open-sesame' } })).statusCode, 404)
  t.match((await app.inject({ url: '/__admin/openapi.json' })).json(), { components: { securitySchemes: { key: { name: 'x-admin-key' } } } })
  t.equal((await app.inject({ url: '/__admin/docs' })).statusCode, 200)
  t.equal((await callerOf(app)('GET', OFFICE)).statusCode, 200, 'Graph is not asked for it')
})

t.test('the key as a bearer token', async t => {
  const app = await startService(t, { adminKey: 'sesame' })
  t.equal((await app.inject({ url: '/__admin/nothing', headers: { authorization: 'bearer sesame' } })).statusCode, 404)
})

t.test('ADMIN_PORT: on a port of their own, and not on the main one', async t => {
  const app = await startService(t, { adminPort: '0' })
  t.equal((await callerOf(app)('GET', '/__admin/openapi.json')).statusCode, 404)
  const listener = app.adminListener!
  await listener.listen({ port: 0, host: '127.0.0.1' })
  const { port } = listener.server.address() as AddressInfo
  const response = await fetch(`http://127.0.0.1:${port}/__admin/openapi.json`)
  t.equal(response.status, 200)
  t.match(response.headers.get('request-id'), /^[0-9a-f-]{36}$/)
  await response.text()
  const graph = await fetch(`http://127.0.0.1:${port}${OFFICE}`)
  t.equal(graph.status, 404, 'Graph is not there')
  await graph.text()
  const closed = once(listener.server, 'close')
  await app.close()
  await closed
})

t.test('a section is checked by its schemas, and every fault has its place', async t => {
  const app = fastify()
  t.teardown(async () => { await app.close() })
  await app.register(requestIdHeaders, { clock: systemClock })
  await app.register(routeMethods)
  await app.register(adminControls, {
    config: defaultConfig,
    serviceRoot: () => 'http://localhost/beta',
    sections: [async section => {
      section.post('/things/:id', {
        schema: {
          operationId: 'makeThing',
          params: Type.Object({ id: Type.Integer() }),
          querystring: Type.Object({ limit: Type.Integer({ default: 5, maximum: 10 }) }, { additionalProperties: false }),
          body: Type.Object({ name: Type.String(), size: Type.Optional(Type.Integer()) }, { additionalProperties: false })
        }
      }, async ({ params, query, body }) => ({ id: params.id + 1, limit: query.limit + 1, name: body.name }))
    }]
  })
  const post = async (url: string, payload: object | string) => await app.inject({ method: 'POST', url, headers: { 'content-type': 'application/json' }, payload })
  t.same(json(await post('/__admin/things/1', { name: 'x' })), { id: 2, limit: 6, name: 'x' })
  const wrong = await post('/__admin/things/1', { size: '1', other: true })
  t.equal(wrong.statusCode, 400)
  t.same(errorOf(wrong), {
    code: 'BadRequest',
    message: "The body lacks the member 'name'. The body has an unknown member 'other'. 'size' must be integer.",
    target: 'body',
    details: [
      { code: 'BadRequest', message: "The body lacks the member 'name'.", target: 'body' },
      { code: 'BadRequest', message: "The body has an unknown member 'other'.", target: 'body' },
      { code: 'BadRequest', message: "'size' must be integer.", target: 'size' }
    ]
  })
  t.match(errorOf(await post('/__admin/things/1?limit=11', { name: 'x' })), { message: "'limit' must be <= 10.", target: 'limit' })
  t.match(errorOf(await post('/__admin/things/1?limits=1', { name: 'x' })), { message: "The query has an unknown member 'limits'." })
  t.match(errorOf(await post('/__admin/things/x', { name: 'x' })), { message: "'id' must be integer." })
  for (const payload of ['{"name":', '', 'null']) t.equal((await post('/__admin/things/1', payload)).statusCode, 400, payload)
  t.equal((await post('/__admin/things/1', { name: 'x'.repeat(1024 * 1024) })).statusCode, 413)
  t.match(json(await app.inject({ url: '/__admin/openapi.json' })), { paths: { '/__admin/things/{id}': { post: { operationId: 'makeThing' } } } })
})
