/** The request that was sent, as every view of data shows it. */
import type { JSX } from 'preact'
import { CopyButton } from '../parts/copy-button.js'
import { toneOf } from '../requests/request-log.js'
import { DEFAULT_TENANT } from '../service/address.js'
import { shownUrl } from '../service/resources.js'
import type { ResourceAnswer, ResourceRequest } from '../service/resources.js'
import { rootOf, service } from '../service/service-info.js'

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`

export function curlFor ({ method, path, tenant, headers = {}, body }: ResourceRequest): string {
  const all = {
    authorization: 'Bearer any-word',
    ...tenant === DEFAULT_TENANT ? {} : { 'x-tenant-id': tenant },
    ...body === undefined ? {} : { 'content-type': 'application/json' },
    ...headers
  }
  return [
    `curl -X ${method} ${quoted(`${rootOf(service.value!)}/${path}`)}`,
    ...Object.entries(all).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    ...body === undefined ? [] : [`-d ${quoted(body)}`]
  ].join(' \\\n  ')
}

interface SentProps {
  readonly request: ResourceRequest
  /** Undefined while it is awaited. */
  readonly answer: ResourceAnswer | undefined
}

export function Sent ({ request, answer }: SentProps): JSX.Element {
  return (
    <div class='sent' role='status'>
      <code>{request.method} {shownUrl(request.path)}</code>
      {answer !== undefined && (
        <span>
          <b class={`status ${toneOf({ status: answer.status, outcome: 'answered' })}`}>{answer.status}</b> {answer.milliseconds.toFixed(1)} ms
        </span>
      )}
      <CopyButton text={curlFor(request)} label='Copy as curl' />
    </div>
  )
}
