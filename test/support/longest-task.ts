/** How long a page keeps its own thread busy. */
import type { Page } from 'playwright-core'

/** Milliseconds beyond which somebody who types or scrolls notices. */
export const LONG_TASK = 100

interface TraceEvent {
  readonly name: string
  readonly ph: string
  readonly pid: number
  readonly tid: number
  /** Microseconds of processor time; absent where the browser measures none. */
  readonly tdur?: number
  readonly args?: { readonly name?: string }
}

/**
 * Milliseconds of processor time of the longest task of the page's main thread while `work` runs: what a person would feel as a stutter,
 * whatever else the machine is doing.
 */
export async function longestTask (page: Page, work: () => Promise<void>): Promise<number> {
  const browser = page.context().browser()!
  await browser.startTracing(page, { categories: ['toplevel', 'devtools.timeline', 'disabled-by-default-devtools.timeline', '__metadata'] })
  await work().catch(async (error: unknown) => { await browser.stopTracing(); throw error })
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: readonly TraceEvent[] }
  const key = ({ pid, tid }: TraceEvent): string => `${pid} ${tid}`
  const threads = new Set(traceEvents.filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain').map(key))
  const tasks = traceEvents.filter(event => event.name.endsWith('RunTask') && event.tdur !== undefined && threads.has(key(event)))
  if (tasks.length === 0) throw new Error('the browser told of no task')
  return Math.max(...tasks.map(({ tdur }) => tdur! / 1000))
}
