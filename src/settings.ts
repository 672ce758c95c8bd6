/** Every setting, once: its type, default, bounds and effect. `config.ts` reads them; a test compares the documentation with them. */
import type { IntegerOptions, SchemaOptions, StringOptions, TBoolean, TInteger, TSchema, TString, TUnsafe } from '@sinclair/typebox'

const MEBIBYTE = 1024 * 1024

/** An empty string, or a TCP port. */
const OPTIONAL_PORT = '^$|^([0-9]{1,4}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])$'

/** The headings of `--help`. */
export type SettingGroup = 'Server' | 'TLS' | 'Tokens' | 'Database' | 'Requests' | 'Links' | 'Controls' | 'Logging'

export interface Setting<Schema extends TSchema = TSchema> {
  readonly group: SettingGroup
  readonly schema: Schema
}

const setting = <Schema extends TSchema>(group: SettingGroup, schema: Schema): Setting<Schema> => ({ group, schema })

// As TypeBox would make them, which is two hundred modules to load: `--help` and `health` need no more than these.
const integer = (options: IntegerOptions): TInteger => ({ type: 'integer', ...options }) as TInteger
const boolean = (options: SchemaOptions): TBoolean => ({ type: 'boolean', ...options }) as TBoolean
const text = (options: StringOptions & { readonly writeOnly?: boolean }): TString => ({ type: 'string', ...options }) as TString

const choice = <const Values extends readonly string[]>(values: Values, options: { default: Values[number], description: string }) =>
  ({ type: 'string', enum: values, ...options }) as unknown as TUnsafe<Values[number]>

