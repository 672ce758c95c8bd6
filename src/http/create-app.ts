/** An empty server with the project's conventions: its log, its limits, and how it ends. */
import { randomUUID } from 'node:crypto'
import { fastify, LogController } from 'fastify'
import type { FastifyInstance } from 'fastify'
import type { Config } from '../config.js'
import type { TlsCredentials } from '../tls/tls-credentials.js'
import { loggerOptions } from './logger-options.js'
import { sendError } from './request-ids.js'
import { requestLogger } from './request-logger.js'
import { originForm } from './transport/request-target.js'
import { httpOptions, httpsOptions } from './transport/transport.js'

export interface AppOptions {
  readonly config: Config
  readonly logTo: 'stdout' | 'stderr'
  readonly credentials: TlsCredentials | undefined
}

/** Milliseconds that closing the database may take after the last connection. */
const STOP_MARGIN = 30_000

/** With `tls` every listener speaks https, that of the controls too. */
export function createApp ({ config, logTo, credentials }: AppOptions): FastifyInstance {
  const https = config.tls ? httpsOptions(config, credentials) : undefined
  return fastify({
    // Fastify types a server of https apart; nothing here depends on which it is.
    ...https === undefined ? {} : { https } as object,
    logger: loggerOptions(config, logTo) ?? false,
    logController: new LogController({ disableRequestLogging: true }),
    childLoggerFactory: requestLogger,
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    bodyLimit: config.maxBodyBytes,
    trustProxy: config.trustProxy,
    http: httpOptions(config),
    routerOptions: { maxParamLength: config.maxUrlLength },
    frameworkErrors: (error, request, reply) => { sendError(request, reply, error) },
    rewriteUrl: originForm,
    requestTimeout: config.requestTimeout,
    // `transport` answers those, on every listener.
    clientErrorHandler: () => undefined,
    // What still arrives while the service stops is answered, not turned away.
    return503OnClosing: false,
    // A stop may take as long as it is allowed to.
    pluginTimeout: config.shutdownTimeout + STOP_MARGIN,
    forceCloseConnections: 'idle'
  })
}
