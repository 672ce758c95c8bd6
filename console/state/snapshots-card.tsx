/** States with a name, of one tenant or of all. */
import type { JSX } from 'preact'
import { useRef } from 'preact/hooks'
import { ErrorNotice } from '../parts/notice.js'
import { useAction } from '../parts/use-action.js'
import type { Snapshot } from '../service/controls.js'
import { useLoad } from '../service/use-load.js'
import { snapshotsOf } from './snapshot-scope.js'

export function SnapshotsCard ({ tenant }: { readonly tenant: string | undefined }): JSX.Element {
  const scope = snapshotsOf(tenant)
  const { value, error, reload } = useLoad(scope.list, [tenant], 5000)
  const { busy, error: failure, run } = useAction()
  const name = useRef<HTMLInputElement>(null)
  const change = (work: () => Promise<unknown>): void => { run(async () => { await work(); reload() }) }
  const take = (event: SubmitEvent): void => {
    event.preventDefault()
    change(async () => { await scope.take(name.current!.value); name.current!.value = '' })
  }
  const reset = (): void => { if (confirm(`Reset ${scope.words}? What is there is replaced by the seed, or by nothing.`)) change(scope.reset) }
  return (
    <section class='card'>
      <header><h2>Of {scope.words}</h2><button class='small danger' disabled={busy} onClick={reset}>Reset</button></header>
      <form class='row' onSubmit={take} style={{ flexWrap: 'nowrap' }}>
        <input ref={name} aria-label={`Name of a snapshot of ${scope.words}`} placeholder='before-suite' required maxLength={100} pattern='[A-Za-z0-9._\-]+' />
        <button class='primary' disabled={busy}>Take</button>
      </form>
      <ErrorNotice error={failure ?? error} />
      {value?.length === 0 && <p class='quiet'>None yet.</p>}
      <ul class='stack'>{value?.map(snapshot => (
        <Taken
          key={snapshot.name} snapshot={snapshot} busy={busy} ofAll={tenant === undefined}
          onRestore={() => { change(async () => await scope.restore(snapshot.name)) }}
          onDelete={() => { change(async () => await scope.remove(snapshot.name)) }}
        />
      ))}
      </ul>
    </section>
  )
}

interface TakenProps {
  readonly snapshot: Snapshot
  readonly ofAll: boolean
  readonly busy: boolean
  readonly onRestore: () => void
  readonly onDelete: () => void
}

function Taken ({ snapshot: { name, takenAt, tenants }, ofAll, busy, onRestore, onDelete }: TakenProps): JSX.Element {
  return (
    <li class='row'>
      <span style={{ marginInlineEnd: 'auto' }}><b>{name}</b> <span class='quiet small number'>{takenAt.replace('T', ' ').slice(0, 19)}{ofAll ? `, ${tenants} tenants` : ''}</span></span>
      <button class='small' disabled={busy} onClick={onRestore} aria-label={`Restore ${name}`}>Restore</button>
      <button class='small danger' disabled={busy} onClick={onDelete} aria-label={`Delete ${name}`}>Delete</button>
    </li>
  )
}
