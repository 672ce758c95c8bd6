/** `/__admin/ca.pem`: the authority to trust, for clients that cannot read the file. It is public, so it needs neither token nor key. */
import type { FastifyInstance } from 'fastify'
import { ODataError } from '../errors.js'
import type { TlsCredentials } from '../tls/tls-credentials.js'

export async function caCertificate (
  app: FastifyInstance,
  { credentials }: { readonly credentials: TlsCredentials | undefined }
): Promise<void> {
  app.get('/__admin/ca.pem', { schema: { hide: true }, config: { cors: false } }, async (_request, reply) => {
    if (credentials === undefined) throw new ODataError('notFound', 'This service does not speak https. Start it with --tls or --tls-port.')
    if (credentials.ca === undefined) {
      throw new ODataError('notFound', 'This service uses a certificate it was given (--tls-cert). Its owner knows the authority to trust.')
    }
    return await reply.type('application/x-pem-file').header('Content-Disposition', 'attachment; filename="ca.pem"').send(
      Buffer.from(credentials.ca)
    )
  })
}
