// npm test: the build, which the tests of the command run; one real PostgreSQL for the whole run, then tap. Everything after `--` is tap's: npm test -- test/features/patch.test.ts
import { execFileSync, spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { startPostgres } from './postgres.mjs'

const require = createRequire(import.meta.url)
execFileSync(process.execPath, [require.resolve('typescript/bin/tsc'), '-p', 'tsconfig.build.json'], { stdio: 'inherit' })
const tap = join(dirname(require.resolve('tap/package.json')), 'dist/esm/run.mjs')
// The tests kill this service, never the database, so the database need not wait for the disk.
const postgres = await startPostgres(['-c', 'fsync=off', '-c', 'synchronous_commit=off', '-c', 'full_page_writes=off'])
const child = spawn(process.execPath, [tap, ...process.argv.slice(2)], { stdio: 'inherit', env: { ...process.env, TEST_POSTGRES_URL: postgres.url } })
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
const code = await new Promise(resolve => { child.on('close', (exit, signal) => resolve(signal === null ? exit : 1)) })
await postgres.stop()
process.exit(code)
