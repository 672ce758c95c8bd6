/** One request with its answer, and what can be done with it. */
import { Fragment } from 'preact'
import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { CopyButton } from '../parts/copy-button.js'
import { JsonView } from '../parts/json-view.js'
import { ErrorNotice } from '../parts/notice.js'
import { useAction } from '../parts/use-action.js'
import { address, hrefOf } from '../service/address.js'
import { controls, take } from '../service/controls.js'
import type { JournalEntry, Verified } from '../service/controls.js'
import { tryJson } from '../service/exact-json.js'
import { failureOf, readable } from '../service/resources.js'
import type { ResourceAnswer } from '../service/resources.js'
import { useLoad } from '../service/use-load.js'
import { curlOf, faultParams, sendAgain, verification } from './request-actions.js'
import { toneOf } from './request-log.js'
import { Stages } from './stages.js'

interface DetailProps {
  readonly id: number
  readonly onClose: () => void
}

export function RequestDetail ({ id, onClose }: DetailProps): JSX.Element {
  const { value, error } = useLoad(async () => await take(controls.GET('/__admin/requests/{id}', { params: { path: { id } } })), [id])
  return (
    <aside class='detail' aria-label={`Request ${id}`} onKeyDown={event => { if (event.key === 'Escape') onClose() }}>
      <div class='row'>
        <span class='quiet small'>Request {id}</span>
        <button class='plain small' style={{ marginInlineStart: 'auto' }} onClick={onClose}>Close</button>
      </div>
      <ErrorNotice error={error} />
      {value !== undefined && <Detail entry={value} />}
    </aside>
  )
}

function Detail ({ entry }: { readonly entry: JournalEntry }): JSX.Element {
  const { method, url, status, outcome, milliseconds, at, tenant, application, operationId, fault, parent, stages, tolerated } = entry
  return (
    <>
      <h2>{method} {readable(url)}</h2>
      <Actions entry={entry} />
      <dl class='facts'>
        <dt>Answer</dt>
        <dd>
          <span class={`status ${toneOf(entry)}`}>{status ?? 'none'}</span> {outcome === 'answered' ? '' : `(${outcome})`} {milliseconds === undefined ? '' : `after ${milliseconds.toFixed(1)} ms`}
        </dd>
        {fault !== undefined && <><dt>Fault</dt><dd class='warn'>{fault}</dd></>}
        {tolerated !== undefined && <><dt>Tolerated</dt><dd class='warn'>{tolerated.join(', ')}, which <code>--strict</code> refuses</dd></>}
        <dt>At</dt><dd class='number'>{at}</dd>
        <dt>Tenant</dt><dd>{tenant ?? 'none'}{application === undefined ? '' : `, application ${application}`}</dd>
        {operationId !== undefined && <><dt>Operation</dt><dd>{operationId}</dd></>}
        {parent !== undefined && <><dt>Within</dt><dd><a href={hrefOf({ params: { id: String(parent) } })}>batch {parent}</a></dd></>}
      </dl>
      {stages !== undefined && <Stages stages={stages} />}
      <Message title='Answer' message={entry.response} />
      <Message title='Request' message={entry.request} />
    </>
  )
}

function Actions ({ entry }: { readonly entry: JournalEntry }): JSX.Element {
  const { busy, error, run } = useAction()
  const [answer, setAnswer] = useState<ResourceAnswer>()
  const [verified, setVerified] = useState<Verified>()
  return (
    <section aria-label='Actions'>
      <div class='row'>
        <CopyButton text={curlOf(entry)} label='Copy as curl' />
        <button class='small' disabled={busy} onClick={() => { run(async () => { setAnswer(await sendAgain(entry)) }) }}>Send again</button>
        <a class='button small' href={hrefOf({ view: 'faults', path: '', params: faultParams(entry) })}>Fault requests like this</a>
        <button
          class='small' disabled={busy}
          onClick={() => { run(async () => { setVerified(await take(controls.POST('/__admin/requests/verify', { body: verification(entry) }))) }) }}
        >
          Verify that this was called
        </button>
      </div>
      <ErrorNotice error={error} />
      {answer !== undefined && (
        <p class='notice' role='status'>
          Sent again: <b class={`status ${toneOf({ status: answer.status, outcome: 'answered' })}`}>{answer.status}</b> after {answer.milliseconds.toFixed(1)} ms. {failureOf(answer)}
        </p>
      )}
      {verified !== undefined && <Verification verified={verified} entry={entry} />}
    </section>
  )
}

interface VerificationProps {
  readonly verified: Verified
  readonly entry: JournalEntry
}

function Verification ({ verified: { message, count, nearMisses }, entry }: VerificationProps): JSX.Element {
  const body = JSON.stringify(verification(entry))
  return (
    <div class='notice' role='status'>
      <p>{message} {count > 1 ? 'All of them have this method, path and tenant.' : ''}</p>
      {nearMisses.map(({ id, method, url, differences }) => (
        <p key={id} class='small'>
          <a href={hrefOf({ params: { ...address.value.params, id: String(id) } })}>{method} {readable(url)}</a>: {differences.join('; ')}
        </p>
      ))}
      <p class='small quiet'>As a program asks it: <code>POST /__admin/requests/verify {body}</code></p>
    </div>
  )
}

function Message ({ title, message: { headers, body } }: { readonly title: string, readonly message: JournalEntry['request'] }): JSX.Element {
  const value = body === undefined ? undefined : tryJson(body.text)
  return (
    <section>
      <h3>{title}</h3>
      <details open={title === 'Request'}>
        <summary class='quiet small'>{Object.keys(headers).length} headers</summary>
        <dl class='headers'>
          {Object.entries(headers).map(([name, text]) => <Fragment key={name}><dt>{name}</dt><dd>{text}</dd></Fragment>)}
        </dl>
      </details>
      {body === undefined
        ? <p class='quiet small'>No body.</p>
        : (
          <>
            <div class='row small quiet'>
              {body.bytes.toLocaleString('en')} bytes{body.whole ? '' : ', of which the journal keeps the beginning'} <CopyButton text={body.text} />
            </div>
            <div tabIndex={0} class='text-block'>{value === undefined ? <pre>{body.text}</pre> : <JsonView value={value} />}</div>
          </>
          )}
    </section>
  )
}
