/** A start that fails says in one sentence what is wrong with the address, the port or the certificate, and names the setting. */
import { once } from 'node:events'
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import type { Test } from 'tap'
import { startProcess } from './support/process.js'
import { refusal } from './support/refusal.js'

const posix = { skip: process.platform === 'win32' }

/** A user whom modes of files keep out, as they do not the superuser. */
const [isRoot, NOBODY] = [process.getuid?.() === 0, 65534]
const user = isRoot ? NOBODY : undefined

const quoted = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** A port that somebody has at this address. */
async function taken (t: Test, host: string): Promise<number> {
  const server = createServer().listen(0, host)
  await once(server, 'listening')
  t.teardown(() => server.close())
  return (server.address() as AddressInfo).port
}

t.test('a place to listen at', async t => {
  const memory = ['--database-url', 'file::memory:']
  const port = await taken(t, '127.0.0.1')
  const isTaken = (setting: string, flag: string, port: number, host: string): RegExp =>
    new RegExp(`^Port ${port} of ${quoted(host)} is taken\\. Choose another with --${flag} or ${setting}; 0 takes any free one\\.$`, 'm')
  await refusal(t, [...memory, '--port', String(port)], isTaken('PORT', 'port', port, '127.0.0.1'))
  await refusal(t, [...memory, '--port', String(port), '--host', '0.0.0.0'], isTaken('PORT', 'port', port, '0.0.0.0'))
  await refusal(t, [...memory, '--admin-port', String(port)], isTaken('ADMIN_PORT', 'admin-port', port, '127.0.0.1'))
  await refusal(t, [...memory, '--tls-port', String(port)], isTaken('TLS_PORT', 'tls-port', port, '127.0.0.1'))
  await refusal(t, [...memory, '--host', '192.0.2.1'], /^HOST cannot be "192\.0\.2\.1": this machine has no such address\./)
  await refusal(t, [...memory, '--host', 'nowhere.invalid'], /^HOST cannot be "nowhere\.invalid": no address is known under this name \((ENOTFOUND|EAI_AGAIN)\)\.$/m)
})

t.test('localhost is both loopback addresses', async t => {
  if (!await isThere('::1')) return t.pass('this machine has no IPv6')
  const { url, child, ended } = await startProcess(t, 'file::memory:', ['--tls-port', '0', '--json'])
  const { port } = new URL(url)
  for (const host of ['127.0.0.1', '[::1]']) t.equal((await fetch(`http://${host}:${port}/healthz`)).status, 200, host)
  child.kill('SIGTERM')
  t.equal((await ended).code, 0)
  const half = await taken(t, '::1')
  await refusal(t, ['--database-url', 'file::memory:', '--port', String(half)], new RegExp(`^Port ${half} of ::1 is taken\\.`))
})

async function isThere (host: string): Promise<boolean> {
  const server = createServer().listen(0, host)
  return await once(server, 'listening').then(() => true, () => false).finally(() => server.close())
}

t.test('a certificate', async t => {
  const memory = ['--database-url', 'file::memory:', '--tls']
  const folder = mkdtempSync(join(tmpdir(), 'office-'))
  t.teardown(() => { rmSync(folder, { recursive: true, force: true }) })
  if (isRoot) chownSync(folder, NOBODY, NOBODY)
  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text)
    return join(folder, name)
  }
  const absent = join(folder, 'absent.pem')
  await refusal(t, [...memory, '--tls-cert', absent, '--tls-key', absent], new RegExp(`^--tls-cert cannot be "${quoted(absent)}": .*\\. Give a PEM file\\.`))
  const text = file('text.pem', 'no certificate')
  await refusal(t, [...memory, '--tls-cert', text, '--tls-key', text], new RegExp(`^--tls-cert cannot be "${quoted(text)}": .*\\. Give a PEM file\\.`))
  await t.test('that this user may not read', posix, async t => {
    const secret = file('closed.pem', '')
    chmodSync(secret, 0)
    await refusal(t, [...memory, '--tls-cert', secret, '--tls-key', secret], /^--tls-cert cannot be ".*closed\.pem": this user may not read it\./, { user })
  })
  await t.test('of its own authority, which cannot be kept', async t => {
    const path = join(folder, 'office.db')
    writeFileSync(join(folder, 'tls'), 'a file in its place')
    await refusal(t, ['--tls', '--database-url', `file:${path}`], new RegExp(`^The certificate authority for https cannot be kept in "${quoted(join(folder, 'tls'))}" \\(ENOTDIR\\)\\.`))
    rmSync(join(folder, 'tls'))
    mkdirSync(join(folder, 'tls'))
    for (const name of ['ca.pem', 'ca-key.pem']) writeFileSync(join(folder, 'tls', name), 'no certificate')
    await refusal(t, ['--tls', '--database-url', `file:${path}`], new RegExp(`^The certificate authority in "${quoted(join(folder, 'tls'))}" cannot be used: .*Remove the folder, and a new one is made\\.$`, 'm'))
  })
})
