/** The service on a real socket, for clients that want one. */
import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'

/** `http://127.0.0.1:port`; closed with the service. */
export async function listen (app: FastifyInstance): Promise<string> {
  await app.listen({ port: 0, host: '127.0.0.1' })
  return `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
}
