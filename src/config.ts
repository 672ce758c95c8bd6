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
  readonly group: 'Server' | 'TLS' | 'Tokens' | 'Database' | 'Requests' | 'Links' | 'Controls' | 'Logging'
}

const choice = <const Values extends readonly string[]>(values: Values, options: { default: Values[number], description: string }) =>
  Type.Unsafe<Values[number]>({ type: 'string', enum: values, ...options })

/** One row a setting; the README's table is made of the same rows, and a test compares. */
export const settings = {
  port: { env: 'PORT', flag: 'port', group: 'Server', schema: Type.Integer({ default: 3000, minimum: 0, maximum: 65535, description: 'TCP port; 0 takes any free one.' }) },
  host: { env: 'HOST', flag: 'host', group: 'Server', schema: Type.String({ default: '127.0.0.1', minLength: 1, description: 'Address to listen on; `0.0.0.0` for every one.' }) },
  corsOrigin: { env: 'CORS_ORIGIN', flag: 'cors-origin', group: 'Server', schema: Type.String({ default: '*', minLength: 1, description: 'Origins whose pages may call, separated by commas; `*` for all.' }) },
  shutdownTimeout: { env: 'SHUTDOWN_TIMEOUT', flag: 'shutdown-timeout', group: 'Server', schema: Type.Integer({ default: 10000, minimum: 1, maximum: 600000, description: 'Milliseconds that requests in flight get to finish when the service is told to stop.' }) },
  tls: { env: 'TLS', flag: 'tls', group: 'TLS', schema: Type.Boolean({ default: false, description: 'Whether the port speaks https, with a certificate of its own making; its CA is at `/__admin/ca.pem`.' }) },
  tlsPort: { env: 'TLS_PORT', flag: 'tls-port', group: 'TLS', schema: Type.String({ default: '', pattern: '^$|^([0-9]{1,4}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])$', description: 'TCP port for https beside http; 0 takes any free one, empty: none.' }) },
  tlsCert: { env: 'TLS_CERT', flag: 'tls-cert', group: 'TLS', schema: Type.String({ default: '', description: 'PEM file of the certificate, and of its intermediates, to use instead of one of its own making.' }) },
  tlsKey: { env: 'TLS_KEY', flag: 'tls-key', group: 'TLS', schema: Type.String({ default: '', description: 'PEM file of the private key of `TLS_CERT`.' }) },
  auth: { env: 'AUTH', flag: 'auth', group: 'Tokens', schema: choice(['bearer', 'jwt', 'none'], { default: 'bearer', description: '`bearer` wants any bearer token and honours the claims of a JWT; `jwt` verifies the token; `none` wants no header.' }) },
  jwks: { env: 'JWKS', flag: 'jwks', group: 'Tokens', schema: Type.String({ default: '', description: 'File or URL of the keys that `jwt` verifies with; empty: the service\'s own, whose tokens it gives out.' }) },
  issuer: { env: 'ISSUER', flag: 'issuer', group: 'Tokens', schema: Type.String({ default: '', description: 'What the claim `iss` must be, `{tenantid}` standing for the tenant; empty: the service\'s own issuer, or with `JWKS` any.' }) },
  identities: { env: 'IDENTITIES', flag: 'identities', group: 'Tokens', schema: Type.String({ default: '', description: 'JSON file of the clients and users that get tokens; empty: any.' }) },
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
  summaryMode: { env: 'SUMMARY_MODE', flag: 'summary-mode', group: 'Requests', schema: choice(['stored', 'computed'], { default: 'stored', description: 'What reads show of the check-in summaries: as they were written (`stored`), or what follows from the rows (`computed`).' }) },
  publicUrl: { env: 'PUBLIC_URL', flag: 'public-url', group: 'Links', schema: Type.String({ default: '', pattern: '^$|^https?://[^\\s]+$', description: 'What links start with, e.g. `https://office.example`; empty: the host of the request.' }) },
  trustProxy: { env: 'TRUST_PROXY', flag: 'trust-proxy', group: 'Links', schema: Type.Boolean({ default: false, description: 'Whether to believe `X-Forwarded-Proto`, `-Host` and `-Prefix`.' }) },
  admin: { env: 'ADMIN', flag: 'admin', group: 'Controls', schema: choice(['on', 'off'], { default: 'on', description: 'Whether the controls under `/__admin` are there.' }) },
  adminPort: { env: 'ADMIN_PORT', flag: 'admin-port', group: 'Controls', schema: Type.String({ default: '', pattern: '^$|^([0-9]{1,4}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])$', description: 'TCP port of their own for the controls; 0 takes any free one, empty: the main port.' }) },
  adminKey: { env: 'ADMIN_KEY', flag: 'admin-key', group: 'Controls', schema: Type.String({ default: '', pattern: '^[\\x21-\\x7e]*$', description: 'What callers of the controls must send as `x-admin-key` or bearer token; empty: nothing.' }) },
  throttle: { env: 'THROTTLE', flag: 'throttle', group: 'Controls', schema: Type.String({ default: 'off', pattern: '^(off|graph|[1-9][0-9]{0,8}/[1-9][0-9]{0,8},[1-9][0-9]{0,8}/[1-9][0-9]{0,8})$', description: 'Limits in 20 seconds: `off`, `graph` (as the real service, `1000/100,2000/200`), or requests/writes of an application, and of a tenant.' }) },
  journalSize: { env: 'JOURNAL_SIZE', flag: 'journal-size', group: 'Controls', schema: Type.Integer({ default: 0, minimum: 0, maximum: 1000000, description: 'Requests that the journal keeps, e.g. 1000; 0: there is none.' }) },
  journalBodyBytes: { env: 'JOURNAL_BODY_BYTES', flag: 'journal-body-bytes', group: 'Controls', schema: Type.Integer({ default: 16384, minimum: 0, maximum: 64 * MEBIBYTE, description: 'Bytes of each body that the journal keeps.' }) },
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

/** What was given for a setting, as text: by flags, by the environment. */
export type Flags = Readonly<Partial<Record<keyof Settings, string>>>
export type Environment = Readonly<Record<string, string | undefined>>

/** Flags win over the environment, which wins over `defaults`. @throws ConfigError */
export function readConfig (flags: Flags, env: Environment, defaults: Config = defaultConfig): Config {
  return Object.fromEntries(entries.map(([name, setting]) => [name, parseSetting(setting, flags[name], env[setting.env]) ?? defaults[name]])) as unknown as Config
}

/** The settings of a command line without commands. Throws {@link ConfigError} or {@link ConfigExit}. */
export function parseConfig (args: readonly string[], env: Environment, version: string): Config {
  const command = addSettings(new Command('graph-office-emulator').version(version).exitOverride().allowExcessArguments().configureOutput({ writeErr: () => undefined }))
  try {
    command.parse([...args], { from: 'user' })
  } catch (error) {
    throw translateCommandError(error)
  }
  refuseOperands(command)
  return readConfig(command.opts(), env)
}

/** One at a time, so that the message can name the setting the way it was given. Undefined when it was not. */
function parseSetting ({ schema, env, flag }: Setting, flagged: string | undefined, found: string | undefined): unknown {
  const given = flagged ?? found
  if (given === undefined || (flagged === undefined && given === '')) return undefined
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

/** An option of the command line for every setting. */
export function addSettings (command: Command): Command {
  for (const [, { schema, env, flag, group }] of entries) {
    const value = schema['type'] === 'boolean' ? '[true|false]' : schema['type'] === 'integer' ? '<number>' : '<value>'
    const option = new Option(`--${flag} ${value}`, `${(schema.description ?? '').replaceAll('`', '')} (${env}${schema.default === '' ? '' : `, default ${String(schema.default)}`})`)
    command.addOption(option.helpGroup(`${group}:`).preset('true'))
  }
  return command
}

/** Commander's errors as this program's; others stay what they are. */
export function translateCommandError (error: unknown): unknown {
  if (!(error instanceof CommanderError)) return error
  if (error.exitCode === 0) return new ConfigExit(error.message)
  return new ConfigError(`${error.message.replace(/^error: /, '').replace(/\.?$/, '.')} See --help.`)
}

/** @throws ConfigError when a word was given that is no flag. */
export function refuseOperands ({ args }: Command): void {
  if (args.length > 0) throw new ConfigError(`"${args[0] ?? ''}" is not a command. See --help.`)
}
