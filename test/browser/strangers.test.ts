/** A real browser that visits a page of another site: the page can neither read nor reset the service, whatever name it gives it. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { chromium } from 'playwright-core'
import type { Browser, Page } from 'playwright-core'
import t from 'tap'
import type { Test } from 'tap'
import { findChromium } from '../support/chromium.js'
import { listen } from '../support/listen.js'
import { OFFICE, callerOf, json, startService } from '../support/service.js'

const executablePath = findChromium()

/** What a page learns of a request it makes. */
interface Learned {
  /** `blocked`: the browser told it nothing. */
  readonly status: number | 'blocked' | 'opaque'
  readonly body: string
}

/** A site of somebody else, on this computer, under any name. */
async function startSite (t: Test): Promise<number> {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html')
    response.end('<!doctype html><title>elsewhere</title><iframe name="sink"></iframe>')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => { server.closeAllConnections(); server.close() })
  return (server.address() as AddressInfo).port
}

/** Every name of the world leads to this computer, as a name that was rebound does. */
async function startBrowser (t: Test): Promise<Browser> {
  const browser = await chromium.launch({
    executablePath: executablePath!,
    args: ['--no-sandbox', '--host-resolver-rules=MAP * 127.0.0.1', '--disable-features=HttpsUpgrades']
  })
  t.teardown(async () => { await browser.close() })
  return browser
}

async function request (page: Page, url: string, init: RequestInit = {}): Promise<Learned> {
  return await page.evaluate(async ({ url, init }) => {
    try {
      const response = await fetch(url, init)
      return { status: response.type === 'opaque' ? 'opaque' as const : response.status, body: await response.text() }
    } catch {
      return { status: 'blocked' as const, body: '' }
    }
  }, { url, init })
}

/** A form that is sent without a script, as every page may send one. */
async function submit (page: Page, action: string, body: string): Promise<void> {
  // As text, since it is for a browser and its types are not those of Node.
  await page.evaluate(`(async () => {
    const form = document.createElement('form')
    Object.assign(form, { method: 'POST', action: ${JSON.stringify(action)}, target: 'sink', enctype: 'text/plain' })
    const input = document.createElement('input')
    Object.assign(input, { name: ${JSON.stringify(body)}, value: '' })
    form.append(input)
    document.body.append(form)
    // An answer without content loads nothing.
    const loaded = new Promise(resolve => {
      document.querySelector('iframe').addEventListener('load', resolve, { once: true })
      setTimeout(resolve, 3000)
    })
    form.submit()
    await loaded
  })()`)
}

const simple: readonly RequestInit[] = [
  { method: 'POST' },
  { method: 'POST', mode: 'no-cors' },
  { method: 'POST', mode: 'no-cors', body: '{}', headers: { 'content-type': 'text/plain' } },
  { method: 'POST', credentials: 'include', mode: 'no-cors' }
]

