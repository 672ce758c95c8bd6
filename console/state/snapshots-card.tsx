/** States with a name, of one tenant or of all. */
import type { JSX } from 'preact'
import { useRef, useState } from 'preact/hooks'
import { ErrorNotice } from '../parts/notice.js'
import { useAction } from '../parts/use-action.js'
import type { Snapshot, SnapshotDifference } from '../service/controls.js'
import { useLoad } from '../service/use-load.js'
import { Differences } from './differences.js'
import { snapshotsOf } from './snapshot-scope.js'
import type { SnapshotScope } from './snapshot-scope.js'

export function SnapshotsCard ({ tenant }: { readonly tenant: string | undefined }): JSX.Element {
  const scope = snapshotsOf(tenant)
  const { value, error, reload } = useLoad(scope.list, [tenant], 5000)
  const { busy, error: failure, run } = useAction()
  const [done, setDone] = useState('')
  const name = useRef<HTMLInputElement>(null)
  const change = (work: () => Promise<unknown>, words: string): void => {
    setDone('')
    run(async () => { await work(); setDone(words); reload() })
  }
  const take = (event: SubmitEvent): void => {
    event.preventDefault()
    const taken = name.current!.value
    change(async () => { await scope.take(taken); name.current!.value = '' }, `Took ${taken}.`)
  }
  const reset = (): void => { if (confirm(`Reset ${scope.words}? What is there is replaced by the seed, or by nothing.`)) change(scope.reset, 'It was reset.') }
  return (
    <section class='card' aria-label={`Of ${scope.words}`}>
      <header><h2>Of {scope.words}</h2><button class='small danger' disabled={busy} onClick={reset}>Reset</button></header>
      <form class='row' onSubmit={take} style={{ flexWrap: 'nowrap' }}>
        <input
          ref={name} aria-label={`Name of a snapshot of ${scope.words}`} placeholder='before-suite' required
          maxLength={100} pattern='[A-Za-z0-9._\-]+'
        />
        <button class='primary' disabled={busy}>Take</button>
      </form>
      <ErrorNotice error={failure ?? error} />
      {done !== '' && <p class='good small' role='status'>{done}</p>}
      {value?.length === 0 && <p class='quiet'>None yet.</p>}
      <ul class='stack'>{value?.map(snapshot => (
        <Taken
          key={snapshot.name} snapshot={snapshot} busy={busy} ofAll={tenant === undefined} compare={scope.compare}
          onRestore={() => { change(async () => await scope.restore(snapshot.name), `Restored ${snapshot.name}.`) }}
          onDelete={() => { change(async () => await scope.remove(snapshot.name), `Deleted ${snapshot.name}.`) }}
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
  readonly compare: SnapshotScope['compare'] | undefined
  readonly onRestore: () => void
  readonly onDelete: () => void
}

function Taken ({ snapshot: { name, takenAt, tenants }, ofAll, busy, compare, onRestore, onDelete }: TakenProps): JSX.Element {
  const [difference, setDifference] = useState<SnapshotDifference>()
  const { busy: comparing, error, run } = useAction()
  return (
    <li class='row'>
      <span style={{ marginInlineEnd: 'auto' }}>
        <b>{name}</b> <span class='quiet small number'>{takenAt.replace('T', ' ').slice(0, 19)}{ofAll ? `, ${tenants} tenants` : ''}</span>
      </span>
      {compare !== undefined && (
        <button
          class='small' disabled={comparing} onClick={() => { run(async () => { setDifference(await compare(name)) }) }}
          aria-label={`Compare ${name}`}
        >
          Compare
        </button>
      )}
      <button class='small' disabled={busy} onClick={onRestore} aria-label={`Restore ${name}`}>Restore</button>
      <button class='small danger' disabled={busy} onClick={onDelete} aria-label={`Delete ${name}`}>Delete</button>
      <ErrorNotice error={error} />
      {difference !== undefined && <Differences difference={difference} />}
    </li>
  )
}
