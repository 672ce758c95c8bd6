// node scripts/run-tests.mjs [--reporter=NAME] FILE…: tap over JavaScript test files, each a process of its own. `npm test` starts it.
// The `tap` command would give each process three module loaders, which take more time than most of our tests.
import { spawn } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { Readable } from 'node:stream'
import { TapFile, t } from 'tap'
import { builtTest } from './build-tests.mjs'

/** Milliseconds that a file may take. TEST_TIMEOUT, in seconds, is for property tests with more runs than by default. */
const TIME_LIMIT = Number(process.env['TEST_TIMEOUT'] ?? 300) * 1000

const REPORTER = '--reporter='

/** The process of a test file, begun when its output is first read. */
function outputOf (file) {
  let child
  const output = new Readable({
    read () {
      child ??= run(file, output)
      child.stdout.resume()
    }
  })
  return output
}

function run (file, output) {
  const child = spawn(process.execPath, ['--enable-source-maps', builtTest(file)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, TAP: '1', TAP_TIMEOUT: String(TIME_LIMIT / 1000) }
  })
  const timer = setTimeout(() => child.kill('SIGKILL'), TIME_LIMIT)
  running.add(child)
  child.stdout.on('data', chunk => { if (!output.push(chunk)) child.stdout.pause() })
  child.on('error', error => output.destroy(error))
  child.on('close', (code, signal) => {
    clearTimeout(timer)
    running.delete(child)
    if (code !== 0) endBadly(output, { exitCode: code, signal })
    output.push(null)
  })
  return child
}

/** A file has failed whose process ends badly, though each of its tests has passed: as tap has it where it starts the process. */
function endBadly (output, how) {
  const file = subtests.get(output)
  Object.assign(file.options, how)
  file.parser.ok = false
  if (file.results) file.results.ok = false
}

const subtests = new Map()
t.on('tapFile', subtest => subtests.set(subtest.tapStream, subtest))
const running = new Set()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    for (const child of running) child.kill(signal)
    process.exit(1)
  })
}

const args = process.argv.slice(2)
const files = args.filter(arg => !arg.startsWith('-'))
const unknown = args.find(arg => arg.startsWith('-') && !arg.startsWith(REPORTER) && !arg.startsWith('--jobs='))
if (unknown !== undefined) throw new Error(`'${unknown}' is not an option. There are --reporter=NAME and --jobs=NUMBER.`)
const option = name => args.findLast(arg => arg.startsWith(name))?.slice(name.length)

const reporter = option(REPORTER) ?? (process.stdout.isTTY ? 'base' : 'tap')
if (reporter !== 'tap') {
  const { report } = await import('@tapjs/reporter')
  await report(reporter, t, { get: () => undefined })
}
t.setTimeout(0)
// One more than there are processors: some tests wait for most of their time.
t.jobs = Number(option('--jobs=') ?? availableParallelism() + 1)
t.plan(files.length)
for (const file of files) t.sub(TapFile, { name: file, tapStream: outputOf(file), buffered: t.jobs > 1, at: null, stack: '' })
