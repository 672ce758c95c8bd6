/**
 * What every request must be before anything is made of it (RFC 9112, section 3.2; RFC 9110, section 10.1.1): few enough headers, one
 * `Host` that can stand in a link, and no expectation but `100-continue`.
 */
import type { IncomingMessage } from 'node:http'
import type { FastifyInstance } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import { limits } from '../../base/limits.js'
import { ODataError } from '../../errors.js'
import { isHostName } from './host-name.js'

/** Probes of load balancers speak HTTP/1.0 without a `Host`, and these answers hold no link. */
const withoutHost: ReadonlySet<string | undefined> = new Set(['/healthz', '/readyz'])

export interface MessageCheckOptions {
  /** Whether `X-Forwarded-*` headers are believed, and so must make sense. */
  readonly trustProxy: boolean
}

export const messageCheck = fastifyPlugin(async (app: FastifyInstance, { trustProxy }: MessageCheckOptions) => {
  app.addHook('onRequest', ({ raw }, _reply, done) => {
    done(faultOf(raw) ?? (trustProxy ? forwardingFault(raw) : undefined))
  })
}, { name: 'message-check', dependencies: ['request-ids'] })

function faultOf ({ rawHeaders, headers, url, httpVersion }: IncomingMessage): ODataError | undefined {
  if (rawHeaders.length > 2 * limits.headers.most) {
    return new ODataError('headersTooLarge', `The request has ${rawHeaders.length / 2} headers; ${limits.headers.most} are allowed.`)
  }
  const { host, expect } = headers
  if (host === undefined ? httpVersion !== '1.0' || !withoutHost.has(url) : !isHostName(host)) {
    return new ODataError('badRequest', 'The request needs one Host header with the name or address of this service, and its port.', {
      target: 'Host'
    })
  }
  if (expect !== undefined && expect.toLowerCase() !== '100-continue') {
    return new ODataError('expectationFailed', 'The only expectation this service can meet is 100-continue.', { target: 'Expect' })
  }
  return undefined
}

/** A proxy may append its value to one that a client sent: each must make sense. */
function forwardingFault ({ headers }: IncomingMessage): ODataError | undefined {
  if (valuesOf(headers['x-forwarded-proto']).some(value => !/^https?$/i.test(value))) return forwarded('Proto', 'http or https')
  if (valuesOf(headers['x-forwarded-host']).some(value => !isHostName(value))) return forwarded('Host', 'a name or an address, and a port')
  if (valuesOf(headers['x-forwarded-prefix']).some(value => !/^\/[A-Za-z0-9._~/-]*$/.test(value))) return forwarded('Prefix', 'a path')
  return undefined
}

const valuesOf = (header: string | string[] | undefined): string[] =>
  header === undefined ? [] : String(header).split(',').map(value => value.trim()).filter(value => value !== '')

const forwarded = (name: string, wanted: string): ODataError =>
  new ODataError('badRequest', `X-Forwarded-${name} must be ${wanted}.`, { target: `X-Forwarded-${name}` })
