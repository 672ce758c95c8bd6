/** Databases for tests: a fresh one each time, on each of the two engines, gone when the test is over. */
import { createHash, randomUUID } from 'node:crypto'
import { copyFileSync, existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { Test } from 'tap'
import type { DialectName } from '../../src/storage/database/database.js'
import { readMigrations } from '../../src/storage/migrations/migration-files.js'
import { openDatabase } from '../../src/storage/database/open-database.js'
import { processTest } from './file-test.js'

const known: readonly DialectName[] = ['sqlite', 'postgresql']

/** The databases every feature is tested on; `DIALECTS=sqlite` in the environment leaves the other one out. */
export const dialects = readDialects(process.env['DIALECTS'] ?? known.join())

/** For a test that is about PostgreSQL alone. */
export const postgresOnly = { skip: dialects.includes('postgresql') ? false : 'DIALECTS leaves PostgreSQL out' } as const

function readDialects (text: string): readonly DialectName[] {
  const named = text.split(',')
  const unknown = named.find(name => !known.some(dialect => dialect === name))
  if (unknown !== undefined) throw new Error(`DIALECTS cannot be "${text}": name ${known.join(', ')}, or both.`)
  return known.filter(dialect => named.includes(dialect))
}

/** The URL of a database of its own that has every migration and no data; dropped at the end of the test. */
export async function newDatabase (t: Test, dialect: DialectName): Promise<string> {
  switch (dialect) {
    case 'sqlite': {
      const path = newFile(t)
      copyFileSync(await sqliteTemplate(), path)
      return `file:${path}`
    }
    case 'postgresql': return await newPostgresDatabase(t, await (template ??= postgresTemplate()))
  }
}

/** The same without migrations: nothing is in it. */
export async function newEmptyDatabase (t: Test, dialect: DialectName): Promise<string> {
  return dialect === 'sqlite' ? `file:${newFile(t)}` : await newPostgresDatabase(t, 'template0')
}

/** The folder of this run of the tests, or of this process where it runs alone. */
const runFolder = process.env['TEST_RUN_FOLDER'] ?? newFolder(processTest)

function newFolder (t: Test): string {
  const folder = mkdtempSync(join(tmpdir(), 'office-'))
  t.teardown(() => { rmSync(folder, { recursive: true, force: true }) })
  return folder
}

const newFile = (t: Test): string => join(newFolder(t), 'office.db')

async function migrate (url: string): Promise<void> {
  const database = await openDatabase(url, { synchronous: 'off', poolSize: 1 })
  await database.close()
}

/** A migrated file, made by the first process of the run that needs one. */
async function sqliteTemplate (): Promise<string> {
  const path = join(runFolder, 'template.db')
  if (existsSync(path)) return path
  const draft = join(runFolder, `${process.pid}.db`)
  await migrate(`file:${draft}`)
  renameSync(draft, path)
  return path
}

/** Any number that nobody else uses for an advisory lock. */
const TEMPLATE_LOCK = 727_070_43

/** Looked for once in this process. */
let template: Promise<string> | undefined

/** A migrated database, made by the first process of the run that needs one, while the others wait. */
async function postgresTemplate (): Promise<string> {
  const name = `template_${createHash('sha256').update(JSON.stringify(readMigrations('postgresql'))).digest('hex').slice(0, 16)}`
  await administer(async admin => {
    await admin.query(`SELECT pg_advisory_lock(${TEMPLATE_LOCK})`)
    const { rowCount } = await admin.query('SELECT FROM pg_database WHERE datname = $1', [name])
    if (rowCount !== 0) return
    await admin.query('DROP DATABASE IF EXISTS template_draft WITH (FORCE)')
    await admin.query('CREATE DATABASE template_draft TEMPLATE template0')
    await migrate(`${serverUrl()}/template_draft`)
    await admin.query(`ALTER DATABASE template_draft RENAME TO ${name}`)
  })
  return name
}

/** Copying files takes a third of the processor time that logging every page of the template takes. */
async function newPostgresDatabase (t: Test, template: string): Promise<string> {
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await administer(async admin => await admin.query(`CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY FILE_COPY`))
  t.teardown(async () => { await administer(async admin => await admin.query(`DROP DATABASE ${name} WITH (FORCE)`)) })
  return `${serverUrl()}/${name}`
}

function serverUrl (): string {
  const url = process.env['TEST_POSTGRES_URL']
  if (url === undefined) throw new Error('this test needs a PostgreSQL: run it with `npm test -- <file>`')
  return url
}

async function administer (work: (admin: pg.Client) => Promise<unknown>): Promise<void> {
  const admin = new pg.Client({ connectionString: `${serverUrl()}/postgres` })
  await admin.connect()
  try {
    await work(admin)
  } finally {
    await admin.end()
  }
}
