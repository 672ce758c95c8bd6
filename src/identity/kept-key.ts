/** A pair of keys that the user of this machine keeps, for databases in memory: to make one takes a quarter of a second of a core. */
import { randomUUID } from 'node:crypto'
import { mkdir, open, rename, rm, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import type { JWK } from 'jose'

/** `$XDG_CACHE_HOME`, or where the system keeps what a user's programs can make again. */
function cacheFolder (): string {
  const { XDG_CACHE_HOME: named = '', LOCALAPPDATA: local = '' } = process.env
  if (named !== '') return named
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches')
  return process.platform === 'win32' && local !== '' ? local : join(homedir(), '.cache')
}

/** The file of the kept pair, a JSON Web Key that nobody else may read. */
export const keptKeyFile = (): string => join(cacheFolder(), 'graph-office-emulator', 'signing-key.json')

/** The pair that is kept. Where there is none, or one that others could know, it is what `make` makes; where nothing can be kept, too. */
export async function keptKey (make: () => Promise<JWK>): Promise<JWK> {
  const file = keptKeyFile()
  const kept = await readKept(file)
  if (kept !== undefined) return kept
  const made = await make()
  await keep(file, JSON.stringify(made))
  return made
}

async function readKept (file: string): Promise<JWK | undefined> {
  try {
    const handle = await open(file)
    try {
      const { uid, mode } = await handle.stat()
      const isOwn = process.getuid === undefined || (uid === process.getuid() && (mode & 0o077) === 0)
      return isOwn ? privateKey(JSON.parse(await handle.readFile('utf8'))) : undefined
    } finally {
      await handle.close()
    }
  } catch {
    return undefined
  }
}

function privateKey (value: unknown): JWK | undefined {
  const { kty, kid, n, e, d } = value as JWK
  return kty === 'RSA' && [kid, n, e, d].every(part => typeof part === 'string') ? value as JWK : undefined
}

/** Whole or not at all: several programs may do it at once. */
async function keep (file: string, text: string): Promise<void> {
  const unfinished = `${file}.${randomUUID()}`
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 })
    await writeFile(unfinished, text, { mode: 0o600, flag: 'wx' })
    await rename(unfinished, file)
  } catch {
    await rm(unfinished, { force: true }).catch(() => undefined)
  }
}
