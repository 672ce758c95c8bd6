/** HTTP before the routes: what every server of this service is made with, and what every request on it must be. */
import type { Server, ServerOptions } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import type { Clock } from '../../base/clock.js'
import type { Config } from '../../config.js'
import { ODataError } from '../../errors.js'
import type { TlsCredentials } from '../../tls/tls-credentials.js'
import { limits } from '../../base/limits.js'
import { besideListener } from './beside-listener.js'
import { messageCheck } from './check-message.js'
import { createClientErrorHandler, rawAnswer } from './client-error.js'
import type { Connections } from './connections.js'
import { gracefulStop } from './graceful-stop.js'
import { stalledReaders } from './stalled-readers.js'

/** Headers alone must have arrived after this many milliseconds. */
const HEADERS_TIMEOUT_MS = 60_000

type TransportConfig = Pick<Config, 'maxUrlLength' | 'requestTimeout' | 'sendTimeout' | 'shutdownTimeout' | 'trustProxy'>

/**
 * Options of Node's servers. Their own answers to a `Host` that is missing or repeated would have no body: they let it pass, joined with
 * commas, and `check-message.ts` refuses it.
 */
export function httpOptions ({ maxUrlLength, requestTimeout }: TransportConfig): ServerOptions {
  return {
    maxHeaderSize: maxUrlLength + limits.headerBytes.most,
    requireHostHeader: false,
    joinDuplicateHeaders: true,
    connectionsCheckingInterval: Math.max(250, Math.min(30_000, requestTimeout / 4))
  }
}

/** The same with a certificate; undefined when there is none. */
export function httpsOptions (config: TransportConfig, credentials: TlsCredentials | undefined) {
  return credentials === undefined ? undefined : { ...httpOptions(config), cert: credentials.cert, key: credentials.key }
}

export interface TransportOptions {
  readonly config: TransportConfig
  readonly credentials: TlsCredentials | undefined
  readonly clock: Clock
  readonly connections: Connections
  readonly grace: number
}

export const transport = fastifyPlugin(async (app: FastifyInstance, options: TransportOptions) => {
  const { config, credentials, clock, connections, grace } = options
  const onClientError = createClientErrorHandler({ connections, clock, log: message => { app.log.info(message) } })
  const prepare = (server: Server): void => {
    // Counted by `check-message.ts`: Node would drop what is beyond its own limit without a word.
    server.maxHeadersCount = 0
    server.requestTimeout = config.requestTimeout
    server.headersTimeout = config.requestTimeout === 0 ? HEADERS_TIMEOUT_MS : Math.min(HEADERS_TIMEOUT_MS, config.requestTimeout)
    server.keepAliveTimeout = app.initialConfig.keepAliveTimeout ?? server.keepAliveTimeout
    connections.watch(server)
    app.endStalled(server)
    server.on('clientError', onClientError)
    // Refused by `check-message.ts`, in the shape of every other error.
    server.on('checkExpectation', (request, response) => server.emit('request', request, response))
    server.on('checkContinue', (request, response) => {
      if (request.headers.expect?.toLowerCase() === '100-continue') response.writeContinue()
      server.emit('request', request, response)
    })
    server.on('connect', (_request, socket: Socket) => { socket.end(rawAnswer(noTunnel(), clock)) })
  }
  await app.register(stalledReaders, { connections, timeout: config.sendTimeout })
  prepare(app.server)
  await app.register(messageCheck, config)
  await app.register(gracefulStop, { connections, grace, timeout: config.shutdownTimeout })
  await app.register(besideListener, { plain: httpOptions(config), secure: httpsOptions(config, credentials), prepare })
}, { name: 'transport' })

const noTunnel = (): ODataError =>
  new ODataError('methodNotAllowed', 'This service is not a proxy: CONNECT is not allowed.', {
    headers: { Allow: 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS' }
  })
