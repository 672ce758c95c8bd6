/** Where the service root is for whoever asks at the controls, which may have a port of their own. */
import type { AddressInfo } from 'node:net'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { trimEnd } from '../base/trim-end.js'
import type { Config } from '../config.js'
import { serviceRootUrl } from './service-root.js'

/** @param app What has the root. @param root Such as `/beta`; empty for the origin. */
export function createRootLocator (
  app: FastifyInstance,
  root: string,
  config: Pick<Config, 'publicUrl' | 'trustProxy' | 'port' | 'adminPort'>
): (request: FastifyRequest) => string {
  if (config.adminPort === '' || config.publicUrl !== '') return request => serviceRootUrl(request, root, config)
  return request => {
    const url = new URL(`${request.protocol}://${request.hostname}${root}`)
    url.port = String((app.server.address() as AddressInfo | null)?.port ?? config.port)
    return trimEnd(url.href, '/')
  }
}
