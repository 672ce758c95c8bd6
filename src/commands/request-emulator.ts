/** How the command talks to an emulator that runs already. */
import { once } from 'node:events'
import { request as requestHttp } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { request as requestHttps } from 'node:https'
import { text } from 'node:stream/consumers'

export interface EmulatorAnswer {
  readonly status: number
  readonly body: string
}

const TIMEOUT_MS = 5000

/** Where an emulator is when nobody says: where `exec` put it, or where `serve` puts it under this environment. */
export function defaultUrl (env: Readonly<Record<string, string | undefined>>): string {
  return env['GRAPH_OFFICE_EMULATOR_URL'] ?? `${env['TLS'] === 'true' ? 'https' : 'http'}://127.0.0.1:${env['PORT'] ?? '3000'}`
}

/** Sends a form, or nothing. The emulator's certificate is its own, and nothing secret is sent: any certificate will do. */
export async function requestEmulator (url: URL, form?: URLSearchParams): Promise<EmulatorAnswer> {
  const send = url.protocol === 'https:' ? requestHttps : requestHttp
  const request = send(url, {
    method: form === undefined ? 'GET' : 'POST',
    headers: form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' },
    rejectUnauthorized: false,
    timeout: TIMEOUT_MS
  })
  request.on('timeout', () => request.destroy(new Error(`no answer in ${TIMEOUT_MS / 1000} seconds`)))
  request.end(form?.toString())
  const [response] = await once(request, 'response') as [IncomingMessage]
  return { status: response.statusCode ?? 0, body: await text(response) }
}

/** Why a connection failed; Node gathers the reasons when a name has several addresses. */
export function failureOf (error: unknown): string {
  const { message, code, errors } = error as NodeJS.ErrnoException & { errors?: readonly Error[] }
  return message !== '' ? message : errors?.map(({ message }) => message).join(', ') ?? String(code)
}
