/** One line a request, when it is answered: what was asked, whose data, how it ended, how long it took. */
import type { FastifyInstance } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import { logText } from '../base/log-text.js'

export const requestLog = fastifyPlugin(async (app: FastifyInstance) => {
  if (!['trace', 'debug', 'info'].includes(app.log.level)) return
  app.addHook('onResponse', (request, reply, done) => {
    const milliseconds = Math.round(reply.elapsedTime * 10) / 10
    const url = logText(request.url)
    request.log.info(
      { tenant: request.tenant, method: request.method, url, status: reply.statusCode, ms: milliseconds },
      `${request.method} ${url} ${reply.statusCode} ${milliseconds} ms`
    )
    done()
  })
}, { name: 'request-log' })
