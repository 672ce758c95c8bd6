/** The whole way through the console, on both databases: a fleet, a filter, a fault, a client that fails, a verification, a restore. */
import t from 'tap'
import { openConsole, withoutBrowser } from '../support/console.js'
import { dialects, newDatabase } from '../support/databases.js'
import { OFFICE, json } from '../support/service.js'

const ROWS = `${OFFICE}/tenantCheckinStatuses`

for (const dialect of dialects) {
  t.test(`from a fleet to a restore (${dialect})`, { skip: withoutBrowser, timeout: 180_000 }, async t => {
    const { page, call, faults, open } = await openConsole(t, { config: { databaseUrl: await newDatabase(t, dialect) } })
    const views = page.getByRole('navigation', { name: 'Views' })
    await open('#/default/data', 'Data')
    await page.getByRole('button', { name: 'Generate a fleet' }).click()
    const generating = page.getByRole('dialog', { name: 'Generate a fleet' })
    await generating.getByLabel('Check-in rows').fill('400')
    await generating.getByRole('button', { name: 'Generate' }).click()
    await generating.getByText('Done.').waitFor()
    await generating.getByRole('button', { name: 'Close' }).click()

    await views.getByRole('link', { name: 'Snapshots and clock' }).click()
    const card = page.getByRole('region', { name: 'Of the tenant default' })
    await card.getByLabel('Name of a snapshot').fill('fleet')
    await card.getByRole('button', { name: 'Take' }).click()
    await card.getByText('Took fleet.').waitFor()

    await views.getByRole('link', { name: 'Fleet', exact: true }).click()
    await page.getByRole('region', { name: 'Outcome' }).getByRole('link', { name: /failed/ }).click()
    await page.getByRole('link', { name: 'Show the rows' }).click()
    const failed = Number(json(await call('GET', `${ROWS}?$filter=wasSuccessful eq false&$count=true&$top=0`))['@odata.count'])
    await page.getByText(`${Math.min(failed, 100)} of ${failed} rows`).waitFor()

    await views.getByRole('link', { name: 'Faults and throttle' }).click()
    await page.getByRole('button', { name: /^Read only/ }).click()
    await page.getByText('Writes fail').waitFor()
    t.equal((await call('PATCH', OFFICE, { body: { tenantCheckinStatuses: [] } })).statusCode, 503)
    await views.getByRole('link', { name: /^Requests/ }).click()
    await page.getByLabel('Filter requests').fill('patch 503')
    await page.getByRole('link', { name: OFFICE, exact: true }).click()
    const detail = page.getByRole('complementary')
    await detail.getByText('fault-1').waitFor()
    await detail.getByRole('button', { name: 'Verify that this was called' }).click()
    await detail.getByText('Called once, expected at least 1.').waitFor()

    await views.getByRole('link', { name: 'Overview' }).click()
    await page.getByRole('button', { name: 'Remove all rules' }).click()
    await page.getByText('A rule makes').waitFor({ state: 'detached' })
    t.equal((await call('PATCH', OFFICE, { body: { tenantCheckinStatuses: [] } })).statusCode, 200)
    await views.getByRole('link', { name: 'Snapshots and clock' }).click()
    await card.getByRole('button', { name: 'Compare fleet' }).click()
    await card.getByRole('row', { name: 'officeClientCheckinStatus 0 0 400' }).waitFor()
    await card.getByRole('button', { name: 'Restore fleet' }).click()
    await card.getByText('Restored fleet.').waitFor()
    t.equal((await call('GET', `${ROWS}/$count`)).body, '400')
    t.same(faults, [])
  })
}
