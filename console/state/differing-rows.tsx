/** Rows that were added, changed or removed since a snapshot, each with what it has and had. */
import { Fragment } from 'preact'
import type { JSX } from 'preact'
import { ErrorNotice } from '../parts/notice.js'
import type { SnapshotRow } from '../service/controls.js'
import { useLoad } from '../service/use-load.js'

/** Of each kind. */
const MOST = 50

interface RowsProps {
  readonly type: string
  /** So many of each kind at most. */
  readonly load: (top: number) => Promise<readonly SnapshotRow[]>
}

export function DifferingRows ({ type, load }: RowsProps): JSX.Element {
  const { value, error, reload } = useLoad(async () => await load(MOST), [type])
  return (
    <>
      <ErrorNotice error={error} onRetry={reload} />
      {value === undefined && error === undefined && <p class='quiet small'>Looking …</p>}
      <ul class='differing' aria-label={`What differs of ${type}`} tabIndex={0}>
        {value?.map((row, index) => <li key={index}><Row row={row} /></li>)}
      </ul>
      <p class='quiet small'>At most {MOST} of each kind, as they are stored: the first 200 characters of each value.</p>
    </>
  )
}

const tones = { added: 'good', changed: 'warn', removed: 'bad' } as const

function Row ({ row: { kind, now, before, members } }: { readonly row: SnapshotRow }): JSX.Element {
  const stored = now ?? before ?? {}
  // Of what has changed: what it is, and what is another.
  const names = Object.keys(stored).filter(name => kind === 'changed' ? members?.includes(name) === true || isName(name) : stored[name] !== null)
  return (
    <>
      <b class={`${tones[kind]} small`}>{kind}</b>
      <dl class='headers'>
        {names.map(name => (
          <Fragment key={name}>
            <dt>{name}</dt>
            <dd>{members?.includes(name) === true && <><del>{before?.[name] ?? 'null'}</del> → </>}{stored[name] ?? 'null'}</dd>
          </Fragment>
        ))}
      </dl>
    </>
  )
}

const isName = (column: string): boolean => /^(?:id|place|displayName|name|.*key)$/i.test(column)
