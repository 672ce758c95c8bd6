/**
 * What was asked and answered lately: a ring of entries in the memory of this process. Knows nothing of HTTP, so that a batch can write
 * into it.
 */
import type { Clock } from '../../base/clock.js'
import type { CallNames, GraphCall } from '../requests/graph-call.js'
import type { CapturedBody } from './captured-body.js'

export type Headers = Readonly<Record<string, number | string | string[] | undefined>>

/** `open`: no answer yet. `aborted`: a fault ended the connection before the answer. */
export type Outcome = 'open' | 'answered' | 'aborted'

export interface JournalEntry {
  readonly names: CallNames
  /** Counts from 1 and is never used again. */
  readonly id: number
  /** The entry of the batch that the request was in. */
  readonly parent: number | undefined
  /** By the clock. */
  readonly at: Date
  /** `performance.now()`, for what it took. */
  readonly began: number
  readonly method: string
  /** As received: path and query. */
  readonly url: string
  readonly requestHeaders: GraphCall['headers']
  requestBody: CapturedBody | undefined
  tenant: string | undefined
  application: string | undefined
  status: number | undefined
  responseHeaders: Headers
  responseBody: CapturedBody | undefined
  fault: string | undefined
  /** Until the answer was there to be sent. */
  milliseconds: number | undefined
  outcome: Outcome
}

export interface Received {
  readonly method: string
  readonly url: string
  readonly headers: GraphCall['headers']
  readonly parent?: number
}

export interface JournalSettings {
  /** Entries at most; 0 when it is off. */
  readonly size: number
  /** Bytes of a body at most. */
  readonly bodyBytes: number
}

export interface Journal extends JournalSettings {
  /** Switches it on or off, or resizes it: the latest entries stay. `bodyBytes` counts from the next body on. */
  readonly set: (settings: JournalSettings) => void
  /** A request has come: its entry, which whoever answers it fills in. */
  readonly begin: (received: Received) => JournalEntry
  /** It is answered, or never will be. */
  readonly finish: (entry: JournalEntry, outcome: Outcome) => void
  /** From the oldest on. */
  readonly entries: () => readonly JournalEntry[]
  readonly find: (id: number) => JournalEntry | undefined
  readonly clear: () => void
  /** Told of every entry that is finished, until the function that is returned is called. */
  readonly follow: (listener: (entry: JournalEntry) => void) => () => void
}

export interface JournalOptions extends JournalSettings {
  readonly clock: Clock
  readonly names: CallNames
}

export function createJournal ({ clock, names, ...initial }: JournalOptions): Journal {
  let { size, bodyBytes } = initial
  let ring: JournalEntry[] = []
  let [last, next] = [0, 0]
  const listeners = new Set<(entry: JournalEntry) => void>()
  const entries = (): readonly JournalEntry[] => ring.length < size ? ring : [...ring.slice(next), ...ring.slice(0, next)]
  return {
    get size () { return size },
    get bodyBytes () { return bodyBytes },
    set: settings => {
      ring = settings.size === 0 ? [] : entries().slice(-settings.size)
      ;({ size, bodyBytes } = settings)
      next = ring.length === size ? 0 : ring.length
    },
    begin: ({ method, url, headers, parent }) => {
      const entry: JournalEntry = {
        names,
        id: ++last,
        parent,
        at: clock.now(),
        began: performance.now(),
        method,
        url,
        requestHeaders: headers,
        requestBody: undefined,
        tenant: undefined,
        application: undefined,
        status: undefined,
        responseHeaders: {},
        responseBody: undefined,
        fault: undefined,
        milliseconds: undefined,
        outcome: 'open'
      }
      ring[next] = entry
      next = next + 1 === size ? 0 : next + 1
      return entry
    },
    finish: (entry, outcome) => {
      entry.milliseconds ??= performance.now() - entry.began
      entry.outcome = outcome
      for (const listener of listeners) listener(entry)
    },
    entries,
    find: id => ring.find(entry => entry.id === id),
    clear: () => {
      ring = []
      next = 0
    },
    follow: listener => {
      listeners.add(listener)
      return () => { listeners.delete(listener) }
    }
  }
}
