/** `/__admin`: for a browser the way to the page of the controls; for a program, which service this is and how it is set. */
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
import { ADMIN_PREFIX } from './section.js'
import type { AdminSection } from './section.js'

/** What `GET /__admin/` answers; documents only. */
const ServiceShown: TSchema = Type.Object({
  name: Type.String({ examples: ['graph-office-emulator'] }),
  version: Type.String({ description: 'Of the program.', examples: ['0.1.0'] }),
  node: Type.String({ description: 'The version of Node it runs on.', examples: ['v22.13.0'] }),
  startedAt: Type.String({ format: 'date-time', description: "By the computer's clock, whatever `/__admin/clock` says." }),
  uptime: Type.Number({ description: 'Seconds since then.' }),
  instance: Type.Object({
    id: Type.String({ format: 'uuid', description: 'New at each start; faults, journal, clock and throttle belong to it.' }),
    host: Type.String(),
    pid: Type.Integer()
  }),
  settings: Type.Record(Type.String(), Type.Union([Type.String(), Type.Integer(), Type.Boolean()]), {
    description: 'Every setting as it is in force; keys and passwords are `***`.'
  })
}, { title: 'Service' })

export interface FrontPageOptions {
  readonly config: Config
  readonly checkKey: (request: FastifyRequest) => void
}

export const frontPage = ({ config, checkKey }: FrontPageOptions): AdminSection => async app => {
  const instance = { id: randomUUID(), host: hostname(), pid: process.pid }
  const [startedAt, began] = [new Date().toISOString(), performance.now()]
  const fixed = { name: 'graph-office-emulator', version: packageVersion(), node: process.version, startedAt, instance, settings: shownSettings(config) }
  const show = async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    reply.header('Vary', 'Accept')
    if (prefersHtml(request.headers.accept)) return await reply.redirect(`${ADMIN_PREFIX}/docs`)
    checkKey(request)
    return { ...fixed, uptime: Math.round(performance.now() - began) / 1000 }
  }
  // A browser has no key yet, and gets nothing but the way to the page.
  const options = { config: { withoutKey: true } }
  app.get('/', { ...options, prefixTrailingSlash: 'slash', schema: { hide: true } }, show)
  app.get('', {
    ...options,
    schema: {
      operationId: 'getService',
      summary: 'Shows which service this is, and how it is set',
      description: 'Browsers, which ask for HTML, are led to the page of the controls.',
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
