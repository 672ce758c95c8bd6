/** Requests in the console: as they come, filtered, in detail, and what is made of one. */
import { readFileSync } from 'node:fs'
import t from 'tap'
import { openConsole, until, withoutBrowser } from '../support/console.js'
import { LONG_TASK, longestTask } from '../support/longest-task.js'
import { OFFICE, json } from '../support/service.js'

const skip = withoutBrowser
const ROWS = `${OFFICE}/tenantCheckinStatuses`

t.test('a client is watched, its request faulted, sent again and verified', { skip }, async t => {
  const { page, call, faults, open } = await openConsole(t)
  await open('#/default/requests', 'Requests')
  await page.getByText('No request yet').waitFor()
  await call('GET', `${ROWS}?$filter=deviceName eq 'PC-1'`)
  await page.getByRole('link', { name: /deviceName eq 'PC-1'/ }).click()
  const detail = page.getByRole('complementary')
  await detail.getByRole('heading', { name: /GET .*deviceName eq 'PC-1'/ }).waitFor()
  await detail.getByRole('img', { name: /parse .* execute .* ms/ }).waitFor()
  await detail.getByRole('button', { name: 'Send again' }).click()
  await detail.getByText(/Sent again: 200/).waitFor()
  await detail.getByRole('button', { name: 'Verify that this was called' }).click()
  await detail.getByText('Called 2 times, expected at least 1.').waitFor()
  await detail.getByRole('link', { name: 'Fault requests like this' }).click()
  const form = page.getByRole('dialog', { name: 'New rule' })
  t.equal(await form.getByLabel('Path or pattern').inputValue(), ROWS)
  t.equal(await form.getByRole('button', { name: 'GET' }).getAttribute('aria-pressed'), 'true')
  await form.getByRole('button', { name: 'Add', exact: true }).click()
  await form.waitFor({ state: 'detached' })
  t.equal((await call('GET', ROWS)).statusCode, 503, 'the client fails now')
  t.equal((await call('GET', OFFICE)).statusCode, 200, 'elsewhere it does not')
  await page.getByRole('listitem').filter({ hasText: 'fault-1' }).getByText('1 fired').waitFor()
  await page.getByRole('group', { name: 'Switched on' }).getByText('1 fault on').waitFor()
  t.same(faults, [])
})

t.test('filter, pause, and forgetting', { skip }, async t => {
  const { page, call, faults, open } = await openConsole(t)
  await call('GET', '/t/contoso/beta/officeConfiguration')
  await call('PATCH', OFFICE, { body: {} })
  await call('GET', `${ROWS}?$filter=wrong and`)
  await open('#/default/requests', 'Requests')
  const rows = page.locator('tbody tr[aria-rowindex]')
  const shown = async (count: number): Promise<void> => { await until(`${count} rows`, async () => await rows.count() === count) }
  await shown(3)
  for (const [words, count] of [['patch', 1], ['400', 1], ['get contoso', 1], ['officeconfiguration', 3], ['nothing', 0]] as const) {
    await page.getByLabel('Filter requests').fill(words)
    await shown(count)
  }
  t.match(page.url(), 'filter=nothing')
  await page.getByLabel('Filter requests').fill('')
  await page.getByRole('button', { name: 'Pause' }).click()
  await call('GET', '/beta/nothing')
  await page.waitForTimeout(200)
  t.equal(await rows.count(), 3)
  await page.getByRole('button', { name: 'Go on' }).click()
  await shown(4)
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Export HAR' }).click()])
  t.match(JSON.parse(readFileSync(await download.path(), 'utf8')), { log: { version: '1.2', entries: { length: 4 } } })
  await page.getByRole('button', { name: 'Forget all' }).click()
  await shown(0)
  t.same(json(await call('GET', '/__admin/requests'))['value'], [])
  t.same(faults, [])
})

