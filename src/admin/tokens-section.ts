/** `/__admin/tokens`: access tokens signed by the service, good ones and such as must be refused. */
import { Type } from '@sinclair/typebox'
import type { FastifyInstance } from 'fastify'
import type { Config } from '../config.js'
import { issueToken } from '../http/identity/issue-token.js'
import { serviceRootUrl } from '../http/service-root.js'
import { DEFAULT_TENANT, TENANT_ID_PATTERN } from '../tenant/tenant-id.js'
import { answer } from './openapi/control-documentation.js'
import type { AdminSection } from './section.js'

const Permissions = (description: string) =>
  Type.Array(Type.String({ minLength: 1, maxLength: 200 }), { maxItems: 100, description })

const TokenRequest = Type.Object({
  tenant: Type.Optional(Type.String({ pattern: TENANT_ID_PATTERN, description: `Claim \`tid\`: whose data. Default: \`${DEFAULT_TENANT}\`.` })),
  scopes: Type.Optional(Permissions('Delegated permissions (`scp`), of a user.')),
  roles: Type.Optional(Permissions('Application permissions (`roles`); without `scopes` and `roles`, all there are.')),
  user: Type.Optional(Type.String({ minLength: 1, maxLength: 320, description: "The user's principal name." })),
  application: Type.Optional(Type.String({ minLength: 1, maxLength: 200, description: 'Claims `appid` and `azp`.' })),
  audience: Type.Optional(Type.String({ minLength: 1, maxLength: 500, description: "Claim `aud`. Default: Microsoft Graph's." })),
  expiresIn: Type.Optional(Type.Integer({
    minimum: -31_536_000,
    maximum: 31_536_000,
    description: 'Seconds until it expires; negative: it has expired. Default: `3600`.'
  }))
}, { additionalProperties: false, title: 'TokenRequest', description: 'What the token is like.' })

const TokenShown = Type.Object({ token: Type.String({ description: 'To be sent as `Authorization: Bearer {token}`.' }) }, { title: 'Token' })

export interface TokensSectionOptions {
  readonly app: Pick<FastifyInstance, 'identity'>
  readonly config: Pick<Config, 'issuer' | 'publicUrl' | 'trustProxy'>
}

export const tokensSection = ({ app: service, config }: TokensSectionOptions): AdminSection => async app => {
  app.post('/tokens', {
    schema: {
      operationId: 'makeToken',
      summary: 'Make a token',
      description: "Signed with the service's own key, which `AUTH=jwt` verifies with unless `JWKS` names others.",
      tags: ['Tokens'],
      body: TokenRequest,
      documentation: {
        examples: {
          good: { summary: 'One that may do everything', value: { tenant: 'default' } },
          reader: { summary: 'One that may only read', value: { roles: ['DeviceManagementConfiguration.Read.All'] } },
          expired: { summary: 'One that has expired', value: { expiresIn: -1 } },
          otherAudience: { summary: 'One for another service', value: { audience: 'api://other' } }
        }
      },
      response: { 200: answer('The token.', TokenShown) }
    }
  }, async (request, reply) => {
    reply.header('Cache-Control', 'no-store')
    return { token: await issueToken(service, config, serviceRootUrl(request, '', config), request.body) }
  })
}
