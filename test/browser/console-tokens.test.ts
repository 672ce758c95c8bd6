/** Tokens in the console: good ones, such as are refused where tokens are verified, and those of somebody else's keys. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { SignJWT, exportJWK, generateKeyPair } from 'jose'
import t from 'tap'
import { openConsole, until, withoutBrowser } from '../support/console.js'
import type { OpenConsole } from '../support/console.js'
import { OFFICE } from '../support/service.js'

const skip = withoutBrowser

/** What a client gets that sends the token of the card. */
async function statusOfMade ({ page, app }: OpenConsole, kind: string): Promise<number> {
  const card = page.getByRole('region', { name: 'A token' })
  const shown = card.locator('pre', { hasText: /^eyJ/ })
  const before = await shown.count() === 0 ? '' : await shown.textContent()
  await card.getByRole('combobox', { name: 'That is' }).selectOption(kind)
  await card.getByRole('button', { name: 'Make it' }).click()
  await until('another token', async () => await shown.count() > 0 && await shown.textContent() !== before)
  return (await app.inject({ url: OFFICE, headers: { authorization: `Bearer ${await shown.textContent()}` } })).statusCode
}

t.test('what is wrong with a token shows where tokens are verified', { skip }, async t => {
  const console = await openConsole(t, { config: { auth: 'jwt' } })
  const { page, open, faults } = console
  await open('#/default/overview', 'Overview')
  for (const [kind, status] of [['good', 200], ['expired', 401], ['audience', 401], ['signature', 401], ['permissions', 403]] as const) {
    t.equal(await statusOfMade(console, kind), status, kind)
    await page.getByText(`Tokens are verified. ${status === 200 ? 'It is good.' : `It gets a ${status}.`}`).waitFor()
  }
  t.match(await page.locator('pre', { hasText: /^curl/ }).textContent(), /Bearer eyJ/, 'what can be pasted has it')
  await open('#/default/data/officeConfiguration', 'Data')
  await page.locator('.sent .status.good').waitFor()
  t.same(faults, [], 'the console has a token where tokens are verified')
})

t.test('where any token is believed, those of a tenant can be verified', { skip }, async t => {
  const console = await openConsole(t)
  const { page, open } = console
  await open('#/default/overview', 'Overview')
  await page.getByText('Here any token is believed').waitFor()
  t.equal(await statusOfMade(console, 'expired'), 200)
  await page.getByRole('button', { name: 'Verify those of default' }).click()
  await page.getByText('Tokens are verified. It gets a 401.').waitFor()
  t.equal(await statusOfMade(console, 'expired'), 401)
  await page.getByRole('button', { name: 'As the service does' }).click()
  await page.getByText('Here any token is believed').waitFor()
  t.equal(await statusOfMade(console, 'audience'), 200)
})

t.test('with the keys of somebody else the console is given a token', { skip }, async t => {
  const { privateKey, publicKey } = await generateKeyPair('RS256')
  const jwks = join(t.testdir(), 'keys.json')
  writeFileSync(jwks, JSON.stringify({ keys: [{ ...await exportJWK(publicKey), kid: 'theirs', alg: 'RS256' }] }))
  const token = await new SignJWT({ tid: 'default', roles: ['DeviceManagementConfiguration.ReadWrite.All'] })
    .setProtectedHeader({ alg: 'RS256', kid: 'theirs' }).setAudience('https://graph.microsoft.com').setExpirationTime('1h').sign(privateKey)
  const console = await openConsole(t, { config: { auth: 'jwt', jwks } })
  const { page, open } = console
  await open('#/default/overview', 'Overview')
  await page.getByText('This service cannot sign with those').waitFor()
  t.equal(await statusOfMade(console, 'good'), 401)
  await open('#/default/data/officeConfiguration', 'Data')
  await page.getByRole('alert').getByText('The signing key is unknown').waitFor()
  await open('#/default/overview', 'Overview')
  await page.getByLabel('A token that is good here').fill(`Bearer ${token}\n`)
  await page.getByLabel('A token that is good here').blur()
  await open('#/default/data/officeConfiguration', 'Data')
  await page.locator('.sent .status.good').waitFor()
})
