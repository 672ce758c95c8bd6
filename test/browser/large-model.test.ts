/** Swagger UI in a real browser: the page of a model with a thousand types, each with others inside, opens and can be used. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import t from 'tap'
import { startEmulator } from '../../src/emulator.js'
import { findChromium } from '../support/chromium.js'

const executablePath = findChromium()
const COUNT = 1000

/** Eight complex values and three collections in each entity, most of them of types that others have, too. */
function largeModel (): string {
  const numbers = Array.from({ length: COUNT }, (_, index) => index)
  const values = (index: number): string => [1, 2, 3, 5, 8, 13, 21, 34].map(step => `<Property Name="V${step}" Type="N.V${(index + step) % COUNT}"/>`).join('')
  const parts = (index: number): string =>
    [1, 7, 49].map(step => `<NavigationProperty Name="P${step}" Type="Collection(N.T${(index + step) % COUNT})" ContainsTarget="true"/>`).join('')
  const types = numbers.map(index => `<EntityType Name="T${index}"><Key><PropertyRef Name="Id"/></Key><Property Name="Id" Type="Edm.Int32" Nullable="false"/>${values(index)}${parts(index)}</EntityType>
    <ComplexType Name="V${index}"><Property Name="Name" Type="Edm.String"/><Property Name="Amount" Type="Edm.Double"/></ComplexType>`)
  const sets = numbers.map(index => `<EntitySet Name="S${index}" EntityType="N.T${index}"/>`)
  return `<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>
    <Schema Namespace="N" xmlns="http://docs.oasis-open.org/odata/ns/edm">${types.join('')}<EntityContainer Name="C">${sets.join('')}</EntityContainer></Schema></edmx:DataServices></edmx:Edmx>`
}

t.test('a thousand types', { skip: executablePath === undefined && 'there is no Chromium', timeout: 180_000 }, async t => {
  const folder = mkdtempSync(join(tmpdir(), 'model-'))
  t.teardown(() => { rmSync(folder, { recursive: true }) })
  writeFileSync(join(folder, 'large.csdl.xml'), largeModel())
  const emulator = await startEmulator({ model: join(folder, 'large.csdl.xml') })
  t.teardown(emulator.stop)
  const browser = await chromium.launch({ executablePath: executablePath!, args: ['--no-sandbox'] })
  t.teardown(async () => { await browser.close() })
  const page = await browser.newPage()
  await page.goto(`${emulator.url}/docs`)
  await page.waitForSelector('.opblock-tag', { timeout: 60_000 })
  t.equal(await page.locator('.opblock-tag').count(), 102, 'a hundred resources, batches and monitors')
  t.match(await page.locator('.info').textContent(), /900 more entity sets and singletons are served/)
  await page.locator('#operations-tag-S7').click()
  await page.locator('#operations-S7-S7_Create .opblock-summary-control').click({ timeout: 60_000 })
  await page.locator('#operations-S7-S7_Create .execute').click({ timeout: 60_000 })
  t.match(await page.locator('#operations-S7-S7_Create .live-responses-table').textContent({ timeout: 60_000 }), /201/, 'its first example is created')
})
