/** `/__admin`: a browser gets the console, a program is told which service this is; and what else a browser asks of each port. */
import { readFileSync } from 'node:fs'
import t from 'tap'
import type { Test } from 'tap'
import type { FastifyInstance } from 'fastify'
import '../../support/console.js'
import { errorOf, json, onBothDatabases, startService } from '../../support/service.js'

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }
const BROWSER = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' }

onBothDatabases('a browser gets the console, a program gets JSON', async (t, { app, databaseUrl }) => {
  for (const url of ['/__admin', '/__admin/']) {
    const page = await app.inject({ url, headers: BROWSER })
    t.match([page.statusCode, page.headers.vary], [url === '/__admin' ? 302 : 200, 'Accept'])
    for (const accept of ['application/json', '*/*', undefined]) {
      const response = await app.inject({ url, headers: accept === undefined ? {} : { accept } })
      t.equal(response.statusCode, 200)
      t.match(json(response), { name: 'graph-office-emulator', version, node: process.version, uptime: Number, startedAt: /^\d{4}-/, instance: { id: /^[0-9a-f-]{36}$/, pid: process.pid } })
    }
    t.match((await app.inject({ method: 'DELETE', url })).headers.allow, /GET/)
  }
  t.equal(json(await app.inject({ url: '/__admin', headers: { host: 'localhost:3000' } }))['serviceRoot'], 'http://localhost:3000/beta')
  const { settings } = json(await app.inject('/__admin')) as { settings: Record<string, unknown> }
  t.equal(settings['pageSize'], 100)
  t.equal(settings['databaseUrl'], databaseUrl.replace(/(:\/\/[^:/]+):[^@]+@/, '$1:***@'), 'a password is masked')
})

t.test('keys are masked, and needed', async t => {
  const app = await startService(t, { adminKey: 'open-sesame', issuer: 'https://me:hidden@keys.example/?access_token=hidden' })
  const refused = await app.inject('/__admin/')
  t.match([refused.statusCode, errorOf(refused)['code']], [401, 'InvalidAuthenticationToken'])
  t.equal((await app.inject({ url: '/__admin/', headers: BROWSER })).statusCode, 200, 'a browser has no key before it has the page')
  const { body } = await app.inject({ url: '/__admin/', headers: { 'x-admin-key': 'open-sesame' } })
  t.match(JSON.parse(body), { settings: { adminKey: '***' } })
  t.notMatch(body, /open-sesame|hidden/)
})

async function followIcon (t: Test, app: FastifyInstance): Promise<void> {
  const { statusCode, headers } = await app.inject('/favicon.ico')
  t.equal(statusCode, 302)
  const icon = await app.inject(headers.location!)
  t.match([icon.statusCode, icon.headers['content-type']], [200, 'image/png'])
}

t.test('the port of the controls answers whoever meets it', async t => {
  const own = (await startService(t, { adminPort: '0' })).adminListener!
  t.equal((await own.inject('/')).headers.location, '/__admin/')
  t.same([json(await own.inject('/healthz')), json(await own.inject('/readyz'))], [{ status: 'ok' }, { status: 'ready' }])
  await followIcon(t, own)
  for (const url of ['/beta/officeConfiguration', '/nothing']) {
    const response = await own.inject(url)
    t.equal(response.statusCode, 404)
    t.match(errorOf(response), { code: 'ResourceNotFound', message: /^This port serves only the controls/ })
  }
  const wrong = await own.inject({ method: 'POST', url: '/healthz' })
  t.match([wrong.statusCode, wrong.headers.allow], [405, 'GET, HEAD, OPTIONS'])
})

t.test('the pages lead to each other and to the documentation, and both documents name the version', async t => {
  const app = await startService(t)
  await followIcon(t, app)
  const linksOf = async (server: FastifyInstance, page: string): Promise<string> => {
    t.match((await server.inject(page)).body, `${page}/static/theme/links.js`)
    return (await server.inject(`${page}/static/theme/links.js`)).body
  }
  t.match(await linksOf(app, '/docs'), '"./__admin/"')
  t.match(await linksOf(app, '/docs'), '"./__admin/docs"')
  t.match(await linksOf(app, '/__admin/docs'), '"../docs"')
  for (const page of ['/docs', '/__admin/docs']) t.match(await linksOf(app, page), /"https:\/\/[^"]+\/docs"/)
  for (const url of ['/openapi.json', '/__admin/openapi.json']) t.match(json(await app.inject(url)), { info: { version } })
  const apart = await startService(t, { adminPort: '0' })
  t.notMatch(await linksOf(apart, '/docs'), '__admin', 'another port has them')
  t.notMatch(await linksOf(apart.adminListener!, '/__admin/docs'), '"../docs"')
})
