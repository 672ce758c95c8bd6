/** What RFC 822 messages and HTTP requests share: lines of headers, an empty line, bytes (RFC 5322, section 2.2; RFC 9112, section 2.1). */
import { limits } from '../../base/limits.js'
import { invalidBatch } from './batch.js'

export interface Message {
  /** The lines before the first empty one, unfolded. */
  readonly lines: readonly string[]
  readonly body: Uint8Array
  /** Whether a line ended in LF alone. */
  readonly bareLineFeeds: boolean
}

const [LF, CR] = [10, 13]

/** Bytes before the body at most: the service takes no longer URL or header from the network either. */
const MAX_HEAD_BYTES = 2 * 1024 * 1024

/** The body begins after the first empty line; a message may end with its headers. */
export function splitMessage (message: Uint8Array, target: string): Message {
  const lines: string[] = []
  let start = 0
  let bareLineFeeds = false
  while (start < message.length) {
    const found = message.indexOf(LF, start)
    const end = found === -1 ? message.length : found
    if (end > MAX_HEAD_BYTES || lines.length > limits.batchHeaders.most) throw invalidBatch('The headers do not end.', target)
    const line = Buffer.from(message.subarray(start, end)).toString('utf8').replace(/\r$/, '')
    bareLineFeeds ||= found !== -1 && message[found - 1] !== CR
    start = end + 1
    if (line === '') break
    if (/^[ \t]/.test(line) && lines.length > 0) lines.push(`${lines.pop() ?? ''} ${line.trim()}`)
    else lines.push(line)
  }
  return { lines, body: message.subarray(Math.min(start, message.length)), bareLineFeeds }
}

/** What would end a header early when it is sent back. */
const unprintable = /[^\P{Cc}\t]/u

/** Names in lower case; a header that is repeated is a list. */
export function parseHeaders (lines: readonly string[], target: string): Readonly<Record<string, string>> {
  const headers = new Map<string, string>()
  for (const line of lines) {
    const colon = line.indexOf(':')
    const name = line.slice(0, Math.max(colon, 0)).toLowerCase()
    if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name) || unprintable.test(line)) throw invalidBatch(`'${line.slice(0, 100)}' is not a header.`, target)
    const value = line.slice(colon + 1).trim()
    headers.set(name, headers.has(name) ? `${headers.get(name) ?? ''}, ${value}` : value)
  }
  return Object.fromEntries(headers)
}
