/** `backup`: a copy of the database file, whether or not a service has it open. */
import type { Config } from '../config.js'
import { backUpFile } from '../storage/database/sqlite-backup.js'

export async function backup ({ databaseUrl }: Config, file: string): Promise<void> {
  await backUpFile(databaseUrl, file)
  process.stdout.write(`${databaseUrl} was copied to ${file}\n`)
}
