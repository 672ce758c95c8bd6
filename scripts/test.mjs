// npm test: one real PostgreSQL for the whole run, a build where tests start processes of it or open the console, then tap:
//   npm test -- test/features/update.test.ts
//   DIALECTS=sqlite npm test -- test/features/update.test.ts     on one database
//   npm test -- --times                                          what each file took of the processors, at the end
//   npm run test:unit                                            what needs neither a database nor a build of the program
//   npm run test:changed                                         what changes since HEAD can affect
//   npm run test:changed -- main                                 … since main
import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, statSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildProgram } from './bundle.mjs'
import { compileScripts } from './compile.mjs'
import { buildConsole } from './console.mjs'
import { createImportGraph, filesIn } from './import-graph.mjs'
import { startPostgres } from './postgres.mjs'
import { tellsTimes, treeTime } from './processor-time.mjs'
import { buildTests } from './build-tests.mjs'

const runner = fileURLToPath(new URL('run-tests.mjs', import.meta.url))

const tests = filesIn('test').filter(file => file.endsWith('.test.ts'))
const { runs, reaches } = createImportGraph()
const usesDatabase = file => runs(file).has('test/support/databases.ts')
const usesBuild = file => runs(file).has('test/support/process.ts')
/** Packing builds the program, and with it an empty database. */
const packs = file => file === 'test/package.test.ts'
/** The program serves it. */
const usesConsole = file => usesBuild(file) || runs(file).has('test/support/console.ts')

/** What every test runs on. */
const GROUND = [
  /^(?:package|package-lock|tsconfig|tsconfig\.build)\.json$/,
  /^scripts\/(?:test|compile|bundle|new-database|build-tests|run-tests|run-shared-tests|shared-tests|uncaught-errors|test-processes|import-graph|postgres|free-port)\.mjs/
]
const isGround = file => GROUND.some(pattern => pattern.test(file))

function changedFiles (base) {
  const git = (...args) => execFileSync('git', args, { encoding: 'utf8' }).split('\n').filter(line => line !== '')
  return [...git('diff', '--name-only', '--no-renames', base), ...git('ls-files', '--others', '--exclude-standard')]
}

function changedTests (base) {
  const changed = changedFiles(base)
  return changed.some(isGround) ? tests : tests.filter(test => changed.some(file => reaches(test).has(file)))
}

/** The test files that an argument means. */
function testsOf (path) {
  const name = posix.normalize(path).replace(/\/$/, '')
  return statSync(name).isFile() ? [name] : tests.filter(test => test.startsWith(`${name}/`))
}

/** Which test files run, and what else tap is told. */
function select ([mode, ...rest]) {
  const flags = rest.filter(arg => arg.startsWith('-'))
  switch (mode) {
    case '--unit': return { flags, files: tests.filter(test => !usesDatabase(test) && !usesBuild(test) && !packs(test)) }
    case '--changed': return { flags, files: changedTests(rest.find(arg => !arg.startsWith('-')) ?? 'HEAD') }
    default: {
      const args = process.argv.slice(2)
      const paths = args.filter(arg => existsSync(arg))
      return { flags: args.filter(arg => !existsSync(arg)), files: paths.length === 0 ? tests : paths.flatMap(testsOf) }
    }
  }
}

const ended = child => new Promise(resolve => { child.on('close', (code, signal) => resolve(signal === null ? code : 1)) })

/** The tests of the command run what is built. */
async function build () {
  await compileScripts()
  await buildProgram()
}

/** The tests kill this service, never the database, so the database need not wait for the disk. */
const startDatabase = async () => await startPostgres(['-c', 'fsync=off', '-c', 'synchronous_commit=off', '-c', 'full_page_writes=off'])

/** Bytes that must be free in memory for the files of tests to lie there: they take a fourth of it at most. */
const ROOM = 8 * 2 ** 30
const MEMORY = '/dev/shm'

/** Databases of tests come and go by the hundred: in memory a start takes a quarter less of a processor, and a copy in PostgreSQL less, too. */
function useMemory () {
  if (process.env.TMPDIR !== undefined || !existsSync(MEMORY)) return
  const { bavail, bsize } = statfsSync(MEMORY)
  if (bavail * bsize >= ROOM) process.env.TMPDIR = MEMORY
}

async function run ({ flags, files }) {
  useMemory()
  const folder = mkdtempSync(join(tmpdir(), 'test-run-'))
  process.on('exit', () => { rmSync(folder, { recursive: true, force: true }) })
  const starting = files.some(usesDatabase) && process.env.DIALECTS !== 'sqlite' ? startDatabase() : undefined
  const building = files.some(usesBuild) ? build() : undefined
  try {
    await buildTests()
    const bundling = files.some(usesConsole) ? buildConsole() : undefined
    const [postgres] = await Promise.all([starting, building, bundling])
    const env = { ...process.env, TEST_RUN_FOLDER: folder, XDG_CACHE_HOME: join(folder, 'cache'), ...postgres === undefined ? {} : { TEST_POSTGRES_URL: postgres.url } }
    const child = spawn(process.execPath, [runner, ...flags, ...files], { stdio: 'inherit', env })
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
    const code = await ended(child)
    if (postgres !== undefined && tellsTimes && flags.includes('--times')) console.error(treeTime(postgres.pid).toFixed(1).padStart(10), ' '.repeat(8), 'PostgreSQL')
    return code
  } finally {
    await (await starting?.catch(() => undefined))?.stop()
  }
}

const selected = select(process.argv.slice(2))
if (selected.files.length === 0) console.log('No test reaches what has changed.')
else process.exit(await run(selected))
