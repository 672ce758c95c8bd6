/**
 * How the service stops: it takes no new connection, answers what is in flight and what still arrives on open connections, tells each
 * client with `Connection: close` that this was the last answer, and then hangs up. No connection is closed under a request, unless it
 * takes longer than the stop may.
 */
import { once } from 'node:events'
import type { Server } from 'node:http'
import { Server as NetServer } from 'node:net'
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import { isAnswered } from './connections.js'
import type { Connections } from './connections.js'

/** A connection whose last request is not older than this may have another one on its way. */
const RECENT_MS = 1000

const POLL_MS = 10

export interface GracefulStopOptions {
  readonly connections: Connections
  /** Milliseconds that busy clients get to send one more request, which is answered. 0: connections without a request end at once. */
  readonly grace: number
  /** Milliseconds after which every connection is cut, whatever goes on on it. */
  readonly timeout: number
}

export const gracefulStop = fastifyPlugin(async (app: FastifyInstance, { connections, grace, timeout }: GracefulStopOptions) => {
  const servers: Server[] = [app.server]
  app.decorate('stopWith', (server: Server) => { servers.push(server) })
  app.addHook('preClose', async () => {
    // Whoever has connected by now is taken in first: the system resets connections that nobody took.
    await nextTurn()
    await nextTurn()
    const listening = servers.filter(server => server.listening)
    const closed = listening.map(async server => await once(server, 'close'))
    for (const server of listening) stopListening(server)
    const end = setTimeout(() => {
      app.log.warn(`cut off what was not done after ${timeout} ms (SHUTDOWN_TIMEOUT)`)
      for (const [socket] of connections.open()) socket.destroy()
    }, timeout)
    await lastRequests(connections, grace)
    for (const server of listening) server.closeIdleConnections()
    hangUpOnSilent(connections)
    await Promise.all(closed)
    clearTimeout(end)
  })
}, { name: 'graceful-stop' })

/** To Node a connection on which nothing has come yet is busy; some clients open one ahead of the next request. */
function hangUpOnSilent (connections: Connections): void {
  for (const [socket] of connections.open()) if (connections.latest(socket) === undefined && socket.bytesRead === 0) socket.destroy()
}

/** `Server.close` of HTTP would close idle connections too, among them those whose next request is on its way. */
const stopListening = (server: Server): void => { NetServer.prototype.close.call(server) }

/** Resolves when no connection is left that was busy a moment ago, or after `grace` milliseconds. */
async function lastRequests (connections: Connections, grace: number): Promise<void> {
  const began = performance.now()
  const isBusy = (): boolean => {
    for (const [socket, opened] of connections.open()) {
      const latest = connections.latest(socket)
      if (began - (latest?.began ?? opened) < RECENT_MS || (latest !== undefined && !isAnswered(latest))) return true
    }
    return false
  }
  while (performance.now() - began < grace && isBusy()) await sleep(POLL_MS)
}

declare module 'fastify' {
  interface FastifyInstance {
    /** A second server of this instance, which stops as the first does. */
    readonly stopWith: (server: Server) => void
  }
}