/** The name of a setting gives those of its variable and flag: `maxUrlLength` is `MAX_URL_LENGTH` and `--max-url-length`. */
export const settings = {
  port: setting('Server', integer({ default: 3000, minimum: 0, maximum: 65535, description: 'TCP port; 0 takes any free one.' })),
  host: setting(
    'Server',
    text({
      default: 'localhost',
      minLength: 1,
      description: 'Address to listen on; `localhost` is `127.0.0.1` and `::1`, `0.0.0.0` stands for every one.'
    })
  ),
  corsOrigin: setting(
    'Server',
    text({ default: '*', minLength: 1, description: 'Origins whose pages may call, separated by commas; `*` for all.' })
  ),
  shutdownTimeout: setting(
    'Server',
    integer({
      default: 10000,
      minimum: 1,
      maximum: 600000,
      description: 'Milliseconds that requests in flight get to finish when the service is told to stop; what is left then is cut off.'
    })
  ),
  tls: setting(
    'TLS',
    boolean({
      default: false,
      description: 'Whether the port speaks https, with a certificate of its own making; its CA is at `/__admin/ca.pem`.'
    })
  ),
  tlsPort: setting(
    'TLS',
    text({ default: '', pattern: OPTIONAL_PORT, description: 'TCP port for https beside http; 0 takes any free one, empty: none.' })
  ),
  tlsCert: setting(
    'TLS',
    text({
      default: '',
      description: 'PEM file of the certificate, and of its intermediates, to use instead of one of its own making.'
    })
  ),
  tlsKey: setting('TLS', text({ default: '', description: 'PEM file of the private key of `TLS_CERT`.' })),
  auth: setting(
    'Tokens',
    choice(['bearer', 'jwt', 'none'], {
      default: 'bearer',
      description: '`bearer` wants any bearer token and honours the claims of a JWT; `jwt` verifies the token; `none` wants no header.'
    })
  ),
  jwks: setting(
    'Tokens',
    text({
      default: '',
      description: "File or URL of the keys that `jwt` verifies with; empty: the service's own, whose tokens it gives out."
    })
  ),
  issuer: setting(
    'Tokens',
    text({
      default: '',
      description:
        "What the claim `iss` must be, `{tenantid}` standing for the tenant; empty: the service's own issuer, or with `JWKS` any."
    })
  ),
  identities: setting(
    'Tokens',
    text({ default: '', description: 'JSON file of the clients and users that get tokens; empty: any.' })
  ),
  databaseUrl: setting(
    'Database',
    text({
      default: 'file:./data/office.db',
      pattern: '^(file:.|postgres(ql)?://)',
      description: '`file:path` (SQLite), `file::memory:` (gone at the end), or `postgresql://…`.'
    })
  ),
  directUrl: setting(
    'Database',
    text({
      default: '',
      pattern: '^$|^postgres(ql)?://',
      description: 'PostgreSQL itself, for migrations, when `DATABASE_URL` leads to PgBouncer (`?pgbouncer=true`); empty: `DATABASE_URL`.'
    })
  ),
  databasePoolSize: setting(
    'Database',
    integer({ default: 10, minimum: 2, maximum: 1000, description: 'Connections to PostgreSQL at most.' })
  ),
  sqliteSynchronous: setting(
    'Database',
    choice(['full', 'normal', 'off'], {
      default: 'full',
      description:
        '`full`: an acknowledged write is on the disk; `normal` and `off` are faster and survive a crash of the process, not of the machine.'
    })
  ),
  tempFolder: setting(
    'Database',
    text({
      default: '',
      description: 'Folder for large imports, backups and databases in memory while they last; empty: beside the database file, or the system\'s.'
    })
  ),
  seed: setting(
    'Database',
    text({
      default: '',
      description: 'File (JSON or YAML) with what an empty database begins with, and what a reset returns to; empty: nothing.'
    })
  ),
  maxBodyBytes: setting(
    'Requests',
    integer({
      default: 64 * MEBIBYTE,
      minimum: 1024,
      maximum: 1024 * MEBIBYTE,
      description: 'Bytes of a request body at most; more is a 413.'
    })
  ),
  maxUrlLength: setting(
    'Requests',
    integer({ default: 16384, minimum: 256, maximum: 1048576, description: 'Characters of a URL at most; more is a 414.' })
  ),
  requestTimeout: setting(
    'Requests',
    integer({
      default: 300000,
      minimum: 0,
      maximum: 86400000,
      description: 'Milliseconds in which a request must have arrived, body included; 0: no limit. A later one is a 408.'
    })
  ),
  sendTimeout: setting(
    'Requests',
    integer({
      default: 60000,
      minimum: 0,
      maximum: 86400000,
      description: 'Milliseconds for which a client may take in nothing of its answer before the connection is closed; 0: no limit.'
    })
  ),
  queryTimeout: setting(
    'Requests',
    integer({
      default: 30000,
      minimum: 1,
      maximum: 600000,
      description: 'Milliseconds a statement may run in the database; one that takes longer is interrupted and answered 503.'
    })
  ),
  requireIfMatch: setting(
    'Requests',
    boolean({ default: false, description: 'Whether changing or deleting what is there wants an `If-Match` (428 without it).' })
  ),
  maxStreamBytes: setting(
    'Requests',
    integer({
      default: 16 * MEBIBYTE,
      minimum: 1024,
      maximum: 1024 * MEBIBYTE,
      description: 'Bytes of a payload (`policyPayload`, `userPreferencePayload`) at most; more is a 413.'
    })
  ),
  pageSize: setting(
    'Requests',
    integer({
      default: 100,
      minimum: 1,
      maximum: 100000,
      description: 'Rows of a page when the client does not wish otherwise (`Prefer: odata.maxpagesize`).'
    })
  ),
  maxPageSize: setting(
    'Requests',
    integer({ default: 1000, minimum: 1, maximum: 100000, description: 'Rows of a page whatever the client wishes.' })
  ),
  summaryMode: setting(
    'Requests',
    choice(['stored', 'computed'], {
      default: 'stored',
      description: 'What reads show of the check-in summaries: as they were written (`stored`), or what follows from the rows (`computed`).'
    })
  ),
  vocabularies: setting(
    'Links',
    choice(['oasis', 'own'], {
      default: 'oasis',
      description: 'Where `$metadata` says that the vocabularies are: at OASIS, or copies that the service serves, for clients without internet.'
    })
  ),
  publicUrl: setting(
    'Links',
    text({
      default: '',
      pattern: '^$|^https?://[^\\s]+$',
      description: 'What links start with, e.g. `https://office.example`; empty: the host of the request.'
    })
  ),
  trustProxy: setting(
    'Links',
    boolean({ default: false, description: 'Whether to believe `X-Forwarded-Proto`, `-Host` and `-Prefix`.' })
  ),
  admin: setting('Controls', choice(['on', 'off'], { default: 'on', description: 'Whether the controls under `/__admin` are there.' })),
  adminPort: setting(
    'Controls',
    text({
      default: '',
      pattern: OPTIONAL_PORT,
      description: 'TCP port of their own for the controls; 0 takes any free one, empty: the main port.'
    })
  ),
  adminKey: setting(
    'Controls',
    text({
      default: '',
      pattern: '^[\\x21-\\x7e]*$',
      writeOnly: true,
      description:
        'What callers of the controls must send as `x-admin-key` or bearer token; empty: nothing, or with a `HOST` beyond loopback one that is made and printed at start.'
    })
  ),
  adminOrigins: setting(
    'Controls',
    text({
      default: '',
      description: 'Origins whose pages may use the controls and get tokens, separated by commas; empty: none but its own, `*`: all.'
    })
  ),
  allowedHosts: setting(
    'Controls',
    text({
      default: '',
      description: 'Names under which the controls and tokens can be reached beside loopback, `HOST` and `PUBLIC_URL`, separated by commas; `*`: any.'
    })
  ),
  throttle: setting(
    'Controls',
    text({
      default: 'off',
      pattern: '^(off|graph|[1-9][0-9]{0,8}/[1-9][0-9]{0,8},[1-9][0-9]{0,8}/[1-9][0-9]{0,8})$',
      description:
        'Limits in 20 seconds: `off`, `graph` (as the real service, `1000/100,2000/200`), or requests/writes of an application, and of a tenant.'
    })
  ),
  journalSize: setting(
    'Controls',
    integer({ default: 1000, minimum: 0, maximum: 1_000_000, description: 'Requests that the journal keeps; 0 switches it off.' })
  ),
  journalBodyBytes: setting(
    'Controls',
    integer({ default: 16384, minimum: 0, maximum: 64 * MEBIBYTE, description: 'Bytes of each body that the journal keeps.' })
  ),
  logLevel: setting(
    'Logging',
    choice(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
      default: 'info',
      description: 'What is logged: `fatal`, `error`, `warn`, `info`, `debug`, `trace` or `silent`.'
    })
  ),
  logFormat: setting(
    'Logging',
    choice(['auto', 'json', 'pretty'], { default: 'auto', description: '`json`, `pretty`, or `auto`: pretty on a terminal.' })
  )
} as const satisfies Record<string, Setting>

export type SettingName = keyof typeof settings

/** The environment variable of a setting. */
export const variableOf = (name: string): string => name.replace(/[A-Z]/g, '_$&').toUpperCase()

/** The flag of a setting, without its dashes. */
export const flagOf = (name: string): string => name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)
