/** Browsers of any origin may call, and may read the headers that Graph clients look at. */
import cors from '@fastify/cors'
import type { FastifyInstance } from 'fastify'
import fastifyPlugin from 'fastify-plugin'

const EXPOSED = ['ETag', 'Location', 'Preference-Applied', 'request-id', 'client-request-id', 'Retry-After', 'WWW-Authenticate'].join(', ')

/** A preflight gets its headers here and passes on to the routes, which answer OPTIONS with what a resource allows. */
export const crossOrigin = fastifyPlugin(async (app: FastifyInstance, { origin }: { readonly origin: string }) => {
  await app.register(cors, {
    origin: origin === '*' ? '*' : origin.split(',').map(text => text.trim()),
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
    exposedHeaders: EXPOSED,
    maxAge: 600,
    preflight: true,
    preflightContinue: true,
    strictPreflight: false
  })
}, { name: 'cross-origin' })
