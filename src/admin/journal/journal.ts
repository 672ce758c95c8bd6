/**
 * What was asked and answered lately: a ring of entries in the memory of this process. Knows nothing of HTTP, so that a batch can write
 * into it.
 */
import type { Clock } from '../../base/clock.js'
import type { CallNames, GraphCall } from '../requests/graph-call.js'
import type { CapturedBody } from './captured-body.js'
import { giveBack } from './kept-bytes.js'
import { packEntry, unpackEntry } from './packed-entry.js'
import type { PackedEntry } from './packed-entry.js'

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
  /** The tolerances that it made use of. */
  tolerated: readonly string[]
  /** Milliseconds until the answer was ready to be sent. */
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
  /** How many entries there are. */
  readonly count: number
  /** Switches it on or off, or resizes it: the latest entries stay. `bodyBytes` counts from the next body on. */
  readonly set: (settings: JournalSettings) => void
  /** A request has come: its entry, which whoever answers it fills in. */
  readonly begin: (received: Received) => JournalEntry
  /** It is answered, or never will be. */
  readonly finish: (entry: JournalEntry, outcome: Outcome) => void
  /** From the oldest on; only those after an id when one is given. */
  readonly entries: (after?: number) => readonly JournalEntry[]
  readonly find: (id: number) => JournalEntry | undefined
  readonly clear: () => void
  /** Told of every entry that is finished, until the function that is returned is called. */
  readonly follow: (listener: (entry: JournalEntry) => void) => () => void
}

export interface JournalOptions extends JournalSettings {
  readonly clock: Clock
  readonly names: CallNames
}

/** Entries that are packed at once: code and data that are at hand do it in half the time. */
const TOGETHER = 64
/** Characters and bytes of bodies that wait for it. */
const WAITING = 262_144

/** What is finished is packed, so that what the journal remembers costs the requests after it nothing. */
type Kept = JournalEntry | PackedEntry

export function createJournal ({ clock, names, ...initial }: JournalOptions): Journal {
  let { size, bodyBytes } = initial
  let ring: Kept[] = []
  let [last, next] = [0, 0]
  let finished: JournalEntry[] = []
  let waiting = 0
  const listeners = new Set<(entry: JournalEntry) => void>()
  const inOrder = (): readonly Kept[] => ring.length < size ? ring : [...ring.slice(next), ...ring.slice(0, next)]
  const opened = (kept: Kept): JournalEntry => 'slab' in kept ? unpackEntry(kept, names) : kept
  /** Entries are finished about in the order they came: the place is a few before the next. */
  const placeOf = (id: number): number => {
    const near = (next - 1 - (last - id) + size) % size
    return ring[near]?.id === id ? near : ring.findIndex(kept => kept.id === id)
  }
  const packFinished = (): void => {
    for (const entry of finished) {
      const place = placeOf(entry.id)
      if (place !== -1) ring[place] = packEntry(entry)
    }
    finished = []
    waiting = 0
  }
  return {
    get size () { return size },
    get bodyBytes () { return bodyBytes },
    get count () { return ring.length },
    set: settings => {
      ring = settings.size === 0 ? [] : inOrder().slice(-settings.size)
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
        tolerated: [],
        milliseconds: undefined,
        outcome: 'open'
      }
      const gone = ring[next]
      if (gone !== undefined && 'slab' in gone) giveBack(gone.slab)
      ring[next] = entry
      next = next + 1 === size ? 0 : next + 1
      return entry
    },
    finish: (entry, outcome) => {
      entry.milliseconds ??= performance.now() - entry.began
      entry.outcome = outcome
      for (const listener of listeners) listener(entry)
      finished.push(entry)
      waiting += lengthOf(entry.requestBody) + lengthOf(entry.responseBody)
      if (finished.length === TOGETHER || waiting > WAITING) packFinished()
    },
    entries: (after = 0) => inOrder().filter(({ id }) => id > after).map(opened),
    find: id => {
      const kept = ring[placeOf(id)]
      return kept === undefined ? undefined : opened(kept)
    },
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

const lengthOf = (body: CapturedBody | undefined): number => body === undefined ? 0 : body.head.length
