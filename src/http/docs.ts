/** The OpenAPI document, made from the routes that serve, and Swagger UI over it. */
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import { packageVersion } from '../base/package-folder.js'
import { favicon } from './favicon.js'
import { DOCUMENTATION, pageTheme } from './page-links.js'
import { beginWithNothing } from './openapi/begin-with-nothing.js'
import { createCompletion } from './openapi/complete.js'
import { documentServers } from './openapi/document-servers.js'
import type { Documentation } from './openapi/documentation.js'
import { toYaml } from './openapi/openapi-documents.js'
import { downgrade } from './openapi/downgrade.js'

export interface ApiDocumentsOptions {
  readonly documentation: Documentation
  /** Whether `/` leads to the console, or to the Swagger UI where there is none: not where it is the service root. */
  readonly startPage: boolean
  /** Whether the controls are beside it. */
  readonly controls: boolean
}

/** Where to ask. */
export const CONTACT = {
  name: 'graph-office-emulator',
  url: 'https://github.com/graph-office-emulator/graph-office-emulator'
}

export const apiDocuments = fastifyPlugin(async (app: FastifyInstance, { documentation, startPage, controls }: ApiDocumentsOptions) => {
  const { title, description, operations, tags, components, roots } = documentation
  const { documentRoute, completeDocument } = createCompletion(operations)
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title, version: packageVersion(), description, contact: CONTACT, license: { name: 'MIT', identifier: 'MIT' } },
      servers: [...documentServers(roots)],
      tags: [...tags, { name: 'batch', description: 'Several requests as one.' }],
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
  for (const schema of components) app.addSchema(schema)
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    uiConfig: { persistAuthorization: true, displayRequestDuration: true, tryItOutEnabled: true },
    indexPrefix: '',
    transformSpecification: document => beginWithNothing(document),
    theme: pageTheme(title, [
      ...controls ? [{ text: 'Console', href: './__admin/' }, { text: 'Controls', href: './__admin/docs' }] : [],
      { text: 'openapi.json', href: './openapi.json' },
      DOCUMENTATION
    ])
  })
  const hidden = { schema: { hide: true } }
  if (startPage) app.get('/', hidden, async (_request, reply) => reply.redirect(controls ? '/__admin/' : '/docs'))
  await app.register(favicon, { page: '/docs' })
  app.get('/openapi.json', hidden, async () => app.swagger())
  app.get('/openapi.yaml', hidden, async (_request, reply) => reply.type('application/yaml').send(toYaml(app.swagger())))
  app.get('/openapi-3.0.json', hidden, async () => downgrade(app.swagger()))
}, { name: 'api-documents', dependencies: ['request-ids'] })
