/** Whether everybody can use the console: axe on each view and on what opens in it, and no view that is wider than its window. */
import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import t from 'tap'
import type { Test } from 'tap'
import { openConsole, withoutBrowser } from '../support/console.js'
import type { OpenConsole } from '../support/console.js'
import { OFFICE } from '../support/service.js'

const skip = withoutBrowser
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

interface View {
  readonly address: string
  readonly heading: string
  /** What opens something in it. */
  readonly act?: (page: Page) => Promise<unknown>
}

const ROWS = 'officeConfiguration/tenantCheckinStatuses'
const button = (name: string | RegExp) => async (page: Page): Promise<void> => { await page.getByRole('button', { name }).first().click() }

const views: readonly View[] = [
  { address: '#/default/overview', heading: 'Overview' },
  { address: '#/default/overview', heading: 'Overview', act: button('Make it') },
  { address: '#/default/requests', heading: 'Requests' },
  { address: '#/default/requests?id=1', heading: 'Requests', act: button('Verify that this was called') },
  { address: '#/default/requests?filter=nothing', heading: 'Requests' },
  { address: '#/default/data', heading: 'Data' },
  { address: '#/default/data/officeConfiguration', heading: 'Data' },
  { address: '#/default/data/officeConfiguration', heading: 'Data', act: button('Edit') },
  { address: `#/default/data/${ROWS}`, heading: 'Data' },
  { address: `#/default/data/${ROWS}`, heading: 'Data', act: async page => { await page.getByText('Columns').click() } },
  { address: `#/default/data/${ROWS}`, heading: 'Data', act: async page => { await page.getByLabel('Query options').pressSequentially('$filter=was') } },
  { address: `#/default/data/${ROWS}`, heading: 'Data', act: button('Add') },
  { address: `#/default/data/${ROWS}?q=%24filter%3Dwrong+and`, heading: 'Data' },
  { address: '#/default/data', heading: 'Data', act: button(/^Generate/) },
  { address: '#/default/fleet', heading: 'Fleet' },
  { address: '#/default/faults', heading: 'Faults' },
  { address: '#/default/faults?new=error', heading: 'Faults' },
  { address: '#/default/faults?new=answer', heading: 'Faults' },
  { address: '#/default/state', heading: 'Snapshots and clock' },
  { address: '#/default/state', heading: 'Snapshots and clock', act: button('Note of before') },
  {
    address: '#/default/state',
    heading: 'Snapshots and clock',
    act: async page => {
      await page.getByRole('button', { name: 'Compare before' }).first().click()
      await page.getByRole('button', { name: 'officeClientCheckinStatus' }).click()
      await page.getByText('added').first().waitFor()
    }
  }
]

const ofModel: readonly View[] = [
  { address: '#/default/overview', heading: 'Overview' },
  { address: '#/default/data', heading: 'Data', act: button(/^Generate/) },
  { address: '#/default/data/People', heading: 'Data' },
  { address: '#/default/data/People', heading: 'Data', act: button('Add') },
  { address: "#/default/data/People('russellwhyte')", heading: 'Data', act: button('Expand Trips') },
  { address: '#/default/state', heading: 'Snapshots and clock' }
]

interface Violation {
  readonly id: string
  readonly help: string
  readonly nodes: ReadonlyArray<{ readonly html: string, readonly failureSummary: string }>
}

interface Look {
  /** Pixels. */
  readonly width: number
  readonly colorScheme: 'light' | 'dark'
}

/** A passed rule is not told of node by node. */
const runAxe = "axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations)"

/** What a page looks like follows from its style alone, from the second frame on. */
const shown = 'new Promise(resolve => { requestAnimationFrame(() => { requestAnimationFrame(resolve) }) })'

