/** `scope` of a token request: one resource, its permissions, and OpenID's own words beside them. */
import { GRAPH_AUDIENCE, GRAPH_AUDIENCES } from '../../identity/requested-permissions.js'
import { OAuthError } from './oauth-error.js'

export interface RequestedScopes {
  /** Claim `aud` of the token: how the client named Graph. */
  readonly audience: string
  /** Permissions by name; undefined: `.default`, all that were granted. */
  readonly permissions: readonly string[] | undefined
  readonly openid: boolean
  readonly offlineAccess: boolean
}

const OPENID_WORDS = ['openid', 'profile', 'email', 'offline_access']

/** @param serviceUrl `https://host:port`: clients that derive the scope from Graph's address name this service instead. */
export function parseScopes (scope: string, serviceUrl: string): RequestedScopes {
  const words = scope.split(/\s+/).filter(word => word !== '')
  const named = words.filter(word => !OPENID_WORDS.includes(word)).map(word => splitScope(word, serviceUrl))
  const audience = named.find(({ resource }) => resource !== undefined)?.resource ?? GRAPH_AUDIENCE
  const permissions = named.map(({ permission }) => permission)
  return {
    audience,
    permissions: permissions.length === 0 || permissions.includes('.default') ? undefined : permissions,
    openid: words.includes('openid'),
    offlineAccess: words.includes('offline_access')
  }
}

function splitScope (word: string, serviceUrl: string): { resource: string | undefined, permission: string } {
  const slash = word.lastIndexOf('/')
  if (slash === -1) return { resource: undefined, permission: word }
  const resource = word.slice(0, slash).replace(/\/$/, '')
  if (resource.toLowerCase() === serviceUrl.toLowerCase()) return { resource: GRAPH_AUDIENCE, permission: word.slice(slash + 1) }
  if (GRAPH_AUDIENCES.includes(resource)) return { resource, permission: word.slice(slash + 1) }
  throw new OAuthError(
    'invalid_resource',
    500011,
    `The resource principal named ${resource.slice(0, 200)} was not found in the tenant. Ask for ${GRAPH_AUDIENCE}/.default.`
  )
}
