/** The migrations this program knows, and what a database says it has had (Prisma's own `_prisma_migrations`). */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageFolder } from '../../base/package-folder.js'
import type { DialectName } from '../database/database.js'
import type { Migration } from './schema-engine.js'

/** A row of `_prisma_migrations`. */
export interface AppliedMigration {
  readonly name: string
  readonly checksum: string
  readonly finished: boolean
}

/** A database this program must not touch; the message says why, and what to do. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError'
}

/** The `prisma` folder of the package. */
export function prismaFolder (): string {
  return join(packageFolder(), 'prisma')
}

/** The migrations of one database, in order. */
export function readMigrations (dialect: DialectName): readonly Migration[] {
  const folder = join(prismaFolder(), dialect, 'migrations')
  return readdirSync(folder, { withFileTypes: true }).filter(entry => entry.isDirectory()).map(entry => entry.name).sort()
    .map(name => ({ name, sql: readFileSync(join(folder, name, 'migration.sql'), 'utf8') }))
}

/** The checksum Prisma stores: SHA-256 of the script's bytes. */
export function checksumOf (migration: Migration): string {
  return createHash('sha256').update(migration.sql).digest('hex')
}

/** The known migrations that are not applied yet; throws {@link MigrationError} when the database's history does not fit. */
export function pendingMigrations (known: readonly Migration[], applied: readonly AppliedMigration[]): readonly Migration[] {
  for (const { name, checksum, finished } of applied) {
    const migration = known.find(candidate => candidate.name === name)
    if (migration === undefined) {
      throw new MigrationError(
        `The database is newer than this program: it has had the migration "${name}", which this version does not know. Start a newer version, or use another DATABASE_URL.`
      )
    }
    if (!finished) {
      throw new MigrationError(
        `The migration "${name}" was started on this database and did not finish. Restore a backup, or remove its row from _prisma_migrations after repairing the tables by hand.`
      )
    }
    if (checksum !== checksumOf(migration)) {
      throw new MigrationError(
        `The migration "${name}" was edited after it was applied to this database. Restore the file as it was, or use another DATABASE_URL.`
      )
    }
  }
  return known.filter(({ name }) => !applied.some(migration => migration.name === name))
}

/**
 * Whether there is nothing to do and nothing to refuse. Without the lock, what is not current may be another instance's work in progress.
 */
export function isCurrent (known: readonly Migration[], applied: readonly AppliedMigration[]): boolean {
  return known.length === applied.length &&
    known.every(migration =>
      applied.some(({ name, checksum, finished }) => finished && name === migration.name && checksum === checksumOf(migration))
    )
}
