/** A fleet of devices and their check-ins in place of what the tenant has. */
import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { Dialog } from '../parts/dialog.js'
import { ErrorNotice } from '../parts/notice.js'
import { useAction } from '../parts/use-action.js'
import { base, fetchControl, refusalOf } from '../service/controls.js'
import { readLines } from '../service/event-stream.js'
import { dataChanges } from './use-request.js'

interface Progress {
  readonly rows?: number
  readonly error?: unknown
}

export function GenerateDialog ({ tenant, onClose }: { readonly tenant: string, readonly onClose: () => void }): JSX.Element {
  const [rows, setRows] = useState<number>()
  const [wanted, setWanted] = useState(5000)
  const [done, setDone] = useState(false)
  const { busy, error, run } = useAction()
  const start = (event: SubmitEvent): void => {
    event.preventDefault()
    const fields = new FormData(event.currentTarget as HTMLFormElement)
    const body = { rows: wanted, seed: Number(fields.get('seed')), configurations: Number(fields.get('configurations')) }
    run(async () => {
      for await (const { rows: written } of generate(tenant, body)) if (written !== undefined) setRows(written)
      setDone(true)
    })
  }
  return (
    <Dialog title='Generate a fleet' onClose={() => { onClose(); if (done) dataChanges.value++ }}>
      <p class='notice warning'>It replaces everything that the tenant {tenant} has.</p>
      <form onSubmit={start}>
        <div class='fields'>
          <label class='field'>
            <span>Check-in rows</span>
            <input
              type='number' min='0' max='10000000' required value={wanted}
              onInput={event => { setWanted(event.currentTarget.valueAsNumber) }}
            />
          </label>
          <label class='field'>
            <span>Configurations</span>
            <input name='configurations' type='number' min='0' max='1000' value='3' required />
          </label>
          <label class='field'><span>Seed</span><input name='seed' type='number' min='0' max='4294967295' value='1' required /></label>
        </div>
        {(busy || done) && (
          <label class='progress'>
            <span class='small quiet number'>{(rows ?? 0).toLocaleString('en')} of {wanted.toLocaleString('en')} rows</span>
            <progress value={rows ?? 0} max={Math.max(1, wanted)} />
          </label>
        )}
        <ErrorNotice error={error} />
        <div class='row end'>
          {done ? <span class='good' role='status'>Done.</span> : <button class='primary' disabled={busy}>Generate</button>}
        </div>
      </form>
    </Dialog>
  )
}

/** How far it is, a line at a time. @throws Refusal */
async function * generate (tenant: string, body: object): AsyncGenerator<Progress> {
  const response = await fetchControl(new Request(`${base}/__admin/tenants/${encodeURIComponent(tenant)}/generate`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/x-ndjson' },
    body: JSON.stringify(body)
  }))
  for await (const line of readLines(response)) {
    const progress = line as Progress
    if (progress.error !== undefined) throw refusalOf(500, progress)
    yield progress
  }
}
