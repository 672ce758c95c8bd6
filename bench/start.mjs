// How long it takes until the program is of use, and what that costs: the median of several starts.
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { median } from './load.mjs'
import { figure, printLines, verdict } from './table.mjs'

const pathTo = path => fileURLToPath(new URL(path, import.meta.url))
const MAIN = pathTo('../dist/program/main.js')
const PROBE = ['--import', new URL('./start-probe.mjs', import.meta.url).href]

/** `cpu` and `wall` in milliseconds, `rss` in MiB, of processor time, of the clock, resident. */
const WANTED = {
  'ready, current file': { cpu: 400, rss: 90 },
  'ready, new file': { cpu: 800 },
  'ready, TripPin, current file': {},
  '--help': { wall: 120 },
  '--version': { wall: 120 },
  'import of the package': { wall: 200 },
  'first startEmulator()': { wall: 150 },
  'first token()': { wall: 20 }
}

/** Returns how many figures were not met. @param starts How many of each are measured, after one that is not. */
export async function measureStarts (starts) {
  const folder = mkdtempSync(join(tmpdir(), 'bench-start-'))
  const found = new Map()
  const note = (name, used) => { found.set(name, [...found.get(name) ?? [], used]) }
  const file = name => `file:${join(folder, name)}`
  try {
    for (let round = 0; round <= starts; round++) {
      const runs = [
        ['ready, new file', await ready([], file(`new-${round}.db`))],
        ['ready, current file', await ready([], file('current.db'))],
        ['ready, TripPin, current file', await ready(['--model', 'trippin'], file('trippin.db'))],
        ['--help', words('--help')],
        ['--version', words('--version')],
        ...JSON.parse(execFileSync(process.execPath, [pathTo('./start-package.mjs')], { encoding: 'utf8' })).map(step => [step.name, step])
      ]
      if (round > 0) for (const [name, used] of runs) note(name, used)
    }
    const modules = new Map([
      ['ready, current file', await modulesOf([], file('current.db'))],
      ['--help', countModules(coverage => { words('--help', { NODE_V8_COVERAGE: coverage }) })]
    ])
    return report(found, modules, starts)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The service until it says that it serves. */
async function ready (flags, databaseUrl, env = {}) {
  const child = spawn(process.execPath, [...PROBE, MAIN, '--port', '0', '--database-url', databaseUrl, '--json', ...flags], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    env: { ...process.env, LOG_LEVEL: 'warn', ...env }
  })
  const ended = once(child, 'exit')
  let output = ''
  for await (const chunk of child.stdout) {
    output += chunk
    if (output.includes('"url":')) break
  }
  child.send('used')
  const [used] = await once(child, 'message')
  child.kill('SIGTERM')
  await ended
  return used
}

/** A command that answers and ends. */
function words (word, env = {}) {
  const began = performance.now()
  const output = execFileSync(process.execPath, [MAIN, word], { env: { ...process.env, ...env }, encoding: 'utf8' })
  if (output === '') throw new Error(`${word} says nothing`)
  return { wall: performance.now() - began }
}

const modulesOf = async (flags, databaseUrl) => await countModules(async coverage => await ready(flags, databaseUrl, { NODE_V8_COVERAGE: coverage }))

/** The files that ran, out of V8's record of its scripts; the service's and those of the processes that it started. */
function countModules (run) {
  const folder = mkdtempSync(join(tmpdir(), 'bench-modules-'))
  const count = () => {
    const urls = readdirSync(folder).flatMap(name => JSON.parse(readFileSync(join(folder, name), 'utf8')).result.map(({ url }) => url))
    rmSync(folder, { recursive: true, force: true })
    return new Set(urls.filter(url => url.startsWith('file:') && !url.includes('/bench/'))).size
  }
  const done = run(folder)
  return done instanceof Promise ? done.then(count) : count()
}

function report (found, modules, starts) {
  let short = 0
  const judge = (value, most) => {
    if (value === undefined) return ''
    if (most === undefined) return figure(value)
    if (value > most) short++
    return `${figure(value)} ≤ ${most}: ${verdict(value <= most)}`
  }
  const lines = [...found].map(([name, runs]) => {
    const of = part => runs[0][part] === undefined ? undefined : median(runs.map(run => run[part]))
    const wanted = WANTED[name] ?? {}
    return [name, judge(of('cpu'), wanted.cpu), judge(of('wall'), wanted.wall), judge(of('rss'), wanted.rss), String(modules.get(name) ?? '')]
  })
  printLines(`starts, medians of ${starts}`, [['case', 'processor ms', 'clock ms', 'resident MiB', 'files loaded'], ...lines])
  return short
}
