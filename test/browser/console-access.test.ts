/** Whether everybody can use the console: axe on each view, and no view that is wider than its window. */
import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'
import t from 'tap'
import { openConsole, withoutBrowser } from '../support/console.js'
import { OFFICE } from '../support/service.js'

const skip = withoutBrowser
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

const views = [
  ['#/default/overview', 'Overview'],
  ['#/default/requests', 'Requests'],
  ['#/default/requests?id=1', 'Requests'],
  ['#/default/data', 'Data'],
  ['#/default/data/officeConfiguration', 'Data'],
  ['#/default/data/officeConfiguration/tenantCheckinStatuses', 'Data'],
  ['#/default/data/officeConfiguration/tenantCheckinStatuses?q=%24filter%3Dwrong+and', 'Data'],
  ['#/default/fleet', 'Fleet'],
  ['#/default/faults', 'Faults'],
  ['#/default/faults?new=error', 'Faults'],
  ['#/default/state', 'Snapshots and clock']
] as const

interface Violation {
  readonly id: string
  readonly help: string
  readonly nodes: ReadonlyArray<{ readonly html: string, readonly failureSummary: string }>
}

for (const [width, colorScheme] of [[1280, 'light'], [1280, 'dark'], [360, 'light'], [2560, 'dark']] as const) {
  t.test(`every view at ${width} pixels, ${colorScheme}`, { skip, timeout: 180_000 }, async t => {
    const { page, call, open, faults } = await openConsole(t, { viewport: { width, height: 900 } })
    await page.emulateMedia({ colorScheme })
    await call('PATCH', OFFICE, { body: { tenantCheckinStatuses: [{ deviceName: 'PC-1', wasSuccessful: false, errorMessage: 'Timeout' }, { wasSuccessful: true }] } })
    await call('POST', '/__admin/faults', { body: { match: { path: 'nothing' }, effect: { kind: 'error', status: 503 } } })
    await call('POST', '/__admin/faults', { body: { enabled: false, description: 'Off', latency: { kind: 'fixed', ms: 9 } } })
    await call('PUT', '/__admin/throttle', { body: { application: { requests: 1000, writes: 100 }, tenant: { requests: 2000, writes: 200 } } })
    await call('POST', '/__admin/tenants/default/snapshots/before')
    for (const [address, heading] of views) {
      await open(address, heading)
      await page.waitForTimeout(300)
      await page.evaluate(axe)
      const violations = await page.evaluate('axe.run(document).then(({ violations }) => violations)') as readonly Violation[]
      t.same(violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html, failureSummary }) => `${html.slice(0, 200)} ${failureSummary}`).join('; ')}`), [], address)
      const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
      t.ok(Number(overflow) <= 0, `${address} is not wider than its window: ${String(overflow)}`)
    }
    t.same(faults, [])
  })
}
