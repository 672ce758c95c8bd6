/**
 * A network between the service and PostgreSQL that can be cut at any message of the protocol (PostgreSQL, chapter 54.7), in either
 * direction, before or after it is passed on.
 */
import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import type { Test } from 'tap'
import { splitMessages } from './postgres-messages.js'

export interface Message {
  readonly from: 'service' | 'server'
  /** Which connection it is of: they are counted. */
  readonly connection: number
  /** The type byte: `Q`, `P`, `B`, `C`, `Z` …; empty for a startup message. */
  readonly type: string
  readonly bytes: Buffer
}

/** What becomes of a message. `dropAndCut` and `passAndCut` end the connection; `cutService` leaves the server's end open and silent. */
export type Fate = 'pass' | 'dropAndCut' | 'passAndCut' | 'cutService'

export interface PostgresProxy {
  /** The URL of the database, through the proxy. */
  readonly url: string
  /** Asked for each message. */
  judge: (message: Message) => Fate
  /** Ends every connection there is. */
  cutAll (): void
}

/** A proxy before the server of `databaseUrl`; gone at the end of the test. */
export async function startProxy (t: Test, databaseUrl: string): Promise<PostgresProxy> {
  const { hostname, port } = new URL(databaseUrl)
  const open = new Set<Socket>()
  const proxy: PostgresProxy = {
    url: '',
    judge: () => 'pass',
    cutAll: () => { for (const socket of open) socket.destroy() }
  }
  let connections = 0
  const server = createServer(service => {
    const connection = ++connections
    const upstream = connect(Number(port), hostname)
    for (const socket of [service, upstream]) {
      open.add(socket)
      socket.setNoDelay(true).on('error', () => undefined).on('close', () => open.delete(socket))
    }
    // Whoever of the two ends the connection, it ends for both; but a silent end stays open.
    const silent = { value: false }
    service.on('close', () => { if (!silent.value) upstream.destroy() })
    upstream.on('close', () => service.destroy())
    pump(service, upstream, 'service', true)
    pump(upstream, service, 'server', false)

    function pump (source: Socket, sink: Socket, from: Message['from'], startup: boolean): void {
      let ended = false
      source.on('data', splitMessages(startup, (bytes, untyped) => {
        const type = untyped ? '' : String.fromCharCode(bytes[0] ?? 0)
        ended ||= !carryOut(proxy.judge({ from, connection, type, bytes }), sink, bytes)
      }))
    }

    /** Whether the connection goes on. */
    function carryOut (fate: Fate, sink: Socket, bytes: Buffer): boolean {
      switch (fate) {
        case 'pass':
          sink.write(bytes)
          return true
        case 'dropAndCut':
          service.destroy()
          return false
        case 'passAndCut':
          // The message is out before the connection ends.
          sink.write(bytes, () => { service.destroy() })
          return false
        case 'cutService':
          silent.value = true
          service.resetAndDestroy()
          return false
      }
    }
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => {
    proxy.cutAll()
    server.close()
  })
  const url = new URL(databaseUrl)
  url.hostname = '127.0.0.1'
  url.port = String((server.address() as AddressInfo).port)
  return Object.assign(proxy, { url: url.href })
}

/** Whether the service sends this text. */
export const says = ({ from, bytes }: Message, text: string): boolean => from === 'service' && bytes.includes(text)
