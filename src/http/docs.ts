/** The OpenAPI document, made from the routes that serve, and Swagger UI over it. */
import swagger from '@fastify/swagger'
import type { FastifySwaggerUiOptions } from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import { packageVersion } from '../base/package-folder.js'
import { favicon } from './favicon.js'
import { DOCUMENTATION, pageTheme } from './page-links.js'
import { beginWithNothing } from './openapi/begin-with-nothing.js'
import { createCompletion } from './openapi/complete.js'
import { documentServers } from './openapi/document-servers.js'
import type { Documentation, LaterResources } from './openapi/documentation.js'
import { swaggerPage } from './swagger-page.js'
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
  const { title, description, operations, tags, components, roots, later } = documentation
  const { documentRoute, completeDocument } = createCompletion(operations)
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title, version: packageVersion(), description, contact: CONTACT, license: { name: 'MIT', identifier: 'MIT' } },
      servers: [...documentServers(roots)],
      tags: [...tags],
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
  const documentOf = createDocument(app, documentation)
  app.decorate('apiDocument', documentOf)
  await app.register(swaggerPage, {
    document: app.swagger,
    uiConfig: {
      persistAuthorization: true,
      displayRequestDuration: true,
      tryItOutEnabled: true,
      ...later?.many === true ? { docExpansion: 'none' } : {}
    },
    indexPrefix: '',
    ...later === undefined
      ? { transformSpecification: document => beginWithNothing(document) }
      : laterSpecification(documentOf, later),
    theme: pageTheme(title, [
      ...controls ? [{ text: 'Console', href: './__admin/' }, { text: 'Controls', href: './__admin/docs' }] : [],
      { text: 'openapi.json', href: './openapi.json' },
      DOCUMENTATION
    ])
  })
  const hidden = { schema: { hide: true } }
  if (startPage) app.get('/', hidden, async (_request, reply) => reply.redirect(controls ? '/__admin/' : '/docs'))
  await app.register(favicon, { page: '/docs' })
  app.get('/openapi.json', hidden, documentOf)
  app.get('/openapi.yaml', hidden, async (_request, reply) => {
    const { toYaml } = await import('./openapi/openapi-documents.js')
    return await reply.type('application/yaml').send(toYaml(await documentOf()))
  })
  app.get('/openapi-3.0.json', hidden, async () => downgrade(await documentOf()))
}, { name: 'api-documents', dependencies: ['request-ids'] })

/** The document; its resources are described once, when it is first asked for. */
function createDocument (app: FastifyInstance, { description, later }: Documentation): () => Promise<object> {
  if (later === undefined) return async () => app.swagger()
  let made: Promise<object> | undefined
  const make = async (): Promise<object> => {
    const base = app.swagger() as unknown as { readonly info: object, readonly tags: readonly object[], readonly components: object }
    const { paths, tags, components, leftOut } = await later.describe()
    return {
      ...base,
      info: { ...base.info, description: leftOut === '' ? description : `${description}\n\n${leftOut}` },
      tags: [...base.tags, ...tags],
      components: { ...base.components, ...components },
      paths
    }
  }
  return async () => await (made ??= make())
}

/**
 * Swagger UI asks for its document at once, and it is not there at once: a hook waits for it. A long one it gets in OpenAPI 3.0, whose
 * references it follows when they are looked at; in 3.1 it follows them all, which keeps the page busy for a minute.
 */
function laterSpecification (
  documentOf: () => Promise<object>,
  { many }: LaterResources
): Pick<FastifySwaggerUiOptions, 'uiHooks' | 'transformSpecification'> {
  let shown: object = {}
  return {
    uiHooks: {
      preHandler: async request => { if (request.url.endsWith('/docs/json') || request.url.endsWith('/docs/yaml')) shown = await documentOf() }
    },
    transformSpecification: () => beginWithNothing(many ? downgrade(shown) : structuredClone(shown))
  }
}

declare module 'fastify' {
  interface FastifyInstance {
    /** The OpenAPI document of the service's resources. */
    readonly apiDocument: () => Promise<object>
  }
}
