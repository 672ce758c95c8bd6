/** The requests of a page of docs, which a test sends as they stand. */
import { readFileSync } from 'node:fs'
import type { Test } from 'tap'
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'

export interface Shown {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
  readonly status: number
}

/** The blocks of a page that are of a language. */
export const blocksOf = (page: string, language: string): readonly string[] =>
  [...readFileSync(page, 'utf8').matchAll(new RegExp(`\`\`\`${language}\n(.*?)\n\`\`\``, 'gs'))].map(([, text = '']) => text)

/** `METHOD URL`, headers, a body, and the status, with empty lines between. */
export function readRequest (block: string): Shown {
  const [head = '', ...rest] = block.split('\n\n')
  const [line = '', ...headers] = head.split('\n')
  const [method = '', ...url] = line.split(' ')
  const status = Number(rest.at(-1))
  return { method, url: url.join(' '), headers: Object.fromEntries(headers.map(header => header.split(': '))) as Record<string, string>, body: rest.length > 1 ? rest[0] : undefined, status }
}

/** Sends every `http` block of a page in order, and holds each answer to the status that the page shows. */
export async function sendShown (t: Test, app: FastifyInstance, page: string): Promise<readonly LightMyRequestResponse[]> {
  const answers: LightMyRequestResponse[] = []
  for (const { method, url, headers, body, status } of blocksOf(page, 'http').map(readRequest)) {
    const response = await app.inject({ method: method as 'GET', url: encodeURI(url), headers, ...body === undefined ? {} : { payload: body } })
    t.equal(response.statusCode, status, `${method} ${url}: ${response.body}`)
    answers.push(response)
  }
  return answers
}
