/** The controls of the service, typed by their OpenAPI document. */
import createClient from 'openapi-fetch'
import { adminKey, keyWanted } from './admin-key.js'
import type { components, paths } from './controls-types.js'

type Schemas = components['schemas']
export type Service = Schemas['Service']
export type JournalEntry = Schemas['JournalEntry']
export type FaultRule = Schemas['FaultRule']
export type ShownRule = Schemas['FaultRuleWithHits']
export type Effect = Schemas['FaultEffect']
export type Throttle = Schemas['Throttle']
export type ThrottleLimits = Schemas['ThrottleLimits']
export type ThrottleWindow = Schemas['ThrottleWindow']
export type Clock = Schemas['Clock']
export type Snapshot = Schemas['Snapshot']
export type SnapshotDifference = Schemas['SnapshotDifference']
export type SnapshotRow = Schemas['SnapshotRow']
export type Tenant = Schemas['Tenant']
export type TokenRequest = Schemas['TokenRequest']
export type Verified = Schemas['VerificationResult']

/** What is before `/__admin/`: the origin, and the prefix of a proxy. Without a slash at its end. */
export const base = new URL('..', document.baseURI).href.replace(/\/$/, '')

/** What the service refused, in its own words. */
export class Refusal extends Error {
  constructor (readonly status: number, message: string, readonly target?: string | undefined) {
    super(message)
  }
}

/** With the key; a 401 asks for one. @throws TypeError when the service does not answer */
export async function fetchControl (request: Request): Promise<Response> {
  if (adminKey.peek() !== '') request.headers.set('x-admin-key', adminKey.peek())
  const response = await fetch(request)
  if (response.status === 401) keyWanted.value = true
  return response
}

export const controls = createClient<paths>({ baseUrl: base, fetch: fetchControl })

interface Answered<Data> {
  readonly data?: Data | undefined
  readonly error?: unknown
  readonly response: Response
}

/** What was answered. @throws Refusal */
export async function take<Data> (answer: Promise<Answered<Data>>): Promise<Data> {
  const { data, error, response } = await answer
  if (error !== undefined || !response.ok) throw refusalOf(response.status, error)
  return data as Data
}

export function refusalOf (status: number, body: unknown): Refusal {
  const { error } = (body ?? {}) as { readonly error?: { readonly message?: string, readonly target?: string } }
  return new Refusal(status, error?.message ?? `The service answered ${status}.`, error?.target)
}

export const messageOf = (error: unknown): string =>
  error instanceof TypeError ? `The service does not answer: ${error.message}.` : error instanceof Error ? error.message : String(error)
