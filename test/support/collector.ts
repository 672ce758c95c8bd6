/** A collector of traces that keeps what it gets (OTLP over HTTP with JSON). */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Test } from 'tap'

export interface Collector<Export> {
  readonly url: string
  readonly exports: readonly Export[]
  readonly urls: readonly string[]
}

/** `status`: what it answers. */
export async function startCollector<Export> (t: Test, status = 200): Promise<Collector<Export>> {
  const exports: Export[] = []
  const urls: string[] = []
  const server = createServer((request, response) => {
    let text = ''
    request.setEncoding('utf8').on('data', piece => { text += String(piece) }).on('end', () => {
      urls.push(request.url!)
      exports.push(JSON.parse(text) as Export)
      response.writeHead(status, { 'content-type': 'application/json' }).end('{}')
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => { server.close(); server.closeAllConnections() })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, exports, urls }
}
