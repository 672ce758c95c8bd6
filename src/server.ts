/** The service: a database, a pipeline over it, and HTTP around that. Plugins in the order they are met. */
import type { FastifyInstance } from 'fastify'
import { resolveAdminKey } from './admin/admin-key.js'
import { besideControls } from './admin/admin-listener.js'
import { batchHooks } from './admin/batch-hooks.js'
import { dateHeader } from './admin/clock/date-header.js'
import { adminControls } from './admin/controls.js'
import { createControls } from './admin/create-controls.js'
import { backupSection } from './admin/state/backup-section.js'
import { observeGraph } from './admin/journal/observe.js'
import { createCollection } from './admin/metrics/collect-metrics.js'
import { createMetricsPage } from './admin/metrics/metrics-section.js'
import type { ShowMetrics } from './admin/metrics/metrics-section.js'
import { countRequests, createRequestMetrics } from './admin/metrics/request-metrics.js'
import type { CallNames } from './admin/requests/graph-call.js'
import { createCallNames } from './admin/requests/operation-id.js'
import type { AdminSection } from './admin/section.js'
import { readSeedFile } from './admin/state/seed-file.js'
import { snapshotsSection } from './admin/state/snapshots-section.js'
import { stateSection } from './admin/state/state-section.js'
import { tenantsSection } from './admin/state/tenants-section.js'
import { tokensSection } from './admin/tokens-section.js'
import type {} from './decorations.js'
import { systemClock } from './base/clock.js'
import type { Clock } from './base/clock.js'
import { packageVersion } from './base/package-folder.js'
import { temporaryFolder } from './base/temporary-folder.js'
import { withBundle } from './bundled-model.js'
import { checkConfig } from './check-config.js'
import { ConfigError, defaultConfig } from './config.js'
import { withDialect } from './choose-dialect.js'
import type { Config } from './config.js'
import type { EdmModel } from './edm/types.js'
import { officeConfiguration } from './families/office-configuration/office-configuration-family.js'
import { readUnverifiedToken } from './http/auth/principal.js'
import { lazyAsyncRequests } from './http/asynchronous/lazy-async-requests.js'
import { caCertificate } from './http/ca-certificate.js'
import { compression } from './http/compression/compression.js'
import { crossOrigin } from './http/cors.js'
import { createApp } from './http/create-app.js'
import type { AppOptions } from './http/create-app.js'
import { apiDocuments } from './http/docs.js'
import { health } from './http/health.js'
import type { ModelOf } from './http/tenant-service.js'
import { createRootLocator } from './http/locate-root.js'
import { identityRoutes } from './http/identity/routes.js'
import { odataRoutes } from './http/odata.js'
import { requestIdHeaders } from './http/request-ids.js'
import { requestLog } from './http/request-log.js'
import { routeMethods } from './http/route-methods.js'
import { createConnections } from './http/transport/connections.js'
import { transport } from './http/transport/transport.js'
import { vocabularyFiles } from './http/vocabulary-files.js'
import { createTokenVerifier } from './http/auth/verify-token.js'
import { openIdentity } from './identity/identity.js'
import type { Store } from './plan/plan.js'
import type { PageLimits } from './plan/page-limits.js'
import { createPreparedRequests } from './pipeline/prepared-requests.js'
import type { Database } from './storage/database/database.js'
import { databaseOptions, foldersOf, openDatabase } from './storage/database/open-database.js'
import { dialectOf } from './dialect/service-dialect.js'
import type { ServiceDialect } from './dialect/service-dialect.js'
import type { OperationEffects } from './operations/read-operations.js'
import type { ServedModel } from './served-model.js'
import { LayoutError } from './storage/layout.js'
import { ModelChangeError, prepareTables } from './storage/model-tables.js'
import { createServiceRoots } from './http/service-root.js'
import { createStore } from './storage/prisma-store.js'
import { createRememberedRows } from './storage/read/remembered-rows.js'
import { createTenantState } from './storage/state/tenant-state.js'
import type { TenantState, TenantStateOptions } from './storage/state/tenant-state.js'
import { openTlsCredentials } from './tls/tls-credentials.js'

