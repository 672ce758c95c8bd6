/**
 * `file::memory:`: a database for as long as the program runs. It is a file of the temporary folder, which is never synced and gone at the
 * end: a database in SQLite's own memory belongs to one connection, and so nothing could run beside anything else.
 */
import { mkdtempSync, readdirSync, rmSync, statSync, utimesSync } from 'node:fs'
import { join } from 'node:path'

export interface TemporaryDatabase {
  /** The path of its file. */
  readonly path: string
  readonly remove: () => void
}

const PREFIX = 'graph-office-emulator-'
/** How often a folder is marked as in use, and after how long one that is not is left over from a program that was killed. */
const [MARK_MS, ABANDONED_MS] = [60 * 60 * 1000, 24 * 60 * 60 * 1000]

const folders = new Set<string>()
const removeFolder = (folder: string): void => {
  folders.delete(folder)
  rmSync(folder, { recursive: true, force: true })
}
process.on('exit', () => { folders.forEach(removeFolder) })

/** @param parent The folder to make it in. */
export function createTemporaryDatabase (parent: string): TemporaryDatabase {
  removeAbandoned(parent)
  const folder = mkdtempSync(join(parent, PREFIX))
  folders.add(folder)
  const marking = setInterval(() => { utimesSync(folder, new Date(), new Date()) }, MARK_MS).unref()
  return {
    path: join(folder, 'office.db'),
    remove: () => {
      clearInterval(marking)
      removeFolder(folder)
    }
  }
}

function removeAbandoned (parent: string): void {
  for (const name of readdirSync(parent).filter(name => name.startsWith(PREFIX))) {
    const folder = join(parent, name)
    const marked = statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()
    if (Date.now() - marked > ABANDONED_MS) rmSync(folder, { recursive: true, force: true })
  }
}
