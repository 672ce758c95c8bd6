/** The service: a database, a pipeline over it, and HTTP around that. Plugins in the order they are met. */
import { randomUUID } from 'node:crypto'
import { fastify, LogController } from 'fastify'
import type { FastifyInstance } from 'fastify'
import { batchHooks } from './admin/batch-hooks.js'
import { dateHeader } from './admin/clock/date-header.js'
import { adminControls } from './admin/controls.js'
import { createControls } from './admin/create-controls.js'
import type { Controls } from './admin/create-controls.js'
import { backupSection } from './admin/state/backup-section.js'
import { generateSection } from './admin/state/generate-section.js'
import { observeGraph } from './admin/journal/observe.js'
import type { AdminSection } from './admin/section.js'
import { readSeedFile } from './admin/state/seed-file.js'
import { snapshotsSection } from './admin/state/snapshots-section.js'
import { stateSection } from './admin/state/state-section.js'
import { tenantsSection } from './admin/state/tenants-section.js'
import { systemClock } from './base/clock.js'
import type { Clock } from './base/clock.js'
import { temporaryFolder } from './base/temporary-folder.js'
import type { Config } from './config.js'
import { readUnverifiedToken } from './http/auth/principal.js'
import { besideListener } from './http/beside-listener.js'
import { caCertificate } from './http/ca-certificate.js'
import { answerClientError } from './http/client-error.js'
import { crossOrigin } from './http/cors.js'
import { apiDocuments } from './http/docs.js'
import { gracefulStop } from './http/graceful-stop.js'
import { health } from './http/health.js'
import { identityRoutes } from './http/identity/routes.js'
import { odataRoutes } from './http/odata.js'
import { requestIdHeaders, sendError } from './http/request-ids.js'
import { requestLog } from './http/request-log.js'
import { vocabularyFiles } from './http/vocabulary-files.js'
import { createTokenVerifier } from './http/auth/verify-token.js'
import { openIdentity } from './identity/identity.js'
import type { Identity } from './identity/identity.js'
import { loggerOptions } from './http/logger-options.js'
import { graphModel } from './model/graph-model.js'
import type { PageLimits } from './plan/page-limits.js'
import { createPreparedRequests } from './pipeline/prepared-requests.js'
import type { Database } from './storage/database/database.js'
import { databaseOptions, foldersOf, openDatabase } from './storage/database/open-database.js'
import { createStore } from './storage/prisma-store.js'
import { createTenantState } from './storage/state/tenant-state.js'
import type { TenantState, TenantStateOptions } from './storage/state/tenant-state.js'
import { openTlsCredentials } from './tls/tls-credentials.js'
import type { TlsCredentials } from './tls/tls-credentials.js'

/** Request headers, beside the URL, may take this many bytes. */
const MAX_HEADER_BYTES = 32768

export interface ServerOptions {
  /** What time it is for the service; the computer's when absent. */
  readonly clock?: Clock | undefined
  /** Where the log goes; `stdout` when absent. */
  readonly logTo?: 'stdout' | 'stderr' | undefined
}

/**
 * Opens the database, brings it up to date and builds the server; `listen()` or `inject()` it, and `close()` it, which ends the database
 * too.
 * @throws MigrationError when the database does not fit this program, ODataError `unavailable` when it cannot be reached, ConfigError when
 * a file that a setting names is not what it should be.
 */
export async function buildServer (config: Config, options: ServerOptions = {}): Promise<FastifyInstance> {
  const database = await openDatabase(config.databaseUrl, databaseOptions(config))
  try {
    return await buildApp(config, database, options)
  } catch (error) {
    await database.close()
    throw error
  }
}

/** What every listener is made with. */
interface Listener {
  readonly config: Config
  readonly clock: Clock
  readonly logTo: 'stdout' | 'stderr'
  readonly credentials: TlsCredentials | undefined
}