async function checkLook (t: Test, page: Page, { width, colorScheme }: Look, view: string): Promise<void> {
  // Nothing fades from one scheme to the other.
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
  await page.setViewportSize({ width, height: 900 })
  await page.evaluate(shown)
  const name = `${view} at ${width} pixels, ${colorScheme}`
  const violations = await page.evaluate(runAxe) as readonly Violation[]
  t.same(violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html, failureSummary }) => `${html.slice(0, 200)} ${failureSummary}`).join('; ')}`), [], name)
  const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
  t.ok(Number(overflow) <= 0, `${name} is not wider than its window: ${String(overflow)}`)
}

/** Where nothing of a view is left open. */
const elsewhere = (heading: string): readonly [address: string, heading: string] =>
  heading === 'Overview' ? ['#/default/faults', 'Faults'] : ['#/default/overview', 'Overview']

/**
 * Each view is opened once, from another one, and looked at in each way. The document stays: in a new one axe would run as slowly as code
 * does that runs for the first time.
 */
async function checkViews (t: Test, { page, open, faults }: OpenConsole, list: readonly View[], looks: readonly Look[]): Promise<void> {
  await open(...elsewhere(list[0]!.heading))
  await page.evaluate(axe)
  for (const { address, heading, act } of list) {
    await open(...elsewhere(heading))
    await open(address, heading)
    await page.waitForTimeout(300)
    await act?.(page)
    if (act !== undefined) await page.waitForTimeout(200)
    for (const look of looks) await checkLook(t, page, look, `${address}${act === undefined ? '' : ', with what opens in it'}`)
  }
  t.same(faults, [])
}

/** Opened wide, and opened narrow. */
const looksOf: ReadonlyArray<readonly Look[]> = [
  [{ width: 1280, colorScheme: 'light' }, { width: 1280, colorScheme: 'dark' }, { width: 2560, colorScheme: 'dark' }],
  [{ width: 360, colorScheme: 'light' }]
]

for (const looks of looksOf) {
  const [{ width, colorScheme }] = looks as [Look]
  t.test(`every view at ${looks.map(look => look.width).join(', ')} pixels`, { skip, timeout: 300_000 }, async t => {
    const console = await openConsole(t, { viewport: { width, height: 900 } })
    const { page, call } = console
    await page.emulateMedia({ colorScheme })
    const rows = [{ deviceName: 'PC-1', wasSuccessful: false, errorMessage: 'Timeout' }, { wasSuccessful: true }]
    await call('PATCH', OFFICE, { body: { tenantCheckinStatuses: rows, tenantUserCheckinSummary: { failedUserCount: 3 } } })
    await call('POST', '/__admin/faults', { body: { match: { path: 'nothing' }, effect: { kind: 'error', status: 503 } } })
    await call('POST', '/__admin/faults', { body: { enabled: false, description: 'Off', latency: { kind: 'fixed', ms: 9 } } })
    await call('PUT', '/__admin/throttle', { body: { application: { requests: 1000, writes: 100 }, tenant: { requests: 2000, writes: 200 } } })
    await call('POST', '/__admin/tenants/default/snapshots/before', { body: { note: 'As the suite wants it' } })
    await call('POST', '/__admin/snapshots/all')
    await call('POST', `${OFFICE}/tenantCheckinStatuses`, { body: { deviceName: 'PC-2' } })
    await checkViews(t, console, views, looks)
  })
}

t.test('TripPin, and the question for the key', { skip, timeout: 180_000 }, async t => {
  const console = await openConsole(t, { config: { model: 'trippin' }, viewport: { width: 360, height: 900 } })
  await checkViews(t, console, ofModel, [{ width: 360, colorScheme: 'light' }])
  const guarded = await openConsole(t, { config: { adminKey: 'a-key-of-this-test' } })
  await guarded.page.goto(`${guarded.origin}/__admin/`)
  await guarded.page.getByRole('dialog').waitFor()
  await guarded.page.evaluate(axe)
  t.same(await guarded.page.evaluate('axe.run(document).then(({ violations }) => violations.map(({ id }) => id))'), [])
})
