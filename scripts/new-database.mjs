// Makes the new-database.sqlite of the program: a file with every migration and without data, of which a start on a new file copies its own.
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

let last = Promise.resolve()

/**
 * One after the other: two trees that are compiled have two loaders of the schema engine, of which a process can have one at work. Where
 * SQLite's module cannot be loaded there is no file, and a new one gets its migrations one by one.
 */
export function makeNewDatabase (from, to) {
  last = last.then(() => make(from, to))
  return last
}

async function make (from, to) {
  const folder = mkdtempSync(join(tmpdir(), 'new-database-'))
  try {
    const { openSqlite } = await import(pathToFileURL(resolve(from, 'storage/database/open-sqlite.js')).href)
    const database = await openSqlite(`file:${join(folder, 'new.db')}`, { synchronous: 'full' })
    await database.close()
    copyFileSync(join(folder, 'new.db'), to)
  } catch {
    // The start says what is wrong with SQLite, if anything is.
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
