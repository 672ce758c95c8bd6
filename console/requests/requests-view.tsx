import type { JSX } from 'preact'
import { useCallback } from 'preact/hooks'
import { ErrorNotice } from '../parts/notice.js'
import { useAction } from '../parts/use-action.js'
import { address, go, withParams } from '../service/address.js'
import { base, controls, fetchControl, refusalOf, take } from '../service/controls.js'
import { saveFile } from '../parts/save-file.js'
import { RequestDetail } from './request-detail.js'
import { entries, forgetShown, pause, paused, problem, showOwn, state, visible } from './request-log.js'
import { RequestTable } from './request-table.js'

export function RequestsView (): JSX.Element {
  const { id = '' } = address.value.params
  const close = useCallback(() => { go({ params: withParams({ id: '' }) }) }, [])
  return (
    <div class='page filled'>
      <Head />
      {state.value === 'off' && <JournalOff />}
      <div class={`split${id === '' ? '' : ' open'}`}>
        <RequestTable requests={visible.value} chosen={Number(id)} />
        {id !== '' && <RequestDetail key={id} id={Number(id)} onClose={close} />}
      </div>
    </div>
  )
}

function Head (): JSX.Element {
  const { busy, error, run } = useAction()
  const filter = (event: Event): void => {
    go({ params: withParams({ filter: (event.currentTarget as HTMLInputElement).value }) }, { replace: true })
  }
  const forget = async (): Promise<void> => {
    await take(controls.DELETE('/__admin/requests'))
    forgetShown()
  }
  return (
    <>
      <div class='page-head'>
        <h1>Requests</h1>
        <Live />
        <input
          class='filter' type='search' aria-label='Filter requests' placeholder='Filter: patch 429 contoso …'
          value={address.value.params['filter'] ?? ''} onInput={filter}
        />
        <button aria-pressed={paused.value} onClick={() => { pause(!paused.value) }}>{paused.value ? 'Go on' : 'Pause'}</button>
        <label class='check'>
          <input type='checkbox' checked={showOwn.value} onChange={event => { showOwn.value = event.currentTarget.checked }} /> This console's own
        </label>
        <button disabled={busy} onClick={() => { run(exportHar) }}>Export HAR</button>
        <button disabled={busy} onClick={() => { run(forget) }}>Forget all</button>
      </div>
      <ErrorNotice error={error} />
    </>
  )
}

function Live (): JSX.Element {
  const words = paused.value ? 'paused' : { live: 'live', connecting: 'connecting', off: 'journal off', broken: 'trying again' }[state.value]
  const [shown, all] = [visible.value.length, entries.value.length]
  return (
    <span class='quiet small' role='status' title={problem.value}>
      <span class={`live${words === 'live' ? '' : ' off'}`}>{words}</span>, {shown === all ? all.toLocaleString('en') : `${shown.toLocaleString('en')} of ${all.toLocaleString('en')}`}
    </span>
  )
}

function JournalOff (): JSX.Element {
  const { busy, error, run } = useAction()
  return (
    <div class='notice warning'>
      The journal is off, so there is nothing to see.
      <div class='row'>
        <button
          disabled={busy}
          onClick={() => { run(async () => await take(controls.PUT('/__admin/requests/settings', { body: { size: 1000 } }))) }}
        >
          Keep the latest 1,000 requests
        </button>
      </div>
      <ErrorNotice error={error} />
    </div>
  )
}

async function exportHar (): Promise<void> {
  const response = await fetchControl(new Request(`${base}/__admin/requests.har`))
  if (!response.ok) throw refusalOf(response.status, await response.json())
  saveFile('requests.har', await response.blob())
}
