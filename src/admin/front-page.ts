/** `/__admin`: for a browser the console; for a program, which service this is and how it is set. */
import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import { Type } from '@sinclair/typebox'
import type { TSchema } from '@sinclair/typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { maskUrl } from '../base/mask.js'
import { packageVersion } from '../base/package-folder.js'
import { maskPassword } from '../config.js'
import type { Config } from '../config.js'
import { settings } from '../settings.js'
import type { Setting } from '../settings.js'
import { answer } from './openapi/control-documentation.js'
import type { ConsolePage } from './console-page.js'
import type { AdminSection } from './section.js'

/** What `GET /__admin/` answers; documents only. */
const ServiceShown: TSchema = Type.Object({
  name: Type.String({ examples: ['graph-office-emulator'] }),
  version: Type.String({ description: 'The version of the program.', examples: ['0.1.0'] }),
  node: Type.String({ description: 'The version of Node it runs on.', examples: ['v22.13.0'] }),
  startedAt: Type.String({ format: 'date-time', description: "By the computer's clock, whatever `/__admin/clock` says." }),
  uptime: Type.Number({ description: 'Seconds since the start.' }),
  instance: Type.Object({
    id: Type.String({ format: 'uuid', description: 'New at each start; faults, journal, clock and throttle belong to it.' }),
    host: Type.String(),
    pid: Type.Integer()
  }),
  serviceRoot: Type.String({
    format: 'uri',
    description: 'Where the resources are, under the host of the request.',
    examples: ['http://127.0.0.1:3000/beta']
  }),
  settings: Type.Record(Type.String(), Type.Union([Type.String(), Type.Integer(), Type.Boolean()]), {
    description: 'Every setting in effect; keys and passwords are `***`.'
  })
}, { title: 'Service' })

export interface FrontPageOptions {
  readonly config: Config
  readonly checkKey: (request: FastifyRequest) => void
  readonly console: ConsolePage
  /** The URL of the service root for whoever sent the request. */
  readonly serviceRoot: (request: FastifyRequest) => string
}

export const frontPage = ({ config, checkKey, console: page, serviceRoot }: FrontPageOptions): AdminSection => async app => {
  const instance = { id: randomUUID(), host: hostname(), pid: process.pid }
  const [startedAt, began] = [new Date().toISOString(), performance.now()]
  const fixed = { name: 'graph-office-emulator', version: packageVersion(), node: process.version, startedAt, instance, settings: shownSettings(config) }
  const show = async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    reply.header('Vary', 'Accept')
    if (prefersHtml(request.headers.accept)) return await showPage(request, reply)
    checkKey(request)
    const { settings, ...service } = fixed
    return { ...service, uptime: Math.round(performance.now() - began) / 1000, serviceRoot: serviceRoot(request), settings }
  }
  const showPage = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    // What the page names is relative to it, so that it is right behind a proxy's prefix as well.
    if (!/^[^?]*\/(?:\?|$)/.test(request.raw.url ?? '')) return await reply.redirect('__admin/')
    return await page.send(reply, config.adminPort === '' ? undefined : new URL(serviceRoot(request)).origin)
  }
  // A browser has no key yet, and gets nothing but the page, which asks for it.
  const options = { config: { withoutKey: true } }
  app.get('/', { ...options, prefixTrailingSlash: 'slash', schema: { hide: true } }, show)
  app.get('', {
    ...options,
    schema: {
      operationId: 'getService',
      summary: 'Show the service and its settings',
      description: 'Browsers, which ask for HTML, get the console.',
      tags: ['Service'],
      response: { 200: answer('This service.', ServiceShown) }
    }
  }, show)
}

/** Only browsers name HTML; programs ask for JSON, or for anything. */
const prefersHtml = (accept = ''): boolean => /\btext\/html\b/i.test(accept)

function shownSettings (config: Config): Record<string, unknown> {
  return Object.fromEntries(Object.entries(settings as Record<string, Setting>).map(([name, { schema }]) => {
    const value = config[name as keyof Config]
    if (typeof value !== 'string') return [name, value]
    return [name, schema['writeOnly'] === true && value !== '' ? '***' : maskUrl(maskPassword(value))]
  }))
}
