/**
 * Swagger UI over a document of this service. Its package brings a hundred modules, a sixth of what a start loads, and most runs of the
 * service never show it: it is loaded when somebody first opens the page, into an app of its own that answers for its part of the URLs.
 */
import { createHash } from 'node:crypto'
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

/** For ever: the URL says what the content is. */
const IMMUTABLE = 'public, max-age=31536000, immutable'

/** Answers `/docs` and what is below it, under the prefix that it is registered with. */
export async function swaggerPage (app: FastifyInstance, options: SwaggerPageOptions): Promise<void> {
  let page: Promise<FastifyInstance> | undefined
  const versions = new Map<string, Promise<string>>()
  /** Of a file, out of its content. */
  const versionOf = async (path: string): Promise<string> => {
    const known = versions.get(path) ?? (await page!).inject({ url: path }).then(({ rawPayload }) => versionOfContent(rawPayload))
    versions.set(path, known)
    return await known
  }
  const answer = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    page ??= load(app.prefix, options)
    // They are sent whole, and compressed.
    const { headers: { range: _range, ...headers }, raw: { url = '' } } = request
    const made = await (await page).inject({ url, headers })
    if (made.statusCode === 404) return reply.callNotFound() as unknown as FastifyReply
    const { connection: _own, date: _now, 'accept-ranges': _ranges, ...rest } = made.headers
    reply.code(made.statusCode).headers(rest)
    if (isPage(made.headers)) return await reply.removeHeader('content-length').send(await withVersions(made.payload, `${app.prefix}${PAGE}`, versionOf))
    const { v: version } = request.query as { readonly v?: string }
    if (version !== undefined && version === versionOfContent(made.rawPayload)) reply.header('Cache-Control', IMMUTABLE)
    return await reply.send(made.rawPayload)
  }
  for (const url of urls) app.get(url, { schema: { hide: true } }, answer)
  app.addHook('onClose', async () => { await (await page)?.close() })
}

const isPage = (headers: Readonly<Record<string, unknown>>): boolean => String(headers['content-type']).startsWith('text/html')

const versionOfContent = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('base64url').slice(0, 12)

/** The page with a version after the URL of each file, so that a browser asks for a file once as long as it is the same. */
async function withVersions (html: string, below: string, versionOf: (path: string) => Promise<string>): Promise<string> {
  const file = /(?<=["'/])static\/[\w./-]+(?=["'])/g
  const names = [...new Set(html.match(file))]
  const versions = new Map(await Promise.all(names.map(async name => [name, await versionOf(`${below}/${name}`)] as const)))
  return html.replace(file, name => `${name}?v=${versions.get(name)!}`)
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
