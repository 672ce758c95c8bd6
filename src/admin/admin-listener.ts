/** What the port of the controls (`ADMIN_PORT`) has beside them, so that nobody who meets it is left alone. */
import type { FastifyInstance } from 'fastify'
import { ODataError } from '../errors.js'
import { favicon } from '../http/favicon.js'
import { health } from '../http/health.js'
import type { Store } from '../plan/plan.js'
import { ADMIN_PREFIX } from './section.js'

export async function besideControls (app: FastifyInstance, { store }: { readonly store: Store }): Promise<void> {
  app.get('/', { schema: { hide: true } }, async (_request, reply) => await reply.redirect(`${ADMIN_PREFIX}/`))
  await app.register(health, { store })
  await app.register(favicon, { page: `${ADMIN_PREFIX}/docs` })
  app.setNotFoundHandler(({ raw }) => {
    throw app.routeMethods.refusal(raw.url!) ?? new ODataError('notFound', `This port serves only the controls, under ${ADMIN_PREFIX}; the resources are at the main port.`)
  })
}
