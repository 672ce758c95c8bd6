/** The console over TripPin: whatever it does with officeConfiguration, it does with a model that was given. */
import t from 'tap'
import { openConsole, withoutBrowser } from '../support/console.js'
import { LONG_TASK, longestTask } from '../support/longest-task.js'
import { json } from '../support/service.js'

const skip = withoutBrowser
const config = { model: 'trippin' }

t.test('data of TripPin are generated, asked for, opened, expanded, changed and followed', { skip, timeout: 120_000 }, async t => {
  const { page, call, open, faults } = await openConsole(t, { config })
  await open('#/default/data', 'Data')
  await page.getByRole('button', { name: 'Generate data' }).click()
  const generating = page.getByRole('dialog', { name: 'Generate data' })
  await generating.getByLabel('Entities of each entity set').fill('250')
  await generating.getByRole('button', { name: 'Generate', exact: true }).click()
  await generating.getByText('Done.').waitFor({ timeout: 60_000 })
  const [, written, of] = /([\d,]+) of ([\d,]+) written/.exec((await generating.textContent())!) ?? []
  t.ok(written !== undefined && written === of && written.length > 3, `${String(written)} of ${String(of)}`)
  await generating.getByRole('button', { name: 'Close' }).click()
  await page.getByRole('link', { name: 'People', exact: true }).click()
  await page.getByText('100 of 250 rows').waitFor()
  const bar = page.getByLabel('Query options')
  await bar.pressSequentially('$filter=Gen')
  await page.getByRole('option').getByText('Gender').waitFor()
  await bar.fill("$filter=Gender eq 'Male' and")
  await page.getByRole('button', { name: 'Ask' }).click()
  await page.getByRole('alert').getByText('expected an expression at position').waitFor()
  t.equal((await page.locator('.caret').textContent())!.indexOf('▲'), "$filter=Gender eq 'Male' and".length)
  await bar.fill('$orderby=UserName')
  await page.getByRole('button', { name: 'Ask' }).click()
  const [first] = json(await call('GET', '/odata/People?$orderby=UserName&$top=1'))['value'] as ReadonlyArray<{ UserName: string }>
  await page.getByRole('link', { name: `Open ('${first!.UserName}')` }).click()
  await page.getByRole('button', { name: 'Expand Trips' }).click()
  await page.getByText('$expand=Trips').waitFor()
  await page.getByRole('button', { name: 'Edit' }).click()
  const form = page.getByRole('dialog')
  await form.getByLabel(/^FirstName/).first().fill('Renamed')
  await form.getByRole('button', { name: 'Save' }).click()
  await form.waitFor({ state: 'hidden' })
  await page.getByText('Renamed').first().waitFor()
  await open('#/default/requests', 'Requests')
  await call('GET', '/odata/People')
  await page.getByRole('link', { name: '/odata/People', exact: true }).click()
  await page.getByText(/SQL .* ms/).waitFor()
  await open('#/default/overview', 'Overview')
  await page.getByRole('cell', { name: '250' }).first().waitFor()
  t.same(faults, [])
})

t.test('a snapshot of TripPin is compared by row', { skip }, async t => {
  const { page, call, open, faults } = await openConsole(t, { config })
  await call('POST', '/__admin/tenants/default/snapshots/before')
  t.equal((await call('POST', '/odata/Airlines', { body: { AirlineCode: 'ZZ', Name: 'Zed' } })).statusCode, 201)
  await open('#/default/state', 'Snapshots and clock')
  await page.getByRole('button', { name: 'Compare before' }).click()
  await page.getByRole('button', { name: /airline/i }).click()
  await page.getByRole('list', { name: /What differs of/ }).getByText('Zed').waitFor()
  t.same(faults, [])
})

t.test('a page of thousands of rows without a stutter', { skip, timeout: 120_000 }, async t => {
  const { page, call, open, faults } = await openConsole(t, { config: { ...config, pageSize: 2000, maxPageSize: 2000 } })
  t.equal((await call('POST', '/__admin/tenants/default/generate', { body: { count: 2000, contained: 0 } })).statusCode, 200)
  await open('#/default/data/People', 'Data')
  await page.getByText('2,000 of 2,000 rows').waitFor()
  const longest = await longestTask(page, async () => {
    await page.getByLabel('Query options').fill('$orderby=UserName desc')
    await page.getByRole('button', { name: 'Ask' }).click()
    await page.locator('th[aria-sort=descending]').waitFor()
    await page.getByText('2,000 of 2,000 rows').waitFor()
    for (let step = 0; step < 8; step++) {
      await page.locator('.place .scroller').evaluate('element => { element.scrollTop = element.scrollHeight }')
      await page.waitForTimeout(50)
    }
  })
  t.ok(await page.locator('tbody tr').count() < 1200, 'rows come as they are scrolled to')
  t.comment(`longest task: ${longest.toFixed(0)} ms of processor time`)
  t.ok(longest < LONG_TASK, `longest task: ${longest}`)
  t.same(faults, [])
})

t.test('a file becomes entities of the set that it is called after, or of another one', { skip }, async t => {
  const { page, call, open, faults } = await openConsole(t, { config: { model: 'test/models/shop.csdl.xml', root: '/odata' } })
  await open('#/default/data/Stocks', 'Data')
  await page.getByText('0 of 0 rows').waitFor()
  const chooser = page.getByLabel('A file to import', { exact: true })
  await chooser.setInputFiles({ name: 'customers.csv', mimeType: 'text/csv', buffer: Buffer.from('Number,Name\n1,A\n2,B\n') })
  const dialog = page.getByRole('dialog', { name: 'Import customers.csv' })
  t.equal(await dialog.getByLabel('Entity set').inputValue(), 'Customers')
  await dialog.getByRole('button', { name: 'Import' }).click()
  await dialog.getByText('2 entities were read.').waitFor()
  await dialog.getByRole('button', { name: 'Close' }).click()
  await chooser.setInputFiles({ name: 'more.ndjson', mimeType: 'application/x-ndjson', buffer: Buffer.from('{"Number":"3","Name":"C"}') })
  const other = page.getByRole('dialog', { name: 'Import more.ndjson' })
  t.equal(await other.getByLabel('Entity set').inputValue(), 'Stocks', 'the one that is shown')
  await other.getByLabel('Entity set').selectOption('Archive')
  await other.getByRole('button', { name: 'Import' }).click()
  await other.getByText('1 entities were read.').waitFor()
  t.match(json(await call('GET', '/odata/Archive'))['value'], [{ Number: '3' }])
  t.match(json(await call('GET', '/odata/Customers'))['value'], [{ Number: '1' }, { Number: '2' }])
  t.same(faults, [])
})
