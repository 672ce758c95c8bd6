/** A fleet as everything a tenant has. */
import type { Clock } from '../../base/clock.js'
import type { EdmModel } from '../../edm/types.js'
import { ODataError } from '../../errors.js'
import type { TenantState } from '../../storage/state/tenant-state.js'
import { loadFleet } from './fleet.js'
import type { Fleet, FleetProgress } from './fleet.js'

export interface FleetTarget {
  readonly state: TenantState
  readonly model: EdmModel
  readonly clock: Clock
}

export interface FleetOrder extends Omit<Fleet, 'until'> {
  /** The time of the latest check-in, as ISO 8601; the clock's when absent. */
  readonly until?: string | undefined
}

export interface GeneratedFleet {
  readonly rows: number
  readonly configurations: number
  /** The tenant's version afterwards. */
  readonly version: string
}

/** Makes it in place of what `tenant` has. @throws ODataError `badRequest` for an `until` that is no time, or has no check-ins before it */
export async function generateFleet (
  { state, model, clock }: FleetTarget,
  tenant: string,
  { until, ...asked }: FleetOrder,
  progress: (progress: FleetProgress) => void
): Promise<GeneratedFleet> {
  const fleet: Fleet = { ...asked, until: checkUntil(until === undefined ? clock.now() : new Date(until)) }
  const version = await state.replaceTenant(tenant, async loader => await loadFleet(model, fleet, loader, progress))
  return { rows: fleet.rows, configurations: fleet.configurations, version }
}

/** A fleet reaches back half a year, and its summary three months beyond. */
const [FIRST_UNTIL, LAST_UNTIL] = [Date.parse('0002-01-01T00:00:00Z'), Date.parse('9999-12-31T23:59:59.999Z')]

/** Refuses also a time with a leap second, which no Date has. */
function checkUntil (until: Date): Date {
  const time = until.getTime()
  if (time >= FIRST_UNTIL && time <= LAST_UNTIL) return until
  throw new ODataError('badRequest', 'The time of the latest check-in (`until`, or the clock) must be in the years 0002 to 9999.', {
    target: 'until'
  })
}
