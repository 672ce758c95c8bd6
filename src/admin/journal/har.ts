/** The journal as HTTP Archive 1.2, which browsers' developer tools and many others read. */
import { STATUS_CODES } from 'node:http'
import type { JournalEntry } from './journal.js'
import { showEntry } from './show-entry.js'
import type { ShownEntry } from './show-entry.js'

interface NameValue {
  readonly name: string
  readonly value: string
}

const list = (headers: Readonly<Record<string, string>>): NameValue[] => Object.entries(headers).map(([name, value]) => ({ name, value }))

/** Entries without an answer have status 0 there, as those of a browser. */
export function harOf (entries: readonly JournalEntry[], version: string): object {
  return {
    log: {
      version: '1.2',
      creator: { name: 'graph-office-emulator', version },
      entries: entries.map(showEntry).map(harEntry)
    }
  }
}

function harEntry (entry: ShownEntry): object {
  const { at, milliseconds = 0, request, response, method, status = 0 } = entry
  const text = response.body?.text
  return {
    startedDateTime: at,
    time: milliseconds,
    request: {
      method,
      url: absoluteUrl(entry),
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: list(request.headers),
      queryString: queryOf(entry.url),
      headersSize: -1,
      bodySize: request.body?.bytes ?? 0,
      ...request.body === undefined
        ? {}
        : { postData: { mimeType: request.headers['content-type'] ?? '', text: request.body.text, ...commentOf(request.body) } }
    },
    response: {
      status,
      statusText: STATUS_CODES[status] ?? '',
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: list(response.headers),
      content: {
        size: response.body?.bytes ?? 0,
        mimeType: response.headers['content-type'] ?? '',
        ...text === undefined ? {} : { text },
        ...response.body === undefined ? {} : commentOf(response.body)
      },
      redirectURL: response.headers['location'] ?? '',
      headersSize: -1,
      bodySize: status === 0 ? -1 : response.body?.bytes ?? 0
    },
    cache: {},
    timings: { send: 0, wait: milliseconds, receive: 0 },
    ...comment(entry)
  }
}

const commentOf = ({ whole, text }: { readonly whole: boolean, readonly text: string }): object =>
  whole ? {} : { comment: `cut off after ${text.length} characters` }

function comment ({ tenant, operationId, fault, tolerated = [], outcome }: ShownEntry): object {
  const parts = [
    tenant === undefined ? '' : `tenant ${tenant}`,
    operationId ?? '',
    fault === undefined ? '' : `fault ${fault}`,
    tolerated.length === 0 ? '' : `tolerated ${tolerated.join(', ')}`,
    outcome === 'answered' ? '' : outcome
  ].filter(part => part !== '')
  return parts.length === 0 ? {} : { comment: parts.join('; ') }
}

/** HAR requires absolute URLs. */
function absoluteUrl ({ url, request }: ShownEntry): string {
  return `http://${request.headers['host'] ?? 'localhost'}${url.startsWith('/') ? '' : '/'}${url}`
}

function queryOf (url: string): NameValue[] {
  const mark = url.indexOf('?')
  return mark === -1 ? [] : [...new URLSearchParams(url.slice(mark + 1))].map(([name, value]) => ({ name, value }))
}
