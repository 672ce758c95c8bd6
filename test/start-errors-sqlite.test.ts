/** A start that fails says in one sentence what is wrong with the file, the port or the certificate, and names the setting. */
import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import t from 'tap'
import type { Test } from 'tap'
import { startProcess } from './support/process.js'
import { refusal } from './support/refusal.js'

const posix = { skip: process.platform === 'win32' }

/** A user whom modes of files keep out, as they do not the superuser. */
const [isRoot, NOBODY] = [process.getuid?.() === 0, 65534]
const user = isRoot ? NOBODY : undefined

function newFolder (t: Test): string {
  const folder = mkdtempSync(join(tmpdir(), 'office-'))
  t.teardown(() => { rmSync(folder, { recursive: true, force: true }) })
  if (isRoot) chownSync(folder, NOBODY, NOBODY)
  return folder
}

const quoted = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
const sentence = (path: string, rest: string): RegExp => new RegExp(`^The database file "${quoted(path)}" \\(DATABASE_URL\\) ${rest}`)

/** A database of the service, which has ended. */
async function usedFile (t: Test): Promise<string> {
  const path = join(newFolder(t), 'office.db')
  const { child, ended } = await startProcess(t, `file:${path}`)
  child.kill('SIGTERM')
  await ended
  return path
}

t.test('a file that cannot be made or opened', posix, async t => {
  await t.test('a folder that cannot be made does not hang the start', { skip: process.platform !== 'linux' }, async t => {
    await refusal(t, ['--database-url', 'file:/proc/x/y.db'], sentence('/proc/x/y.db', 'cannot be made: .*\\(ENOENT\\)\\. Give a place'))
  })
  await t.test('a file in the way of a folder', async t => {
    await refusal(t, ['--database-url', 'file:package.json/office.db'], sentence('package.json/office.db', 'cannot be made: .*\\((ENOTDIR|EEXIST)\\)\\.'))
  })
  await t.test('a folder', async t => {
    await refusal(t, ['--database-url', 'file:src'], sentence('src', 'is a folder\\. Give a file in it\\.'))
  })
  await t.test('a name that is too long', async t => {
    await refusal(t, ['--database-url', `file:${'x'.repeat(300)}`], sentence('x'.repeat(300), 'has too long a name\\.'))
  })
  await t.test('a folder without the right to write', async t => {
    const folder = newFolder(t)
    chmodSync(folder, 0o500)
    await refusal(t, ['--database-url', `file:${folder}/office.db`], sentence(`${folder}/office.db`, 'cannot be made or opened: permission denied, or read-only \\(EACCES\\)\\.'), { user })
    await refusal(t, ['--database-url', `file:${folder}/data/office.db`], sentence(`${folder}/data/office.db`, 'cannot be made or opened: .*\\(EACCES\\)\\.'), { user })
  })
  await t.test('a file without the right to write', async t => {
    const path = join(newFolder(t), 'office.db')
    writeFileSync(path, '', { mode: 0o400 })
    if (isRoot) chownSync(path, NOBODY, NOBODY)
    await refusal(t, ['--database-url', `file:${path}`], sentence(path, 'cannot be made or opened: .*\\(EACCES\\)\\.'), { user })
  })
  await t.test('a file of this user in a folder of another', async t => {
    const path = await usedFile(t)
    if (isRoot) chownSync(path, NOBODY, NOBODY)
    chmodSync(join(path, '..'), 0o500)
    await refusal(t, ['--database-url', `file:${path}`], sentence(path, 'cannot be (opened|written to) \\(.*\\)\\.'), { user })
    chmodSync(join(path, '..'), 0o700)
  })
})

t.test('a file that is not a database of this service', async t => {
  await t.test('a text', async t => {
    const path = join(newFolder(t), 'notes.txt')
    writeFileSync(path, 'This is not a database, though it is long enough to be one.\n'.repeat(100))
    await refusal(t, ['--database-url', `file:${path}`], sentence(path, 'is not a SQLite database\\. Give another file\\.'))
  })
  await t.test('a damaged one', async t => {
    const path = await usedFile(t)
    const bytes = statSync(path).size
    const database = new BetterSqlite3(path)
    const pageSize = Number(database.pragma('page_size', { simple: true }))
    database.close()
    execFileSync(process.execPath, ['-e', `const f=require('fs');const h=f.openSync(process.argv[1],'r+');for(let at=${pageSize};at<${bytes};at+=${pageSize})f.writeSync(h,Buffer.alloc(${pageSize},0xa5),0,${pageSize},at)`, path])
    await refusal(t, ['--database-url', `file:${path}`], sentence(path, 'is damaged \\(.*malformed.*\\)\\. Restore a backup, or give another file\\.'))
  })
})

t.test('a file that another process has for itself', async t => {
  const path = await usedFile(t)
  const other = new BetterSqlite3(path)
  other.pragma('locking_mode = EXCLUSIVE')
  other.exec('BEGIN EXCLUSIVE')
  const began = performance.now()
  await refusal(t, ['--database-url', `file:${path}?socket_timeout=1`], sentence(path, 'is locked by another process, and stayed so\\. End that process, or give another file\\.'))
  t.ok(performance.now() - began < 20_000, 'it waits, and not for ever')
  other.close()
})

/** Whether a test may have file systems of its own. */
const mounts = ((): boolean => {
  try {
    execFileSync('unshare', ['-rm', 'sh', '-c', 'mount -t tmpfs tmpfs /tmp'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
})()

/** Runs what follows where `folder` is a file system of its own. */
const mounted = (folder: string, options: string): readonly string[] =>
  ['unshare', '-rm', 'sh', '-c', `mount -t tmpfs -o ${options} tmpfs "$0" && exec "$@"`, folder]

t.test('a disk', { skip: !mounts && 'this machine does not let tests mount' }, async t => {
  const folder = newFolder(t)
  const url = `file:${folder}/office.db`
  await t.test('that is full from the beginning', async t => {
    await refusal(t, ['--database-url', url], sentence(`${folder}/office.db`, 'has no room: its disk is full'), { wrapper: mounted(folder, 'size=4k') })
  })
  await t.test('that gets full while tables are made', async t => {
    await refusal(t, ['--database-url', url], sentence(`${folder}/office.db`, 'has no room: its disk is full'), { wrapper: mounted(folder, 'size=100k') })
  })
  await t.test('that is read-only', async t => {
    await refusal(t, ['--database-url', url], sentence(`${folder}/office.db`, 'cannot be made or opened: .*\\(EROFS\\)\\.'), { wrapper: mounted(folder, 'ro') })
  })
})

t.test('TEMP_FOLDER', async t => {
  const message = /^TEMP_FOLDER cannot be "package\.json": no file can be made there \(ENOTDIR\)\./
  for (const url of [`file:${newFolder(t)}/office.db`, 'file::memory:']) await refusal(t, ['--database-url', url, '--temp-folder', 'package.json'], message)
})

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
  const folder = newFolder(t)
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
    await refusal(t, [...memory, '--tls-cert', secret, '--tls-key', secret], /^--tls-cert cannot be ".*closed\.pem": EACCES/, { user })
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
