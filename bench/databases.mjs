// A new database for the benchmark, gone afterwards: a file, or one of a real PostgreSQL with its usual settings.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { startPostgres } from '../scripts/postgres.mjs'

/** `settle` is called when much was filled; PostgreSQL's autovacuum would do the same some minute later. */
export async function newDatabase (name) {
  return name === 'sqlite' ? newFile() : await newPostgres()
}

function newFile () {
  const folder = mkdtempSync(join(tmpdir(), 'office-bench-'))
  return {
    url: `file:${join(folder, 'office.db')}`,
    settle: async () => {},
    stop: async () => rmSync(folder, { recursive: true, force: true })
  }
}

async function newPostgres () {
  const { url, stop } = await startPostgres()
  return {
    url: `${url}/postgres`,
    settle: async () => {
      const client = new pg.Client({ connectionString: `${url}/postgres` })
      await client.connect()
      await client.query('VACUUM ANALYZE')
      await client.end()
    },
    stop
  }
}
