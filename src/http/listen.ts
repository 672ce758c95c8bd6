/** The sockets a service listens on, and how its callers write them down. */
import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import type { Config } from '../config.js'
import { explainListenFailure } from './listen-failure.js'
import type { ListenPlace } from './listen-failure.js'

export interface Address {
  /** `http://host:port`, or `https://…` with `tls`: where callers find the service. */
  readonly url: string
  readonly port: number
  /** `https://host:port` beside `url`; undefined unless `tlsPort` asks for it. */
  readonly tlsUrl: string | undefined
  /** Where the controls are, `/__admin` included; undefined without them. */
  readonly adminUrl: string | undefined
}

/**
 * Starts listening, on one port or on several. `announce` makes the line of the log for each address.
 * @throws StartError that names the port, the address and the setting
 */
export async function listen (
  app: FastifyInstance,
  { port, host, tls, tlsPort, admin, adminPort }: Pick<Config, 'port' | 'host' | 'tls' | 'tlsPort' | 'admin' | 'adminPort'>,
  announce: (url: string) => string = url => `serving ${url}`
): Promise<Address> {
  const secure = tlsPort === '' ? undefined : urlOf('https', host, await listenForTls(app, { setting: 'TLS_PORT', port: Number(tlsPort), host }))
  if (secure !== undefined) app.log.info(announce(secure))
  const scheme = tls ? 'https' : 'http'
  const controls = app.adminListener === undefined
    ? undefined
    : await listenMain(app.adminListener, { setting: 'ADMIN_PORT', port: Number(adminPort), host }, {
      tls,
      announce: url => `the controls are at ${url}/__admin/`
    })
  const bound = await listenMain(app, { setting: 'PORT', port, host }, { tls, announce })
  const adminUrl = admin === 'off' ? undefined : `${urlOf(scheme, host, controls ?? bound)}/__admin`
  return { url: urlOf(scheme, host, bound), port: bound, tlsUrl: secure, adminUrl }
}

interface MainOptions {
  readonly tls: boolean
  readonly announce: (url: string) => string
}

async function listenMain (app: FastifyInstance, place: ListenPlace, { tls, announce }: MainOptions): Promise<number> {
  return await listenOnEach(app, place, tls, async ({ port, host }) => {
    await app.listen({ port, host, listenTextResolver: announce })
    return (app.server.address() as AddressInfo).port
  })
}

const listenForTls = async (app: FastifyInstance, place: ListenPlace): Promise<number> =>
  await listenOnEach(app, place, true, async ({ port, host }) => await app.listenBeside({ port, host, secure: true }))

/** `localhost` is both, whatever the machine's table of hosts says (RFC 6761, 6.3): clients try them in either order. */
const LOOPBACK = ['127.0.0.1', '::1']

/** `open` opens the first address of the host; it is announced last, when all are open. Gives the port. */
async function listenOnEach (
  app: FastifyInstance,
  place: ListenPlace,
  secure: boolean,
  open: (place: ListenPlace) => Promise<number>
): Promise<number> {
  const [first = place.host, ...others] = place.host === 'localhost' ? LOOPBACK : [place.host]
  const openOthers = async (port: number): Promise<void> => {
    for (const host of others) await openBeside(app, { ...place, host }, { port, secure })
  }
  if (place.port !== 0) await openOthers(place.port)
  const main = { ...place, host: first }
  const bound = await open(main).catch((error: unknown) => { throw explainListenFailure(error, main) })
  if (place.port === 0) await openOthers(bound)
  return bound
}

/**
 * Not every machine has IPv6, and a port that was free at one address need not be so at the other. But one that was asked for by number
 * belongs to one program: otherwise `localhost` leads some clients here and some elsewhere.
 */
async function openBeside (
  app: FastifyInstance,
  place: ListenPlace,
  { port, secure }: { readonly port: number, readonly secure: boolean }
): Promise<void> {
  try {
    await app.listenBeside({ port, host: place.host, secure })
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (place.port !== 0 && code === 'EADDRINUSE') throw explainListenFailure(error, place)
    app.log.debug(`not listening on ${place.host}: ${message}`)
  }
}

/** Where callers find it; an address that stands for every one is reached by the loopback. */
export function urlOf (scheme: 'http' | 'https', host: string, port: number): string {
  const name = host === '0.0.0.0' || host === 'localhost' ? '127.0.0.1' : host === '::' ? '::1' : host
  return `${scheme}://${name.includes(':') ? `[${name}]` : name}:${port}`
}
