/** The service: a database, a pipeline over it, and HTTP around that. Plugins in the order they are met. */
import { randomUUID } from 'node:crypto'
import { fastify, LogController } from 'fastify'
import type { FastifyInstance } from 'fastify'
import { adminControls } from './admin/controls.js'
import type { AdminSection } from './admin/section.js'
import { generateSection } from './admin/generate.js'
import { readSeedFile } from './admin/seed-file.js'
import { snapshotsSection } from './admin/snapshots.js'
import { stateSection } from './admin/state.js'
import { tenantsSection } from './admin/tenants.js'
import { systemClock } from './clock.js'
import type { Config } from './config.js'
import { readUnverifiedToken } from './http/auth.js'
import { answerClientError } from './http/client-error.js'
import { crossOrigin } from './http/cors.js'
import { apiDocuments } from './http/docs.js'
import { gracefulStop } from './http/graceful-stop.js'
import { health } from './http/health.js'
import { odataRoutes } from './http/odata.js'
import { requestIdHeaders, sendError } from './http/request-ids.js'
import { requestLog } from './http/request-log.js'
import { loggerOptions } from './logging.js'
import { graphModel } from './model/graph-model.js'
import type { PageLimits } from './plan/page-limits.js'
import { createPreparedRequests } from './prepared-requests.js'
import type { Database } from './storage/database.js'
import { isInMemory, openDatabase } from './storage/open-database.js'
import { createStore } from './storage/prisma-store.js'
import { createTenantState } from './storage/state/tenant-state.js'

/** Request headers, beside the URL, may take this many bytes. */
const MAX_HEADER_BYTES = 32768

/**
 * Opens the database, brings it up to date and builds the server; `listen()` or `inject()` it, and `close()` it, which ends the database too.
 * @throws MigrationError when the database does not fit this program, ODataError `unavailable` when it cannot be reached.
 */
export async function buildServer (config: Config): Promise<FastifyInstance> {
  const database = await openDatabase(config.databaseUrl, { synchronous: config.sqliteSynchronous, poolSize: config.databasePoolSize })
  try {
    return await buildApp(config, database)
  } catch (error) {
    await database.close()
    throw error
  }
}

async function buildApp (config: Config, database: Database): Promise<FastifyInstance> {
  const app = createApp(config)
  const store = createStore(database)
  const clock = systemClock
  const seed = await readSeedFile(config.seed, graphModel)
  const state = createTenantState(database, { model: graphModel, clock, onError: error => { app.log.error(error, 'tidying up failed; it is tried again later') } })
  app.addHook('onClose', async () => {
    await state.close()
    await store.close()
  })
  await state.applySeed(seed).catch(async (error: unknown) => {
    await state.close()
    throw error
  })
  const sections: readonly AdminSection[] = [tenantsSection(state), stateSection({ state, model: graphModel, maxValueBytes: config.maxBodyBytes, patient: !isInMemory(config.databaseUrl) }), generateSection({ state, model: graphModel, clock }), snapshotsSection(state)]
  await registerShared(app, config)
  await app.register(health, { store })
  await registerControls(app, config, sections)
  await app.register(apiDocuments)
  await app.register(odataRoutes, { service: { model: graphModel, store, limits: limitsOf(config), prepared: createPreparedRequests() }, config, readToken: readUnverifiedToken, settingsOf: state.settings.of })
  await app.ready()
  return app
}

const limitsOf = ({ pageSize, maxPageSize, maxStreamBytes, requireIfMatch }: Config): PageLimits => ({ pageSize, maxPageSize, maxStreamBytes, requireIfMatch })

/** On the main listener, or on one of their own, which starts and ends with the main one. */
async function registerControls (app: FastifyInstance, config: Config, sections: readonly AdminSection[]): Promise<void> {
  const own = config.admin === 'on' && config.adminPort !== '' ? createApp(config) : undefined
  app.decorate('adminListener', own)
  if (config.admin === 'off') return
  if (own !== undefined) {
    await registerShared(own, config)
    app.addHook('preClose', async () => await own.close())
  }
  await (own ?? app).register(adminControls, { config, sections })
  await own?.ready()
}

/** What every listener has, whatever it serves. */
async function registerShared (app: FastifyInstance, config: Config): Promise<void> {
  await app.register(gracefulStop)
  await app.register(requestIdHeaders)
  await app.register(requestLog)
  await app.register(crossOrigin, { origin: config.corsOrigin })
}

function createApp (config: Config): FastifyInstance {
  return fastify({
    logger: loggerOptions(config) ?? false,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    bodyLimit: config.maxBodyBytes,
    trustProxy: config.trustProxy,
    http: { maxHeaderSize: config.maxUrlLength + MAX_HEADER_BYTES },
    routerOptions: { maxParamLength: config.maxUrlLength },
    frameworkErrors: (error, request, reply) => { sendError(request, reply, error) },
    clientErrorHandler: answerClientError,
    forceCloseConnections: 'idle'
  })
}

declare module 'fastify' {
  interface FastifyInstance {
    /** The listener of the controls, when they have a port of their own (`ADMIN_PORT`); `listen()` on it before the main one. */
    readonly adminListener: FastifyInstance | undefined
  }
}
