/** Who was told to come again later, and when. By the clock, which may jump either way. */

interface Window {
  readonly from: number
  readonly until: number
}

export interface RetryWindows {
  readonly open: (client: string, now: Date, seconds: number) => void
  /** Milliseconds that the client has to wait still; 0 for none. */
  readonly remaining: (client: string, now: Date) => number
}

/** Clients that are remembered; beyond these the one told first is forgotten. */
const MAX_CLIENTS = 10_000

export function createRetryWindows (): RetryWindows {
  const windows = new Map<string, Window>()
  return {
    open: (client, now, seconds) => {
      windows.delete(client)
      windows.set(client, { from: now.getTime(), until: now.getTime() + seconds * 1000 })
      if (windows.size > MAX_CLIENTS) windows.delete(windows.keys().next().value as string)
    },
    remaining: (client, now) => {
      const window = windows.get(client)
      if (window === undefined) return 0
      const time = now.getTime()
      if (time >= window.from && time < window.until) return window.until - time
      // Passed, or the clock was set back before it began.
      windows.delete(client)
      return 0
    }
  }
}
