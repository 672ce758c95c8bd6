/** The control that gives the database out, as a file. */
import { randomUUID } from 'node:crypto'
import { open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Type } from '@sinclair/typebox'
import { ODataError } from '../../errors.js'
import type { Database } from '../../storage/database/database.js'
import { POSTGRES_BACKUP } from '../../storage/database/sqlite-backup.js'
import type { AdminSection } from '../section.js'

export interface BackupSectionOptions {
  readonly database: Database
  /** Where the copy lies while it is sent; undefined: there is no such folder. */
  readonly tempFolder: string | undefined
}

const SQLITE_TYPE = 'application/vnd.sqlite3'

export const backupSection = ({ database, tempFolder }: BackupSectionOptions): AdminSection => async app => {
  app.post('/backup', {
    schema: {
      operationId: 'backUp',
      summary: 'Back the database up',
      description: 'Answers with a SQLite database that has every tenant, its snapshots and the keys that sign tokens, as it is at one moment. PostgreSQL has `pg_dump`.',
      tags: ['State'],
      documentation: { errors: ['notImplemented', 'unavailable'] },
      response: {
        200: Type.Unsafe({
          description: 'The database, as a file of SQLite.',
          headers: { 'Content-Disposition': { type: 'string', description: 'Proposes the name `office.db`.' } },
          content: { [SQLITE_TYPE]: { schema: { type: 'string', format: 'binary' } } }
        })
      }
    }
  }, async (_request, reply) => {
    if (database.copyTo === undefined) throw new ODataError('notImplemented', POSTGRES_BACKUP)
    if (tempFolder === undefined) throw new ODataError('unavailable', 'A backup needs a folder for its file. Name one in TEMP_FOLDER.')
    const path = join(tempFolder, `.graph-office-emulator-backup-${randomUUID()}`)
    await database.copyTo(path)
    const file = await open(path, 'r').finally(async () => await rm(path, { force: true }))
    const { size } = await file.stat()
    return await reply
      .type(SQLITE_TYPE)
      .header('Content-Length', size)
      .header('Content-Disposition', 'attachment; filename="office.db"')
      .send(file.createReadStream())
  })
}
