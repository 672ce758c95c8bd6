/** The file of a SQLite database on the disk: made for its owner alone, and watched, because it can be taken away while it is open. */
import { accessSync, closeSync, constants, existsSync, mkdirSync, openSync, statSync } from 'node:fs'
import type { Stats } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { ODataError } from '../../errors.js'
import { copyNewFile } from './new-file.js'

/**
 * Makes the file and the folders above it when they are not there. A new file is for its owner alone, because it holds the keys that sign
 * tokens; SQLite gives the files beside it (`-wal`, `-shm`) the same mode. A file that is there keeps its mode: a path may be mistyped, and
 * the file may belong to something else.
 * @param durable Whether it must be on the disk, because what is written to it later will be.
 * @throws what the file system says, and what `requireFile` does
 */
export function prepareFile (path: string, durable = true): void {
  makeFolder(dirname(resolve(path)))
  copyNewFile(resolve(path), durable)
  makePrivately(path)
  requireFile(path)
  accessSync(path, constants.R_OK | constants.W_OK)
}

/**
 * Nothing but a regular file is ever opened: SQLite would write to a device, and make and remove files beside it.
 * @throws Error `EISDIR` for a folder, `EFTYPE` for a device, a pipe or a socket
 */
export function requireFile (path: string): void {
  const stats = statSync(path)
  if (stats.isFile()) return
  throw Object.assign(new Error(`"${path}" is not a file`), { code: stats.isDirectory() ? 'EISDIR' : 'EFTYPE' })
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
