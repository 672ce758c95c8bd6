import type { JSX } from 'preact'
import type { SnapshotDifference } from '../service/controls.js'

/** What has changed since a snapshot was taken, by type. */
export function Differences ({ difference }: { readonly difference: SnapshotDifference }): JSX.Element {
  const types = Object.entries(difference).filter(([, { added, changed, removed }]) => added + changed + removed > 0)
  if (types.length === 0) return <p class='good small wide' role='status'>Nothing differs from it now.</p>
  return (
    <table class='wide' role='table' aria-label='Since then'>
      <thead><tr><th>Since then</th><th class='number'>Added</th><th class='number'>Changed</th><th class='number'>Removed</th></tr></thead>
      <tbody>{types.map(([type, counts]) => (
        <tr key={type}>
          <td>{type}</td>
          {[counts.added, counts.changed, counts.removed].map((count, index) => <td key={index} class='number'>{count.toLocaleString('en')}</td>)}
        </tr>
      ))}
      </tbody>
    </table>
  )
}
