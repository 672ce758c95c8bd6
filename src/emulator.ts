/** The emulator inside another process: tests start one, talk to it over a real socket, and stop it. */
import type { FastifyInstance } from 'fastify'
import { systemClock } from './base/clock.js'
import type { Clock } from './base/clock.js'
import { checkConfig } from './check-config.js'
import { ConfigError, defaultConfig } from './config.js'
import type { Config } from './config.js'
import { emulatorClock } from './emulator/emulator-clock.js'
import type { EmulatorClock } from './emulator/emulator-clock.js'
import { loadable } from './emulator/emulator-contents.js'
import type { Loadable } from './emulator/emulator-contents.js'
import { importable } from './emulator/emulator-import.js'
import type { Importable } from './emulator/emulator-import.js'
import { emulatorFaults } from './emulator/emulator-faults.js'
import type { EmulatorFaults } from './emulator/emulator-faults.js'
import { emulatorRequests } from './emulator/emulator-requests.js'
import type { EmulatorRequests } from './emulator/emulator-requests.js'
import { emulatorScenarios } from './emulator/emulator-scenarios.js'
import type { EmulatorScenarios } from './emulator/emulator-scenarios.js'
import { restorable, tenantIdOf } from './emulator/emulator-state.js'
import type { Restorable } from './emulator/emulator-state.js'
import { emulatorTenants } from './emulator/emulator-tenants.js'
import type { EmulatorTenants } from './emulator/emulator-tenants.js'
import { emulatorThrottle } from './emulator/emulator-throttle.js'
import type { EmulatorThrottle } from './emulator/emulator-throttle.js'
import { whileRunning, whileRunningAsync } from './emulator/while-running.js'
import { issueToken } from './http/identity/issue-token.js'
import type { TokenOptions } from './http/identity/issue-token.js'
import { listen } from './http/listen.js'
import type { Address } from './http/listen.js'
import type { OperationEffects } from './operations/read-operations.js'
import { buildServer } from './server.js'
import { DEFAULT_TENANT } from './tenant/tenant-id.js'

/** Any of the settings, and what only a program can give. No environment variable is read. */
export interface EmulatorOptions extends Omit<Partial<Config>, 'operations'> {
  /** What the actions and functions of `model` do: files, separated by commas, or functions by the qualified names of operations. */
  readonly operations?: string | OperationEffects
  /** What time it is for the emulator until its `clock` is set; the computer's when absent. */
  readonly clock?: Clock
  /** Where the log goes, if `logLevel` asks for one; `stdout` when absent. */
  readonly logTo?: 'stdout' | 'stderr'
}

/** Where the emulator is. */
export interface EmulatorAddress {
  /** `http://127.0.0.1:port`; `https://…` with `tls: true`. */
  readonly url: string
  /** The service root for clients that need one: `url` and `/beta`, or for a model of your own `root`. */
  readonly baseUrl: string
  readonly port: number
  /** `https://127.0.0.1:port` beside `url`, with `tlsPort`. */
  readonly tlsUrl: string | undefined
  /** Where the controls are: `http://127.0.0.1:port/__admin`, at a port of their own with `adminPort`; undefined with `admin: 'off'`. */
  readonly adminUrl: string | undefined
  /** The certificate authority to trust, as PEM; undefined without TLS, or with a certificate of yours. */
  readonly ca: string | undefined
  /** The file that holds `ca` (what `NODE_EXTRA_CA_CERTS` requires); undefined when the database is in memory. */
  readonly caFile: string | undefined
  /** What `/__admin` needs as `x-admin-key`: the option, or one that was made because `host` is beyond loopback; undefined: nothing. */
  readonly adminKey: string | undefined
}

export interface TokenSource {
  /** An access token that `auth: 'jwt'` accepts; signed with the emulator's own key. */
  token (options?: TokenOptions): Promise<string>
}

export interface Stoppable {
  /** Finishes what is in flight, then closes the sockets and the database. May be called again. */
  stop (): Promise<void>
  /** The same: `await using emulator = await startEmulator()`. */
  [Symbol.asyncDispose] (): Promise<void>
}

/**
 * What `/__admin` offers over HTTP, without it: these work whatever `admin`, `adminPort` and `adminKey` are; but with `admin: 'off'` there
 * is no journal.
 */
