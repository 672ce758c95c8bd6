/** `Date` of an answer, by the clock of the service when that is not the computer's. */
import type { FastifyInstance } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import type { SteerableClock } from './steerable-clock.js'

export const dateHeader = fastifyPlugin(async (app: FastifyInstance, { clock }: { readonly clock: SteerableClock }) => {
  app.addHook('onRequest', (_request, reply, done) => {
    if (clock.mode().kind !== 'system') reply.header('Date', clock.now().toUTCString())
    done()
  })
}, { name: 'date-header' })
