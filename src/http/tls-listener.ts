/** https beside http: a second socket into the same routes, which ends with the first. */
import { once } from 'node:events'
import { createServer } from 'node:https'
import type { Server, ServerOptions } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'
import fastifyPlugin from 'fastify-plugin'

export interface TlsListenerOptions {
  /** Certificate, key and limits; undefined: there is no such socket. */
  readonly server: ServerOptions | undefined
  readonly onClientError: (error: Error, socket: Socket) => void
}

export const tlsListener = fastifyPlugin(async (app: FastifyInstance, { server: options, onClientError }: TlsListenerOptions) => {
  let server: Server | undefined
  app.decorate('listenTls', async (port: number, host: string) => {
    if (options === undefined) throw new Error('This service has no certificate.')
    server = createServer(options, (request, response) => { app.routing(request, response) })
    server.requestTimeout = app.server.requestTimeout
    server.keepAliveTimeout = app.server.keepAliveTimeout
    server.on('clientError', onClientError).on('tlsClientError', (error, socket) => {
      app.log.info(`a TLS handshake failed: ${error.message}`)
      socket.destroy()
    })
    server.listen({ port, host })
    await once(server, 'listening')
    return (server.address() as AddressInfo).port
  })
  app.addHook('preClose', async () => {
    if (server === undefined) return
    const closed = once(server, 'close')
    server.close()
    server.closeIdleConnections()
    await closed
  })
}, { name: 'tls-listener' })

declare module 'fastify' {
  interface FastifyInstance {
    /** Listens for https beside the main port, once; ends when the instance is closed. Gives the port. */
    readonly listenTls: (port: number, host: string) => Promise<number>
  }
}
