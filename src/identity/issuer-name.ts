/** The claim `iss`: who made a token. The settings' issuer may hold `{tenantid}`, as the metadata of Microsoft's identity platform does. */

/** The issuer of a tenant's tokens: `template` filled in, or the tenant below `serviceUrl` (`http://host:port`) when there is none. */
export function issuerOf (template: string, serviceUrl: string, tenant: string): string {
  return template === '' ? `${serviceUrl}/${tenant}/v2.0` : template.replaceAll('{tenantid}', tenant)
}

/**
 * Whether tokens of this service's own keys may carry `issuer`: any host, since instances and restarts share keys and not ports, but the
 * token's own tenant.
 */
export function isOwnIssuer (issuer: string, tenant: string): boolean {
  return /^https?:\/\/[^/]/.test(issuer) && issuer.endsWith(`/${tenant}/v2.0`)
}
