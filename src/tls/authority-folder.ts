/** Where the authority is kept, so that a client who trusts it once trusts it after a restart. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { KeyedCertificate } from './certificates.js'

const CERTIFICATE = 'ca.pem'
const KEY = 'ca-key.pem'

/** `tls` beside the database file, `data/tls` for PostgreSQL; undefined for a database in memory, which keeps nothing. */
export function authorityFolder (databaseUrl: string): string | undefined {
  if (/^postgres(ql)?:/.test(databaseUrl)) return resolve('data', 'tls')
  const path = databaseUrl.replace(/^file:/, '').split('?', 1)[0] ?? ''
  return path === ':memory:' ? undefined : resolve(dirname(path), 'tls')
}

/** The file that clients are told to trust. */
export function authorityFile (folder: string): string {
  return join(folder, CERTIFICATE)
}

/**
 * The authority of the folder; made by `create` when there is none. Of several processes that make one at once, one wins, and all use it.
 */
export async function keepAuthority (folder: string, create: () => Promise<KeyedCertificate>): Promise<KeyedCertificate> {
  if (!existsSync(authorityFile(folder))) {
    const { cert, key } = await create()
    mkdirSync(dirname(folder), { recursive: true })
    const written = mkdtempSync(`${folder}.`)
    writeFileSync(join(written, CERTIFICATE), cert)
    writeFileSync(join(written, KEY), key, { mode: 0o600 })
    moveUnlessThere(written, folder)
  }
  return { cert: readFileSync(authorityFile(folder), 'utf8'), key: readFileSync(join(folder, KEY), 'utf8') }
}

/** A rename onto a folder that holds something fails on every system; then another process was first. */
function moveUnlessThere (written: string, folder: string): void {
  try {
    renameSync(written, folder)
  } catch (error) {
    rmSync(written, { recursive: true, force: true })
    if (!existsSync(authorityFile(folder))) throw error
  }
}
