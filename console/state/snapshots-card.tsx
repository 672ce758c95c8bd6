/** States with a name, of one tenant or of all. */
import type { JSX } from 'preact'
import { useRef, useState } from 'preact/hooks'
import { ErrorNotice } from '../parts/notice.js'
import { useAction } from '../parts/use-action.js'
import { useLoad } from '../service/use-load.js'
import { snapshotsOf } from './snapshot-scope.js'
import { MOST_OF_NOTE, TakenSnapshot } from './taken-snapshot.js'

export function SnapshotsCard ({ tenant }: { readonly tenant: string | undefined }): JSX.Element {
  const scope = snapshotsOf(tenant)
  const { value, error, reload } = useLoad(scope.list, [tenant], 5000)
  const { busy, error: failure, run } = useAction()
  const [done, setDone] = useState('')
  const [name, note] = [useRef<HTMLInputElement>(null), useRef<HTMLInputElement>(null)]
  const change = (work: () => Promise<unknown>, words: string): void => {
    setDone('')
    run(async () => { await work(); setDone(words); reload() })
  }
  const take = (event: SubmitEvent): void => {
    event.preventDefault()
    const taken = name.current!.value
    change(async () => {
      await scope.take(taken, note.current!.value)
      for (const field of [name, note]) field.current!.value = ''
    }, `Took ${taken}.`)
  }
  const reset = (): void => { if (confirm(`Reset ${scope.words}? What is there is replaced by the seed, or by nothing.`)) change(scope.reset, 'It was reset.') }
  return (
    <section class='card' aria-label={`Of ${scope.words}`}>
      <header><h2>Of {scope.words}</h2><button class='small danger' disabled={busy} onClick={reset}>Reset</button></header>
      <form class='taking' onSubmit={take}>
        <input
          ref={name} aria-label={`Name of a snapshot of ${scope.words}`} placeholder='before-suite' required
          maxLength={100} pattern='[A-Za-z0-9._\-]+'
        />
        <input ref={note} aria-label={`Note of the snapshot of ${scope.words}`} placeholder='Note' maxLength={MOST_OF_NOTE} />
        <button class='primary' disabled={busy}>Take</button>
      </form>
      <ErrorNotice error={failure ?? error} />
      {done !== '' && <p class='good small' role='status'>{done}</p>}
      {value?.length === 0 && <p class='quiet'>None yet.</p>}
      <ul class='stack'>{value?.map(snapshot => (
        <TakenSnapshot
          key={snapshot.name} snapshot={snapshot} busy={busy} scope={scope} onChange={reload}
          onRestore={() => { change(async () => await scope.restore(snapshot.name), `Restored ${snapshot.name}.`) }}
          onDelete={() => { change(async () => await scope.remove(snapshot.name), `Deleted ${snapshot.name}.`) }}
        />
      ))}
      </ul>
    </section>
  )
}
