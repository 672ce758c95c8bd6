/** Swagger UI in a real browser: a panel is at most two screens, and its first example can be sent as it is. */
import t from 'tap'
import { openConsole, withoutBrowser } from '../support/console.js'

const HEIGHT = 800

/** Where panels are longest: most parameters, a long body, several media types. */
const operations = [
  'officeConfiguration_ListTenantCheckinStatuses',
  'officeConfiguration_ListClientConfigurations',
  'officeConfiguration_CreateClientConfigurations',
  'officeConfiguration_UpdateClientConfigurations',
  'officeConfiguration_SetClientConfigurationsPolicyPayload',
  'batch_Send'
]

// Swagger UI takes seconds to load: both look at one page.
t.test('Swagger UI', { skip: withoutBrowser }, async t => {
  const { page, origin, call, faults } = await openConsole(t, { viewport: { width: 1280, height: HEIGHT } })
  page.setDefaultTimeout(60_000)
  await page.goto(`${origin}/docs`)

  await t.test('panels of operations', async t => {
    for (const operation of operations) {
      const panel = page.locator(`.opblock[id$="-${operation}"]`)
      await panel.locator('.opblock-summary-control').click()
      await panel.locator('.responses-inner tr.response').first().waitFor()
      const { height = 0 } = await panel.boundingBox() ?? {}
      t.ok(height > 200 && height <= 2 * HEIGHT, `${operation}: ${height}`)
      await panel.locator('.opblock-summary-control').click()
    }
    t.same(faults, [])
  })

  await t.test('the first body of a stream is a text to be sent', async t => {
    const { id } = (await call('POST', '/beta/officeConfiguration/clientConfigurations', {
      body: { '@odata.type': '#microsoft.graph.windowsOfficeClientConfiguration' }
    })).json<{ id: string }>()
    await page.locator('.btn.authorize').first().click()
    await page.locator('.auth-container input').fill('any-word')
    await page.locator('.auth-btn-wrapper .authorize').click()
    await page.locator('.auth-btn-wrapper .btn-done').click()
    const panel = page.locator('.opblock[id$="-officeConfiguration_SetClientConfigurationsPolicyPayload"]')
    await panel.locator('.opblock-summary-control').click()
    await panel.locator('tr[data-param-name="officeClientConfiguration-id"] input').fill(id)
    await panel.locator('button.execute').click()
    await panel.locator('.live-responses-table .response-col_status', { hasText: '204' }).waitFor()
    const { body } = await call('GET', `/beta/officeConfiguration/clientConfigurations/${id}/policyPayload`)
    t.equal(body, '{"macros":"off"}')
  })
})
