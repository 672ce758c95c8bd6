/** What a file becomes: the whole state of the tenant, or rows. */
import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { Dialog } from '../parts/dialog.js'
import { ErrorNotice } from '../parts/notice.js'
import { useAction } from '../parts/use-action.js'
import { service, servesFamily } from '../service/service-info.js'
import { importKind, upload } from './upload.js'
import { dataChanges } from './use-request.js'

interface ImportProps {
  readonly file: File
  readonly tenant: string
  readonly onClose: () => void
}

export function ImportDialog ({ file, tenant, onClose }: ImportProps): JSX.Element {
  const kind = importKind(file.name)
  const [done, setDone] = useState<string>()
  const [share, setShare] = useState(0)
  const [mode, setMode] = useState<'append' | 'replace'>('append')
  const { busy, error, run } = useAction()
  const possible = kind === 'state' || (kind !== undefined && servesFamily(service.value!))
  const start = (): void => { run(async () => { setDone(await upload(file, { kind: kind!, tenant, mode, onProgress: setShare })) }) }
  return (
    <Dialog title={`Import ${file.name}`} onClose={() => { onClose(); if (done !== undefined) dataChanges.value++ }}>
      <p class='quiet'>{file.size.toLocaleString('en')} bytes, for the tenant <b>{tenant}</b>.</p>
      {!possible && (
        <p class='notice warning'>
          {servesFamily(service.value!) ? 'A state is .json; rows are .csv or .ndjson.' : 'A state is a .json file, as an export writes it.'}
        </p>
      )}
      {kind === 'state' && <p class='notice warning'>The state replaces everything that the tenant has.</p>}
      {possible && kind !== 'state' && (
        <label class='field'>
          <span>Check-in rows</span>
          <select value={mode} onChange={event => { setMode(event.currentTarget.value as 'append' | 'replace') }}>
            <option value='append'>are added to those that are there</option><option value='replace'>take the place of those that are there</option>
          </select>
        </label>
      )}
      {busy && (
        <label class='progress'>
          <span class='small quiet'>{share < 1 ? 'Sending' : 'The service reads it'}</span>
          <progress value={share} max={1} />
        </label>
      )}
      <ErrorNotice error={error} />
      {done === undefined
        ? <div class='row end'><button class='primary' disabled={busy || !possible} onClick={start}>Import</button></div>
        : <p class='notice' role='status'>{done}</p>}
    </Dialog>
  )
}
