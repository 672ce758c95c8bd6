/** Every setting, once: its type, its default, its environment variable and its flag. Read at start, checked once. */
import { Type } from '@sinclair/typebox'
import type { Static, TSchema } from '@sinclair/typebox'
import { envSchema } from 'env-schema'
import { Command, CommanderError, Option } from 'commander'

const MEBIBYTE = 1024 * 1024

/** The setting's schema, with the name of its environment variable and flag, and the group `--help` lists it in. */
interface Setting<Schema extends TSchema = TSchema> {
  readonly schema: Schema
  readonly env: string
  readonly flag: string
  readonly group: 'Server' | 'Database' | 'Requests' | 'Links' | 'Controls' | 'Logging'
}

const choice = <const Values extends readonly string[]>(values: Values, options: { default: Values[number], description: string }) =>
  Type.Unsafe<Values[number]>({ type: 'string', enum: values, ...options })

/** One row a setting; the README's table is made of the same rows, and a test compares. */
export const settings = {
  port: { env: 'PORT', flag: 'port', group: 'Server', schema: Type.Integer({ default: 3000, minimum: 0, maximum: 65535, description: 'TCP port; 0 takes any free one.' }) },
  host: { env: 'HOST', flag: 'host', group: 'Server', schema: Type.String({ default: '127.0.0.1', minLength: 1, description: 'Address to listen on; `0.0.0.0` for every one.' }) },
  auth: { env: 'AUTH', flag: 'auth', group: 'Server', schema: choice(['bearer', 'none'], { default: 'bearer', description: '`bearer` wants any bearer token and honours the claims of a JWT; `none` wants no header.' }) },
  corsOrigin: { env: 'CORS_ORIGIN', flag: 'cors-origin', group: 'Server', schema: Type.String({ default: '*', minLength: 1, description: 'Origins whose pages may call, separated by commas; `*` for all.' }) },
  shutdownTimeout: { env: 'SHUTDOWN_TIMEOUT', flag: 'shutdown-timeout', group: 'Server', schema: Type.Integer({ default: 10000, minimum: 1, maximum: 600000, description: 'Milliseconds that requests in flight get to finish when the service is told to stop.' }) },
  databaseUrl: { env: 'DATABASE_URL', flag: 'database-url', group: 'Database', schema: Type.String({ default: 'file:./data/office.db', pattern: '^(file:.|postgres(ql)?://)', description: '`file:path` (SQLite), `file::memory:` (gone at the end), or `postgresql://…`.' }) },
  databasePoolSize: { env: 'DATABASE_POOL_SIZE', flag: 'database-pool-size', group: 'Database', schema: Type.Integer({ default: 10, minimum: 2, maximum: 1000, description: 'Connections to PostgreSQL at most.' }) },
  sqliteSynchronous: { env: 'SQLITE_SYNCHRONOUS', flag: 'sqlite-synchronous', group: 'Database', schema: choice(['full', 'normal', 'off'], { default: 'full', description: '`full`: an acknowledged write is on the disk; `normal` and `off` are faster and survive a crash of the process, not of the machine.' }) },
  seed: { env: 'SEED', flag: 'seed', group: 'Database', schema: Type.String({ default: '', description: 'File (JSON or YAML) with what an empty database begins with, and what a reset returns to; empty: nothing.' }) },
  maxBodyBytes: { env: 'MAX_BODY_BYTES', flag: 'max-body-bytes', group: 'Requests', schema: Type.Integer({ default: 64 * MEBIBYTE, minimum: 1024, maximum: 1024 * MEBIBYTE, description: 'Bytes of a request body at most; more is a 413.' }) },
  maxUrlLength: { env: 'MAX_URL_LENGTH', flag: 'max-url-length', group: 'Requests', schema: Type.Integer({ default: 16384, minimum: 256, maximum: 1048576, description: 'Characters of a URL at most; more is a 414.' }) },
  requireIfMatch: { env: 'REQUIRE_IF_MATCH', flag: 'require-if-match', group: 'Requests', schema: Type.Boolean({ default: false, description: 'Whether changing or deleting what is there wants an `If-Match` (428 without it).' }) },
  maxStreamBytes: { env: 'MAX_STREAM_BYTES', flag: 'max-stream-bytes', group: 'Requests', schema: Type.Integer({ default: 16 * MEBIBYTE, minimum: 1024, maximum: 1024 * MEBIBYTE, description: 'Bytes of a payload (`policyPayload`, `userPreferencePayload`) at most; more is a 413.' }) },
  pageSize: { env: 'PAGE_SIZE', flag: 'page-size', group: 'Requests', schema: Type.Integer({ default: 100, minimum: 1, maximum: 100000, description: 'Rows of a page when the client does not wish otherwise (`Prefer: odata.maxpagesize`).' }) },
  maxPageSize: { env: 'MAX_PAGE_SIZE', flag: 'max-page-size', group: 'Requests', schema: Type.Integer({ default: 1000, minimum: 1, maximum: 100000, description: 'Rows of a page whatever the client wishes.' }) },
  publicUrl: { env: 'PUBLIC_URL', flag: 'public-url', group: 'Links', schema: Type.String({ default: '', pattern: '^$|^https?://[^\\s]+$', description: 'What links start with, e.g. `https://office.example`; empty: the host of the request.' }) },
  trustProxy: { env: 'TRUST_PROXY', flag: 'trust-proxy', group: 'Links', schema: Type.Boolean({ default: false, description: 'Whether to believe `X-Forwarded-Proto`, `-Host` and `-Prefix`.' }) },
  admin: { env: 'ADMIN', flag: 'admin', group: 'Controls', schema: choice(['on', 'off'], { default: 'on', description: 'Whether the controls under `/__admin` are there.' }) },
  adminPort: { env: 'ADMIN_PORT', flag: 'admin-port', group: 'Controls', schema: Type.String({ default: '', pattern: '^$|^([0-9]{1,4}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])$', description: 'TCP port of their own for the controls; 0 takes any free one, empty: the main port.' }) },
  adminKey: { env: 'ADMIN_KEY', flag: 'admin-key', group: 'Controls', schema: Type.String({ default: '', pattern: '^[\\x21-\\x7e]*$', description: 'What callers of the controls must send as `x-admin-key` or bearer token; empty: nothing.' }) },
  logLevel: { env: 'LOG_LEVEL', flag: 'log-level', group: 'Logging', schema: choice(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], { default: 'info', description: 'What is logged: `fatal`, `error`, `warn`, `info`, `debug`, `trace` or `silent`.' }) },
  logFormat: { env: 'LOG_FORMAT', flag: 'log-format', group: 'Logging', schema: choice(['auto', 'json', 'pretty'], { default: 'auto', description: '`json`, `pretty`, or `auto`: pretty on a terminal.' }) }
} as const satisfies Record<string, Setting>

