/** Most services are never asked for anything asynchronous: what does it is loaded with the first such request. */
import type { AsyncRequests, AsyncRequestsOptions } from './async-requests.js'

export interface LazyAsyncRequests {
  readonly open: () => Promise<AsyncRequests>
  /** To be called when the clock was set. */
  readonly clockSet: () => void
  /** Ends with the requests that are being carried out. */
  readonly stop: () => Promise<void>
}

export function lazyAsyncRequests (options: AsyncRequestsOptions): LazyAsyncRequests {
  let opened: AsyncRequests | undefined
  return {
    open: async () => {
      const { createAsyncRequests } = await import('./answer-asynchronously.js')
      opened ??= createAsyncRequests(options)
      return opened
    },
    clockSet: () => { opened?.clockSet() },
    stop: async () => { await opened?.stop() }
  }
}
