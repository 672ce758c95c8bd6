/** What is around every view of the console: addresses, the tenant, the theme, the key, and what the page may not do. */
import t from 'tap'
import { openConsole, withoutBrowser } from '../support/console.js'
import { listen } from '../support/listen.js'
import { OFFICE } from '../support/service.js'

const skip = withoutBrowser

t.test('views have addresses, and the browser goes back and forth between them', { skip }, async t => {
  const { page, origin, faults, open } = await openConsole(t)
  await page.goto(origin)
  await page.getByRole('heading', { name: 'Overview', level: 1 }).waitFor()
  t.equal(page.url(), `${origin}/__admin/`, 'the origin leads to the console')
  for (const [link, heading] of [['Requests', 'Requests'], ['Data', 'Data'], ['Fleet', 'Fleet'], ['Faults and throttle', 'Faults'], ['Snapshots and clock', 'Snapshots and clock']] as const) {
    await page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: link }).click()
    await page.getByRole('heading', { name: heading, level: 1 }).waitFor()
  }
  t.match(page.url(), /#\/default\/state$/)
  t.match(await page.title(), 'Snapshots and clock · default')
  await page.goBack()
  await page.getByRole('heading', { name: 'Faults', level: 1 }).waitFor()
  await page.goForward()
  await page.getByRole('heading', { name: 'Snapshots and clock', level: 1 }).waitFor()
  await open('#/contoso/requests?filter=patch', 'Requests')
  t.equal(await page.getByLabel('Filter requests').inputValue(), 'patch', 'an address can be shared')
  t.equal(await page.getByRole('combobox', { name: 'Tenant' }).inputValue(), 'contoso')
  t.same(faults, [])
})

t.test('the tenant is in the address, and stays while views change', { skip }, async t => {
  const { page, call, faults, open } = await openConsole(t)
  await call('PATCH', '/t/contoso/beta/officeConfiguration', { body: { tenantUserCheckinSummary: { failedUserCount: 7 } } })
  await open('#/default/overview', 'Overview')
  await page.getByRole('combobox', { name: 'Tenant' }).fill('Contoso')
  await page.keyboard.press('Enter')
  await page.waitForURL(/#\/contoso\/overview$/)
  await page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: 'Data' }).click()
  await page.waitForURL(/#\/contoso\/data$/)
  await page.getByRole('link', { name: 'officeConfiguration', exact: true }).click()
  await page.getByText('failedUserCount').first().waitFor()
  t.same(faults, [])
})

t.test('light and dark, by choice or as the system is', { skip }, async t => {
  const { page, open } = await openConsole(t)
  await page.emulateMedia({ colorScheme: 'dark' })
  await open('#/default/overview', 'Overview')
  const ground = async (): Promise<string> => String(await page.evaluate('getComputedStyle(document.body).backgroundColor'))
  const dark = await ground()
  await page.getByRole('button', { name: /^Theme: auto/ }).click()
  const light = await ground()
  t.not(light, dark)
  await page.reload()
  await page.getByRole('button', { name: /^Theme: light/ }).waitFor()
  t.equal(await ground(), light, 'the choice is kept')
})

t.test('a service with a key asks for it, and the tab keeps it', { skip }, async t => {
  const { page, open, faults, origin } = await openConsole(t, { config: { adminKey: 'open-sesame' } })
  await page.goto(`${origin}/__admin/#/default/faults`)
  const dialog = page.getByRole('dialog', { name: 'The controls need their key' })
  await dialog.getByLabel('Key').fill('wrong')
  await page.keyboard.press('Enter')
  await dialog.getByText('not the right one').waitFor()
  await dialog.getByLabel('Key').fill('open-sesame')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Faults', level: 1 }).waitFor()
  await dialog.waitFor({ state: 'detached' })
  await open('#/default/overview', 'Overview')
  t.equal(await page.evaluate('sessionStorage.getItem("admin-key")'), 'open-sesame')
  t.equal(await page.evaluate('localStorage.getItem("admin-key")'), null, 'and nothing else does')
  t.same(faults, [])
})

t.test('text from the data is text', { skip }, async t => {
  const { page, call, faults, open } = await openConsole(t)
  const hostile = '<img src=x onerror="document.title=1"><script>alert(1)</script>'
  await call('PATCH', OFFICE, { body: { tenantCheckinStatuses: [{ deviceName: hostile, errorMessage: hostile }] } })
  await call('GET', `${OFFICE}/tenantCheckinStatuses?$filter=deviceName eq '${encodeURIComponent(hostile)}'`)
  await open('#/default/data/officeConfiguration/tenantCheckinStatuses', 'Data')
  await page.getByRole('cell', { name: hostile }).first().waitFor()
  t.equal(await page.locator('td img').count(), 0)
  await open('#/default/requests', 'Requests')
  await page.getByRole('link', { name: /deviceName eq/ }).first().click()
  await page.getByRole('complementary').getByText('"deviceName"').first().waitFor()
  t.equal(await page.locator('.detail img').count(), 0)
  t.same(faults, [])
})

t.test('its policy forbids scripts in the page, eval, and requests to anybody else', { skip }, async t => {
  const { page, open } = await openConsole(t)
  await open('#/default/overview', 'Overview')
  const tried = await page.evaluate(`(async () => {
    const violated = []
    document.addEventListener('securitypolicyviolation', event => { violated.push(event.effectiveDirective) })
    const script = document.createElement('script')
    try { script.textContent = 'document.title = "run"' } catch (error) { violated.push(error.name) }
    const fetched = await fetch('http://localhost:9/').then(() => 'fetched', () => 'refused')
    try { document.body.insertAdjacentHTML('beforeend', '<b>markup</b>') } catch (error) { violated.push(error.name) }
    await new Promise(resolve => setTimeout(resolve, 200))
    return { violated, fetched, title: document.title }
  })()`) as { violated: readonly string[], fetched: string, title: string }
  t.equal(tried.fetched, 'refused')
  t.ok(tried.violated.includes('connect-src'), tried.violated.join())
  t.ok(tried.violated.includes('TypeError'), 'trusted types are required')
  t.not(tried.title, 'run')
})

t.test('controls at a port of their own: the page there reads the resources of the other port', { skip }, async t => {
  const { page, app, call, faults, origin } = await openConsole(t, { config: { adminPort: '0' } })
  await call('PATCH', '/t/contoso/beta/officeConfiguration', { body: { tenantUserCheckinSummary: { failedUserCount: 7 } } })
  const apart = await listen(app.adminListener!)
  await page.goto(`${apart}/__admin/#/contoso/data/officeConfiguration`)
  await page.getByText('"failedUserCount"').waitFor()
  await page.getByText('GET /beta/officeConfiguration').waitFor()
  t.equal(await page.getByRole('link', { name: 'Swagger UI' }).count(), 0, 'that is at the other port')
  t.equal((await fetch(`${origin}/__admin/`)).status, 404)
  t.same(faults, [])
})
