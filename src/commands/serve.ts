/** `serve`, which is what the command does when it is told nothing else. */
import closeWithGrace from 'close-with-grace'
import { packageVersion } from '../base/package-folder.js'
import { maskPassword } from '../config.js'
import type { Config } from '../config.js'
import { authOf } from '../http/auth/authenticate.js'
import { listen } from '../http/listen.js'
import { buildServer } from '../server.js'
import { startBanner, wantsBanner } from './start-banner.js'

export interface ServeOptions {
  /** One line of JSON on stdout when the service is ready; the log goes to stderr. */
  readonly json: boolean
}

/** A client that sends one request after another is told with the last answer that it was the last. */
const STOP_GRACE_MS = 1000

/** After `SHUTDOWN_TIMEOUT`, what was cut off gets this long to undo its work before the process ends under it. */
const LAST_RESORT_MS = 2000

/** What the system sends to a program that has crashed, which JavaScript cannot answer: with a listener it would crash again, for ever. */
const CRASHES = ['SIGSEGV', 'SIGBUS', 'SIGILL', 'SIGFPE', 'SIGABRT', 'SIGTRAP'] as const

/** Serves until a signal comes. @param began When the program started (`performance.now()`). */
export async function serve (config: Config, { json }: ServeOptions, began: number): Promise<void> {
  const app = await buildServer(config, {
    logTo: json ? 'stderr' : 'stdout',
    stopGrace: Math.min(STOP_GRACE_MS, config.shutdownTimeout / 4)
  })
  closeWithGrace({ delay: config.shutdownTimeout + LAST_RESORT_MS, logger: false, skip: [...CRASHES] }, async ({ err, signal }) => {
    if (err === undefined) app.log.info(`stopping on ${signal ?? 'request'}: finishing what is in flight`)
    else app.log.fatal({ err }, 'stopping on an error nobody handled')
    await app.close()
  })
  const { model, firstPath } = app.servedModel
  const banner = wantsBanner(config, { json, isTerminal: process.stdout.isTTY })
  const address = await listen(app, config, url => banner
    ? `listening on ${url}`
    : announcement(`${url}${firstPath}`, { docs: `${url}/docs`, config, milliseconds: performance.now() - began }))
  if (banner) process.stdout.write(`\n${startBanner(address, config, { version: packageVersion(), firstPath, auth: authOf(model, config) })}\n\n`)
  const { key, made } = app.adminKey
  if (json) {
    const shown = { ...address, caFile: app.tlsCredentials?.caFile, ...made ? { adminKey: key } : {}, pid: process.pid }
    process.stdout.write(`${JSON.stringify(shown)}\n`)
  } else if (made) printKey(app, config, key)
}

/** Once, and whatever the level of the log: nobody else knows it. */
function printKey ({ log }: Awaited<ReturnType<typeof buildServer>>, { logLevel }: Config, key: string): void {
  const text = `the controls are open to the network (HOST) and no ADMIN_KEY is set, so they need this key until the service ends: ${key}`
  if (logLevel === 'silent' || logLevel === 'fatal' || logLevel === 'error') process.stderr.write(`${text}\n`)
  else log.warn(text)
}

interface Announced {
  /** The URL of Swagger UI. */
  readonly docs: string
  readonly config: Pick<Config, 'databaseUrl'>
  /** How long the start took. */
  readonly milliseconds: number
}

/** What the log says once for every address that is listened on. */
const announcement = (url: string, { docs, config: { databaseUrl }, milliseconds }: Announced): string =>
  `serving ${url} (Swagger UI: ${docs}) from ${maskPassword(databaseUrl)}, started in ${Math.round(milliseconds)} ms`
