/** `token`: prints an access token, from the keys of a database or from an emulator that runs. */
import { systemClock } from '../base/clock.js'
import { trimEnd } from '../base/trim-end.js'
import { ConfigError } from '../config.js'
import type { Config } from '../config.js'
import { tenantIdOf } from '../emulator/emulator-state.js'
import { issueToken } from '../http/identity/issue-token.js'
import type { TokenOptions } from '../http/identity/issue-token.js'
import { urlOf } from '../http/listen.js'
import { openIdentity } from '../identity/identity.js'
import { GRAPH_AUDIENCE } from '../identity/requested-permissions.js'
import { databaseOptions, openDatabase } from '../storage/database/open-database.js'
import { failureOf, requestEmulator } from './request-emulator.js'

/** What the flags of `token` say; see `program.ts`. */
export interface TokenFlags {
  readonly tenant: string
  readonly scope?: readonly string[]
  readonly role?: readonly string[]
  readonly user?: string
  readonly application?: string
  readonly audience?: string
  readonly expiresIn?: number
  readonly url?: string
  readonly clientSecret?: string
  readonly password?: string
}

export async function printToken (config: Config, flags: TokenFlags): Promise<void> {
  process.stdout.write(`${flags.url === undefined ? await signToken(config, flags) : await fetchToken(flags.url, flags)}\n`)
}

/** Signs with the database's own key, which is made when there is none yet. */
async function signToken (config: Config, { tenant, scope, role, user, application, audience, expiresIn }: TokenFlags): Promise<string> {
  if (/^file::memory:/.test(config.databaseUrl)) {
    throw new ConfigError('An in-memory database cannot share its signing key. Pass --url to have the running emulator issue the token.')
  }
  const database = await openDatabase(config.databaseUrl, databaseOptions(config))
  try {
    const url = config.publicUrl === ''
      ? urlOf(config.tls ? 'https' : 'http', config.host, config.port)
      : trimEnd(config.publicUrl, '/')
    // Refuses what cannot be one; the spelling stays.
    tenantIdOf(tenant)
    const options = { tenant, scopes: scope, roles: role, user, application, audience, expiresIn }
    const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as TokenOptions
    return await issueToken({ identity: await openIdentity({ jwks: '', identities: '' }, database, systemClock) }, config, url, given)
  } finally {
    await database.close()
  }
}

async function fetchToken (url: string, flags: TokenFlags): Promise<string> {
  const unfit = (['role', 'audience', 'expiresIn'] as const).find(name => flags[name] !== undefined)
  if (unfit !== undefined) {
    throw new ConfigError(
      `--${
        unfit.replace('I', '-i')
      } does not go with --url: an emulator that runs decides that itself. Leave out --url to sign with the keys of --database-url.`
    )
  }
  const { status, body } = await requestEmulator(new URL(`/${encodeURIComponent(flags.tenant)}/oauth2/v2.0/token`, url), formOf(flags))
    .catch((error: unknown) => { throw new Error(`${url} does not answer: ${failureOf(error)}`) })
  const answer = parseAnswer(body)
  if (status !== 200 || answer.access_token === undefined) {
    throw new Error(answer.error_description ?? `${url} is not an emulator: it answers ${status} where tokens should be.`)
  }
  return answer.access_token
}

/** A user's token where scopes or a user are asked for, else the application's. */
function formOf ({ tenant, scope, user, application = 'cli', clientSecret, password }: TokenFlags): URLSearchParams {
  const client = { client_id: application, ...clientSecret === undefined ? {} : { client_secret: clientSecret } }
  if (scope === undefined && user === undefined) {
    return new URLSearchParams({ client_secret: 'any', ...client, grant_type: 'client_credentials', scope: `${GRAPH_AUDIENCE}/.default` })
  }
  return new URLSearchParams({
    ...client,
    grant_type: 'password',
    username: user ?? `user@${tenant}`,
    password: password ?? 'any',
    scope: scope?.join(' ') ?? `${GRAPH_AUDIENCE}/.default`
  })
}

function parseAnswer (body: string): { readonly access_token?: string, readonly error_description?: string } {
  try {
    return JSON.parse(body) as object
  } catch {
    return {}
  }
}
