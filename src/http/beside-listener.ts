/** More sockets into the same routes: https beside http, the other loopback address. They end with the first. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { Server, ServerOptions } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { ServerOptions as TlsServerOptions } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'
import fastifyPlugin from 'fastify-plugin'

export interface BesideListenerOptions {
  readonly plain: ServerOptions
  /** With certificate and key; undefined: this service cannot speak https. */
  readonly secure: TlsServerOptions | undefined
  readonly onClientError: (error: Error, socket: Socket) => void
}

export interface BesideAddress {
  readonly port: number
  readonly host: string
  readonly secure: boolean
}

export const besideListener = fastifyPlugin(async (app: FastifyInstance, { plain, secure, onClientError }: BesideListenerOptions) => {
  const servers: Server[] = []
  const create = (tls: boolean): Server => {
    if (!tls) return createServer(plain, (request, response) => { app.routing(request, response) })
    if (secure === undefined) throw new Error('This service has no certificate.')
    return createTlsServer(secure, (request, response) => { app.routing(request, response) }).on('tlsClientError', (error, socket) => {
      app.log.info(`a TLS handshake failed: ${error.message}`)
      socket.destroy()
    })
  }
  app.decorate('listenBeside', async ({ port, host, secure }: BesideAddress) => {
    const server = create(secure)
    server.requestTimeout = app.server.requestTimeout
    server.keepAliveTimeout = app.server.keepAliveTimeout
    server.on('clientError', onClientError).listen({ port, host })
    await once(server, 'listening')
    servers.push(server)
    return (server.address() as AddressInfo).port
  })
  app.addHook('preClose', async () => {
    await Promise.all(servers.map(async server => {
      const closed = once(server, 'close')
      server.close()
      server.closeIdleConnections()
      await closed
    }))
  })
}, { name: 'beside-listener' })

declare module 'fastify' {
  interface FastifyInstance {
    /** Listens on another port or address beside the main one; ends when the instance is closed. Gives the port. */
    readonly listenBeside: (address: BesideAddress) => Promise<number>
  }
}
