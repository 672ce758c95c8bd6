/**
 * Swagger UI over a document of this service. Its package brings a hundred modules, a sixth of what a start loads, and most runs of the
 * service never show it: it is loaded when somebody first opens the page, into an app of its own that answers for its part of the URLs.
 */
import type { FastifySwaggerUiOptions } from '@fastify/swagger-ui'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import fastify from 'fastify'
import fastifyPlugin from 'fastify-plugin'

export interface SwaggerPageOptions extends Omit<FastifySwaggerUiOptions, 'routePrefix'> {
  /** The document, as Swagger UI asks for it: at once. */
  readonly document: FastifyInstance['swagger']
}

const PAGE = '/docs'

/** The page, the document that it asks for, and its files. */
const urls = ['', '/', '/json', '/yaml', '/static/*'].map(path => `${PAGE}${path}`)

/** Answers `/docs` and what is below it, under the prefix that it is registered with. */
export async function swaggerPage (app: FastifyInstance, options: SwaggerPageOptions): Promise<void> {
  let page: Promise<FastifyInstance> | undefined
  const answer = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    page ??= load(app.prefix, options)
    const { headers, raw: { url = '' } } = request
    const made = await (await page).inject({ url, headers })
    if (made.statusCode === 404) return reply.callNotFound() as unknown as FastifyReply
    const { connection: _own, date: _now, ...rest } = made.headers
    return await reply.code(made.statusCode).headers(rest).send(made.rawPayload)
  }
  for (const url of urls) app.get(url, { schema: { hide: true } }, answer)
  app.addHook('onClose', async () => { await (await page)?.close() })
}

async function load (prefix: string, { document, ...options }: SwaggerPageOptions): Promise<FastifyInstance> {
  const { default: swaggerUi } = await import('@fastify/swagger-ui')
  const page = fastify()
  await page.register(async scoped => {
    await scoped.register(fastifyPlugin(async plain => { plain.decorate('swagger', document) }, { name: '@fastify/swagger' }))
    await scoped.register(swaggerUi, { ...options, routePrefix: PAGE })
  }, { prefix })
  await page.ready()
  return page
}
