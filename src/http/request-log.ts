/**
 * One line a request, when it is answered: what was asked, whose data, how it ended, how long it took. Probes that succeed are logged at
 * `debug`, since orchestrators send one every few seconds.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import { logText } from '../base/log-text.js'

export interface RequestLogOptions {
  /** The operation id of a URL that its route does not know. */
  readonly operationOf: (request: { readonly method: string, readonly path: string }) => string | undefined
}

const PROBES: ReadonlySet<string | undefined> = new Set(['/healthz', '/readyz'])

export const requestLog = fastifyPlugin(async (app: FastifyInstance, { operationOf }: RequestLogOptions) => {
  if (!['trace', 'debug', 'info'].includes(app.log.level)) return
  app.addHook('onResponse', (request, reply, done) => {
    const milliseconds = Math.round(reply.elapsedTime * 10) / 10
    const level = PROBES.has(request.routeOptions.url) && reply.statusCode < 400 ? 'debug' : 'info'
    const url = logText(request.url)
    const [path = ''] = request.url.split('?', 1)
    request.log[level](
      {
        tenant: request.tenant,
        operation: operation(request) ?? operationOf({ method: request.method, path }),
        method: request.method,
        url,
        status: reply.statusCode,
        bytes: bytesOf(request, reply),
        ms: milliseconds,
        fault: request.fault
      },
      `${request.method} ${url} ${reply.statusCode} ${milliseconds} ms`
    )
    done()
  })
}, { name: 'request-log' })

/** Of a documented operation, its id. */
const operation = ({ routeOptions: { schema } }: FastifyRequest): string | undefined =>
  (schema as { readonly operationId?: string } | undefined)?.operationId

/** Bytes of the answer's body; undefined for a stream of unknown length. */
function bytesOf ({ method }: FastifyRequest, reply: FastifyReply): number | undefined {
  if (method === 'HEAD' || reply.statusCode === 204 || reply.statusCode === 304) return 0
  const length = reply.getHeader('content-length')
  return length === undefined ? undefined : Number(length)
}
