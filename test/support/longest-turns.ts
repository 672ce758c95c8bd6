/** How long requests keep the service's event loop from the others, measured on both databases. */
import t from 'tap'
import { dialects, newDatabase } from './databases.js'
import { startWatched } from './loop-probe.js'
import type { LongestTurn, Watched } from './loop-probe.js'
import { given } from './worst-requests.js'
import type { Kinds, Sent } from './worst-requests.js'

/** Milliseconds of one turn. */
const MOST = 50
/** What else the machine does makes a turn longer, never shorter: the shortest of so many counts. */
const TRIES = 5

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
  readonly tries: number
}

/** The shortest of some tries; one that is short enough ends them. */
async function measure (watched: Watched, request: Sent, tenant: string): Promise<Measured> {
  let best = { status: 0, busy: Infinity, blocked: 0, tries: 0 }
  for (let tries = 1; tries <= TRIES && best.busy >= MOST; tries++) {
    await watched.longestTurn()
    const status = await send(watched, request, tenant).catch(error => { console.error(error); return 0 })
    const turn = await watched.longestTurn()
    if (turn.busy < best.busy) best = { status, ...turn, tries }
  }
  return best
}

/** Sends them one after the other, for a tenant that has some data: no turn may be long. */
export function expectShortTurns (kinds: Kinds): void {
  for (const dialect of dialects) {
    t.test(dialect, { timeout: 0 }, async t => {
      const watched = await startWatched(t, await newDatabase(t, dialect), ['--journal-size', '10'])
      for (const request of given) t.ok(await send(watched, request, 'probe') < 300)
      for (const [title, request, only = dialect] of kinds) {
        if (only !== dialect) continue
        const { status, busy, blocked, tries } = await measure(watched, request(), 'probe')
        t.ok(busy < MOST, `${title}: ${busy.toFixed(1)} ms of a processor, by the clock ${blocked.toFixed(1)} (try ${tries})`)
        t.ok(status > 0 && (status < 500 || status === 501 || status === 503), `${title}: ${status}`)
      }
    })
  }
}
