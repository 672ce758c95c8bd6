import type { JSX } from 'preact'
import { address } from '../service/address.js'
import { ClockCard } from './clock-card.js'
import { SnapshotsCard } from './snapshots-card.js'

export function StateView (): JSX.Element {
  const { tenant } = address.value
  return (
    <div class='page'>
      <div class='page-head'><h1>Snapshots and clock</h1></div>
      <div class='two'>
        <SnapshotsCard tenant={tenant} />
        <SnapshotsCard tenant={undefined} />
        <ClockCard />
      </div>
    </div>
  )
}