export interface ServerOptions {
  /** What time it is for the service; the computer's when absent. */
  readonly clock?: Clock | undefined
  /** What the operations of `model` do, beside what the files of `operations` say. */
  readonly operations?: OperationEffects | undefined
  /** Where the log goes; `stdout` when absent. */
  readonly logTo?: 'stdout' | 'stderr' | undefined
  /** Milliseconds that busy clients get, when the service stops, to send one more request on their connection; 0 when absent. */
  readonly stopGrace?: number | undefined
}

/**
 * Opens the database, brings it up to date and builds the server; `listen()` or `inject()` it, and `close()` it, which ends the database
 * too.
 * @throws MigrationError when the database does not fit this program, ODataError `unavailable` when it cannot be reached, ConfigError when
 * a setting is unknown or wrong, or a file that it names is not what it should be.
 */
export async function buildServer (given: Config, options: ServerOptions = {}): Promise<FastifyInstance> {
  const config: Config = withBundle({ ...defaultConfig, ...checkConfig(given) })
  const database = await openDatabase(config.databaseUrl, databaseOptions(config))
  try {
    return await buildApp(config, database, options)
  } catch (error) {
    await database.close()
    throw error
  }
}

/** What every listener is made with. */
interface Listener extends AppOptions {
  readonly clock: Clock
  readonly names: CallNames
  readonly dialect: ServiceDialect
  readonly stopGrace: number
}

async function buildApp (
  given: Config,
  database: Database,
  { clock: base = systemClock, logTo = 'stdout', stopGrace = 0, operations: effects }: ServerOptions
): Promise<FastifyInstance> {
  const adminKey = resolveAdminKey(given)
  const config = { ...given, adminKey: adminKey.key }
  const served = await readServed(config, effects)
  const dialect = dialectOf(served.model)
  if (served.model.origin === 'document') await prepareModel(database, served.model, config)
  const { operations } = served.documentation
  const roots = createServiceRoots(served.roots)
  const names = createCallNames(served.documentation, roots)
  const requests = createRequestMetrics(names)
  const controls = createControls(config, names, base, requests)
  const { clock } = controls
  const tempFolder = temporaryFolder(config.tempFolder, foldersOf(config.databaseUrl))
  const remembered = createRememberedRows(config.rememberedBytes)
  const store = createStore(database, { folder: tempFolder, remembered })
  const identity = await openIdentity(config, database, clock)
  const credentials = await openTlsCredentials(config)
  const listener: Listener = { config, clock, logTo, credentials, names, dialect, stopGrace }
  const app = createApp(listener)
  const asyncRequests = lazyAsyncRequests({
    database,
    store,
    clock,
    retention: config.asyncRetention,
    onError: error => { app.log.error(error, 'an asynchronous request was not answered') }
  })
  clock.onSet(asyncRequests.clockSet)
  const state = await openState(app, config, database, { clock, tempFolder, model: served.model })
  app.addHook('onClose', async () => {
    await asyncRequests.stop()
    await state.close()
    await store.close()
  })
  app.decorate('identity', identity)
  app.decorate('tlsCredentials', credentials)
  app.decorate('tenantState', state)
  app.decorate('servedModel', served)
  app.decorate('controls', controls)
  app.decorate('adminKey', adminKey)
  app.addHook('preClose', async () => {
    controls.stop()
  })
  const sections: readonly AdminSection[] = [
    ...controls.sections,
    tokensSection({ app, config }),
    tenantsSection(state),
    stateSection({ state, model: served.model, maxValueBytes: config.maxBodyBytes }),
    ...served.sections({ state, database, clock, maxValueBytes: config.maxBodyBytes }),
    snapshotsSection(state),
    backupSection({ database, tempFolder })
  ]
  const prepared = createPreparedRequests()
  const metrics = createMetricsPage(createCollection({ ...controls, requests, prepared, remembered, database }))
  await registerShared(app, listener)
  await app.register(health, { store })
  await app.register(caCertificate, { credentials })
  await registerControls(app, listener, { sections, store, metrics, root: served.roots.roots[0] ?? '' })
  await app.register(apiDocuments, {
    documentation: served.documentation,
    controls: config.admin === 'on' && config.adminPort === '',
    startPage: !served.roots.roots.includes('')
  })
  await app.register(vocabularyFiles)
  await app.register(identityRoutes, { ...identity, config, clock })
  const verify = createTokenVerifier({ keys: identity.trustedKeys, ownKeys: config.jwks === '', issuer: config.issuer, clock })
  await app.register(async graph => {
    await graph.register(dateHeader, { clock })
    await graph.register(observeGraph, { journal: controls.journal })
    if (config.admin === 'on') await graph.register(countRequests, { metrics: requests })
    if (config.maxEventLoopDelay > 0) await (await import('./http/shed-load.js')).shedLoad(graph, config.maxEventLoopDelay)
    if (config.otelExporterOtlpEndpoint !== '') {
      const { traceRequests } = await import('./http/tracing/trace-requests.js')
      traceRequests(graph, { endpoint: config.otelExporterOtlpEndpoint, version: packageVersion(), operationOf: names.operationIdOf })
    }
    const modelOf: ModelOf = ({ summaryMode = config.summaryMode }) => served.modelOf({ summaryMode })
    const service = { model: modelOf({}), store, limits: limitsOf(config), prepared, reset: state.reset }
    await graph.register(odataRoutes, {
      service,
      config,
      tokens: { verify, believe: readUnverifiedToken },
      roots,
      operations,
      settingsOf: state.settings.of,
      modelOf,
      asyncRequests,
      interceptor: controls.interceptor,
      hooksOf: batchHooks(controls)
    })
  })
  await app.ready()
  return app
}

