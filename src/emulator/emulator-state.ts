/** Resets and snapshots of an emulator, for the test it is in. */
import { SnapshotParams } from '../admin/state/state-schemas.js'
import { createCheck } from '../admin/validation.js'
import { parseTenantId } from '../tenant/tenant-id.js'
import { ALL_TENANTS } from '../storage/state/snapshots.js'
import type { SnapshotInfo } from '../storage/state/snapshots.js'
import type { TenantState } from '../storage/state/tenant-state.js'

/**
 * What is stored, of one tenant or, without `tenant`, of all, as under `/__admin`. A snapshot of all and one of a tenant are two, whatever
 * their names. Faults, the journal and the clock stay as they are.
 */
export interface Restorable {
  /** Back to the seed; to nothing where there is none. */
  reset (tenant?: string): Promise<void>
  /** Keeps what is stored now under a name, in place of what had that name before. Letters, digits, `.`, `_` and `-`, at most 100. */
  snapshot (name: string, tenant?: string): Promise<SnapshotInfo>
  /**
   * Makes it what it was. Rejects with an ODataError of status 404 when there is no such snapshot. ETags from before do not fit afterwards.
   */
  restore (name: string, tenant?: string): Promise<SnapshotInfo>
}

const checkName = createCheck<{ readonly name: string }>(SnapshotParams)
const named = (name: string): string => checkName({ name }, 'snapshot').name

export function restorable (state: TenantState): Restorable {
  return {
    reset: async tenant => { await state.reset(scopeOf(tenant)) },
    snapshot: async (name, tenant) => {
      const { replaced: _replaced, ...taken } = await state.takeSnapshot(scopeOf(tenant), named(name))
      return taken
    },
    restore: async (name, tenant) => await state.restoreSnapshot(scopeOf(tenant), named(name))
  }
}

function scopeOf (tenant: string | undefined): string {
  return tenant === undefined ? ALL_TENANTS : tenantIdOf(tenant)
}

/** As it is stored. @throws Error for what cannot be one. */
export function tenantIdOf (tenant: string): string {
  const id = typeof tenant === 'string' ? parseTenantId(tenant) : undefined
  if (id === undefined) throw new Error(`"${String(tenant)}" cannot be a tenant: letters, digits, ".", "_" and "-", at most 128 of them.`)
  return id
}
