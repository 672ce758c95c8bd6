/** The controls' own OpenAPI document and Swagger UI: made from their routes, and apart from Graph's. */
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import { packageVersion } from '../base/package-folder.js'
import { DOCUMENTATION, pageTheme } from '../http/page-links.js'
import type { AdminApp } from './section.js'
import { ADMIN_PREFIX } from './section.js'

const DESCRIPTION =
  'What makes the emulator a test backend: faults, the journal of requests, the clock. None of it is part of Microsoft Graph.'

/** To be registered before the routes it is to show. */
export async function adminDocuments (
  app: AdminApp,
  { guarded, besideGraph }: { readonly guarded: boolean, readonly besideGraph: boolean }
): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Controls of graph-office-emulator',
        version: packageVersion(),
        description: DESCRIPTION,
        license: { name: 'MIT', identifier: 'MIT' }
      },
      servers: [{ url: '/', description: 'This service' }],
      ...guarded
        ? { components: { securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'x-admin-key' } } }, security: [{ key: [] }] }
        : {}
    },
    transformObject: document => withoutGraph('openapiObject' in document ? document.openapiObject : document.swaggerObject)
  })
  const open = { schema: { hide: true }, config: { withoutKey: true } }
  app.get('/openapi.json', open, async () => app.swagger())
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    indexPrefix: ADMIN_PREFIX,
    uiConfig: { persistAuthorization: true, displayRequestDuration: true, tryItOutEnabled: true },
    theme: pageTheme('Controls', [
      ...besideGraph ? [{ text: 'Microsoft Graph', href: '../docs' }] : [],
      { text: 'openapi.json', href: './openapi.json' },
      DOCUMENTATION
    ])
  })
}

/** Fastify hands Graph's schemas down to all; the controls refer to none of them. */
function withoutGraph<Document extends object> (document: Document): Document {
  delete (document as { components?: { schemas?: object } }).components?.schemas
  return document
}
