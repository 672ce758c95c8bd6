/** Where files lie that are needed for a while: a large import on its way into the database, a database in memory. */
import { mkdtempSync, rmdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ConfigError } from '../config.js'

/** Linux has it in memory, and containers whose root is read-only have it too. */
const SHARED_MEMORY = '/dev/shm'

/**
 * The folder that the setting names, else the first of `preferred`, the system's own, and `/dev/shm` in which a file can be made; undefined
 * when there is none.
 * @throws ConfigError when the folder of the setting is not one
 */
export function temporaryFolder (setting: string, preferred: readonly string[] = []): string | undefined {
  if (setting === '') return [...preferred, tmpdir(), SHARED_MEMORY].find(folder => whyNotWritable(folder) === undefined)
  const reason = whyNotWritable(setting)
  if (reason !== undefined) throw new ConfigError(`TEMP_FOLDER cannot be "${setting}": no file can be made there (${reason}).`)
  return setting
}

/** What the system says when something is made in the folder; undefined when it can be. */
export function whyNotWritable (folder: string): string | undefined {
  try {
    rmdirSync(mkdtempSync(join(folder, '.graph-office-emulator-')))
    return undefined
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? (error as Error).message
  }
}
