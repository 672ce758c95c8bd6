/** A snapshot in the list, and what can be done with it. */
import type { JSX } from 'preact'
import { useRef, useState } from 'preact/hooks'
import { ErrorNotice } from '../parts/notice.js'
import { useAction } from '../parts/use-action.js'
import type { Snapshot, SnapshotDifference } from '../service/controls.js'
import { Differences } from './differences.js'
import type { SnapshotScope } from './snapshot-scope.js'

/** As long as the service takes one. */
export const MOST_OF_NOTE = 1000

interface TakenProps {
  readonly snapshot: Snapshot
  readonly scope: SnapshotScope
  readonly busy: boolean
  readonly onRestore: () => void
  readonly onDelete: () => void
  /** Something else about it has changed. */
  readonly onChange: () => void
}

export function TakenSnapshot ({ snapshot, scope, busy, onRestore, onDelete, onChange }: TakenProps): JSX.Element {
  const { name, takenAt, tenants, note } = snapshot
  const [difference, setDifference] = useState<SnapshotDifference>()
  const [noting, setNoting] = useState(false)
  const { busy: comparing, error, run } = useAction()
  const noted = (text: string): void => { run(async () => { await scope.note(name, text); setNoting(false); onChange() }) }
  return (
    <li class='row'>
      <span class='wide'>
        <b>{name}</b> <span class='quiet small number'>{takenAt.replace('T', ' ').slice(0, 19)}{scope.rows === undefined ? `, ${tenants} tenants` : ''}</span>
      </span>
      <button
        class='small' disabled={comparing} onClick={() => { run(async () => { setDifference(await scope.compare(name)) }) }}
        aria-label={`Compare ${name}`}
      >
        Compare
      </button>
      <button class='small' aria-expanded={noting} onClick={() => { setNoting(!noting) }} aria-label={`Note of ${name}`}>Note</button>
      <button class='small' disabled={busy} onClick={onRestore} aria-label={`Restore ${name}`}>Restore</button>
      <button class='small danger' disabled={busy} onClick={onDelete} aria-label={`Delete ${name}`}>Delete</button>
      {noting
        ? <NoteForm name={name} note={note} busy={comparing} onNote={noted} />
        : note !== '' && <p class='wide note'>{note}</p>}
      <ErrorNotice error={error} />
      {difference !== undefined && <Differences name={name} difference={difference} rows={scope.rows} />}
    </li>
  )
}

interface NoteProps {
  readonly name: string
  readonly note: string
  readonly busy: boolean
  readonly onNote: (text: string) => void
}

function NoteForm ({ name, note, busy, onNote }: NoteProps): JSX.Element {
  const field = useRef<HTMLInputElement>(null)
  return (
    <form class='wide row' style={{ flexWrap: 'nowrap' }} onSubmit={event => { event.preventDefault(); onNote(field.current!.value) }}>
      <input ref={field} aria-label={`What ${name} is for`} defaultValue={note} maxLength={MOST_OF_NOTE} autofocus />
      <button class='small' disabled={busy}>Save</button>
    </form>
  )
}
