import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { SnapshotDifference } from '../service/controls.js'
import { DifferingRows } from './differing-rows.js'
import type { SnapshotScope } from './snapshot-scope.js'

interface DifferencesProps {
  /** The name of the snapshot. */
  readonly name: string
  readonly difference: SnapshotDifference
  readonly rows: SnapshotScope['rows'] | undefined
}

/** What has changed since a snapshot was taken, by type; the rows themselves where they can be listed. */
export function Differences ({ name, difference, rows }: DifferencesProps): JSX.Element {
  const [chosen, setChosen] = useState<string>()
  const types = Object.entries(difference).filter(([, { added, changed, removed }]) => added + changed + removed > 0)
  if (types.length === 0) return <p class='good small wide' role='status'>Nothing differs from it now.</p>
  return (
    <div class='wide stack'>
      <table role='table' aria-label='Since then'>
        <thead><tr><th>Since then</th><th class='number'>Added</th><th class='number'>Changed</th><th class='number'>Removed</th></tr></thead>
        <tbody>{types.map(([type, counts]) => (
          <tr key={type}>
            <td class='breaks'>
              {rows === undefined
                ? type
                : <button class='plain small' aria-expanded={chosen === type} onClick={() => { setChosen(chosen === type ? undefined : type) }}>{type}</button>}
            </td>
            {[counts.added, counts.changed, counts.removed].map((count, index) => <td key={index} class='number'>{count.toLocaleString('en')}</td>)}
          </tr>
        ))}
        </tbody>
      </table>
      {rows === undefined && <p class='quiet small'>Of all tenants together; a snapshot of one tenant shows the rows.</p>}
      {rows !== undefined && chosen !== undefined && (
        <DifferingRows key={chosen} type={chosen} load={async top => await rows(name, chosen, top)} />
      )}
    </div>
  )
}
