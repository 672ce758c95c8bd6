/** The journal as it is written, as Server-Sent Events (HTML Standard, section 9.2). */
import { Readable } from 'node:stream'
import type { Journal, JournalEntry } from './journal.js'
import type { ShownEntry } from './show-entry.js'

/** Events that wait for a slow reader; beyond these it is cut off, and may come back with `Last-Event-ID`. */
const MAX_WAITING = 1000
const HEARTBEAT_MS = 15_000

export interface FollowOptions {
  readonly filter: (entry: JournalEntry) => boolean
  readonly show: (entry: JournalEntry) => ShownEntry
  /** What was missed is sent first: finished entries after this one. */
  readonly lastEventId: number | undefined
  /** How long it lasts; without end when undefined. */
  readonly seconds: number | undefined
  readonly stopping: AbortSignal
}

/**
 * Ends after its time, or when the service stops; stops listening when its reader goes. What was missed is made into text as the reader
 * takes it: thousands of entries at once would keep everybody else waiting.
 */
export function eventStream (journal: Journal, { filter, show, lastEventId, seconds, stopping }: FollowOptions): Readable {
  const eventOf = (entry: JournalEntry): string => `event: request\nid: ${entry.id}\ndata: ${JSON.stringify(show(entry))}\n\n`
  const missed = lastEventId === undefined
    ? []
    : journal.entries(lastEventId).filter(entry => entry.outcome !== 'open' && filter(entry))
  const most = missed.length + MAX_WAITING
  let waiting = 0
  let sent = 0
  const stream = new Readable({
    read () {
      waiting = 0
      while (sent < missed.length) if (!stream.push(eventOf(missed[sent++]!))) return
    }
  })
  const push = (text: string): void => {
    if (++waiting > MAX_WAITING) stream.destroy()
    else stream.push(text)
  }
  const end = (): void => {
    stopListening()
    sent = missed.length
    stream.push(null)
  }
  const leave = journal.follow(entry => {
    if (!filter(entry)) return
    if (sent === missed.length) push(eventOf(entry))
    else if (missed.push(entry) > most) stream.destroy()
  })
  const heartbeat = setInterval(() => { push(': still here\n\n') }, HEARTBEAT_MS).unref()
  const last = seconds === undefined ? undefined : setTimeout(end, seconds * 1000)
  const stopListening = (): void => {
    leave()
    clearInterval(heartbeat)
    clearTimeout(last)
    stopping.removeEventListener('abort', end)
  }
  stopping.addEventListener('abort', end, { once: true })
  stream.once('close', stopListening)
  stream.push('retry: 1000\n\n')
  return stream
}
