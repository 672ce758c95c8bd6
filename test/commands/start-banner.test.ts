/** What a start says on a terminal. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import t from 'tap'
import { startBanner, wantsBanner } from '../../src/commands/start-banner.js'
import type { StartedService } from '../../src/commands/start-banner.js'
import { defaultConfig } from '../../src/config.js'
import type { Config } from '../../src/config.js'
import { main } from '../support/process.js'
import { UNTOUCHED } from '../support/untouched.js'

const office: StartedService = { version: '1', firstPath: '/beta/officeConfiguration', auth: 'bearer' }
const address = { url: 'http://127.0.0.1:3000', port: 3000, tlsUrl: undefined, adminUrl: 'http://127.0.0.1:3000/__admin' }

t.test('where everything is, which token works, how to stop', t => {
  t.equal(startBanner(address, defaultConfig, { ...office, version: '1.2.3' }), `graph-office-emulator 1.2.3

  API         http://127.0.0.1:3000/beta/officeConfiguration
  Swagger UI  http://127.0.0.1:3000/docs
  Console     http://127.0.0.1:3000/__admin/
  Controls    http://127.0.0.1:3000/__admin/docs
  OpenAPI     http://127.0.0.1:3000/openapi.json
  Data        ${resolve('data/office.db')} (SQLite)
  Token       any word will do: Authorization: Bearer any-word
  Stop        Ctrl+C`)
  t.end()
})

t.test('other settings', t => {
  const cases: ReadonlyArray<readonly [settings: Partial<Config>, line: RegExp]> = [
    [{ databaseUrl: 'file::memory:' }, /Data +in memory; gone at the end\n/],
    [{ databaseUrl: 'postgresql://me:secret@host/db' }, /Data +postgresql:\/\/me:\*\*\*@host\/db\n/],
    [{ auth: 'none' }, /Token +none needed\n/],
    [{ auth: 'jwt' }, /Token +graph-office-emulator token prints one\n/],
    [{ auth: 'jwt', jwks: 'keys.json' }, /Token +one that the keys of keys\.json signed\n/]
  ]
  for (const [settings, line] of cases) t.match(startBanner(address, { ...defaultConfig, ...settings }, { ...office, ...settings }), line)
  const text = startBanner({ ...address, tlsUrl: 'https://127.0.0.1:3443', adminUrl: undefined }, defaultConfig, office)
  t.match(text, 'https://127.0.0.1:3443/beta/officeConfiguration')
  t.notMatch(text, /Console|Controls/)
  t.end()
})

t.test('a model of your own', t => {
  const text = startBanner(address, defaultConfig, { version: '1', firstPath: '/odata', auth: 'none' })
  t.match(text, /API +http:\/\/127\.0\.0\.1:3000\/odata\n/)
  t.match(text, /Token +none needed\n/)
  t.notMatch(text, 'officeConfiguration')
  t.end()
})

t.test('for people who see it', t => {
  const seen = { json: false, isTerminal: true }
  t.equal(wantsBanner({ logLevel: 'info' }, seen), true)
  t.equal(wantsBanner({ logLevel: 'warn' }, seen), false)
  t.equal(wantsBanner({ logLevel: 'info' }, { ...seen, json: true }), false)
  t.equal(wantsBanner({ logLevel: 'info' }, { ...seen, isTerminal: false }), false)
  t.end()
})

t.test('on a terminal it is printed', { skip: process.platform !== 'linux' && 'script(1) has other flags', timeout: 60_000 }, async t => {
  // script(1) runs the command on a terminal of its own.
  const command = `${process.execPath} ${main} --port 0 --database-url file::memory:`
  const [program = '', ...args] = [...UNTOUCHED, 'script', '-qec', command, '/dev/null']
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(child, 'close')
  let text = ''
  for await (const piece of child.stdout) {
    text += String(piece)
    if (text.includes('Ctrl+C')) break
  }
  child.kill()
  await ended
  t.match(text, /graph-office-emulator \d+\.\d+\.\d+\r\n\r\n {2}API +http:\/\/127\.0\.0\.1:\d+\/beta/)
})
