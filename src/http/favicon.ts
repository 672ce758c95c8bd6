/** `/favicon.ico`, which browsers ask for at every origin: the icon of the page that is there. */
import type { FastifyInstance } from 'fastify'

/** @param page Where the Swagger UI is, such as `/docs`. */
export async function favicon (app: FastifyInstance, { page }: { readonly page: string }): Promise<void> {
  app.get('/favicon.ico', { schema: { hide: true } }, async (_request, reply) => await reply.redirect(`${page}/static/favicon-32x32.png`))
}
