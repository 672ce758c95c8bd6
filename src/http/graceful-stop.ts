/** While the service stops, answers that were in flight tell the client to hang up, so that no idle connection holds up the end. */
import type { FastifyInstance } from 'fastify'
import fastifyPlugin from 'fastify-plugin'

export const gracefulStop = fastifyPlugin(async (app: FastifyInstance) => {
  let stopping = false
  app.addHook('preClose', async () => { stopping = true })
  app.addHook('onSend', (_request, reply, _payload, done) => {
    if (stopping) reply.header('Connection', 'close')
    done()
  })
}, { name: 'graceful-stop' })
