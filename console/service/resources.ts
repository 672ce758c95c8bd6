/** Requests to the service itself, as any client makes them, with a token of the tenant. */
import { DEFAULT_TENANT } from './address.js'
import { controls, take } from './controls.js'
import { givenToken } from './given-token.js'
import { isObject, tryJson } from './exact-json.js'
import type { Json } from './exact-json.js'
import { originOf, rootOf, service } from './service-info.js'

/** The client id of the console's tokens; the journal shows it as the application. */
export const CONSOLE = 'console'

export interface ResourceRequest {
  readonly method: string
  /** Below the service root, encoded, without a slash before it; with one, all of the path, as the journal has it. */
  readonly path: string
  readonly tenant: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | undefined
}

export interface ResourceAnswer {
  readonly request: ResourceRequest
  readonly status: number
  /** Until all of it was here. */
  readonly milliseconds: number
  readonly headers: Headers
  readonly text: string
  /** Undefined when the body is no JSON. */
  readonly json: Json | undefined
}

const tokens = new Map<string, Promise<string>>()

async function tokenOf (tenant: string): Promise<string> {
  if (givenToken.peek() !== '') return givenToken.peek()
  const known = tokens.get(tenant) ?? take(controls.POST('/__admin/tokens', { body: { tenant, application: CONSOLE } })).then(({ token }) => token)
  tokens.set(tenant, known)
  known.catch(() => { tokens.delete(tenant) })
  return await known
}

/** Any answer is one, also a refusal. @throws TypeError when there is none; Refusal when there is no token to be had */
export async function send (request: ResourceRequest): Promise<ResourceAnswer> {
  const answer = await sendOnce(request)
  // The clock may have been moved, so that the token has expired.
  if (answer.status !== 401 || !tokens.delete(request.tenant)) return answer
  return await sendOnce(request)
}

async function sendOnce (request: ResourceRequest): Promise<ResourceAnswer> {
  const { method, path, tenant, headers = {}, body } = request
  const token = await tokenOf(tenant)
  const began = performance.now()
  const response = await fetch(path.startsWith('/') ? originOf(service.value!) + path : `${rootOf(service.value!)}/${path}`, {
    method,
    headers: {
      accept: 'application/json',
      // Graph's directory counts and searches for nobody else; to others it means nothing.
      consistencylevel: 'eventual',
      ...body === undefined ? {} : { 'content-type': 'application/json' },
      ...tenant === DEFAULT_TENANT ? {} : { 'x-tenant-id': tenant },
      ...headers,
      authorization: `Bearer ${token}`
    },
    cache: 'no-store',
    ...body === undefined ? {} : { body }
  })
  const text = await response.text()
  return { request, status: response.status, milliseconds: performance.now() - began, headers: response.headers, text, json: tryJson(text) }
}

/** The sentence of an error; undefined for an answer that is none. */
export function failureOf ({ status, json }: ResourceAnswer): string | undefined {
  if (status < 400) return undefined
  const error = isObject(json) ? json['error'] : undefined
  return isObject(error) && typeof error['message'] === 'string' ? error['message'] : `The service answered ${status}.`
}

/** What of a link leads on from the service root. */
export function pathOfLink (link: string): string {
  const { pathname, search } = new URL(link, `${rootOf(service.value!)}/`)
  const root = new URL(service.value!.serviceRoot).pathname.replace(/\/$/, '')
  const at = pathname.indexOf(`${root}/`)
  return pathname.slice(at === -1 ? 1 : at + root.length + 1) + search
}

/** A path below the service root as people write it, with the root. */
export const shownUrl = (path: string): string => `${new URL(rootOf(service.value!)).pathname.replace(/\/$/, '')}/${readable(path)}`

/** To be read: with the characters that need not be encoded for a person. */
export function readable (path: string): string {
  try {
    return decodeURIComponent(path.replaceAll('+', ' '))
  } catch {
    return path
  }
}