t.test('a request is sent again to where it went, whatever root, tenant and headers it had', { skip }, async t => {
  const { page, call, open, faults, origin } = await openConsole(t)
  await call('PATCH', '/t/contoso/v1.0/officeConfiguration', { body: { tenantUserCheckinSummary: { failedUserCount: 7 } }, headers: { prefer: 'return=minimal' } })
  await open('#/default/requests?id=1', 'Requests')
  await page.getByRole('button', { name: 'Copy as curl' }).click()
  await page.getByRole('button', { name: 'Copied' }).waitFor()
  t.equal(await page.evaluate('navigator.clipboard.readText()'), [
    `curl -i -X PATCH '${origin}/t/contoso/v1.0/officeConfiguration'`,
    "-H 'content-type: application/json'",
    "-H 'prefer: return=minimal'",
    "-H 'authorization: Bearer any-word'",
    '--data-binary \'{"tenantUserCheckinSummary":{"failedUserCount":7}}\''
  ].join(' \\\n  '))
  await page.getByRole('button', { name: 'Send again' }).click()
  await page.getByText(/Sent again: 204/).waitFor()
  const [first, second] = json(await call('GET', '/__admin/requests'))['value'] as ReadonlyArray<Record<string, unknown>>
  t.match(second, { method: 'PATCH', url: first!['url'], tenant: 'contoso', application: 'console', request: { headers: { prefer: 'return=minimal' }, body: (first!['request'] as { body: object }).body } })
  t.same(faults, [])
})

t.test('the keyboard alone', { skip }, async t => {
  const { page, call, open } = await openConsole(t)
  await call('GET', OFFICE)
  await open('#/default/requests', 'Requests')
  await page.getByRole('link', { name: OFFICE }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('complementary').getByRole('button', { name: 'Close' }).focus()
  await page.keyboard.press('Escape')
  await page.getByRole('complementary').waitFor({ state: 'detached' })
  t.match(page.url(), /requests$/)
})

t.test('on a narrow page URLs have the room that hidden columns leave, however many requests there are', { skip }, async t => {
  const { page, call, open } = await openConsole(t)
  for (let count = 0; count < 120; count++) await call('GET', OFFICE)
  await open('#/default/requests', 'Requests')
  await page.setViewportSize({ width: 360, height: 700 })
  await page.getByText('live, 120').waitFor()
  const widthOf = async (text: string): Promise<number> => (await page.getByRole('columnheader', { name: text }).boundingBox())!.width
  const room = (await page.locator('.log').boundingBox())!.width
  t.ok(await widthOf('Method') + await widthOf('URL') + await widthOf('Status') + await widthOf('ms') > room - 25, 'the columns fill the table')
  t.ok(await widthOf('URL') > 100)
})

t.test('a journal that is off can be switched on', { skip }, async t => {
  const { page, call, open } = await openConsole(t, { config: { journalSize: 0 } })
  await open('#/default/requests', 'Requests')
  await page.getByRole('button', { name: /Keep the latest/ }).click()
  await page.getByText('live').first().waitFor()
  await call('GET', OFFICE)
  await page.getByRole('link', { name: OFFICE }).waitFor()
})

t.test('ten thousand requests without a stutter', { skip, timeout: 120_000 }, async t => {
  const { page, app, call, open, faults } = await openConsole(t, { config: { journalSize: 10_000 } })
  // Once before: a browser's first page loads fonts.
  await open('#/default/requests', 'Requests')
  const { journal, faults: rules } = app.controls
  t.equal(rules.size(), 0)
  const names = app.callNames
  t.ok(names)
  for (let id = 0; id < 10_000; id++) {
    const entry = journal.begin({ method: 'GET', url: `${ROWS}?$filter=deviceName eq 'PC-${id}'`, headers: { authorization: 'Bearer x' } })
    Object.assign(entry, { status: 200, tenant: 'default' })
    journal.finish(entry, 'answered')
  }
  const opening = await longestTask(page, async () => {
    await page.reload()
    await page.getByText('live, 10,000').waitFor()
  })
  t.ok(await page.locator('tbody tr[aria-rowindex]').count() < 80, 'only rows in sight are in the page')
  const using = await longestTask(page, async () => {
    await page.getByLabel('Filter requests').pressSequentially('pc-9')
    await page.getByText('1,111 of 10,000').waitFor()
    for (let top = 0; top < 20_000; top += 2000) await page.locator('.log').evaluate(`(element => { element.scrollTop = ${top} })(document.querySelector('.log'))`)
    for (let index = 0; index < 50; index++) await call('GET', `${ROWS}/$count`)
    await page.getByText('of 10,000').waitFor()
  })
  t.comment(`longest tasks: ${opening.toFixed(0)} ms and ${using.toFixed(0)} ms of processor time`)
  t.ok(Math.max(opening, using) < LONG_TASK, `longest tasks: ${opening}, ${using}`)
  t.same(faults, [])
})