export interface Steerable {
  readonly faults: EmulatorFaults
  readonly scenarios: EmulatorScenarios
  readonly requests: EmulatorRequests
  readonly clock: EmulatorClock
  readonly throttle: EmulatorThrottle
  readonly tenants: EmulatorTenants
}

/** A running emulator. Once `stop()` was called, every other function throws, or rejects with, an error that says so. */
export interface Emulator extends EmulatorAddress, TokenSource, Restorable, Loadable, Importable, Steerable, Stoppable {}

/** Where the data are when nobody says: in memory. */
const defaultUrl = 'file::memory:'

/** What only a program can give. */
const PROGRAM_OPTIONS: ReadonlyArray<keyof EmulatorOptions> = ['clock', 'logTo']

/**
 * Starts an emulator of its own: on a free port, with a database in memory, a journal and no log, unless `options` say otherwise.
 * @throws ConfigError for an option that does not exist or cannot be; StartError, MigrationError, ODataError as {@link buildServer}
 */
export async function startEmulator (options: EmulatorOptions = {}): Promise<Emulator> {
  const { clock = systemClock, logTo, operations, ...settings } = checkOptions(options)
  const config: Config = {
    ...defaultConfig,
    port: 0,
    databaseUrl: defaultUrl,
    logLevel: 'silent',
    ...settings,
    ...typeof operations === 'string' ? { operations } : {}
  }
  const app = await buildServer(config, { clock, logTo, operations: typeof operations === 'string' ? undefined : operations })
  try {
    const address = await listen(app, config)
    // Whoever starts one asks for a token next; a file may have a key already. Sooner, it would take the start's cores.
    if (config.auth !== 'none' && config.databaseUrl === defaultUrl) app.identity.keys.begin()
    return emulatorOf(app, config, address)
  } catch (error) {
    await app.close()
    throw error
  }
}

function checkOptions (options: EmulatorOptions): EmulatorOptions {
  const { operations, ...others } = options
  const isObject = typeof operations === 'object' && operations !== null
  const checked: EmulatorOptions = { ...checkConfig(isObject ? others : options, PROGRAM_OPTIONS), ...isObject ? { operations } : {} }
  const { clock, logTo } = checked
  if (clock !== undefined && typeof clock.now !== 'function') throw new ConfigError('clock must be an object with a function now.')
  if (logTo !== undefined && logTo !== 'stdout' && logTo !== 'stderr') throw new ConfigError('logTo must be one of stdout, stderr.')
  return checked
}

function emulatorOf (app: FastifyInstance, config: Config, address: Address): Emulator {
  const { controls, tenantState: state } = app
  let stopped: Promise<void> | undefined
  const stop = async (): Promise<void> => { await (stopped ??= app.close()) }
  const check = (): void => {
    if (stopped !== undefined) throw new Error('This emulator was stopped. Start another one with startEmulator().')
  }
  const contents = { state, model: app.servedModel.model, clock: controls.clock, maxValueBytes: config.maxBodyBytes }
  const token = async (options: TokenOptions = {}): Promise<string> => {
    // Refuses what cannot be one; the spelling stays.
    tenantIdOf(options.tenant ?? DEFAULT_TENANT)
    return await issueToken(app, config, address.url, options)
  }
  return {
    ...address,
    baseUrl: `${address.url}${app.servedModel.root}`,
    ca: app.tlsCredentials?.ca,
    caFile: app.tlsCredentials?.caFile,
    adminKey: app.adminKey.key === '' ? undefined : app.adminKey.key,
    ...whileRunningAsync({ token, ...restorable(state), ...loadable(contents), ...importable(contents) }, check),
    faults: whileRunning(emulatorFaults(controls.faults), check),
    scenarios: whileRunning(emulatorScenarios(controls.faults.scenarios), check),
    requests: whileRunning(emulatorRequests(controls.journal), check),
    clock: whileRunning(emulatorClock(controls.clock), check),
    throttle: whileRunning(emulatorThrottle(controls.throttle, config.throttle), check),
    tenants: whileRunningAsync(emulatorTenants(state), check),
    stop,
    [Symbol.asyncDispose]: stop
  }
}
