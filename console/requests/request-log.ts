/** The journal as it is written: the requests of the service, the latest last. */
import { computed, signal } from '@preact/signals'
import { address } from '../service/address.js'
import { CONSOLE, readable } from '../service/resources.js'
import { Refusal, messageOf } from '../service/controls.js'
import type { JournalEntry } from '../service/controls.js'
import { readEvents } from '../service/event-stream.js'

/** A request without headers and bodies. */
export interface LoggedRequest extends JournalEntry {
  /** To be read. */
  readonly shownUrl: string
  /** What a filter looks into, in lower case. */
  readonly text: string
}

/** More are not kept here, whatever the journal keeps. */
const MOST = 10_000
const RETRY_MS = 2000

/** What has been heard of; `entries` is what is shown of it. */
let heard: LoggedRequest[] = []
export const entries = signal<readonly LoggedRequest[]>([])
export const paused = signal(false)
/** `off`: the journal is. */
export const state = signal<'connecting' | 'live' | 'off' | 'broken'>('connecting')
export const problem = signal('')

/** Whether requests of the console's own are shown. */
export const showOwn = signal(false)

export const visible = computed<readonly LoggedRequest[]>(() => {
  const words = (address.value.params['filter'] ?? '').toLowerCase().split(/\s+/).filter(word => word !== '')
  const own = showOwn.value
  return entries.value.filter(entry => (own || entry.application !== CONSOLE) && words.every(word => entry.text.includes(word)))
})

let scheduled = false

/** At most once a frame, however many have come. */
function publish (): void {
  if (scheduled || paused.peek()) return
  scheduled = true
  requestAnimationFrame(() => {
    scheduled = false
    if (!paused.peek()) entries.value = heard
  })
}

export function pause (on: boolean): void {
  paused.value = on
  publish()
}

export function forgetShown (): void {
  heard = []
  entries.value = heard
}

function note (added: readonly JournalEntry[]): void {
  heard = [...heard, ...added.map(logged)].slice(-MOST)
  publish()
}

function logged (entry: JournalEntry): LoggedRequest {
  const shownUrl = readable(entry.url)
  const { method, status, tenant, operationId, fault, outcome, application } = entry
  const words = [method, shownUrl, status ?? outcome, tenant, operationId, application, fault === undefined ? '' : `fault ${fault}`]
  return { ...entry, shownUrl, text: words.join(' ').toLowerCase() }
}

/** Until the function that is returned is called. */
export function followRequests (): () => void {
  const leaving = new AbortController()
  follow(leaving.signal).catch((error: unknown) => { problem.value = messageOf(error) })
  return () => { leaving.abort() }
}

async function follow (signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      const after = heard.at(-1)?.id ?? 0
      for await (const events of readEvents(`/__admin/requests/stream?brief=true&after=${after}`, signal)) {
        state.value = 'live'
        if (events.length > 0) note(events.map(({ data }) => JSON.parse(data) as JournalEntry))
      }
    } catch (error) {
      // Another key begins anew.
      if (signal.aborted || (error instanceof Refusal && error.status === 401)) return
      state.value = error instanceof Refusal && error.status === 404 ? 'off' : 'broken'
      problem.value = messageOf(error)
    }
    await new Promise(resolve => { setTimeout(resolve, RETRY_MS) })
  }
}

/** How a status is coloured. */
export function toneOf ({ status, outcome }: Pick<JournalEntry, 'status' | 'outcome'>): 'good' | 'warn' | 'bad' {
  if (status === undefined || outcome === 'aborted' || status >= 500) return 'bad'
  return status >= 400 ? 'warn' : 'good'
}
