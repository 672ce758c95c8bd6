/** The sockets a service listens on, and how its callers write them down. */
import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import type { Config } from '../config.js'

export interface Address {
  /** `http://host:port`, or `https://…` with `tls`: where callers find the service. */
  readonly url: string
  readonly port: number
  /** `https://host:port` beside `url`; undefined unless `tlsPort` asks for it. */
  readonly tlsUrl: string | undefined
}

/** Starts listening, on one port or on two. `announce` makes the line of the log for each address. */
export async function listen (
  app: FastifyInstance,
  { port, host, tls, tlsPort, adminPort }: Pick<Config, 'port' | 'host' | 'tls' | 'tlsPort' | 'adminPort'>,
  announce: (url: string) => string = url => `serving ${url}`
): Promise<Address> {
  const secure = tlsPort === '' ? undefined : urlOf('https', host, await app.listenTls(Number(tlsPort), host))
  if (secure !== undefined) app.log.info(announce(secure))
  await app.adminListener?.listen({ port: Number(adminPort), host, listenTextResolver: url => `the controls are at ${url}/__admin/docs` })
  await app.listen({ port, host, listenTextResolver: announce })
  const bound = (app.server.address() as AddressInfo).port
  return { url: urlOf(tls ? 'https' : 'http', host, bound), port: bound, tlsUrl: secure }
}

/** An address that stands for every one is reached by the loopback. */
function urlOf (scheme: string, host: string, port: number): string {
  const name = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host
  return `${scheme}://${name.includes(':') ? `[${name}]` : name}:${port}`
}
