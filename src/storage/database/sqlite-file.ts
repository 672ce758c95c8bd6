/** The file of a SQLite database on the disk: made for its owner alone, and watched, because it can be taken away while it is open. */
import { accessSync, chmodSync, closeSync, constants, existsSync, mkdirSync, openSync, statSync } from 'node:fs'
import type { Stats } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { ODataError } from '../../errors.js'

/** Bits of a file's mode that let others than its owner in. */
const OTHERS = 0o077

/**
 * Makes the file and the folders above it when they are not there. It holds the keys that sign tokens, so nobody but its owner may read
 * it; SQLite gives the files beside it (`-wal`, `-shm`) the same mode.
 * @throws what the file system says
 */
export function prepareFile (path: string): void {
  makeFolder(dirname(resolve(path)))
  makePrivately(path)
  accessSync(path, constants.R_OK | constants.W_OK)
  const stats = statSync(path)
  if (stats.isDirectory()) throw Object.assign(new Error(`"${path}" is a folder`), { code: 'EISDIR' })
  const { mode, uid } = stats
  if ((mode & OTHERS) !== 0 && uid === process.getuid?.()) chmodSync(path, mode & ~OTHERS)
}

/** One that is there is left closed: to close a file gives up every lock that this process has on it, and with it those of SQLite. */
function makePrivately (path: string): void {
  if (existsSync(path)) return
  try {
    closeSync(openSync(path, 'wx', 0o600))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}

/** One folder after the other: Node's own `recursive` tries for ever where a folder cannot be made, as in `/proc`. */
function makeFolder (folder: string): void {
  if (existsSync(folder)) return
  makeFolder(dirname(folder))
  try {
    mkdirSync(folder)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}

export interface FileWatch {
  /** @throws ODataError `unavailable` when what is written goes to a file that nobody will find again */
  check (): void
}

/** Watches the file that is open under a path, and the one beside it that holds what was written last. */
export function watchFile (path: string): FileWatch {
  const file = statSync(path)
  const log = `${path}-wal`
  let opened: Stats | undefined
  return {
    check: () => {
      const present = statSync(log, { throwIfNoEntry: false })
      opened ??= present
      if (isSame(file, statSync(path, { throwIfNoEntry: false })) && isSame(opened, present)) return
      throw new ODataError(
        'unavailable',
        'The database file was removed or replaced while the service runs, so nothing can be stored. Put it back, or start the service anew.',
        { headers: { 'Retry-After': '60' } }
      )
    }
  }
}

/** As long as a file is open no other one gets its number. */
const isSame = (opened: Stats | undefined, present: Stats | undefined): boolean =>
  opened?.ino === present?.ino && opened?.dev === present?.dev
