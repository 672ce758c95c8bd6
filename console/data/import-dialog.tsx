/** What a file becomes: the whole state of the tenant, or rows, which of a model that was given are entities of a set. */
import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { Dialog } from '../parts/dialog.js'
import { ErrorNotice } from '../parts/notice.js'
import { useAction } from '../parts/use-action.js'
import { service, servesFamily } from '../service/service-info.js'
import { address } from '../service/address.js'
import type { Model } from './model.js'
import { importKind, upload } from './upload.js'
import { dataChanges } from './use-request.js'

interface ImportProps {
  readonly file: File
  readonly tenant: string
  /** Undefined until it was read. */
  readonly model: Model | undefined
  readonly onClose: () => void
}

export function ImportDialog ({ file, tenant, model, onClose }: ImportProps): JSX.Element {
  const kind = importKind(file.name)
  const [done, setDone] = useState<string>()
  const [share, setShare] = useState(0)
  const [mode, setMode] = useState<'append' | 'replace'>('append')
  const { busy, error, run } = useAction()
  const sets = servesFamily(service.value!) ? [] : setsOf(model)
  const [chosen, setChosen] = useState<string>()
  const set = chosen ?? likelySet(sets, file.name, address.value.path)
  const possible = kind === 'state' || (kind !== undefined && (servesFamily(service.value!) || set !== ''))
  const start = (): void => { run(async () => { setDone(await upload(file, { kind: kind!, tenant, set, mode, onProgress: setShare })) }) }
  return (
    <Dialog title={`Import ${file.name}`} onClose={() => { onClose(); if (done !== undefined) dataChanges.value++ }}>
      <p class='quiet'>{file.size.toLocaleString('en')} bytes, for the tenant <b>{tenant}</b>.</p>
      {!possible && (
        <p class='notice warning'>
          {servesFamily(service.value!) ? 'A state is .json; rows are .csv or .ndjson.' : 'A state is .json; entities are .csv or .ndjson.'}
        </p>
      )}
      {kind === 'state' && <p class='notice warning'>The state replaces everything that the tenant has.</p>}
      {kind !== 'state' && sets.length > 0 && (
        <label class='field'>
          <span>Entity set</span>
          <select value={set} onChange={event => { setChosen(event.currentTarget.value) }}>
            {sets.map(name => <option key={name} value={name}>{name}</option>)}
          </select>
        </label>
      )}
      {possible && kind !== 'state' && (
        <label class='field'>
          <span>{servesFamily(service.value!) ? 'Check-in rows' : 'Entities'}</span>
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

const setsOf = (model: Model | undefined): readonly string[] =>
  (model?.roots ?? []).filter(({ collection }) => collection).map(({ name }) => name)

/** What the file is called after, or the page shows; else the first. */
function likelySet (sets: readonly string[], file: string, path: string): string {
  const stem = file.replace(/\.[^.]*$/, '').toLowerCase()
  return sets.find(name => name.toLowerCase() === stem) ?? sets.find(name => name === path.split(/[/(]/, 1)[0]) ?? sets[0] ?? ''
}
