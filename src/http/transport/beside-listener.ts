/** More sockets into the same routes: https beside http, the other loopback address. They end with the first. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { Server, ServerOptions } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { ServerOptions as TlsServerOptions } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import { logText } from '../../base/log-text.js'

export interface BesideListenerOptions {
  readonly plain: ServerOptions
  /** With certificate and key; undefined: this service cannot speak https. */
  readonly secure: TlsServerOptions | undefined
  /** Gives a server what the first one has. */
  readonly prepare: (server: Server) => void
}

export interface BesideAddress {
  readonly port: number
  readonly host: string
  readonly secure: boolean
}

export const besideListener = fastifyPlugin(async (app: FastifyInstance, { plain, secure, prepare }: BesideListenerOptions) => {
  const create = (tls: boolean): Server => {
    if (!tls) return createServer(plain, (request, response) => { app.routing(request, response) })
    if (secure === undefined) throw new Error('This service has no certificate.')
    return createTlsServer(secure, (request, response) => { app.routing(request, response) }).on('tlsClientError', (error, socket) => {
      app.log.info(`a TLS handshake failed: ${logText(error.message)}`)
      socket.destroy()
    })
  }
  app.decorate('listenBeside', async ({ port, host, secure }: BesideAddress) => {
    const server = create(secure)
    prepare(server)
    server.listen({ port, host })
    await once(server, 'listening')
    app.stopWith(server)
    return (server.address() as AddressInfo).port
  })
}, { name: 'beside-listener', dependencies: ['graceful-stop'] })

declare module 'fastify' {
  interface FastifyInstance {
    /** Listens on another port or address beside the main one; ends when the instance is closed. Gives the port. */
    readonly listenBeside: (address: BesideAddress) => Promise<number>
  }
}
