/** A start that fails says in one sentence what is wrong with the SQLite file, and names the setting. */
import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
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

t.test('what a mistyped path leads to stays what it is', posix, async t => {
  /** What can be seen of a file without opening it. */
  const seen = (path: string): object => {
    const { mode, uid, gid, size, ino, mtimeMs, ctimeMs } = statSync(path)
    return { mode, uid, gid, size, ino, mtimeMs, ctimeMs }
  }
  await t.test('a pipe and a socket, which are not opened', async t => {
    const folder = mkdtempSync(join(tmpdir(), 'office-'))
    const [pipe, socket] = [join(folder, 'pipe'), join(folder, 'socket')]
    execFileSync('mkfifo', ['-m', '644', pipe])
    const server = createServer().listen(socket)
    await once(server, 'listening')
    t.teardown(() => {
      server.close()
      rmSync(folder, { recursive: true, force: true })
    })
    symlinkSync(pipe, join(folder, 'link'))
    for (const name of ['pipe', 'socket', 'link']) {
      const path = join(folder, name)
      const before = seen(path)
      await refusal(t, ['--database-url', `file:${path}`], sentence(path, 'is a device, a pipe or a socket\\. Give a regular file\\.'))
      t.same(seen(path), before, name)
    }
    t.same(readdirSync(folder).sort(), ['link', 'pipe', 'socket'], 'nothing is beside them')
  })
  await t.test('a file of another program', async t => {
    const folder = mkdtempSync(join(tmpdir(), 'office-'))
    t.teardown(() => { rmSync(folder, { recursive: true, force: true }) })
    const [text, database] = [join(folder, 'notes.txt'), join(folder, 'notes.db')]
    writeFileSync(text, 'This is not a database, though it is long enough to be one.\n'.repeat(100))
    new BetterSqlite3(database).exec('CREATE TABLE Note (text TEXT)').close()
    const cases = [[text, 'is not a SQLite database'], [database, 'is the database of another program: .*']] as const
    for (const [path, reason] of cases) {
      chmodSync(path, 0o644)
      const [before, bytes] = [seen(path), readFileSync(path)]
      await refusal(t, ['--database-url', `file:${path}`], sentence(path, `${reason}\\. Give another file\\.`))
      t.same(seen(path), before, path)
      t.ok(readFileSync(path).equals(bytes), path)
    }
    t.same(readdirSync(folder).sort(), ['notes.db', 'notes.txt'])
  })
  await t.test('a database of this service keeps the mode it was given', async t => {
    const path = await usedFile(t)
    t.equal(statSync(path).mode & 0o777, 0o600, 'a new one is for its owner alone')
    chmodSync(path, 0o640)
    const { child, ended } = await startProcess(t, `file:${path}`)
    child.kill('SIGTERM')
    await ended
    t.equal(statSync(path).mode & 0o777, 0o640)
  })
})

t.test('a file that is not a database of this service', async t => {
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
