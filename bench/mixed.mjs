// What an hour of a busy day costs, in a minute: many connections that read and write, and a few that read everything at once. No ratio:
// what counts is that nobody is refused, that nobody waits much longer than the others, and that memory stays where it is.
import autocannon from 'autocannon'
import { casesFor } from './cases.mjs'
import { residentMemory } from './process-memory.mjs'
import { startOurs } from './servers.mjs'
import { figure } from './table.mjs'
import { OFFICE, generate, headersOf } from './tenants.mjs'

const CONNECTIONS = 200
/** Milliseconds between two looks at the memory. */
const SAMPLE = 500
/** A request that 1 of 100 waits longer than, in times of the median. */
const TAIL = 10
/** The peak of the last quarter ÷ the peak of the one before it, at most. */
const GROWTH = 1.1
const READERS = 4
const READ_ROWS = 200_000
/** MiB of the process, while the readers read. */
const READERS_MEMORY = 250

/** Four reads and a write, over and over. */
const requests = ['singleton', 'page', 'singleton', 'deep', 'summary'].map(name => {
  const { method = 'GET', path, headers, body } = casesFor(100, []).find(other => other.name === name)
  return { method, path, headers, body }
})

/** A line for the times, and one for the memory. `judge`: of a figure that was met or not, what the table says. */
export async function measureMixed (databaseUrl, seconds, judge) {
  const server = await startOurs(databaseUrl)
  const samples = []
  const timer = setInterval(() => { samples.push(residentMemory(server.pid)) }, SAMPLE)
  try {
    const { latency, errors, non2xx, requests: { average } } = await autocannon({ url: server.url, requests, connections: CONNECTIONS, duration: seconds, timeout: 120 })
    const title = `${CONNECTIONS} connections, 80 % reads, ${seconds} s`
    const failed = errors + non2xx
    const growth = Math.max(...quarter(samples, 3)) / Math.max(...quarter(samples, 2))
    return [
      [`${title}: requests that failed`, String(failed), '', '', '0', judge(failed === 0)],
      [`${title}: a second; ms of the median and of 1 in 100`, `${figure(average)}; ${latency.p50}, ${latency.p99}`, '', figure(latency.p99 / latency.p50), `≤ ${TAIL}`, judge(latency.p99 <= TAIL * latency.p50)],
      ...Number.isNaN(growth) ? [] : [[`${title}: MiB, last quarter ÷ the one before`, figure(Math.max(...quarter(samples, 3))), '', figure(growth), `≤ ${GROWTH}`, judge(growth <= GROWTH)]]
    ]
  } finally {
    clearInterval(timer)
    await server.stop()
  }
}

const quarter = (samples, index) => samples.slice(Math.floor(samples.length * index / 4), Math.floor(samples.length * (index + 1) / 4))

/** Some clients that each read all rows at the same time, of a process that has done nothing else. `filler`: a service over the same database. */
export async function measureReaders (databaseUrl, filler, judge) {
  await generate(filler, 'readers', READ_ROWS)
  const server = await startOurs(databaseUrl)
  try {
    const headers = { ...headersOf('readers'), 'accept-encoding': 'identity' }
    const answers = await Promise.all(Array.from({ length: READERS }, () => readWhole(`${server.url}${OFFICE}`, headers)))
    const failed = answers.filter(({ status }) => status !== 200).length
    const peak = residentMemory(server.pid, 'VmHWM')
    const title = `${READERS} clients read ${READ_ROWS.toLocaleString('en')} rows at once, ${figure(answers[0].bytes / 1e6)} MB each`
    return [
      [`${title}: answers that failed`, String(failed), '', '', '0', judge(failed === 0)],
      ...Number.isNaN(peak) ? [] : [[`${title}: peak of the process`, `${figure(peak)} MiB`, '', '', `≤ ${READERS_MEMORY} MiB`, judge(peak <= READERS_MEMORY)]]
    ]
  } finally {
    await server.stop()
  }
}

async function readWhole (url, headers) {
  const { status, body } = await fetch(url, { headers })
  let bytes = 0
  for await (const piece of body) bytes += piece.length
  return { status, bytes }
}
