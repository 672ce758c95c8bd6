/** `/healthz`: the process answers. `/readyz`: the database answers too. Neither needs a token. */
import type { FastifyInstance } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import type { Store } from '../plan/plan.js'

export const health = fastifyPlugin(async (app: FastifyInstance, { store }: { readonly store: Store }) => {
  app.get('/healthz', { schema: { hide: true } }, async () => ({ status: 'ok' }))
  app.get('/readyz', { schema: { hide: true } }, async () => {
    await store.ping()
    return { status: 'ready' }
  })
}, { name: 'health', dependencies: ['request-ids'] })
