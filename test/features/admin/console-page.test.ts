/** The console as files: what the page is sent with, how it is kept, how large it is, and a checkout without it. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { fastify } from 'fastify'
import t from 'tap'
import { createConsolePage } from '../../../src/admin/console-page.js'
import '../../support/console.js'
import { errorOf, startService } from '../../support/service.js'

const BROWSER = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' }

t.test('a browser gets the page, and its files by their content', async t => {
  const app = await startService(t)
  const bare = await app.inject({ url: '/__admin', headers: BROWSER })
  t.match([bare.statusCode, bare.headers.location, bare.headers.vary], [302, '__admin/', 'Accept'], 'relative, for a proxy with a prefix')
  for (const url of ['/__admin/', '/__admin/?from=mail']) {
    const page = await app.inject({ url, headers: BROWSER })
    t.match([page.statusCode, page.headers['content-type'], page.headers['cache-control'], page.headers['x-frame-options']], [200, /^text\/html/, 'no-cache', 'DENY'])
    const policy = String(page.headers['content-security-policy'])
    for (const part of ["default-src 'none'", "script-src 'self'", "connect-src 'self'", "require-trusted-types-for 'script'"]) t.match(policy, part)
    t.notMatch(policy, /unsafe|https?:|\*/)
    const files = [...page.body.matchAll(/(?:href|src)="(console\/[^"]+)"/g)].map(([, file = '']) => file)
    t.equal(files.length, 3)
    t.notMatch(page.body, /<script(?![^>]*src)|<style|onload=/)
    for (const file of files) {
      const response = await app.inject(`/__admin/${file}`)
      t.match([response.statusCode, response.headers['cache-control'], response.headers['x-content-type-options']], [200, /immutable/, 'nosniff'], file)
    }
  }
  t.equal((await app.inject({ method: 'HEAD', url: '/__admin/', headers: BROWSER })).statusCode, 200)
  for (const file of ['console-old.js', 'index.html', '..%2f..%2fpackage.json']) t.match(errorOf(await app.inject(`/__admin/console/${file}`)), { code: 'ResourceNotFound' }, file)
})

t.test('all of it is at most 150 KiB as it is compressed', t => {
  const bytes = readdirSync('dist/console').reduce((sum, name) => sum + gzipSync(readFileSync(join('dist/console', name))).length, 0)
  t.ok(bytes > 10_000 && bytes <= 150 * 1024, `${bytes} bytes`)
  t.end()
})

t.test('the guard and the key are those of the controls', async t => {
  const app = await startService(t, { adminKey: 'open-sesame' })
  t.equal((await app.inject({ url: '/__admin/', headers: BROWSER })).statusCode, 200, 'the page holds nothing, and asks for the key')
  t.equal((await app.inject({ url: '/__admin/' })).statusCode, 401, 'a program gets nothing without')
  t.equal((await app.inject({ url: '/__admin/', headers: { ...BROWSER, host: 'evil.example' } })).statusCode, 403)
  t.equal((await app.inject({ url: '/__admin/', headers: { ...BROWSER, 'sec-fetch-site': 'cross-site' } })).statusCode, 403)
})

t.test('controls at a port of their own may call the other port, and nobody else', async t => {
  const app = await startService(t, { adminPort: '0', port: 4711 })
  const page = await app.adminListener!.inject({ url: '/__admin/', headers: { ...BROWSER, host: '127.0.0.1:9999' } })
  t.match(String(page.headers['content-security-policy']), "connect-src 'self' http://127.0.0.1:4711;")
  t.equal((await app.adminListener!.inject({ url: '/__admin/', headers: { host: '127.0.0.1:9999' } })).json<{ serviceRoot: string }>().serviceRoot, 'http://127.0.0.1:4711/beta')
})

t.test('a checkout without a build says how to make one', async t => {
  const folder = mkdtempSync(join(tmpdir(), 'console-'))
  t.teardown(() => { rmSync(folder, { recursive: true, force: true }) })
  for (const missing of [folder, join(folder, 'nothing')]) {
    const page = createConsolePage(missing)
    const app = fastify()
    t.teardown(async () => { await app.close() })
    app.get('/', async (_request, reply) => await page.send(reply, undefined))
    const { statusCode, body } = await app.inject('/')
    t.equal(statusCode, 404)
    t.match(body, 'npm run build')
  }
})
