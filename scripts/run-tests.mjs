// node scripts/run-tests.mjs [--reporter=NAME] [--jobs=NUMBER] [--alone] [--times] FILE…: tap over JavaScript test files. `npm test` starts it.
// The `tap` command would give each file a process with three module loaders, which take more time than most of our tests.
import { availableParallelism } from 'node:os'
import { Readable } from 'node:stream'
import { TapFile, t } from 'tap'
import { createProcesses } from './test-processes.mjs'
import { sharedTests, startsProcesses } from './shared-tests.mjs'

/** Milliseconds that a file may take. TEST_TIMEOUT, in seconds, is for property tests with more runs than by default. */
const TIME_LIMIT = Number(process.env['TEST_TIMEOUT'] ?? 300) * 1000

const REPORTER = '--reporter='
const JOBS = '--jobs='
const ALONE = '--alone'
const TIMES = '--times'

const args = process.argv.slice(2)
const option = name => args.findLast(arg => arg.startsWith(name))?.slice(name.length)
const unknown = args.find(arg => arg.startsWith('-') && !arg.startsWith(REPORTER) && !arg.startsWith(JOBS) && arg !== ALONE && arg !== TIMES)
if (unknown !== undefined) throw new Error(`'${unknown}' is not an option. There are --reporter=NAME, --jobs=NUMBER, --alone and --times.`)

const named = args.filter(arg => !arg.startsWith('-'))
const shared = new Set(args.includes(ALONE) ? [] : sharedTests(named))
/** The longest come first: those that measure, or wait for processes or a browser. The others fill the gaps. */
const isLong = file => file.startsWith('test/browser/') || startsProcesses(file)
const files = [...named.filter(file => !shared.has(file)), ...[...shared].filter(isLong), ...[...shared].filter(file => !isLong(file))]

/** Seconds that files took, of a processor and by the clock. */
const taken = new Map()
const onTime = args.includes(TIMES) ? (file, processor) => { taken.set(file, { processor, clock: 0 }) } : undefined
if (onTime !== undefined) process.on('exit', printTimes)

const processes = createProcesses({ limit: TIME_LIMIT, onTime })
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    processes.kill(signal)
    process.exit(1)
  })
}

/** What a file prints; it begins to run when that is first read. */
function outputOf (file) {
  let begun = false
  const output = new Readable({
    read () {
      if (!begun) run(file, output)
      begun = true
    }
  })
  return output
}

function run (file, output) {
  const begun = performance.now()
  const told = {
    push: text => { output.push(text) },
    end (badly) {
      if (badly !== undefined) endBadly(output, badly)
      if (taken.has(file)) taken.get(file).clock = (performance.now() - begun) / 1000
      output.push(null)
      if (shared.size === 0) processes.endShared()
    }
  }
  if (shared.delete(file)) processes.runShared(file, told)
  else processes.runAlone(file, told)
}

/** The files that take most come first. */
function printTimes () {
  const rows = [...taken].sort(([, one], [, other]) => other.processor - one.processor)
  const line = (processor, clock, name) => console.error(processor.toFixed(1).padStart(10), clock.toFixed(1).padStart(8), name)
  console.error(' processor    clock  seconds')
  for (const [file, { processor, clock }] of rows) line(processor, clock, file)
  line(rows.reduce((sum, [, { processor }]) => sum + processor, 0), performance.now() / 1000, `${rows.length} files`)
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

const reporter = option(REPORTER) ?? (process.stdout.isTTY ? 'base' : 'tap')
if (reporter !== 'tap') {
  const { report } = await import('@tapjs/reporter')
  await report(reporter, t, { get: () => undefined })
}
t.setTimeout(0)
// Two more than there are processors: many tests wait for processes, databases and browsers, and one more leaves a sixth of the processors idle.
t.jobs = Number(option(JOBS) ?? availableParallelism() + 2)
t.plan(files.length)
for (const file of files) t.sub(TapFile, { name: file, tapStream: outputOf(file), buffered: t.jobs > 1, at: null, stack: '' })
