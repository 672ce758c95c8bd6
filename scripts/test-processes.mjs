// The processes that test files run in: one of its own, or one that files share, one after the other. Starting a process takes a second or
// two of a processor: its modules, the judges of documented answers, a service, and code that no compiler has seen yet.
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { builtTest } from './build-tests.mjs'
import { endedTime, tellsTimes, treeTime } from './processor-time.mjs'

const sharedRunner = fileURLToPath(new URL('run-shared-tests.mjs', import.meta.url))
const uncaughtErrors = new URL('uncaught-errors.mjs', import.meta.url).href
/** Milliseconds for a process to end that has no more tests. */
const ENDING = 20_000
/**
 * V8's flags for shared processes: room for what lives shortly, which is collected less often. It takes 6 % less of a processor.
 * A file with a process to itself may be measuring its memory.
 */
const ROOMY = ['--max-semi-space-size=32', '--min-semi-space-size=16']
/**
 * Node 20 optimizes a function early, and most of a test run is code that runs a few times: waiting nine times as long takes an eighth less.
 * Later versions wait by themselves.
 */
const PATIENT = process.version.startsWith('v20.') ? ['--interrupt-budget=600000'] : []

/**
 * What runs test files, none for more than `limit` milliseconds. It tells `push` what a file prints, and `end` once, when nothing more comes:
 * with an exit code or signal where the process of the file ended badly, or the file failed outside its tests. `onTime` is told the seconds
 * of a processor that each file took.
 */
export function createProcesses ({ limit, pathOf = builtTest, onTime }) {
  const times = onTime !== undefined && tellsTimes
  let ended = times ? endedTime() : 0
  const running = new Set()
  /** Shared processes without a file at the moment. */
  const idle = []

  function start (words, stdio, env, flags = []) {
    const child = spawn(process.execPath, [...flags, '--enable-source-maps', `--import=${uncaughtErrors}`, ...words], { stdio, env: { ...process.env, TAP: '1', ...env } })
    running.add(child)
    child.on('close', () => { running.delete(child) })
    return child
  }

  function runAlone (file, { push, end }) {
    const child = start([pathOf(file)], ['ignore', 'pipe', 'inherit'], { TAP_TIMEOUT: String(limit / 1000) })
    const stop = killAfter(limit, child)
    child.stdout.on('data', push)
    if (times) child.on('exit', () => { onTime(file, -ended + (ended = endedTime())) })
    child.on('close', (exitCode, signal) => {
      stop()
      end(exitCode === 0 ? undefined : { exitCode, signal })
    })
  }

  function startShared () {
    const child = start([sharedRunner], ['ignore', 'pipe', 'inherit', 'ipc'], { TAP_TIMEOUT: '0' }, [...ROOMY, ...PATIENT])
    let current
    let hasFailed = false
    const end = badly => {
      hasFailed ||= badly !== undefined
      const { file, stop, told, before } = current
      current = undefined
      stop()
      if (times) onTime(file, treeTime(child.pid) - before)
      told.end(badly)
    }
    /** The last line of a file and its message come in any order. */
    const endWhenBoth = () => {
      const { isOk, isFull } = current
      if (isOk === undefined || isFull === undefined) return
      if (isFull) shared.end()
      else idle.push(shared)
      end(isOk ? undefined : { exitCode: 1 })
    }
    readLines(child.stdout, line => {
      if (current === undefined) return
      const { kind, file, not } = BOUNDS.exec(line)?.groups ?? {}
      if (file !== current.file) current.told.push(line.startsWith(INDENT) ? line.slice(INDENT.length) : line.trimStart())
      else if (kind !== '# Subtest:') {
        current.isOk = not === undefined
        endWhenBoth()
      }
    })
    child.on('message', ({ isFull }) => {
      if (isFull === undefined || current === undefined) return
      current.isFull = isFull
      endWhenBoth()
    })
    child.on('close', (exitCode, signal) => {
      if (idle.includes(shared)) idle.splice(idle.indexOf(shared), 1)
      if (current !== undefined) end({ exitCode, signal })
      else if (exitCode !== 0 && !hasFailed) {
        console.error(`A process that test files shared ended with ${signal ?? exitCode}.`)
        process.exitCode = 1
      }
    })
    const shared = {
      run (file, told) {
        current = { file, told, stop: killAfter(limit, child), before: times ? treeTime(child.pid) : 0 }
        child.send({ file, path: pathOf(file), timeout: limit })
      },
      /** Has it close what its files shared. */
      end () {
        child.send({})
        child.on('close', killAfter(ENDING, child))
      }
    }
    return shared
  }

  return {
    runAlone,
    runShared: (file, told) => (idle.pop() ?? startShared()).run(file, told),
    /** No more files will share a process. */
    endShared () { for (const shared of idle.splice(0)) shared.end() },
    kill (signal) { for (const child of running) child.kill(signal) }
  }
}

/** Returns what stops the clock. */
function killAfter (milliseconds, child) {
  const timer = setTimeout(() => child.kill('SIGKILL'), milliseconds)
  return () => { clearTimeout(timer) }
}

/** Files are subtests of a subtest of a shared process. */
const INDENT = '        '
const BOUNDS = /^ {4}(?<kind># Subtest:|(?<not>not )?ok \d+ -) (?<file>\S+)/

/** Each line, with its end. */
function readLines (stream, onLine) {
  let rest = ''
  stream.setEncoding('utf8').on('data', chunk => {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop()
    for (const line of lines) onLine(`${line}\n`)
  })
}
