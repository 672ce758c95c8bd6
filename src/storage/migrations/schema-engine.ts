/**
 * Prisma's schema engine as WebAssembly, over a driver adapter: what `prisma migrate` does, without its binary and its download.
 * Loading takes most of its time, so it is loaded only when there is something to apply or to compare.
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import type { ConnectionInfo, SqlDriverAdapter, SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils'
import type { SchemaEngine as WasmSchemaEngine } from '@prisma/schema-engine-wasm/schema_engine_bg'
import type { DialectName } from '../database/database.js'

/** One folder below `prisma/<database>/migrations`. */
export interface Migration {
  readonly name: string
  readonly sql: string
}

export interface SchemaEngine {
  /** Applies what is not applied yet, in order; returns the names. */
  apply (migrations: readonly Migration[]): Promise<readonly string[]>
  /** The SQL that leads from the migrations (or from nothing) to a Prisma schema; empty text when there is no difference. */
  diff (migrations: readonly Migration[], schema: string): Promise<string>
}

/** The engine could not do what it was asked to; the message is the database's own. */
export class SchemaEngineError extends Error {
  override readonly name = 'SchemaEngineError'
}

/** The engine's messages begin with where they come from, and go on with a stack of its own. */
function plainMessage (error: unknown): string {
  const [first = ''] = String((error as Error).message).split(/\n {1,8}0: /)
  return first.replace(/^(?:(?:external connector error|Error querying the database:|ERROR:|Error:)\s*)+/, '').trim()
}

type Bindings = typeof import('@prisma/schema-engine-wasm/schema_engine_bg')

// The types of Node 20 leave WebAssembly to the browser's declarations; this is the part used here.
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object
  readonly Instance: new (module: object, imports: object) => { readonly exports: { readonly __wbindgen_start: () => void } }
}

const filters = { externalTables: [], externalEnums: [] }
let loaded: Promise<Bindings> | undefined

async function load (): Promise<Bindings> {
  const bindings = await import('@prisma/schema-engine-wasm/schema_engine_bg')
  const folder = dirname(createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm'))
  const module = new WebAssembly.Module(readFileSync(join(folder, 'schema_engine_bg.wasm')))
  const instance = new WebAssembly.Instance(module, { './schema_engine_bg.js': { ...bindings, ...withoutWaiting(bindings) } })
  bindings.__wbg_set_wasm(instance.exports)
  instance.exports.__wbindgen_start()
  return bindings
}

/** The engine bounds its locks by timers that it forgets; they must not keep a process from ending. */
function withoutWaiting (bindings: Bindings): Record<string, unknown> {
  const timers = Object.entries(bindings).filter(([name]) => name.startsWith('__wbg_setTimeout_')) as Array<
    [string, (...args: unknown[]) => NodeJS.Timeout]
  >
  return Object.fromEntries(timers.map(([name, set]) => [name, (...args: unknown[]) => set(...args).unref()]))
}

/**
 * Prisma's own engine over one open connection, which stays open and stays the caller's. `schemas` are pairs of path and text;
 * `shadow` opens an empty database for the engine to try migrations on, which it disposes of.
 */
export async function openSchemaEngine (
  schemas: ReadonlyArray<readonly [string, string]> | undefined,
  adapter: SqlDriverAdapter,
  shadow?: () => Promise<SqlDriverAdapter>
): Promise<WasmSchemaEngine> {
  loaded ??= load()
  const { SchemaEngine } = await loaded
  const datamodels = schemas?.map(([path, text]): [string, string] => [path, text])
  return await SchemaEngine.new({ datamodels }, () => undefined, bindMigrationAwareSqlAdapterFactory(borrow(adapter, shadow)))
}

/** The engine with the two methods this program needs. `schema` is a Prisma schema of the dialect. */
export async function loadSchemaEngine (
  dialect: DialectName,
  schema: string,
  adapter: SqlDriverAdapter,
  shadow?: () => Promise<SqlDriverAdapter>
): Promise<SchemaEngine> {
  const engine = await openSchemaEngine([['schema.prisma', schema]], adapter, shadow)
  const list = (migrations: readonly Migration[]) => ({
    baseDir: `prisma/${dialect}/migrations`,
    lockfile: { path: 'migration_lock.toml', content: `provider = "${dialect}"` },
    shadowDbInitScript: '',
    migrationDirectories: migrations.map(({ name, sql }) => ({
      path: name,
      migrationFile: { path: 'migration.sql', content: { tag: 'ok' as const, value: sql } }
    }))
  })
  return {
    apply: async migrations => {
      try {
        return (await engine.applyMigrations({ migrationsList: list(migrations), filters })).appliedMigrationNames
      } catch (cause) {
        throw new SchemaEngineError(plainMessage(cause), { cause })
      }
    },
    diff: async (migrations, target) => {
      const { stdout } = await engine.diff({
        from: migrations.length === 0 ? { tag: 'empty' } : { tag: 'migrations', ...list(migrations) },
        to: { tag: 'schemaDatamodel', files: [{ path: 'schema.prisma', content: target }] },
        script: true,
        exitCode: null,
        filters
      })
      return stdout ?? ''
    }
  }
}

/** A factory that lends the one connection instead of opening another, and never closes it; a shadow database is the engine's to close. */
function borrow (adapter: SqlDriverAdapter, shadow: (() => Promise<SqlDriverAdapter>) | undefined): SqlMigrationAwareDriverAdapterFactory {
  return {
    provider: adapter.provider,
    adapterName: adapter.adapterName,
    connect: async () => lend(adapter, async () => undefined),
    connectToShadowDb: async () => {
      if (shadow === undefined) throw new Error('this engine was loaded without a shadow database')
      const own = await shadow()
      return lend(own, async () => await own.dispose())
    }
  }
}

function lend (adapter: SqlDriverAdapter, dispose: () => Promise<void>): SqlDriverAdapter {
  const info: ConnectionInfo = adapter.getConnectionInfo?.() ?? { supportsRelationJoins: false }
  return {
    provider: adapter.provider,
    adapterName: adapter.adapterName,
    queryRaw: async query => await adapter.queryRaw({ ...query, sql: readable(query.sql) }),
    executeRaw: async query =>
      query.args.length > 0 || adapter.provider !== 'sqlite' ? await adapter.executeRaw(query) : await runRaw(adapter, query.sql),
    executeScript: async script => await runScript(adapter, script),
    startTransaction: async level => await adapter.startTransaction(level),
    getConnectionInfo: () => info,
    dispose
  }
}

/**
 * The engine asks PostgreSQL for columns of type "char", which the adapter cannot read, and for constraints that PostgreSQL 18 also makes
 * of NOT NULL.
 */
function readable (text: string): string {
  return text.replace(/(con\w*\.(?:contype|confdeltype|confupdtype))(?=\s+AS|,)/g, '$1::text').replace(
    "contype NOT IN ('p', 'u', 'f')",
    "contype NOT IN ('p', 'u', 'f', 'n')"
  )
}

/** The engine sends a whole script to a SQLite shadow database as if it were one statement. */
async function runRaw (adapter: SqlDriverAdapter, script: string): Promise<number> {
  await adapter.executeScript(script)
  return 0
}

/** PostgreSQL's adapter would split a script at every semicolon, also inside a function's body; the server need not be helped. */
async function runScript (adapter: SqlDriverAdapter, script: string): Promise<void> {
  const driver = (adapter as SqlDriverAdapter & { underlyingDriver?: () => { query: (text: string) => Promise<unknown> } })
    .underlyingDriver?.()
  if (driver === undefined) await adapter.executeScript(script)
  else await driver.query(script)
}
