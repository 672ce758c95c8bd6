#!/usr/bin/env node
// Prisma's schema engine for `npm run prisma`, in place of the binary that Prisma would download: the same protocol, answered by the same
// engine as WebAssembly, over the service's own connections. `--datamodels FILE… --datasource JSON` reads JSON-RPC from stdin, a message a
// line; `--datasource JSON cli can-connect-to-database` and `… cli create-database` answer by their exit code.
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { openSchemaEngine } from '../dist/src/storage/migrations/schema-engine.js'
import { createDatabase, dropShadows, openDatabase, openShadow, resetSqlite } from './engine-database.mjs'

const { values, positionals } = parseArgs({
  options: {
    datamodels: { type: 'string', multiple: true },
    datasource: { type: 'string' },
    'enabled-preview-features': { type: 'string' },
    'extension-types': { type: 'string' },
    version: { type: 'boolean' }
  },
  allowPositionals: true
})
const { url } = JSON.parse(values.datasource ?? '{}')

if (values.version === true) console.log(`schema-engine-wasm ${versionOfEngine()}`)
else if (positionals[0] === 'cli') await runOnce(positionals[1])
else await serve()

function versionOfEngine () {
  const { dependencies } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
  return dependencies['@prisma/schema-engine-wasm']
}

async function runOnce (command) {
  try {
    if (command === 'can-connect-to-database') await (await openDatabase(url)).dispose()
    else if (command === 'create-database') await createDatabase(url)
    else throw new Error(`"${command}" is not a command of this engine`)
  } catch (error) {
    const fields = { message: error.message, error_code: error.code, is_panic: false }
    // Prisma skips the first line.
    process.stderr.write(`\n${JSON.stringify({ level: 'ERROR', target: 'schema_engine::logger', fields })}\n`)
    process.exitCode = 1
  }
}

/**
 * Answers request by request until the input ends. Prisma does not wait for that: it has its answer and ends the engine, whose shadow
 * databases would stay on the server.
 */
async function serve () {
  process.once('SIGTERM', async () => {
    await dropShadows()
    process.exit()
  })
  let open
  for await (const line of createInterface({ input: process.stdin })) {
    const { id, method, params } = JSON.parse(line)
    // An answer to a `print` of ours.
    if (method === undefined) continue
    try {
      if (method === 'reset' && await resetSqlite(url, open?.adapter)) {
        open = undefined
        send({ id, result: null })
      } else {
        open ??= await openEngine(method, params)
        send({ id, result: await call(open.engine, method, params) ?? null })
      }
    } catch ({ message, code }) {
      send({ id, error: { code: 4466, message, data: { is_panic: false, message, error_code: code } } })
    }
  }
  await open?.adapter.dispose()
}

/** The engine connects before it does anything, also to compare two files. */
async function openEngine (method, params) {
  const adapter = await (method === 'diff' && isOfFiles(params) ? openShadow(url) : openDatabase(url))
  const schemas = values.datamodels?.map(path => [path, readFileSync(path, 'utf8')])
  return { adapter, engine: await openSchemaEngine(schemas, adapter, async () => await openShadow(url)) }
}

function isOfFiles ({ from, to }) {
  return [from, to].every(({ tag }) => ['empty', 'migrations', 'schemaDatamodel'].includes(tag))
}

async function call (engine, method, params) {
  switch (method) {
    case 'createDatabase': return await createDatabase(url)
    case 'getDatabaseVersion': return await engine.version()
    case 'diff': return printed(await engine.diff(params))
    default:
      if (typeof engine[method] !== 'function') throw new Error(`"${method}" is not a method of this engine`)
      return await engine[method](params)
  }
}

/** Prisma prints a difference when it is sent as a request; it adds a line end. */
function printed ({ stdout, ...result }) {
  if (stdout) send({ id: 0, method: 'print', params: { content: stdout.replace(/\n$/, '') } })
  return result
}

function send (message) {
  process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`)
}
