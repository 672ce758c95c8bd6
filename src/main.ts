#!/usr/bin/env node
/** The command: flags and environment to a running service, and to its end. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import closeWithGrace from 'close-with-grace'
import { ConfigError, ConfigExit, maskPassword, parseConfig } from './config.js'
import type { Config } from './config.js'
import { buildServer } from './server.js'
import { packageFolder } from './package-folder.js'

async function main (): Promise<void> {
  const began = performance.now()
  const config = parseConfig(process.argv.slice(2), process.env, packageVersion())
  const app = await buildServer(config)
  closeWithGrace({ delay: config.shutdownTimeout, logger: false }, async ({ err, signal }) => {
    if (err === undefined) app.log.info(`stopping on ${signal ?? 'request'}: finishing what is in flight`)
    else app.log.fatal({ err }, 'stopping on an error nobody handled')
    await app.close()
  })
  await app.adminListener?.listen({ port: Number(config.adminPort), host: config.host, listenTextResolver: url => `the controls are at ${url}/__admin/docs` })
  await app.listen({ port: config.port, host: config.host, listenTextResolver: url => announcement(url, config, performance.now() - began) })
}

/** What the log says once for every address that is listened on. */
function announcement (url: string, { databaseUrl }: Config, milliseconds: number): string {
  return `serving ${url}/beta/officeConfiguration (Swagger UI: ${url}/docs) from ${maskPassword(databaseUrl)}, started in ${Math.round(milliseconds)} ms`
}

function packageVersion (): string {
  return (JSON.parse(readFileSync(join(packageFolder(), 'package.json'), 'utf8')) as { version: string }).version
}

/** The one sentence that says why the service did not start. */
function reason (error: unknown): string {
  const { code, message, cause } = error as NodeJS.ErrnoException & { cause?: Error }
  if (code === 'EADDRINUSE') return 'The port is taken. Choose another with --port or PORT; 0 takes any free one.'
  if (code === 'EACCES' || code === 'EADDRNOTAVAIL') return `Cannot listen there: ${message}. Choose others with --host and --port.`
  return cause === undefined ? message : `${message} (${String(cause.cause === undefined ? cause.message : JSON.stringify(cause.cause))})`
}

main().catch((error: unknown) => {
  if (error instanceof ConfigExit) return
  console.error(process.env['LOG_LEVEL'] === 'debug' ? error : reason(error))
  process.exitCode = error instanceof ConfigError ? 2 : 1
  // Whatever was opened before the failure must not keep the process.
  setImmediate(() => process.exit())
})