type Settings = typeof settings

/** The checked settings. */
export type Config = { readonly [Name in keyof Settings]: Static<Settings[Name]['schema']> }

/** A setting that stops the start; the message names it, its value, and what would do. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}

/** `--help` and `--version` were asked for, and their text was printed. */
export class ConfigExit extends Error {
  override readonly name = 'ConfigExit'
}

const entries = Object.entries(settings) as ReadonlyArray<[keyof Settings, Setting]>

/** Every setting as it is without flags and environment. */
export const defaultConfig: Config = Object.fromEntries(entries.map(([name, { schema }]) => [name, schema.default])) as unknown as Config

/** Flags win over the environment, which wins over the defaults. Throws {@link ConfigError} or {@link ConfigExit}. */
export function parseConfig (args: readonly string[], env: Readonly<Record<string, string | undefined>>, version: string): Config {
  const flags = parseFlags(args, version)
  return Object.fromEntries(entries.map(([name, setting]) => [name, parseSetting(setting, flags[name], env[setting.env])])) as unknown as Config
}

/** One at a time, so that the message can name the setting the way it was given. */
function parseSetting ({ schema, env, flag }: Setting, flagged: string | undefined, found: string | undefined): unknown {
  const given = flagged ?? found
  if (given === undefined || (flagged === undefined && given === '')) return schema.default
  const data = { [env]: given }
  try {
    return envSchema<Record<string, unknown>>({ schema: { type: 'object', properties: { [env]: schema } }, data, env: false })[env]
  } catch {
    const name = flagged === undefined ? env : `--${flag}`
    throw new ConfigError(`${name} cannot be "${maskPassword(given)}": ${wanted(schema)}.`)
  }
}

function wanted (schema: TSchema): string {
  const values = schema['enum'] as readonly string[] | undefined
  if (values !== undefined) return `choose one of ${values.join(', ')}`
  if (schema['type'] === 'integer') return `give a whole number from ${String(schema['minimum'])} to ${String(schema['maximum'])}`
  if (schema['type'] === 'boolean') return 'give true or false'
  return (schema.description ?? 'give some text').replace(/\.$/, '')
}

/** A URL as logs and messages may show it. */
export function maskPassword (url: string): string {
  return url.replace(/^([a-z]+:\/\/[^:/@]*):[^@]*@/i, '$1:***@')
}

function parseFlags (args: readonly string[], version: string): Readonly<Partial<Record<keyof Settings, string>>> {
  const command = new Command('graph-office-emulator')
    .description('A durable test backend for Microsoft Graph\'s officeConfiguration.\nEvery setting is a flag or an environment variable; the flag wins.')
    .version(version)
    .exitOverride()
    .allowExcessArguments()
    .configureOutput({ writeErr: () => undefined })
    .addHelpText('after', `
Examples:
  graph-office-emulator                                     serve http://127.0.0.1:3000/beta/officeConfiguration from ./data/office.db
  graph-office-emulator --port 0 --database-url file::memory: --auth none
                                                            any free port, nothing kept, no token needed`)
  for (const [, { schema, env, flag, group }] of entries) {
    const value = schema['type'] === 'boolean' ? '[true|false]' : schema['type'] === 'integer' ? '<number>' : '<value>'
    const option = new Option(`--${flag} ${value}`, `${(schema.description ?? '').replaceAll('`', '')} (${env}${schema.default === '' ? '' : `, default ${String(schema.default)}`})`)
    command.addOption(option.helpGroup(`${group}:`).preset('true'))
  }
  try {
    command.parse([...args], { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error.exitCode === 0) throw new ConfigExit(error.message)
    throw new ConfigError(`${error.message.replace(/^error: /, '').replace(/\.?$/, '.')} See --help.`)
  }
  if (command.args.length > 0) throw new ConfigError(`"${command.args[0] ?? ''}" is not a command. See --help.`)
  return command.opts()
}
