/** How long requests keep the service's event loop from the others, measured on both databases. */
import t from 'tap'
import { dialects, newDatabase } from './databases.js'
import { startWatched } from './loop-probe.js'
import type { LongestTurn, Watched } from './loop-probe.js'
import { given } from './worst-requests.js'
import type { Kinds, Sent } from './worst-requests.js'

/** Milliseconds of one turn, on a machine as fast as that of {@link REFERENCE_MS}; a slower one takes longer in proportion. */
const MOST = 50
/** What else the machine does makes a turn longer, never shorter: the shortest of so many counts. */
const TRIES = 5

/** What {@link work} took with nothing beside it: two cores of 2.5 GHz, Node 20. */
const REFERENCE_MS = 20

/** Something to do for a processor, as a service does it. @returns milliseconds of processor time */
function work (): number {
  const began = process.cpuUsage()
  for (let round = 0; round < 20; round++) {
    const rows = Array.from({ length: 500 }, (_, id) => ({ id, name: `device ${id}`, list: ['a', 'b', String(id)] }))
    JSON.stringify((JSON.parse(JSON.stringify(rows)) as typeof rows).filter(({ name }) => name.includes('7')).map(row => Object.entries(row)))
  }
  const { user, system } = process.cpuUsage(began)
  return (user + system) / 1000
}

/** How long a turn may be on this machine, as busy as it is now. */
function allowed (): number {
  const fastest = Math.min(...Array.from({ length: 5 }, work))
  return MOST * Math.max(1, fastest / REFERENCE_MS)
}

async function send ({ url }: Watched, { method, path, headers = {}, type, body }: Sent, tenant: string): Promise<number> {
  const answer = await fetch(`${url}${path}`, {
    method,
    headers: { authorization: 'Bearer x', 'x-tenant-id': tenant, prefer: 'return=minimal', ...type === undefined ? {} : { 'content-type': type }, ...headers },
    ...body === undefined ? {} : { body: body as NonNullable<RequestInit['body']> }
  })
  await answer.body?.pipeTo(new WritableStream())
  return answer.status
}

interface Measured extends LongestTurn {
  readonly status: number
  readonly most: number
  readonly tries: number
}

/** The shortest of some tries; one that is short enough ends them. */
async function measure (watched: Watched, request: Sent, tenant: string): Promise<Measured> {
  let best = { status: 0, busy: Infinity, blocked: 0, tries: 0 }
  let most = MOST
  for (let tries = 1; tries <= TRIES && best.busy >= most; tries++) {
    if (tries > 1) most = allowed()
    await watched.longestTurn()
    const status = await send(watched, request, tenant).catch(error => { console.error(error); return 0 })
    const turn = await watched.longestTurn()
    if (turn.busy < best.busy) best = { status, ...turn, tries }
  }
  return { ...best, most }
}

/** What is probed, and with which data. */
export interface Probe {
  /** Settings of the service, as its command takes them. */
  readonly settings: readonly string[]
  /** What makes the data that are there. */
  readonly given: readonly Sent[]
}

/** Sends them one after the other, for a tenant that has some data: no turn may be long. */
export function expectShortTurns (kinds: Kinds, { settings, given: before }: Probe = { settings: [], given }): void {
  for (const dialect of dialects) {
    t.test(dialect, { timeout: 0 }, async t => {
      const watched = await startWatched(t, await newDatabase(t, dialect), ['--journal-size', '10', ...settings])
      for (const request of before) t.ok(await send(watched, request, 'probe') < 300)
      for (const [title, request, only = dialect] of kinds) {
        if (only !== dialect) continue
        const { status, busy, blocked, tries, most } = await measure(watched, request(), 'probe')
        t.ok(busy < most, `${title}: ${busy.toFixed(1)} of ${most.toFixed(1)} ms of a processor, by the clock ${blocked.toFixed(1)} (try ${tries})`)
        t.ok(status > 0 && (status < 500 || status === 501 || status === 503), `${title}: ${status}`)
      }
    })
  }
}