/** @throws ConfigError when the model cannot be stored, or not without a loss of what is stored */
async function prepareModel (database: Database, model: EdmModel, { model: file, acceptDataLoss }: Config): Promise<void> {
  try {
    await prepareTables(database, model, { acceptDataLoss })
  } catch (error) {
    if (error instanceof LayoutError) throw new ConfigError(`The model ${file} cannot be served: ${error.message}`)
    throw error instanceof ModelChangeError ? new ConfigError(error.message) : error
  }
}

/** The tenants, with the seed applied to those that are empty. */
async function openState (
  app: FastifyInstance,
  config: Config,
  database: Database,
  { clock, tempFolder, model }: Pick<TenantStateOptions, 'clock' | 'tempFolder' | 'model'>
): Promise<TenantState> {
  const seed = await readSeedFile(config.seed, model)
  const state = createTenantState(database, {
    model,
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

async function readServed (config: Config, effects: OperationEffects | undefined): Promise<ServedModel> {
  if (config.model !== '') return await (await import('./given-model.js')).readGivenModel(config, effects)
  if (config.operations !== '' || effects !== undefined) throw new ConfigError('OPERATIONS needs MODEL: give the model whose operations they are.')
  return withDialect(officeConfiguration, config)
}

const limitsOf = ({ pageSize, maxPageSize, maxStreamBytes, requireIfMatch }: Config): PageLimits => ({
  pageSize,
  maxPageSize,
  maxStreamBytes,
  requireIfMatch
})

/** On the main listener, or on one of their own, which starts and ends with the main one. */
async function registerControls (
  app: FastifyInstance,
  listener: Listener,
  { sections, store, metrics, root }: {
    readonly sections: readonly AdminSection[]
    readonly store: Store
    readonly metrics: ShowMetrics
    readonly root: string
  }
): Promise<void> {
  const { config } = listener
  const own = config.admin === 'on' && config.adminPort !== '' ? createApp(listener) : undefined
  app.decorate('adminListener', own)
  if (config.admin === 'off') return
  if (own !== undefined) {
    await registerShared(own, listener)
    await own.register(besideControls, { store })
    app.addHook('preClose', async () => await own.close())
  }
  await (own ?? app).register(adminControls, {
    config,
    sections,
    serviceRoot: createRootLocator(app, root, config),
    metrics: { show: metrics, atRoot: own !== undefined || root !== '' }
  })
  await own?.ready()
}

/** What every listener has, whatever it serves. */
async function registerShared (
  app: FastifyInstance,
  { config, clock, credentials, names, dialect, stopGrace }: Listener
): Promise<void> {
  app.decorate('callNames', names)
  await app.register(requestIdHeaders, { clock, dialect })
  await app.register(routeMethods)
  await app.register(transport, { config, credentials, clock, connections: createConnections(), grace: stopGrace })
  await app.register(requestLog, { operationOf: names.operationIdOf })
  await app.register(crossOrigin, { origin: config.corsOrigin })
  if (config.compression === 'on') await app.register(compression)
}
