/** Databases for tests: a fresh one each time, on each of the two engines, gone when the test is over. */
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PrismaPg } from '@prisma/adapter-pg'
import type { Test } from 'tap'
import type { DialectName } from '../../src/storage/database/database.js'

/** The databases every feature is tested on. */
export const dialects: readonly DialectName[] = ['sqlite', 'postgresql']

/** The URL of a new, empty database that is dropped at the end of the test. */
export async function newDatabase (t: Test, dialect: DialectName): Promise<string> {
  return dialect === 'sqlite' ? newFile(t) : await newPostgresDatabase(t)
}

function newFile (t: Test): string {
  const folder = mkdtempSync(join(tmpdir(), 'office-'))
  t.teardown(() => { rmSync(folder, { recursive: true, force: true }) })
  return `file:${join(folder, 'office.db')}`
}

async function newPostgresDatabase (t: Test): Promise<string> {
  const server = process.env['TEST_POSTGRES_URL']
  if (server === undefined) throw new Error('this test needs a PostgreSQL: run it with `npm test -- <file>`')
  const name = `test_${randomUUID().replaceAll('-', '')}`
  const admin = await new PrismaPg(`${server}/postgres`).connect()
  await admin.executeScript(`CREATE DATABASE "${name}"`)
  t.teardown(async () => {
    await admin.executeScript(`DROP DATABASE "${name}" WITH (FORCE)`)
    await admin.dispose()
  })
  return `${server}/${name}`
}
