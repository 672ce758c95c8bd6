/** Browsers: whose pages may call Graph, and which headers of an answer they may read. */
import cors from '@fastify/cors'
import type { FastifyInstance } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import { METHODS } from '../odata/odata-request.js'
import { listOf } from './guard/own-hosts.js'

/** Beside those that every page may read (Fetch Standard, CORS-safelisted response headers). */
const EXPOSED = [
  'Accept-Encoding',
  'Accept-Ranges',
  'Allow',
  'AsyncResult',
  'client-request-id',
  'Content-Range',
  'Date',
  'ETag',
  'Location',
  'OData-EntityId',
  'OData-Version',
  'Preference-Applied',
  'request-id',
  'Retry-After',
  'Server-Timing',
  'WWW-Authenticate',
  'x-ms-ags-diagnostic'
].join(', ')

/** A preflight gets its headers here and passes on to the routes, which answer OPTIONS with what a resource allows. */
export const crossOrigin = fastifyPlugin(async (app: FastifyInstance, { origin }: { readonly origin: string }) => {
  await app.register(cors, {
    origin: origin === '*' ? '*' : [...listOf(origin)],
    methods: [...METHODS],
    exposedHeaders: EXPOSED,
    maxAge: 600,
    preflight: true,
    preflightContinue: true,
    strictPreflight: false
  })
}, { name: 'cross-origin' })

/** What a route has in place of the service's own: whose pages may call it; false: no other page. */
export type RouteCors = false | { readonly origin: string | string[] }

/** `config.cors` of a route that only these origins may call. */
export const corsOf = (origins: readonly string[]): RouteCors =>
  origins.length === 0 ? false : { origin: origins.includes('*') ? '*' : [...origins] }

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Read by @fastify/cors. */
    readonly cors?: RouteCors
  }
}
