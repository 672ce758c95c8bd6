/** Every setting, once: its type, default, bounds and effect. `config.ts` reads them; a test compares the documentation with them. */
import type { TSchema } from '@sinclair/typebox'
import { modelSettings } from './model-settings.js'
import { requestSettings } from './request-settings.js'
import { boolean, choice, integer, OPTIONAL_PORT, OPTIONAL_URL, text } from './setting-schemas.js'

const MEBIBYTE = 1024 * 1024

/** The headings of `--help`. */
export type SettingGroup = 'Model' | 'Server' | 'TLS' | 'Tokens' | 'Database' | 'Requests' | 'Links' | 'Controls' | 'Logging'

export interface Setting<Schema extends TSchema = TSchema> {
  readonly group: SettingGroup
  readonly schema: Schema
}

const setting = <Schema extends TSchema>(group: SettingGroup, schema: Schema): Setting<Schema> => ({ group, schema })

/** The name of a setting gives those of its variable and flag: `maxUrlLength` is `MAX_URL_LENGTH` and `--max-url-length`. */
export const settings = {
  ...modelSettings,
  port: setting('Server', integer({ default: 3000, minimum: 0, maximum: 65535, description: 'TCP port; 0 takes any free one.' })),
  host: setting(
    'Server',
    text({
      default: 'localhost',
      minLength: 1,
      description: 'Address to listen on; `localhost` means `127.0.0.1` and `::1`, `0.0.0.0` means all addresses.'
    })
  ),
  corsOrigin: setting(
    'Server',
    text({ default: '*', minLength: 1, description: 'Origins whose pages may call the API, separated by commas; `*` allows all.' })
  ),
  compression: setting(
    'Server',
    choice(['on', 'off'], { default: 'on', description: '`on` sends answers above 1 KiB in `gzip` or `br` to clients that accept it.' })
  ),
  otelExporterOtlpEndpoint: setting('Server',
    text({ default: '', pattern: OPTIONAL_URL, description: 'Base URL of an OpenTelemetry collector, which then gets traces; empty: none.' })),
  shutdownTimeout: setting(
    'Server',
    integer({
      default: 10000,
      minimum: 1,
      maximum: 600000,
      description: 'Milliseconds that requests in flight have to finish when the service stops; after that they are cut off.'
    })
  ),
  tls: setting(
    'TLS',
    boolean({ default: false, description: 'Serve https on the port, with a generated certificate; its CA is at `/__admin/ca.pem`.' })
  ),
  tlsPort: setting(
    'TLS',
    text({ default: '', pattern: OPTIONAL_PORT, description: 'TCP port for https beside http; 0 takes any free one, empty: none.' })
  ),
  tlsCert: setting(
    'TLS',
    text({
      default: '',
      description: 'PEM file with a certificate and its intermediates, to use instead of the generated one.'
    })
  ),
  tlsKey: setting('TLS', text({ default: '', description: 'PEM file of the private key of `TLS_CERT`.' })),
  auth: setting(
    'Tokens',
    choice(['bearer', 'jwt', 'none'], {
      default: 'bearer',
      description: '`bearer` accepts any bearer token and honours the claims of a JWT; `jwt` verifies the token; `none` requires no token.'
    })
  ),
  jwks: setting(
    'Tokens',
    text({
      default: '',
      description: "File or URL of the keys that `jwt` verifies with; empty: the service's own keys, which sign the tokens it issues."
    })
  ),
  issuer: setting(
    'Tokens',
    text({
      default: '',
      description:
        "Required value of the claim `iss`, with `{tenantid}` for the tenant; empty: the service's own issuer, or any with `JWKS`."
    })
  ),
  identities: setting(
    'Tokens',
    text({ default: '', description: 'JSON file with the clients and users that may get tokens; empty: all of them.' })
  ),
  databaseUrl: setting(
    'Database',
    text({
      default: 'file:./data/office.db',
      pattern: '^(file:.|postgres(ql)?://)',
      description: '`file:path` (SQLite), `file::memory:` (discarded at the end), or `postgresql://…`.'
    })
  ),
  directUrl: setting(
    'Database',
    text({
      default: '',
      pattern: '^$|^postgres(ql)?://',
      description: 'Direct connection to PostgreSQL for migrations, when `DATABASE_URL` points to PgBouncer (`?pgbouncer=true`); empty: `DATABASE_URL`.'
    })
  ),
  databasePoolSize: setting(
    'Database',
    integer({ default: 10, minimum: 2, maximum: 1000, description: 'Maximum number of connections to PostgreSQL.' })
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
      description: 'Folder for temporary files: large imports, long answers, backups and in-memory databases; empty: beside the database file, or the system\'s.'
    })
  ),
  seed: setting(
    'Database',
    text({
      default: '',
      description: 'JSON or YAML file with the data that an empty database starts with and that a reset returns to; empty: none.'
    })
  ),
  ...requestSettings,
  vocabularies: setting(
    'Links',
    choice(['oasis', 'own'], {
      default: 'oasis',
      description: 'Where `$metadata` refers to for vocabularies: to OASIS (`oasis`), or to copies on this service, for clients without internet access (`own`).'
    })
  ),
  publicUrl: setting(
    'Links',
    text({
      default: '', pattern: OPTIONAL_URL, description: 'Base URL of links in answers, e.g. `https://office.example`; empty: the host of the request.'
    })
  ),
  trustProxy: setting(
    'Links',
    boolean({ default: false, description: 'Trust the headers `X-Forwarded-Proto`, `-Host` and `-Prefix`.' })
  ),
  admin: setting('Controls', choice(['on', 'off'], { default: 'on', description: 'Whether to serve the controls under `/__admin`.' })),
  adminPort: setting(
    'Controls',
    text({
      default: '',
      pattern: OPTIONAL_PORT,
      description: 'TCP port for the controls; 0 takes any free one, empty: the main port.'
    })
  ),
  adminKey: setting(
    'Controls',
    text({
      default: '',
      pattern: '^[\\x21-\\x7e]*$',
      writeOnly: true,
      description:
        'Key that callers of the controls must send as `x-admin-key` or as a bearer token; empty: none, or one generated and printed at start if `HOST` is not loopback.'
    })
  ),
  adminOrigins: setting(
    'Controls',
    text({
      default: '',
      description: 'Origins whose pages may use the controls and get tokens, separated by commas; empty: only the service\'s own pages, `*`: all.'
    })
  ),
  allowedHosts: setting(
    'Controls',
    text({
      default: '',
      description: 'Further host names under which the controls and the token endpoint answer, besides loopback, `HOST` and `PUBLIC_URL`; separated by commas, `*`: any.'
    })
  ),
  throttle: setting(
    'Controls',
    text({
      default: 'off',
      pattern: '^(off|graph|[1-9][0-9]{0,8}/[1-9][0-9]{0,8},[1-9][0-9]{0,8}/[1-9][0-9]{0,8})$',
      description:
        'Limits per 20 seconds: `off`, `graph` (those of the real service, `1000/100,2000/200`), or requests/writes per application, then per tenant.'
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
      description: 'Lowest level that is logged: `fatal`, `error`, `warn`, `info`, `debug`, `trace` or `silent`.'
    })
  ),
  logFormat: setting('Logging', choice(['auto', 'json', 'pretty'], { default: 'auto', description: '`json`, `pretty`, or `auto` (pretty on a terminal).' }))
} as const satisfies Record<string, Setting>

export type SettingName = keyof typeof settings

/** The environment variable of a setting. */
export const variableOf = (name: string): string => name.replace(/[A-Z]/g, '_$&').toUpperCase()

/** The flag of a setting, without its dashes. */
export const flagOf = (name: string): string => name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)
