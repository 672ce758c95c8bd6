/** The sockets a service listens on, and how its callers write them down. */
import { lookup } from 'node:dns/promises'
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
  const secure = tlsPort === '' ? undefined : urlOf('https', host, await app.listenBeside({ port: Number(tlsPort), host, secure: true }))
  if (secure !== undefined) app.log.info(announce(secure))
  if (app.adminListener !== undefined) {
    await listenMain(app.adminListener, { port: Number(adminPort), host, tls }, url => `the controls are at ${url}/__admin/docs`)
  }
  const bound = await listenMain(app, { port, host, tls }, announce)
  return { url: urlOf(tls ? 'https' : 'http', host, bound), port: bound, tlsUrl: secure }
}

/** On each address of `localhost`, as clients try them in either order; on the one address of any other host. Gives the port. */
async function listenMain (
  app: FastifyInstance,
  { port, host, tls }: Pick<Config, 'port' | 'host' | 'tls'>,
  announce: (url: string) => string
): Promise<number> {
  const [first = host, ...others] = host === 'localhost' ? (await lookup(host, { all: true })).map(({ address }) => address) : [host]
  await app.listen({ port, host: first, listenTextResolver: announce })
  const { port: bound } = app.server.address() as AddressInfo
  for (const other of others) {
    await app.listenBeside({ port: bound, host: other, secure: tls }).catch((error: unknown) => {
      app.log.info(`not listening on ${other}: ${(error as Error).message}`)
    })
  }
  return bound
}

/** An address that stands for every one is reached by the loopback. */
function urlOf (scheme: string, host: string, port: number): string {
  const name = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host
  return `${scheme}://${name.includes(':') ? `[${name}]` : name}:${port}`
}
