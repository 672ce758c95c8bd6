// Makes the new-database.sqlite of the program: a file with every migration and without data, of which a start on a new file copies its own.
//   node scripts/new-database.mjs dist/src dist/src/storage/database/new-database.sqlite
import { spawn } from 'node:child_process'
import { copyFileSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const own = fileURLToPath(import.meta.url)

/**
 * In a process of its own: the bindings of the schema engine are the process's, and two trees that are compiled have two loaders of it, of
 * which the second takes the engine away from timers that the first has left. Where SQLite's module cannot be loaded there is no file, and
 * a new one gets its migrations one by one.
 */
export function makeNewDatabase (from, to) {
  return new Promise(resolve => {
    const child = spawn(process.execPath, [own, from, to], { stdio: 'ignore' })
    child.on('error', resolve)
    child.on('close', resolve)
  })
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

const [, script, from, to] = process.argv
if (script !== undefined && realpathSync(script) === own && from !== undefined && to !== undefined) await make(from, to)
