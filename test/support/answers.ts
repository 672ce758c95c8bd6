/** Requests of a model of one's own, one line each, and how they are answered. */
import type { Test } from 'tap'
import { errorOf } from './service.js'
import type { Call } from './service.js'

/** Each request has this status, and words that name the annotation. */
export async function answers (
  t: Test,
  call: Call,
  cases: ReadonlyArray<readonly [request: string, status: number, words?: string]>
): Promise<void> {
  for (const [request, status, words = ''] of cases) {
    const [method = '', ...rest] = request.split(' ')
    const [path = '', query] = rest.join(' ').split('?')
    const url = `/odata/${path}${query === undefined ? '' : `?${query.split('&').map(option => option.replace(/=(.*)$/s, (_all, value: string) => `=${encodeURIComponent(value)}`)).join('&')}`}`
    const response = await call(method as 'GET', url, method === 'PUT' || method === 'PATCH' || method === 'POST' ? { body: {} } : {})
    t.equal(response.statusCode, status, `${request}: ${response.body}`)
    if (words !== '') t.match(errorOf(response)['message'], words, request)
  }
}
