/** The OpenAPI document, made from the routes that serve, and Swagger UI over it. */
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import { packageVersion } from '../base/package-folder.js'
import { favicon } from './favicon.js'
import { DOCUMENTATION, pageTheme } from './page-links.js'
import { componentSchemas } from './openapi/components.js'
import { serviceRoots } from './openapi/document-servers.js'
import { toYaml } from './openapi/openapi-documents.js'
import { completeDocument, documentRoute } from './openapi/complete.js'
import { beginWithNothing } from './openapi/query-examples.js'
import { downgrade } from './openapi/downgrade.js'
import { documentedTags } from './openapi/documented-operations.js'

const DESCRIPTION = `A durable test backend for Microsoft Graph's \`officeConfiguration\`.

Press **Authorize** and type any word: every token is good, unless the service verifies them (AUTH=jwt). Then open an operation and press **Execute**. **Servers** chooses the version and the tenant.`

/** Where to ask. */
export const CONTACT = {
  name: 'graph-office-emulator',
  url: 'https://github.com/graph-office-emulator/graph-office-emulator'
}

export const apiDocuments = fastifyPlugin(async (app: FastifyInstance, { controls }: { readonly controls: boolean }) => {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'officeConfiguration', version: packageVersion(), description: DESCRIPTION, contact: CONTACT, license: { name: 'MIT', identifier: 'MIT' } },
      servers: [...serviceRoots],
      tags: [...documentedTags, { name: 'batch', description: 'Several requests as one.' }],
      components: {
        securitySchemes: {
          bearer: { type: 'http', scheme: 'bearer', description: "Any word; a JWT's tenant and permissions are honoured." }
        }
      }
    },
    transform: documentRoute,
    transformObject: document => completeDocument('openapiObject' in document ? document.openapiObject : document.swaggerObject),
    refResolver: { buildLocalReference: schema => String(schema['$id']) }
  })
  for (const schema of componentSchemas) app.addSchema(schema)
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    uiConfig: { persistAuthorization: true, displayRequestDuration: true, tryItOutEnabled: true },
    indexPrefix: '',
    transformSpecification: document => beginWithNothing(document),
    theme: pageTheme('officeConfiguration', [
      ...controls ? [{ text: 'Controls', href: './__admin/docs' }] : [],
      { text: 'openapi.json', href: './openapi.json' },
      DOCUMENTATION
    ])
  })
  const hidden = { schema: { hide: true } }
  app.get('/', hidden, async (_request, reply) => reply.redirect('/docs'))
  await app.register(favicon, { page: '/docs' })
  app.get('/openapi.json', hidden, async () => app.swagger())
  app.get('/openapi.yaml', hidden, async (_request, reply) => reply.type('application/yaml').send(toYaml(app.swagger())))
  app.get('/openapi-3.0.json', hidden, async () => downgrade(app.swagger()))
}, { name: 'api-documents', dependencies: ['request-ids'] })
