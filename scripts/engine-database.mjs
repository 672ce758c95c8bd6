// The database that scripts/schema-engine.mjs works on: opened as the service opens it, and never created by the way.
import { randomUUID } from 'node:crypto'
import { existsSync, rmSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { connectPostgres } from '../dist/src/storage/database/open-postgres.js'
import { connectSqlite } from '../dist/src/storage/database/sqlite-connection.js'

/** What the engine reports of a database it cannot use, with Prisma's own code. */
class EngineError extends Error {
  constructor (code, message) {
    super(message)
    this.code = code
  }
}

const isFile = url => url.startsWith('file:')
/** `file:///a/b.db`, as prisma.config.ts writes it, or `file:b.db`. */
const pathOf = url => resolve(url.replace(/^file:(\/\/)?/, ''))
const openSqlite = async path => await connectSqlite(path, { synchronous: 'full', busyTimeout: 10_000 })
const openPostgres = async url => await connectPostgres(url)
const quoted = name => `"${name.replaceAll('"', '""')}"`
const nameOf = url => decodeURIComponent(new URL(url).pathname.slice(1))

/** Another database of the same server. */
function beside (url, name) {
  const other = new URL(url)
  other.pathname = `/${encodeURIComponent(name)}`
  return other.href
}

/** Connects. Throws an EngineError P1000, P1001 or P1003. */
export async function openDatabase (url) {
  if (isFile(url) && !existsSync(pathOf(url))) throw missing(basename(pathOf(url)))
  try {
    return await (isFile(url) ? openSqlite(pathOf(url)) : openPostgres(url))
  } catch (error) {
    throw explain(error, url)
  }
}

const missing = name => new EngineError('P1003', `Database \`${name}\` does not exist`)

function explain (error, url) {
  if (isFile(url)) return error
  const { host, username } = new URL(url)
  switch (error.code) {
    case '3D000': return missing(nameOf(url))
    case '28P01': case '28000': return new EngineError('P1000', `Authentication failed at ${host}: the credentials of \`${username}\` are not valid.`)
    case 'ECONNREFUSED': case 'ENOTFOUND': case 'ETIMEDOUT': return new EngineError('P1001', `Can't reach database server at ${host}. Is it running there?`)
    default: return error
  }
}

/** Creates an empty database where there is none. */
export async function createDatabase (url) {
  if (isFile(url)) {
    await (await openSqlite(pathOf(url))).dispose()
    return
  }
  const admin = await openDatabase(beside(url, 'postgres'))
  await admin.executeScript(`CREATE DATABASE ${quoted(nameOf(url))}`)
  await admin.dispose()
}

/**
 * SQLite starts over with a new file: the engine would empty its tables and leave them where they are. `adapter` is what is open of the old one.
 * Returns whether it is SQLite.
 */
export async function resetSqlite (url, adapter) {
  if (!isFile(url)) return false
  await adapter?.dispose()
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${pathOf(url)}${suffix}`, { force: true })
  await createDatabase(url)
  return true
}

/** What disposes of each shadow database that is still there. */
const shadows = new Set()

/** Drops the shadow databases that are still there. */
export async function dropShadows () {
  await Promise.allSettled([...shadows].map(async dispose => await dispose()))
}

/**
 * An empty database to try migrations on, gone when it is disposed of: in memory, or beside the other on the server. PrismaPg has such a method
 * too, but with a connection string it connects to the database of that string.
 */
export async function openShadow (url) {
  if (isFile(url)) return await openSqlite(':memory:')
  const name = `prisma_migrate_shadow_db_${randomUUID()}`
  const admin = await openDatabase(beside(url, 'postgres'))
  await admin.executeScript(`CREATE DATABASE ${quoted(name)}`)
  const shadow = await openPostgres(beside(url, name))
  const drop = async () => {
    await shadow.dispose()
    await admin.executeScript(`DROP DATABASE ${quoted(name)} WITH (FORCE)`)
    await admin.dispose()
    shadows.delete(dispose)
  }
  let dropped
  const dispose = async () => await (dropped ??= drop())
  shadows.add(dispose)
  return new Proxy(shadow, { get: (target, key) => key === 'dispose' ? dispose : bound(target, key) })
}

function bound (target, key) {
  const value = target[key]
  return typeof value === 'function' ? value.bind(target) : value
}
