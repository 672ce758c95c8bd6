/** Why a SQLite file cannot be used, as a sentence that names the path, the setting, and what to do. */
import { isDriverAdapterError } from '@prisma/driver-adapter-utils'
import { StartError } from '../../base/start-error.js'
import { ConfigError } from '../../config.js'
import { MigrationError } from '../migrations/migration-files.js'
import { SchemaEngineError } from '../migrations/schema-engine.js'

/** What has no native module for this Node: package managers ask before they let a package build one. */
const NO_NATIVE_MODULE = 'SQLite cannot be loaded: its native module (better-sqlite3) was not built, or for another Node. Run npm rebuild better-sqlite3; ' +
  'if your package manager did not run its install script, allow it: npm install-scripts approve better-sqlite3, or pnpm approve-builds.'

/** An error that is a sentence already stays what it is. */
export function explainSqliteFailure (error: unknown, path: string): unknown {
  if (!(error instanceof Error) || [StartError, ConfigError, MigrationError].some(sentence => error instanceof sentence)) return error
  if (lacksNativeModule(error)) return new StartError(NO_NATIVE_MODULE, { cause: error })
  const sentence = sentenceFor(codeOf(error), messageOf(error), path)
  return sentence === undefined ? error : new StartError(sentence, { cause: error })
}

function lacksNativeModule (error: Error): boolean {
  return (error as NodeJS.ErrnoException).code === 'ERR_DLOPEN_FAILED' || error.message.startsWith('Could not locate the bindings file')
}

function messageOf (error: Error): string {
  return isDriverAdapterError(error) ? error.cause.originalMessage ?? error.message : error.message
}

function codeOf (error: Error): string {
  if (isDriverAdapterError(error)) return error.cause.originalCode ?? error.cause.kind
  if (error instanceof SchemaEngineError) return engineCode(error.message)
  return (error as NodeJS.ErrnoException).code ?? ''
}

/** The schema engine passes on SQLite's words, and not its codes. */
function engineCode (message: string): string {
  if (/disk is full/i.test(message)) return 'SQLITE_FULL'
  if (/locked|timed? ?out/i.test(message)) return 'SQLITE_BUSY'
  if (/readonly/i.test(message)) return 'SQLITE_READONLY'
  // Prisma's code for tables without a history of migrations.
  if (/schema is not empty/i.test(message)) return 'P3005'
  return /malformed/i.test(message) ? 'SQLITE_CORRUPT' : 'SQLITE_ERROR'
}

function sentenceFor (code: string, message: string, path: string): string | undefined {
  const file = `The database file "${path}" (DATABASE_URL)`
  const another = 'Give a place where files can be made.'
  switch (code) {
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return `${file} cannot be made or opened: permission denied, or read-only (${code}). ${another}`
    case 'ENOENT':
    case 'ENOTDIR':
      return `${file} cannot be made: its folder cannot be made (${code}). ${another}`
    case 'EISDIR':
      return `${file} is a folder. Give a file in it.`
    case 'EFTYPE':
      return `${file} is a device, a pipe or a socket. Give a regular file.`
    case 'P3005':
      return `${file} is the database of another program: it has tables, and none of them is this service's. Give another file.`
    case 'ENAMETOOLONG':
      return `${file} has too long a name.`
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EFBIG':
      return `${file} has no room: its disk is full (${code}).`
  }
  if (code.startsWith('SQLITE_FULL')) return `${file} has no room: its disk is full.`
  if (code.startsWith('SQLITE_BUSY')) return `${file} is locked by another process, and stayed so. End that process, or give another file.`
  if (code.startsWith('SQLITE_NOTADB')) return `${file} is not a SQLite database. Give another file.`
  if (code.startsWith('SQLITE_CORRUPT')) return `${file} is damaged (${message}). Restore a backup, or give another file.`
  if (code.startsWith('SQLITE_READONLY')) return `${file} cannot be written to (${message}). ${another}`
  if (code.startsWith('SQLITE_CANTOPEN')) return `${file} cannot be opened (${message}). Is its folder writable? ${another}`
  if (code.startsWith('SQLITE_IOERR')) return `${file} cannot be read or written (${code}: ${message}).`
  return code.startsWith('SQLITE_') ? `${file} cannot be used: ${message}.` : undefined
}
