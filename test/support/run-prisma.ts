/** Runs `npm run prisma -- <command>` without npm, on a database of the caller's. */
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { SqlDriverAdapter } from '@prisma/driver-adapter-utils'
import type { DialectName } from '../../src/storage/database/database.js'
import { connectPostgres } from '../../src/storage/database/open-postgres.js'
import { connectSqlite } from '../../src/storage/database/sqlite-connection.js'
import { prismaFolder } from '../../src/storage/migrations/migration-files.js'
import { UNTOUCHED } from './untouched.js'

export const prismaScript = resolve('scripts/prisma.mjs')

export interface Ended {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** What a command of Prisma's sees of the environment. */
export const prismaEnvironment = (databaseUrl: string): NodeJS.ProcessEnv => {
  const { PATH, HOME } = process.env
  return { PATH, HOME, NO_COLOR: '1', CI: 'true', DATABASE_URL: databaseUrl }
}

/** Runs a script of Node's to its end. */
export async function runScript (args: readonly string[], databaseUrl: string, cwd = '.'): Promise<Ended> {
  const [program = '', ...words] = [...UNTOUCHED, process.execPath, ...args]
  return await new Promise(resolve => {
    execFile(program, words, { cwd, env: prismaEnvironment(databaseUrl) }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr })
    })
  })
}

export const runPrisma = async (command: string, databaseUrl: string, cwd?: string): Promise<Ended> =>
  await runScript([prismaScript, ...command.split(' ')], databaseUrl, cwd)

/** Milliseconds. Each command takes seconds, on a busy machine many. */
export const MINUTES = 60_000

/** One connection as the service makes them; the caller disposes of it. */
export const connect = async (dialect: DialectName, url: string): Promise<SqlDriverAdapter> =>
  dialect === 'sqlite' ? await connectSqlite(url.replace(/^file:/, ''), { synchronous: 'off', busyTimeout: 10_000 }) : await connectPostgres(url)

export const schemaOf = (dialect: DialectName): string => readFileSync(join(prismaFolder(), dialect, 'schema.prisma'), 'utf8')

/** Works on a connection and closes it. */
export async function using<Result> (
  dialect: DialectName,
  url: string,
  work: (adapter: SqlDriverAdapter) => Promise<Result>
): Promise<Result> {
  const adapter = await connect(dialect, url)
  try {
    return await work(adapter)
  } finally {
    await adapter.dispose()
  }
}
