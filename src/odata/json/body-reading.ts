/** The reading of one body: its long arrays are read after the rest, item by item, so that others get their turn meanwhile. */
import { createTurns } from '../../base/turns.js'
import { stillNoting } from '../tolerate.js'

/** Items to be read, one by one. */
interface Waiting {
  readonly count: number
  readonly step: (index: number) => void
}

export interface BodyReading {
  /** Whether Int64 and Decimal are sent as text (JSON format 4.01, section 3.2). */
  readonly ieee754Compatible: boolean
  /** Puts a long array off. */
  readonly add: (items: Waiting) => void
  readonly isWaiting: () => boolean
  /** What is to be done when everything has been read. */
  readonly atEnd: (check: () => void) => void
  /** Tells of the content of a stream inside the body, in bytes. */
  readonly noteStream: (name: string, bytes: number) => void
  /** The longest of them, once everything has been read. */
  readonly longestStream: () => { readonly name: string, readonly bytes: number } | undefined
  /** Reads what waits. @throws what the checks throw. */
  readonly finish: () => Promise<void>
}

export function createBodyReading (ieee754Compatible: boolean): BodyReading {
  const waiting: Waiting[] = []
  const checks: Array<() => void> = []
  let longest: { readonly name: string, readonly bytes: number } | undefined
  return {
    ieee754Compatible,
    // How many there are may be known only when what comes before has been read.
    add: items => { waiting.push({ get count () { return items.count }, step: stillNoting(items.step) }) },
    isWaiting: () => waiting.length > 0,
    atEnd: check => { checks.push(stillNoting(check)) },
    noteStream: (name, bytes) => { if (longest === undefined || longest.bytes < bytes) longest = { name, bytes } },
    longestStream: () => longest,
    finish: async () => {
      const turn = createTurns()
      // What is read may put more off.
      for (const items of waiting) {
        for (let index = 0; index < items.count; index++) {
          items.step(index)
          const due = turn()
          if (due !== undefined) await due
        }
      }
      for (const check of checks) check()
    }
  }
}
