/** The controls of snapshots, which are the same for one tenant and for all. */
import { controls, take } from '../service/controls.js'
import type { Snapshot, SnapshotDifference } from '../service/controls.js'

export interface SnapshotScope {
  readonly words: string
  readonly list: () => Promise<readonly Snapshot[]>
  readonly take: (name: string) => Promise<unknown>
  readonly restore: (name: string) => Promise<unknown>
  readonly remove: (name: string) => Promise<unknown>
  readonly reset: () => Promise<unknown>
  /** What differs now, by type; undefined where only a tenant can be compared. */
  readonly compare?: (name: string) => Promise<SnapshotDifference>
}

/** @param tenant Undefined: all of them. */
export const snapshotsOf = (tenant: string | undefined): SnapshotScope => tenant === undefined ? ofAll : ofTenant(tenant)

const ofAll: SnapshotScope = {
  words: 'all tenants',
  list: async () => (await take(controls.GET('/__admin/snapshots'))).value,
  take: async name => await take(controls.POST('/__admin/snapshots/{name}', { params: { path: { name } } })),
  restore: async name => await take(controls.POST('/__admin/snapshots/{name}/restore', { params: { path: { name } } })),
  remove: async name => await take(controls.DELETE('/__admin/snapshots/{name}', { params: { path: { name } } })),
  reset: async () => await take(controls.POST('/__admin/reset'))
}

const ofTenant = (tenant: string): SnapshotScope => ({
  words: `the tenant ${tenant}`,
  list: async () => (await take(controls.GET('/__admin/tenants/{tenant}/snapshots', { params: { path: { tenant } } }))).value,
  take: async name => await take(controls.POST('/__admin/tenants/{tenant}/snapshots/{name}', { params: { path: { tenant, name } } })),
  restore: async name => await take(controls.POST('/__admin/tenants/{tenant}/snapshots/{name}/restore', { params: { path: { tenant, name } } })),
  remove: async name => await take(controls.DELETE('/__admin/tenants/{tenant}/snapshots/{name}', { params: { path: { tenant, name } } })),
  reset: async () => await take(controls.POST('/__admin/tenants/{tenant}/reset', { params: { path: { tenant } } })),
  compare: async name =>
    await take(controls.GET('/__admin/tenants/{tenant}/snapshots/{name}/differences', { params: { path: { tenant, name } } }))
})
