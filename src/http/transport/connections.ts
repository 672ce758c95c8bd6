/**
 * The exchanges of each connection, in order. What ends a connection, as bytes that are not HTTP or a stop of the service, must come after
 * the answers that are still due on it.
 */
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { Server as TlsServer } from 'node:tls'

export interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  /** `performance.now()` when its headers had arrived. */
  readonly began: number
  /** The one before it on this connection, unless that was answered by then. */
  readonly previous: Exchange | undefined
}

export interface Connections {
  /** Looks on at a server from now on. */
  readonly watch: (server: Server) => void
  /** The connections that are open, each with the `performance.now()` of its beginning. */
  readonly open: () => Iterable<readonly [Socket, number]>
  /** The latest exchange of a connection; undefined when it has sent no request yet. */
  readonly latest: (socket: Socket) => Exchange | undefined
}

export function createConnections (): Connections {
  const sockets = new Map<Socket, number>()
  const exchanges = new WeakMap<Socket, Exchange>()
  return {
    watch: server => {
      server.on(server instanceof TlsServer ? 'secureConnection' : 'connection', (socket: Socket) => {
        sockets.set(socket, performance.now())
        socket.once('close', () => sockets.delete(socket))
      })
      server.on('request', (request: IncomingMessage, response: ServerResponse) => {
        const before = exchanges.get(request.socket)
        const previous = before === undefined || isAnswered(before) ? undefined : before
        exchanges.set(request.socket, { request, response, began: performance.now(), previous })
      })
    },
    open: () => sockets,
    latest: socket => exchanges.get(socket)
  }
}

/** Whether the answer has left, or never will. */
export const isAnswered = ({ response }: Exchange): boolean => response.writableFinished || response.destroyed

const held = new WeakMap<ServerResponse, number>()

/** Says how much memory an answer takes that is handed to its connection piece by piece. */
export const holdBytes = (response: ServerResponse, bytes: number): void => { held.set(response, bytes) }

/** What waits in memory for the client of a connection. */
export const heldBytes = (socket: Socket, latest: Exchange | undefined): number =>
  Math.max(socket.writableLength, latest === undefined || isAnswered(latest) ? 0 : held.get(latest.response) ?? 0)
