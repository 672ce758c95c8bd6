/** `/__admin/metrics`: what a Prometheus scrapes. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { textAnswer } from '../openapi/control-documentation.js'
import type { AdminSection } from '../section.js'
import type { CollectMetrics } from './collect-metrics.js'

/** Answers with all of them. */
export type ShowMetrics = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>

export const createMetricsPage = (collect: CollectMetrics): ShowMetrics => async (request, reply) => {
  const { renderMetrics } = await import('./render-metrics.js')
  const { contentType, text } = await renderMetrics(await collect(), request.headers.accept)
  return await reply.headers({ 'Content-Type': contentType, 'Cache-Control': 'no-store', Vary: 'Accept' }).send(text)
}

export const metricsSection = (show: ShowMetrics): AdminSection => async app => {
  app.get('/metrics', {
    schema: {
      operationId: 'getMetrics',
      summary: 'Show the metrics',
      description:
        'As Prometheus reads them: requests and their times by operation, stages, the database, tenants and rows, faults, the process. They are at `/metrics` as well, unless the service root is the origin itself.',
      tags: ['Service'],
      response: { 200: textAnswer('The metrics.', ['text/plain', 'application/openmetrics-text']) }
    }
  }, show)
}
