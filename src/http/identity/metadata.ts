/** What a client reads before it asks for a token: OpenID Connect Discovery 1.0, and Microsoft's own discoveries. */

/** @param issuer Claim `iss` of the tenant's tokens. @param serviceUrl `https://host:port` as the client knows it. */
export function openIdConfiguration (issuer: string, serviceUrl: string, tenant: string): object {
  const base = `${serviceUrl}/${tenant}`
  return {
    token_endpoint: `${base}/oauth2/v2.0/token`,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic', 'private_key_jwt'],
    jwks_uri: `${base}/discovery/v2.0/keys`,
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    response_types_supported: ['code'],
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
    grant_types_supported: ['client_credentials', 'password', 'refresh_token'],
    issuer,
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    claims_supported: ['sub', 'iss', 'aud', 'exp', 'iat', 'nonce', 'preferred_username', 'name', 'tid', 'ver', 'oid'],
    cloud_instance_name: new URL(serviceUrl).host,
    cloud_graph_host_name: 'graph.windows.net',
    msgraph_host: 'graph.microsoft.com',
    tenant_region_scope: null,
    request_uri_parameter_supported: false
  }
}

/** Instance discovery: this host is an authority, and an alias of none but itself. */
export function instanceDiscovery (serviceUrl: string): object {
  const { host } = new URL(serviceUrl)
  return {
    tenant_discovery_endpoint: `${serviceUrl}/common/v2.0/.well-known/openid-configuration`,
    'api-version': '1.1',
    metadata: [{ preferred_network: host, preferred_cache: host, aliases: [host] }]
  }
}

/** User realm discovery: every user signs in here, with a password. */
export function userRealm (serviceUrl: string, user: string): object {
  return {
    ver: '1.0',
    account_type: 'Managed',
    domain_name: user.slice(user.lastIndexOf('@') + 1),
    cloud_instance_name: new URL(serviceUrl).host,
    cloud_audience_urn: 'urn:federation:MicrosoftOnline'
  }
}
