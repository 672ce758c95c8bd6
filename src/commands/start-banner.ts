/** What a start says on a terminal: where everything is, which token works, how to stop. */
import { resolve } from 'node:path'
import { maskPassword } from '../config.js'
import type { Config } from '../config.js'
import type { Address } from '../http/listen.js'
import { parseSqliteUrl } from '../storage/database/sqlite-url.js'

/** For people who see it: not in a log, not beside `--json`, and not where the log was asked to be silent about a start. */
export function wantsBanner ({ logLevel }: Pick<Config, 'logLevel'>, { json, isTerminal }: { readonly json: boolean, readonly isTerminal: boolean }): boolean {
  return isTerminal && !json && ['trace', 'debug', 'info'].includes(logLevel)
}

export interface StartedService {
  /** Of the program. */
  readonly version: string
  /** The path of a first resource, or of the service document. */
  readonly firstPath: string
  /** What is wanted of tokens, by the settings and the model. */
  readonly auth: Config['auth']
}

/** Lines of text, without the last line break. */
export function startBanner ({ url, tlsUrl, adminUrl }: Address, config: Config, { version, firstPath, auth }: StartedService): string {
  const lines: ReadonlyArray<readonly [label: string, text: string | undefined]> = [
    ['API', `${url}${firstPath}`],
    ['', tlsUrl === undefined ? undefined : `${tlsUrl}${firstPath}`],
    ['Swagger UI', `${url}/docs`],
    ['Controls', adminUrl === undefined ? undefined : `${adminUrl}/docs`],
    ['OpenAPI', `${url}/openapi.json`],
    ['Data', dataOf(config)],
    ['Token', tokenOf({ ...config, auth })],
    ['Stop', 'Ctrl+C']
  ]
  const shown = lines.filter(([, text]) => text !== undefined).map(([label, text]) => `  ${label.padEnd(12)}${String(text)}`)
  return [`graph-office-emulator ${version}`, '', ...shown].join('\n')
}

function dataOf ({ databaseUrl }: Config): string {
  if (!databaseUrl.startsWith('file:')) return maskPassword(databaseUrl)
  const { path, inMemory } = parseSqliteUrl(databaseUrl, 'DATABASE_URL')
  return inMemory ? 'in memory; gone at the end' : `${resolve(path)} (SQLite)`
}

function tokenOf ({ auth, jwks }: Config): string {
  switch (auth) {
    case 'none': return 'none needed'
    case 'bearer': return 'any word will do: Authorization: Bearer any-word'
    case 'jwt': return jwks === '' ? 'graph-office-emulator token prints one' : `one that the keys of ${maskPassword(jwks)} signed`
  }
}