async function buildApp (
  config: Config,
  database: Database,
  { clock: base = systemClock, logTo = 'stdout' }: ServerOptions
): Promise<FastifyInstance> {
  const controls = createControls(config, base)
  const { clock } = controls
  const store = createStore(database)
  const tempFolder = temporaryFolder(config.tempFolder, foldersOf(config.databaseUrl))
  const identity = await openIdentity(config, database, clock)
  const credentials = await openTlsCredentials(config)
  const listener: Listener = { config, clock, logTo, credentials }
  const app = createApp(listener)
  const state = await openState(app, config, database, { clock, tempFolder })
  app.addHook('onClose', async () => {
    await state.close()
    await store.close()
  })
  app.decorate('identity', identity)
  app.decorate('tlsCredentials', credentials)
  app.decorate('tenantState', state)
  app.decorate('controls', controls)
  app.addHook('preClose', async () => {
    controls.stop()
  })
  const sections: readonly AdminSection[] = [
    ...controls.sections,
    tenantsSection(state),
    stateSection({ state, model: graphModel, maxValueBytes: config.maxBodyBytes }),
    generateSection({ state, model: graphModel, clock }),
    snapshotsSection(state),
    backupSection({ database, tempFolder })
  ]
  await registerShared(app, listener)
  await app.register(health, { store })
  await app.register(caCertificate, { credentials })
  await registerControls(app, listener, sections)
  await app.register(apiDocuments)
  await app.register(vocabularyFiles)
  await app.register(identityRoutes, { ...identity, config, clock })
  const readToken = config.auth === 'jwt'
    ? createTokenVerifier({ keys: identity.trustedKeys, ownKeys: config.jwks === '', issuer: config.issuer, clock })
    : readUnverifiedToken
  await app.register(async graph => {
    await graph.register(dateHeader, { clock })
    await graph.register(observeGraph, { journal: controls.journal })
    const service = { model: graphModel, store, limits: limitsOf(config), prepared: createPreparedRequests(config.summaryMode) }
    await graph.register(odataRoutes, {
      service,
      config,
      readToken,
      settingsOf: state.settings.of,
      interceptor: controls.interceptor,
      hooksOf: batchHooks(controls)
    })
  })
  await app.ready()
  return app
}

/** The tenants, with the seed applied to those that are empty. */
async function openState (
  app: FastifyInstance,
  config: Config,
  database: Database,
  { clock, tempFolder }: Pick<TenantStateOptions, 'clock' | 'tempFolder'>
): Promise<TenantState> {
  const seed = await readSeedFile(config.seed, graphModel)
  const state = createTenantState(database, {
    model: graphModel,
    clock,
    tempFolder,
    onError: error => {
      app.log.error(error, 'tidying up failed; it is tried again later')
    }
  })
  await state.applySeed(seed).catch(async (error: unknown) => {
    await state.close()
    throw error
  })
  return state
}

const limitsOf = ({ pageSize, maxPageSize, maxStreamBytes, requireIfMatch, summaryMode }: Config): PageLimits => ({
  pageSize,
  maxPageSize,
  maxStreamBytes,
  requireIfMatch,
  summaryMode
})

/** On the main listener, or on one of their own, which starts and ends with the main one. */
async function registerControls (app: FastifyInstance, listener: Listener, sections: readonly AdminSection[]): Promise<void> {
  const { config } = listener
  const own = config.admin === 'on' && config.adminPort !== '' ? createApp(listener) : undefined
  app.decorate('adminListener', own)
  if (config.admin === 'off') return
  if (own !== undefined) {
    await registerShared(own, listener)
    app.addHook('preClose', async () => await own.close())
  }
  await (own ?? app).register(adminControls, { config, sections })
  await own?.ready()
}

/** What every listener has, whatever it serves. */
async function registerShared (app: FastifyInstance, listener: Listener): Promise<void> {
  const { config, clock } = listener
  await app.register(besideListener, {
    plain: httpOptions(config),
    secure: httpsOptions(listener),
    onClientError: (error, socket) => { answerClientError(error, socket, clock) }
  })
  await app.register(gracefulStop)
  await app.register(requestIdHeaders, { clock })
  await app.register(requestLog)
  await app.register(crossOrigin, { origin: config.corsOrigin })
}

const httpOptions = ({ maxUrlLength }: Config) => ({ maxHeaderSize: maxUrlLength + MAX_HEADER_BYTES })

/** Undefined when nothing speaks https. */
function httpsOptions ({ config, credentials }: Listener) {
  return credentials === undefined ? undefined : { ...httpOptions(config), cert: credentials.cert, key: credentials.key }
}

/** With `tls` every listener speaks https, that of the controls too. */
function createApp (listener: Listener): FastifyInstance {
  const { config, clock, logTo } = listener
  const https = config.tls ? httpsOptions(listener) : undefined
  return fastify({
    // Fastify types a server of https apart; nothing here depends on which it is.
    ...https === undefined ? {} : { https } as object,
    logger: loggerOptions(config, logTo) ?? false,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    bodyLimit: config.maxBodyBytes,
    trustProxy: config.trustProxy,
    http: httpOptions(config),
    routerOptions: { maxParamLength: config.maxUrlLength },
    frameworkErrors: (error, request, reply) => { sendError(request, reply, error) },
    clientErrorHandler: (error, socket) => { answerClientError(error, socket, clock) },
    forceCloseConnections: 'idle'
  })
}

declare module 'fastify' {
  interface FastifyInstance {
    /** The listener of the controls, when they have a port of their own (`ADMIN_PORT`); `listen()` on it before the main one. */
    readonly adminListener: FastifyInstance | undefined
    /** The clock, the faults, the throttle and the journal of this instance, without HTTP. */
    readonly controls: Controls
    /** The keys and tokens of this service. */
    readonly identity: Identity
    /** Undefined when no port speaks https. */
    readonly tlsCredentials: TlsCredentials | undefined
    /** Tenants, their states and snapshots, without HTTP. */
    readonly tenantState: TenantState
  }
}
