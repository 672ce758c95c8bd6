/** What is switched on that could surprise somebody who does not know of it. */
import type { View } from '../service/address.js'
import { controls, take } from '../service/controls.js'
import { useLoad } from '../service/use-load.js'

export interface Surprise {
  readonly kind: 'faults' | 'throttle' | 'clock'
  readonly brief: string
  /** In a sentence. */
  readonly words: string
  readonly view: View
  /** What its button says. */
  readonly remedy: string
  readonly clear: () => Promise<unknown>
}

const EVERY_MS = 3000

/** Looked at again every few seconds. */
export function useSurprises (): { readonly surprises: readonly Surprise[], readonly reload: () => void } {
  const { value = [], reload } = useLoad(loadSurprises, [], EVERY_MS)
  return { surprises: value, reload }
}

async function loadSurprises (): Promise<readonly Surprise[]> {
  const [{ value: rules }, { limits }, clock] = await Promise.all([
    take(controls.GET('/__admin/faults')),
    take(controls.GET('/__admin/throttle')),
    take(controls.GET('/__admin/clock'))
  ])
  const on = rules.filter(({ enabled }) => enabled !== false).length
  return [
    ...on === 0 ? [] : [faults(on)],
    ...limits === null ? [] : [throttle(limits.application.requests)],
    ...clock.mode === 'system' ? [] : [stopped(clock.mode, clock.mode === 'fixed' ? clock.now : clock.offset ?? '')]
  ]
}

const faults = (count: number): Surprise => ({
  kind: 'faults',
  brief: count === 1 ? '1 fault on' : `${count} faults on`,
  words: `${count === 1 ? 'A rule makes' : `${count} rules make`} requests fail or wait on purpose.`,
  view: 'faults',
  remedy: 'Remove all rules',
  clear: async () => await take(controls.DELETE('/__admin/faults'))
})

const throttle = (requests: number): Surprise => ({
  kind: 'throttle',
  brief: 'throttle on',
  words: `Throttling is on: a client gets a 429 after ${requests.toLocaleString('en')} requests in 20 seconds.`,
  view: 'faults',
  remedy: 'Reset the limits',
  clear: async () => await take(controls.DELETE('/__admin/throttle'))
})

const stopped = (mode: 'fixed' | 'offset', by: string): Surprise => ({
  kind: 'clock',
  brief: mode === 'fixed' ? 'clock stopped' : 'clock moved',
  words: mode === 'fixed' ? `The clock stands still at ${by}.` : `The clock is moved by ${by}.`,
  view: 'state',
  remedy: "Back to the computer's time",
  clear: async () => await take(controls.DELETE('/__admin/clock'))
})
