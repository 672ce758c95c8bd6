// npm run bench: our service against a hand-written one over the same database. See README.md.
import { casesFor, KEY, pathAfter, REPLACED_ROWS } from './cases.mjs'
import { compareAnswers } from './compare.mjs'
import { newDatabase } from './databases.mjs'
import { readFlags } from './flags.mjs'
import { takeTurns } from './load.mjs'
import { memoryAboveIdle } from './memory.mjs'
import { compareJournal } from './journal.mjs'
import { compareLiterals } from './literals.mjs'
import { compareSizes, multiply } from './million.mjs'
import { measureMixed, measureReaders } from './mixed.mjs'
import { rows } from './rows.mjs'
import { startBaseline, startOurs } from './servers.mjs'
import { measureStarts } from './start.mjs'
import { figure, printTable, verdict } from './table.mjs'
import { configure, fill } from './tenants.mjs'

const flags = readFlags(process.argv.slice(2))
const all = casesFor(flags.rows, rows(REPLACED_ROWS))
const chosen = all.filter(({ name }) => flags.cases.length === 0 || flags.cases.includes(name))
const others = ['journal', 'literal', 'million', 'mixed', 'readers', 'repeated', 'start']
const unknown = flags.cases.filter(name => !others.includes(name) && all.every(other => other.name !== name))
if (unknown.length > 0) throw new Error(`--case cannot be "${unknown[0]}": choose from ${all.map(({ name }) => name).join(', ')}, ${others.join(', ')}.`)
const withJournal = flags.cases.length === 0 || flags.cases.includes('journal')
const withLiteral = flags.cases.length === 0 || flags.cases.includes('literal')
const withRepeated = flags.cases.length === 0 || flags.cases.includes('repeated')
const withMixed = flags.cases.length === 0 || flags.cases.includes('mixed')
const withReaders = flags.cases.length === 0 || flags.cases.includes('readers')
const withMillion = flags.million || flags.cases.includes('million')
let failures = 0

/** Long enough for memory to show whether it grows. */
const MIXED_SECONDS = 60

if (flags.cases.length === 0 || flags.cases.includes('start')) failures += await measureStarts(flags.rounds)
const onlyStarts = flags.cases.length > 0 && flags.cases.every(name => name === 'start')

for (const name of onlyStarts ? [] : flags.databases) {
  const database = await newDatabase(name)
  try {
    await measure(name, database)
  } finally {
    await database.stop()
  }
}
process.exit(failures === 0 ? 0 : 1)

async function measure (name, database) {
  // The baseline remembers nothing, so that each answer is a first one; `repeated` shows what remembering gains.
  const ours = await startOurs(database.url, ['--remembered-bytes', '0'])
  let baseline
  try {
    console.error(`${name}: filling`)
    await fill(ours, 'few', 5)
    const key = await configure(ours, 'few')
    await fill(ours, 'posted', 5)
    await fill(ours, 'replaced', REPLACED_ROWS)
    await fill(ours, 'many', flags.rows)
    if (withMillion) {
      await fill(ours, 'thousands', REPLACED_ROWS)
      await fill(ours, 'million', REPLACED_ROWS)
      await database.settle()
      await multiply(database.url, 'million')
    }
    await database.settle()
    baseline = await startBaseline(database.url)
    const lines = []
    for (const measured of chosen) {
      const asked = { ...measured, path: measured.path.replace(KEY, key) }
      lines.push(...await attempt(measured.title, () => measureCase([ours, baseline], asked, name, database.url)))
    }
    if (withJournal) lines.push(...await attempt('GET the singleton, journal on and off', () => measureJournal(ours)))
    if (withLiteral) lines.push(...await attempt('a new literal in a known shape', () => measureLiterals(ours)))
    if (withRepeated) lines.push(...await attempt('repeated pages', () => measureRepeated(database.url, ours)))
    if (withMillion) lines.push(...await attempt('page without $count at 1,000,000 rows', () => measureSizes([ours, baseline])))
    if (withReaders) lines.push(...await attempt('four clients read 200,000 rows', () => measureReaders(database.url, ours, judge)))
    if (withMixed) lines.push(...await attempt('200 connections', () => measureMixed(database.url, MIXED_SECONDS, judge)))
    printTable(`${name}, ${flags.rows.toLocaleString('en')} rows; requests a second, medians of ${flags.rounds} rounds of ${flags.seconds} s`, lines)
  } finally {
    await ours.stop()
    await baseline?.stop()
  }
}

/** A case that fails is a line too, and the others go on. */
async function attempt (title, work) {
  console.error(`  ${title}`)
  try {
    return await work()
  } catch (error) {
    failures++
    return [[`${title}: ${error.message}`, '-', '-', '-', '', 'failed']]
  }
}

async function measureCase (servers, measured, dialect, databaseUrl) {
  const { title, wanted: { [dialect]: wanted } } = measured
  const asked = []
  for (const server of servers) asked.push({ ...server, path: await pathAfter(server, measured) })
  await compareAnswers(...asked, measured)
  const [ours, baseline] = await takeTurns(asked.map(server => ({ server, request: { ...measured, path: server.path } })), flags)
  const lines = [[title, figure(ours), figure(baseline), figure(ours / baseline), `≥ ${wanted}`, judge(ours / baseline >= wanted)]]
  if (measured.memory !== undefined) lines.push(...await attempt(`${title}: peak memory above idle`, () => measureMemory(measured, databaseUrl)))
  return lines
}

async function measureMemory (measured, databaseUrl) {
  const above = await memoryAboveIdle(databaseUrl, measured, all[0])
  return [[`${measured.title}: peak memory above idle`, above === undefined ? 'no /proc' : `${figure(above)} MiB`, '', '', `≤ ${measured.memory} MiB`, above === undefined ? '' : judge(above <= measured.memory)]]
}

async function measureJournal (server) {
  const { on, off, ratio, wanted, met } = await compareJournal(server, flags)
  return [['GET the singleton, journal on and off', figure(on), figure(off), figure(ratio), `≥ ${wanted}`, judge(met)]]
}

async function measureLiterals (server) {
  const { repeated, fresh, ratio, wanted, met } = await compareLiterals(server, flags)
  return [['a new literal in a known shape, and the same URL again', figure(fresh), figure(repeated), figure(ratio), `≥ ${wanted}`, judge(met)]]
}

/** The pages once more, of a service that remembers them, against the same service with each of them a first one. */
async function measureRepeated (databaseUrl, ours) {
  const remembering = await startOurs(databaseUrl)
  try {
    const lines = []
    for (const measured of all.filter(({ name }) => ['page', 'deep', 'contains'].includes(name))) {
      const path = await pathAfter(ours, measured)
      const runs = [remembering, ours].map(server => ({ server, request: { ...measured, path } }))
      const [repeated, first] = await takeTurns(runs, flags)
      lines.push([`${measured.title}: asked again, and first`, figure(repeated), figure(first), figure(repeated / first), '', ''])
    }
    return lines
  } finally {
    await remembering.stop()
  }
}

async function measureSizes (servers) {
  const sizes = await compareSizes(servers, flags)
  return Object.entries(sizes).map(([name, { small, large, ratio, wanted, met }]) =>
    [`page without $count, ${name}: ms at 1,000,000 and at 10,000 rows`, figure(large), figure(small), figure(ratio), name === 'ours' ? `≤ ${wanted}` : '', name === 'ours' ? judge(met) : ''])
}

function judge (met) {
  if (!met) failures++
  return verdict(met)
}
