/**
 * Clients that do not take in what they asked for. Node ends no connection for it, so each would hold its answer in memory for ever: here
 * it ends when nothing was taken in for a while, and sooner when all that waits together becomes too much.
 */
import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import { limits } from '../../base/limits.js'
import { heldBytes, isAnswered } from './connections.js'
import type { Connections } from './connections.js'

const SWEEP_MS = 500

/** Clients that do take in their answers may have so many times more waiting together. */
const PATIENCE = 4

export interface StalledReadersOptions {
  readonly connections: Connections
  /** Milliseconds for which a client may take in nothing of its answer; 0: no limit. */
  readonly timeout: number
}

export const stalledReaders = fastifyPlugin(async (app: FastifyInstance, { connections, timeout }: StalledReadersOptions) => {
  const end = (socket: Socket, why: string): void => {
    app.log.info(`closed a connection whose client did not take in its answer: ${why}`)
    socket.destroy()
  }
  app.decorate('endStalled', (server: Server) => {
    server.timeout = timeout
    // Node tells of every connection without progress: also of those that are idle (`keepAliveTimeout`), and whose request is at work.
    server.on('timeout', (socket: Socket) => {
      const latest = connections.latest(socket)
      if (socket.writableLength > 0) end(socket, `nothing for ${timeout} ms (SEND_TIMEOUT)`)
      else if (latest !== undefined && isAnswered(latest)) socket.destroy()
    })
  })
  const sweep = setInterval(() => {
    for (const socket of beyond(limits.unsentBytes.most, connections)) end(socket, `more than ${limits.unsentBytes.most} bytes wait together`)
  }, SWEEP_MS).unref()
  app.addHook('onClose', async () => { clearInterval(sweep) })
}, { name: 'stalled-readers' })

/** Bytes of each connection that had left when it was last looked at. */
const sent = new WeakMap<Socket, number>()

/** Whether its client has taken anything in since it was last looked at. */
function hasMoved (socket: Socket): boolean {
  const now = socket.bytesWritten - socket.writableLength
  const before = sent.get(socket)
  sent.set(socket, now)
  return before === undefined || now > before
}

/**
 * The connections to end so that no more than `limit` bytes wait: those whose clients take in nothing, the longest-waiting first; the
 * others when even so it is several times too much.
 */
function beyond (limit: number, connections: Connections): readonly Socket[] {
  const waiting = [...connections.open()].flatMap(([socket]) => {
    const bytes = heldBytes(socket, connections.latest(socket))
    return bytes === 0 ? [] : [{ socket, bytes, moved: hasMoved(socket), began: connections.latest(socket)?.began ?? 0 }]
  })
  let total = waiting.reduce((sum, { bytes }) => sum + bytes, 0)
  const ended: Socket[] = []
  for (const { socket, bytes, moved } of waiting.sort((a, b) => Number(a.moved) - Number(b.moved) || a.began - b.began)) {
    if (total <= (moved ? limit * PATIENCE : limit)) break
    total -= bytes
    ended.push(socket)
  }
  return ended
}

declare module 'fastify' {
  interface FastifyInstance {
    /** Ends the connections of a server whose clients take in nothing. */
    readonly endStalled: (server: Server) => void
  }
}
