/** The controls' own OpenAPI document and Swagger UI: made from their routes, and apart from Graph's. */
import swagger from '@fastify/swagger'
import { packageVersion } from '../../base/package-folder.js'
import { CONTACT } from '../../http/docs.js'
import { DOCUMENTATION, pageTheme } from '../../http/page-links.js'
import { swaggerPage } from '../../http/swagger-page.js'
import { downgrade } from '../../http/openapi/downgrade.js'
import type { AdminApp } from '../section.js'
import { ADMIN_PREFIX } from '../section.js'
import { completeControls } from './complete-controls.js'
import type { ControlDocumentation } from './control-documentation.js'

const DESCRIPTION = `What makes the emulator a test backend: faults, the journal of requests, the clock, and the state of tenants. None of it is part of Microsoft Graph.

If the service was started with \`ADMIN_KEY\`, press **Authorize** and enter it. Then open a control and press **Execute**: every example works as it is.`

const TAGS = [
  { name: 'Service', description: 'Which service this is.' },
  { name: 'Clock', description: 'What time it is for the service.' },
  { name: 'Faults', description: 'Errors, delays and broken connections on purpose.' },
  { name: 'Scenarios', description: 'States that rules name and move on: a request may fail now and succeed later.' },
  { name: 'Throttle', description: 'How many requests a client may send before it gets a 429.' },
  { name: 'Journal', description: 'What was asked and answered.' },
  { name: 'Tokens', description: 'Access tokens, valid and invalid.' },
  { name: 'Tenants', description: 'The tenants, and what each has set for itself.' },
  { name: 'State', description: 'All that a tenant has: exported, imported, generated; and a backup of all tenants.' },
  { name: 'Snapshots', description: 'States with a name, to come back to.' }
]

/** To be registered before the routes it is to show. */
export async function adminDocuments (
  app: AdminApp,
  { guarded, besideGraph }: { readonly guarded: boolean, readonly besideGraph: boolean }
): Promise<void> {
  const documentation = new Map<string, ControlDocumentation>()
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Controls of graph-office-emulator',
        version: packageVersion(),
        description: DESCRIPTION,
        contact: CONTACT,
        license: { name: 'MIT', identifier: 'MIT' }
      },
      servers: [{ url: '/', description: 'This service' }],
      tags: TAGS,
      components: {
        securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'x-admin-key', description: 'What `ADMIN_KEY` says.' } }
      },
      // Without a key of the service's the header may be left out.
      security: guarded ? [{ key: [] }] : [{}, { key: [] }]
    },
    transform: ({ schema, url }) => {
      const { operationId, documentation: said } = schema
      if (operationId !== undefined && said !== undefined) documentation.set(operationId, said)
      return { schema, url }
    },
    transformObject: given =>
      completeControls(withoutGraph('openapiObject' in given ? given.openapiObject : given.swaggerObject), id => documentation.get(id) ?? {})
  })
  const open = { schema: { hide: true }, config: { withoutKey: true } }
  app.get('/openapi.json', open, async () => app.swagger())
  app.get('/openapi.yaml', open, async (_request, reply) => {
    const { toYaml } = await import('../../http/openapi/openapi-documents.js')
    return await reply.type('application/yaml').serializer(String).send(toYaml(app.swagger()))
  })
  app.get('/openapi-3.0.json', open, async () => downgrade(app.swagger()))
  await app.register(swaggerPage, {
    document: app.swagger,
    indexPrefix: ADMIN_PREFIX,
    uiConfig: { persistAuthorization: true, displayRequestDuration: true, tryItOutEnabled: true },
    theme: pageTheme('Controls', [
      { text: 'Console', href: './' },
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
