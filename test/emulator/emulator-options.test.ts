/** What startEmulator takes and refuses, and what its emulator says when it was stopped. */
import t from 'tap'
import { ConfigError, defaultConfig } from '../../src/config.js'
import { startEmulator } from '../../src/emulator.js'
import type { Emulator, EmulatorOptions } from '../../src/emulator.js'
import { buildServer } from '../../src/server.js'

t.test('options are refused as the command line refuses them, and nothing is opened', async t => {
  const cases: ReadonlyArray<readonly [options: object, message: RegExp]> = [
    [{ auth: 'JWT' }, /^auth cannot be "JWT": choose one of bearer, jwt, none\.$/],
    [{ databseUrl: 'file:x' }, /Did you mean databaseUrl\?/],
    [{ clok: { now: () => new Date() } }, /Did you mean clock\?/],
    [{ clock: new Date() }, /clock must be an object with a function now/],
    [{ logTo: 'file' }, /logTo must be one of stdout, stderr/],
    [{ port: '0' }, /port cannot be "0"/]
  ]
  for (const [options, message] of cases) await t.rejects(startEmulator(options as EmulatorOptions), { name: 'ConfigError', message })
  await t.rejects(buildServer({ ...defaultConfig, auth: 'JWT' as 'jwt' }), ConfigError, 'a service that is built, too: it would let every token in')
  await t.rejects(buildServer({ ...defaultConfig, prot: 1 } as object as typeof defaultConfig), /Did you mean port\?/)
})

t.test('an option that is undefined is not given', async t => {
  const emulator = await startEmulator({ auth: undefined, port: undefined, databaseUrl: undefined } as object as EmulatorOptions)
  t.teardown(emulator.stop)
  t.not(emulator.port, 3000)
  t.equal((await fetch(`${emulator.baseUrl}/officeConfiguration`)).status, 401)
})

t.test('adminUrl: on the main port, on one of its own, or nowhere', async t => {
  const [main, own, off] = await Promise.all([startEmulator(), startEmulator({ adminPort: '0' }), startEmulator({ admin: 'off' })])
  t.teardown(async () => { await Promise.all([main, own, off].map(async ({ stop }) => { await stop() })) })
  t.equal(main.adminUrl, `${main.url}/__admin`)
  t.not(new URL(own.adminUrl!).port, String(own.port))
  for (const { adminUrl } of [main, own]) t.equal((await fetch(`${adminUrl}/faults`)).status, 200)
  t.equal(off.adminUrl, undefined)
})

/** Every function of an emulator but those that stop it, by its path. */
function callsOf ({ stop: _stop, ...emulator }: Emulator): ReadonlyMap<string, () => unknown> {
  const calls = new Map<string, () => unknown>()
  for (const [name, member] of Object.entries(emulator)) {
    if (typeof member === 'function') calls.set(name, member as () => unknown)
    else if (typeof member === 'object') for (const [inner, call] of Object.entries(member as object)) calls.set(`${name}.${inner}`, call as () => unknown)
  }
  return calls
}

t.test('once stopped it says so, whatever is called', async t => {
  const emulator = await startEmulator()
  const calls = callsOf(emulator)
  await emulator.stop()
  t.ok(calls.size > 30 && calls.has('token') && calls.has('tenants.change') && calls.has('clock.now'))
  for (const [name, call] of calls) await t.rejects(async () => await call(), { message: /^This emulator was stopped\. Start another one/ }, name)
  for (const name of ['token', 'generate', 'tenants.list']) await t.rejects(calls.get(name)!() as Promise<unknown>, /was stopped/, 'it does not throw')
})

t.test('while it stops, too; and it ends with its block', async t => {
  const emulator = await startEmulator()
  const stopping = emulator.stop()
  t.throws(() => emulator.faults.list(), /was stopped/)
  await stopping
  const other = await startEmulator()
  await other[Symbol.asyncDispose]()
  await t.rejects(fetch(other.url))
  t.throws(() => other.clock.now(), /was stopped/)
})
