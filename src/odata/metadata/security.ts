/** Who may do what (the OData Authorization vocabulary, and `Permissions` of the Capabilities vocabulary). */
import type { Annotation } from '../../edm/types.js'
import { annotation, recordOf } from './annotation.js'
import type { PlainValue } from './annotation.js'

const SCHEME = 'bearer'

/** Any one of the scopes is enough. */
export const permissions = (
  scopes: readonly string[]
): PlainValue => [{ SchemeName: SCHEME, Scopes: scopes.map(scope => ({ Scope: scope })) }]

/** The one way to sign a request. */
export const annotateSecurity = (): readonly Annotation[] => [
  annotation('Authorization.Authorizations', [recordOf('Authorization.Http', {
    Name: SCHEME,
    Description: 'Any bearer token; the tenant and the permissions of a JWT are honoured.',
    Scheme: 'bearer',
    BearerFormat: 'JWT'
  })]),
  annotation('Authorization.SecuritySchemes', [{ Authorization: SCHEME, RequiredScopes: [] }])
]
