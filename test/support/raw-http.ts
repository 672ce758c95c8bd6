/** HTTP by the byte: messages that no client library would send, and all that comes back on the connection. */
import { connect } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'

export interface RawAnswer {
  readonly status: number
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export interface RawExchange {
  readonly answers: readonly RawAnswer[]
  /** Why nothing more came: `open` after a moment without bytes. */
  readonly end: 'closed' | 'open' | 'ECONNRESET'
}

export interface RawOptions {
  /** How many answers are waited for; Infinity waits for the end. 1 when absent. */
  readonly answers?: number
  /** Milliseconds between the pieces. */
  readonly pause?: number
  /** Milliseconds without a byte after which an open connection is left. */
  readonly patience?: number
  /** The method of the requests, for answers to HEAD have no body. */
  readonly method?: string
}

/** Sends the pieces one after another, and reads until there are as many answers, or the connection ends or falls silent. */
export async function sendRaw (
  url: string,
  pieces: string | ReadonlyArray<string | Uint8Array>,
  { answers: expected = 1, pause = 0, patience = 3000, method = '' }: RawOptions = {}
): Promise<RawExchange> {
  const { hostname, port } = new URL(url)
  const socket = connect({ host: hostname.replace(/^\[|\]$/g, ''), port: Number(port), noDelay: true })
  const chunks: Buffer[] = []
  const received = (): string => Buffer.concat(chunks).toString('latin1')
  const ended = new Promise<RawExchange['end']>(resolve => {
    const silence = setTimeout(() => { resolve('open') }, patience)
    socket.on('data', chunk => {
      chunks.push(chunk)
      silence.refresh()
      if (parseAnswers(received(), method === 'HEAD').length >= expected) resolve('open')
    })
    socket.on('error', error => { resolve((error as NodeJS.ErrnoException).code === 'ECONNRESET' ? 'ECONNRESET' : 'closed') })
    socket.on('close', () => { resolve('closed') })
  })
  for (const piece of [pieces].flat()) {
    if (socket.writable) socket.write(piece)
    if (pause > 0) await delay(pause)
  }
  const end = await ended
  socket.destroy()
  return { answers: parseAnswers(received(), method === 'HEAD'), end }
}

/** A request line with the headers that every good request has, and more. */
export function requestText (method: string, target: string, headers: Readonly<Record<string, string>> = {}, body = ''): string {
  const length = body === '' ? {} : { 'Content-Type': 'application/json', 'Content-Length': String(Buffer.byteLength(body)) }
  const lines = Object.entries({ Host: 'localhost', Authorization: 'Bearer x', ...length, ...headers })
  return `${method} ${target} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`
}

function parseAnswers (text: string, headless: boolean): RawAnswer[] {
  const answers: RawAnswer[] = []
  let rest = text
  while (rest !== '') {
    const end = rest.indexOf('\r\n\r\n')
    if (end === -1) return answers
    const [statusLine = '', ...lines] = rest.slice(0, end).split('\r\n')
    const headers = Object.fromEntries(lines.map(line => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]))
    const status = Number(statusLine.split(' ')[1])
    const length = headless || status === 204 || status === 304 || status < 200 ? 0 : Number(headers['content-length'] ?? Number.NaN)
    const body = Number.isNaN(length) ? rest.slice(end + 4) : rest.slice(end + 4, end + 4 + length)
    if (body.length < length) return answers
    answers.push({ status, headers, body })
    rest = rest.slice(end + 4 + body.length)
  }
  return answers
}
