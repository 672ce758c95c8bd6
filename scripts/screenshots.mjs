// npm run screenshots: the pictures of docs/console.md, of the console as it is built, with a fleet and some clients.
import { accessSync, mkdirSync } from 'node:fs'
import { chromium } from 'playwright-core'
import { startEmulator } from '../dist/src/index.js'

const executablePath = [process.env.CHROMIUM_PATH, '/usr/bin/chromium', '/usr/bin/google-chrome'].find(path => {
  try {
    accessSync(path)
    return true
  } catch {
    return false
  }
})
if (executablePath === undefined) throw new Error('There is no Chromium here; CHROMIUM_PATH names one.')

const emulator = await startEmulator()
const headers = { authorization: 'Bearer any-word', 'content-type': 'application/json' }
const ask = async (method, path, { body, ...more } = {}) =>
  await fetch(`${emulator.url}${path}`, { method, headers: { ...headers, ...more }, ...body === undefined ? {} : { body: JSON.stringify(body) } })
    .then(async response => await response.text(), () => undefined)

const ROWS = '/beta/officeConfiguration/tenantCheckinStatuses'

/** What a client under test might do. */
async function useService () {
  await ask('POST', '/__admin/tenants/default/generate', { body: { rows: 5000, seed: 7 } })
  await ask('PUT', '/__admin/tenants/contoso')
  await ask('POST', '/beta/officeConfiguration/clientConfigurations', { body: { '@odata.type': '#microsoft.graph.windowsOfficeClientConfiguration', displayName: 'Sales', priority: 9 } })
  await ask('PATCH', '/beta/officeConfiguration', { body: { tenantUserCheckinSummary: { succeededUserCount: 900, failedUserCount: 60 } } })
  await ask('POST', '/__admin/tenants/default/snapshots/before-suite', { body: { note: 'A fleet of 5,000 rows, as the nightly suite wants it' } })
  await ask('POST', '/__admin/snapshots/all-tenants')
  await ask('POST', '/__admin/faults', {
    body: { description: 'Throttled now and then', match: { methods: ['GET'], path: 'officeConfiguration/clientConfigurations' }, effect: { kind: 'error', status: 429, retryAfter: 2 }, schedule: { every: 3 } }
  })
  await ask('POST', '/__admin/faults', { body: { description: 'Slow writes', match: { methods: ['PATCH', 'POST'] }, latency: { kind: 'fixed', ms: 20 } } })
  for (let round = 0; round < 6; round++) {
    await ask('GET', `${ROWS}?$filter=wasSuccessful eq false&$orderby=checkinDateTime desc&$top=10`)
    await ask('PATCH', '/t/contoso/beta/officeConfiguration', { body: { tenantUserCheckinSummary: { failedUserCount: round } } })
    await ask('GET', '/beta/officeConfiguration/clientConfigurations?$expand=assignments')
    await ask('GET', `${ROWS}?$filter=devicePlatform eq`)
    await ask('POST', '/t/contoso/beta/officeConfiguration/tenantCheckinStatuses', { body: { deviceName: `PC-${round}`, wasSuccessful: round % 2 === 0 } })
  }
  await ask('POST', '/beta/officeConfiguration/clientConfigurations', { body: { '@odata.type': '#microsoft.graph.windowsOfficeClientConfiguration', displayName: 'Finance' } })
}

const pictures = [
  ['requests', 'light', '#/default/requests', async page => await page.getByRole('link', { name: /checkinDateTime desc/ }).last().click()],
  ['data', 'dark', '#/default/data/officeConfiguration/tenantCheckinStatuses?q=%24filter%3DwasSuccessful+eq+false%26%24orderby%3DcheckinDateTime+desc'],
  ['fleet', 'light', '#/default/fleet'],
  ['faults', 'light', '#/default/faults'],
  ['overview', 'light', '#/default/overview'],
  ['state', 'dark', '#/default/state', async page => {
    await page.getByRole('button', { name: 'Compare before-suite' }).click()
    await page.getByRole('button', { name: 'officeClientConfiguration', exact: true }).click()
  }]
]

/** Into docs/images; or, of each width that is named, into a folder to look through: npm run screenshots -- /tmp/pictures 360 1280 2560 */
const [folder = 'docs/images', ...named] = process.argv.slice(2)
const widths = named.length === 0 ? [1280] : named.map(Number)

await useService()
mkdirSync(folder, { recursive: true })
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
for (const [name, colorScheme, address, prepare] of pictures) {
  for (const width of widths) {
    const page = await browser.newPage({ viewport: { width, height: width > 2000 ? 1300 : 800 }, colorScheme })
    await page.goto(`${emulator.adminUrl}/${address}`)
    await page.waitForTimeout(2500)
    await prepare?.(page)
    await page.waitForTimeout(1000)
    await page.screenshot({ path: `${folder}/console-${name}${named.length === 0 ? '' : `-${width}`}.png` })
    await page.close()
  }
}
await browser.close()
await emulator.stop()
