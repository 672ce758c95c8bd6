/** Which methods each route has that is not one of Graph's, so that any other method is a 405 that lists them (RFC 9110, 15.5.6). */
import type { FastifyInstance, RouteOptions } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import { ODataError, methodNotAllowed } from '../errors.js'

export interface RouteMethods {
  /** The 405 for a path that some route has; undefined for a path that none has. */
  readonly refusal: (path: string) => ODataError | undefined
  /** As `Allow` lists them. */
  readonly allowed: (path: string) => string | undefined
}

/** A segment of a route: a literal, any one (`:id`), or all that follow (`*`). */
type Pattern = readonly string[]

interface Known {
  readonly pattern: Pattern
  readonly methods: Set<string>
}

export const routeMethods = fastifyPlugin(async (app: FastifyInstance) => {
  const routes = new Map<string, Known>()
  app.addHook('onRoute', ({ url, method, config }: RouteOptions & { url: string }) => {
    if (url === '*' || config?.unlisted === true) return
    const known = routes.get(url) ?? { pattern: url.split('/'), methods: new Set() }
    for (const name of [method].flat()) known.methods.add(name)
    routes.set(url, known)
  })
  const allowed = (path: string): string | undefined => {
    const segments = path.split('?', 1)[0]!.split('/')
    const fitting = [...routes.values()].filter(({ pattern }) => fits(pattern, segments))
    // The router prefers a segment's own route to that of any segment.
    const literal = fitting.filter(({ pattern }) => pattern.every((part, index) => part === segments[index]))
    const methods = (literal.length > 0 ? literal : fitting).flatMap(known => [...known.methods])
    return methods.length === 0 ? undefined : [...new Set([...methods, 'OPTIONS'])].join(', ')
  }
  app.decorate('routeMethods', {
    allowed,
    refusal: path => {
      const allow = allowed(path)
      return allow === undefined ? undefined : methodNotAllowed(allow)
    }
  } satisfies RouteMethods)
}, { name: 'route-methods' })

function fits (pattern: Pattern, segments: readonly string[]): boolean {
  const open = pattern.at(-1) === '*'
  if (open ? segments.length < pattern.length : segments.length !== pattern.length) return false
  return pattern.every((part, index) => part.startsWith(':') || (open && index === pattern.length - 1) || part === segments[index])
}

declare module 'fastify' {
  interface FastifyInstance {
    readonly routeMethods: RouteMethods
  }

  interface FastifyContextConfig {
    /** A route that has its own say in what is allowed: those of the resources, and those that catch what no other has. */
    readonly unlisted?: boolean
  }
}
