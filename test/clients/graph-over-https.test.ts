/**
 * The official Graph client over https, with tokens that `@azure/identity` and MSAL fetched from the emulator: all of them unmodified, in a
 * process of their own.
 */
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import t from 'tap'
import type { Test } from 'tap'
import { startEmulator } from '../../src/emulator.js'
import type { Emulator, EmulatorOptions } from '../../src/emulator.js'
import { dialects, newDatabase } from '../support/databases.js'

const program = fileURLToPath(new URL('../support/graph-over-https.mjs', import.meta.url))
const WRITE = 'DeviceManagementConfiguration.ReadWrite.All'

interface Started {
  readonly emulator: Emulator
  /** Runs a step of the program and gives what it saw. */
  readonly run: (step: string) => Promise<Record<string, unknown>>
  readonly folder: string
}

async function start (t: Test, options: EmulatorOptions): Promise<Started> {
  const folder = mkdtempSync(join(tmpdir(), 'clients-'))
  const emulator = await startEmulator({ tls: true, auth: 'jwt', ...options })
  t.teardown(async () => {
    await emulator.stop()
    rmSync(folder, { recursive: true, force: true })
  })
  const caFile = join(folder, 'ca.pem')
  writeFileSync(caFile, emulator.ca ?? '')
  const run = async (step: string): Promise<Record<string, unknown>> => {
    const { PATH, HOME } = process.env
    const { stdout } = await promisify(execFile)(process.execPath, [program], {
      env: { PATH, HOME, NODE_EXTRA_CA_CERTS: caFile, GRAPH_OFFICE_EMULATOR_URL: emulator.url, STEP: step }
    })
    return JSON.parse(stdout) as Record<string, unknown>
  }
  return { emulator, run, folder }
}

for (const dialect of dialects) {
  t.test(`@azure/identity and the Graph client read, patch, filter and page (${dialect})`, async t => {
    const { emulator, run } = await start(t, { databaseUrl: await newDatabase(t, dialect) })
    const { seen, nextLink, ...rest } = await run('graph')
    t.same(rest, {
      patched: 250,
      summary: { '@odata.type': 'microsoft.graph.officeUserCheckinSummary', succeededUserCount: 2, failedUserCount: 15 },
      count: 125,
      refused: { status: 400, code: 'ModelValidationFailure' },
      other: 0
    })
    t.ok(String(nextLink).startsWith(`${emulator.url}/beta/`), 'the next link says https')
    t.same(seen, Array.from({ length: 125 }, (_, index) => `device ${String(248 - 2 * index).padStart(3, '0')}`), 'every page, in order')
    t.match(await run('user'), { succeededUserCount: 2, failedUserCount: 15 }, 'a user with a password')
  })
}

for (const dialect of dialects) {
  t.test(`the Graph client batches (${dialect})`, async t => {
    const { emulator, run } = await start(t, { databaseUrl: await newDatabase(t, dialect) })
    t.same(await run('batch'), {
      statuses: { create: 201, list: 200, missing: 404, after: 424 },
      created: 'Pilot',
      listed: [['Pilot', 3]],
      read: 'Pilot',
      error: 'FailedDependency'
    })
    const [sent] = emulator.requests.list({ path: '$batch' })
    t.same(emulator.requests.list({ parent: Number(sent?.id) }).map(({ method, status, tenant }) => [method, status, tenant]), [['POST', 201, 'contoso'], ['GET', 200, 'contoso'], ['GET', 404, 'contoso'], ['GET', 424, 'contoso']])
  })

  t.test(`the Graph client waits as long as Retry-After says, and tries again (${dialect})`, async t => {
    const { emulator: { faults, requests }, run } = await start(t, { databaseUrl: await newDatabase(t, dialect) })
    const id = faults.add({ match: { methods: ['PATCH'], path: 'officeConfiguration' }, effect: { kind: 'error', status: 429, retryAfter: 2 }, schedule: { times: 1 } })
    const { failedUserCount, waited } = await run('retry')
    t.equal(failedUserCount, 7)
    t.ok(Number(waited) >= 2000, `waited ${String(waited)} ms`)
    t.same(faults.list()[0]?.hits, { matched: 2, fired: 1, again: 0 }, 'it did not come too early')
    t.same(requests.list({ method: 'PATCH' }).map(({ status, fault }) => [status, fault]), [[429, `${id}: 429`], [200, undefined]])
    const [first, second] = requests.list({ method: 'PATCH' })
    t.equal(first?.response.headers['retry-after'], '2')
    t.equal(second?.request.headers['retry-attempt'], '1')
  })
}

t.test('a client that is refused every time gives up with the error', async t => {
  const { emulator: { faults, requests }, run } = await start(t, {})
  faults.add({ effect: { kind: 'error', status: 429, retryAfter: 0 } })
  t.match(await run('retriesEnd'), { status: 429, code: 'TooManyRequests' })
  t.match(requests.verify({ match: { methods: ['GET'], status: '429' }, exactly: 4 }), { verified: true })
})

t.test('MSAL: client credentials, user and password, silent from the cache and by refresh token', async t => {
  const { run } = await start(t, {})
  t.same(await run('msal'), {
    tenant: 'contoso',
    username: 'adele@contoso.com',
    scopes: ['https://graph.microsoft.com/DeviceManagementConfiguration.Read.All', 'openid', 'profile', 'email'],
    cached: true,
    refreshed: false,
    statuses: [200, 200, 200]
  })
})

t.test('a refusal arrives as the SDK\'s own error', async t => {
  const folder = mkdtempSync(join(tmpdir(), 'identities-'))
  t.teardown(() => { rmSync(folder, { recursive: true, force: true }) })
  const identities = join(folder, 'identities.json')
  writeFileSync(identities, JSON.stringify({ clients: [{ id: 'app-1', secret: 'another', roles: [WRITE] }] }))
  const { run } = await start(t, { identities })
  t.match(await run('wrongSecret'), { message: /AADSTS7000215: Invalid client secret provided/ })
})