t.test('pages of other sites', { skip: executablePath === undefined && 'there is no Chromium here; CHROMIUM_PATH names one' }, async t => {
  const app = await startService(t)
  const call = callerOf(app)
  const { port } = new URL(await listen(app))
  const service = `http://127.0.0.1:${port}`
  const site = await startSite(t)
  const browser = await startBrowser(t)
  await call('PATCH', OFFICE, { body: { tenantUserCheckinSummary: { failedUserCount: 7 } } })
  const isWhole = async (after: string): Promise<void> => {
    t.match(json(await call('GET', OFFICE)), { tenantUserCheckinSummary: { failedUserCount: 7 } }, `everything is still there after ${after}`)
    t.equal(app.controls.faults.size(), 0, `no fault was added by ${after}`)
  }

  for (const origin of [`http://evil.example:${site}`, `http://localhost:${site}`, `http://127.0.0.1:${site}`]) {
    await t.test(`a page of ${origin.replace(String(site), 'port')}`, async t => {
      const page = await browser.newPage()
      await page.goto(origin)
      for (const url of ['/__admin/', '/__admin/tenants/default/state', '/__admin/openapi.json', '/__admin/docs', '/__admin/requests', '/__admin/clock']) {
        t.match(await request(page, `${service}${url}`), { status: 'blocked', body: '' }, `cannot read ${url}`)
        const { body } = await request(page, `${service}${url}`, { mode: 'no-cors' })
        t.equal(body, '', `nor without CORS ${url}`)
      }
      for (const init of simple) {
        const { body } = await request(page, `${service}/__admin/reset`, init)
        t.equal(body, '')
        await isWhole(`reset ${JSON.stringify(init)}`)
      }
      for (const [method, url, body] of [['DELETE', '/__admin/tenants/default'], ['PUT', '/__admin/clock', '{"kind":"system"}'], ['POST', '/__admin/faults', '{"effect":{"kind":"drop"}}']] as const) {
        t.equal((await request(page, `${service}${url}`, { method, ...body === undefined ? {} : { body, headers: { 'content-type': 'application/json' } } })).status, 'blocked', `${method} ${url} is not granted`)
      }
      await submit(page, `${service}/__admin/reset`, '{}')
      await submit(page, `${service}/__admin/faults`, '{"effect":{"kind":"drop"},"description":"')
      await isWhole('forms')
      const form = 'grant_type=client_credentials&client_id=x&client_secret=y&scope=https://graph.microsoft.com/.default'
      const token = await request(page, `${service}/contoso/oauth2/v2.0/token`, { method: 'POST', body: form, headers: { 'content-type': 'application/x-www-form-urlencoded' } })
      t.match(token, { status: 'blocked', body: '' }, 'and gets no token')
      t.equal((await request(page, `${service}${OFFICE}`, { headers: { authorization: 'Bearer any' } })).status, 200, 'but Graph is open to it, as CORS_ORIGIN says')
      await page.close()
    })
  }

  await t.test('a name that was rebound to this computer', async t => {
    const page = await browser.newPage()
    const rebound = `http://rebound.example:${port}`
    t.equal((await page.goto(`${rebound}/healthz`))?.status(), 200, 'the page is one of the service, for the browser')
    for (const [method, url] of [['GET', '/__admin/tenants/default/state'], ['POST', '/__admin/reset'], ['GET', '/__admin/docs'], ['POST', '/contoso/oauth2/v2.0/token']] as const) {
      const learned = await request(page, url, { method })
      t.equal(learned.status, 403, `${method} ${url}`)
      t.match(learned.body, 'ALLOWED_HOSTS', 'and says what to set')
    }
    await isWhole('rebinding')
    await page.close()
  })

  await t.test('the page of the controls itself', async t => {
    const page = await browser.newPage()
    await page.goto(`${service}/__admin/docs`)
    await page.getByText('Controls of graph-office-emulator').waitFor()
    t.equal((await request(page, '/__admin/clock')).status, 200)
    t.equal((await request(page, '/__admin/faults', { method: 'DELETE' })).status, 204)
    t.equal((await request(page, '/__admin/reset', { method: 'POST' })).status, 204, 'may do everything')
    t.match(json(await call('GET', OFFICE)), { tenantUserCheckinSummary: null })
    await page.close()
  })
})

t.test('a page that ADMIN_ORIGINS names', { skip: executablePath === undefined && 'there is no Chromium here; CHROMIUM_PATH names one' }, async t => {
  const site = await startSite(t)
  const app = await startService(t, { adminOrigins: `http://friend.example:${site}` })
  const { port } = new URL(await listen(app))
  const browser = await startBrowser(t)
  const page = await browser.newPage()
  await page.goto(`http://friend.example:${site}`)
  t.equal((await request(page, `http://127.0.0.1:${port}/__admin/faults`, { method: 'DELETE' })).status, 204)
  await page.goto(`http://stranger.example:${site}`)
  t.equal((await request(page, `http://127.0.0.1:${port}/__admin/faults`, { method: 'DELETE' })).status, 'blocked')
})
