/** Thousands of requests, the latest first; only those in sight are in the page. */
import type { JSX } from 'preact'
import { memo } from 'preact/compat'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { hrefOf, withParams } from '../service/address.js'
import { toneOf } from './request-log.js'
import type { LoggedRequest } from './request-log.js'

const ROW = 30
/** Rows beyond each end of what is in sight. */
const MARGIN = 12

interface TableProps {
  readonly requests: readonly LoggedRequest[]
  readonly chosen: number
}

export function RequestTable ({ requests, chosen }: TableProps): JSX.Element {
  const scroller = useRef<HTMLDivElement>(null)
  const [{ top, height }, setWindow] = useState({ top: 0, height: 800 })
  const before = useRef(requests.length)
  const look = (): void => {
    const { scrollTop, clientHeight } = scroller.current!
    setWindow({ top: scrollTop, height: clientHeight })
  }
  useLayoutEffect(() => {
    const observer = new ResizeObserver(look)
    observer.observe(scroller.current!)
    return () => { observer.disconnect() }
  }, [])
  useLayoutEffect(() => {
    // What is being read stays where it is when others come before it.
    const added = requests.length - before.current
    before.current = requests.length
    if (added > 0 && scroller.current!.scrollTop > ROW) scroller.current!.scrollTop += added * ROW
  }, [requests])
  const from = Math.max(0, Math.floor(top / ROW) - MARGIN)
  const to = Math.min(requests.length, Math.ceil((top + height) / ROW) + MARGIN)
  const shown = Array.from({ length: Math.max(0, to - from) }, (_, index) => requests[requests.length - 1 - from - index]!)
  return (
    <div class='scroller log' ref={scroller} onScroll={look} tabIndex={0} role='region' aria-label='Requests'>
      <table aria-rowcount={requests.length + 1}>
        <thead>
          <tr>
            <th class='time'>Time</th><th class='verb'>Method</th><th>URL</th><th class='code'>Status</th><th class='number ms'>ms</th>
            <th class='tenant'>Tenant</th><th class='operation'>Operation</th><th class='fault'>Fault</th>
          </tr>
        </thead>
        <tbody>
          <Spacer rows={from} />
          {shown.map((request, index) =>
            <Row key={request.id} request={request} place={from + index + 2} chosen={request.id === chosen} />)}
          <Spacer rows={requests.length - Math.max(from, to)} />
        </tbody>
      </table>
      {requests.length === 0 && <p class='empty'>No request yet. Whatever a client asks of the service appears here as it is answered.</p>}
    </div>
  )
}

/** One cell: a span over columns that a narrow page hides would make room for them. */
const Spacer = ({ rows }: { readonly rows: number }): JSX.Element | null =>
  rows <= 0 ? null : <tr class='spacer' role='presentation'><td style={{ height: `${rows * ROW}px` }} /></tr>

interface RowProps {
  readonly request: LoggedRequest
  readonly place: number
  readonly chosen: boolean
}

const Row = memo(({ request, place, chosen }: RowProps): JSX.Element => {
  const { id, at, method, shownUrl, status, milliseconds, tenant, operationId, fault, outcome, parent } = request
  return (
    <tr aria-rowindex={place} class={chosen ? 'chosen' : ''}>
      <td class='time quiet number'>{at.slice(11, 23)}</td>
      <td><span class='method'>{method}</span></td>
      <td title={shownUrl}>
        <a class='mono' href={hrefOf({ params: withParams({ id: String(id) }) })} aria-current={chosen ? 'true' : undefined}>
          {parent === undefined ? '' : '↳ '}{shownUrl}
        </a>
      </td>
      <td><span class={`status ${toneOf(request)}`}>{outcome === 'aborted' ? '✕' : ''}{status ?? '—'}</span></td>
      <td class='number'>{milliseconds?.toFixed(1)}</td>
      <td class='tenant' title={tenant}>{tenant}</td>
      <td class='operation quiet' title={operationId}>{operationId}</td>
      <td class='fault warn' title={fault}>{fault}</td>
    </tr>
  )
})
