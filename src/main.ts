#!/usr/bin/env node
/** The command: words and environment to what was asked for, and errors to a sentence. */
import nodeModule from 'node:module'
import { runProgram } from './commands/program.js'
import { StartError } from './base/start-error.js'
import { ConfigError, ConfigExit } from './config.js'
import { packageVersion } from './base/package-folder.js'

const began = performance.now()

// From Node 22 on: what was compiled for one start is there for the next, in the system's folder for temporary files.
;(nodeModule as { readonly enableCompileCache?: () => unknown }).enableCompileCache?.()

// A reader that has seen enough (`--help | head`) closes the pipe, which is no reason to stop.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})

/** The one sentence that says why the service did not start. */
function reason (error: unknown): string {
  const { message, cause } = error as Error & { cause?: Error }
  if (error instanceof StartError || error instanceof ConfigError) return message
  return cause === undefined ? message : `${message} (${String(cause.cause === undefined ? cause.message : JSON.stringify(cause.cause))})`
}

runProgram(process.argv.slice(2), { version: packageVersion(), env: process.env, began }).catch((error: unknown) => {
  if (error instanceof ConfigExit) return
  console.error(process.env['LOG_LEVEL'] === 'debug' ? error : reason(error))
  process.exitCode = error instanceof ConfigError ? 2 : 1
  // Whatever was opened before the failure must not keep the process.
  setImmediate(() => process.exit())
})
