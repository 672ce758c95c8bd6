/** The body of an answer as its client reads it. */
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import type { LightMyRequestResponse } from 'fastify'

export function decoded ({ headers, rawPayload }: LightMyRequestResponse): string {
  if (rawPayload.length === 0) return ''
  switch (headers['content-encoding']) {
    case 'gzip': return gunzipSync(rawPayload).toString()
    case 'br': return brotliDecompressSync(rawPayload).toString()
    default: return rawPayload.toString()
  }
}
