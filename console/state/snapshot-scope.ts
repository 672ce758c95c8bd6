/** The controls of snapshots, which are the same for one tenant and for all. */
import { controls, take } from '../service/controls.js'
import type { Snapshot, SnapshotDifference, SnapshotRow } from '../service/controls.js'

export interface SnapshotScope {
  readonly words: string
  readonly list: () => Promise<readonly Snapshot[]>
  readonly take: (name: string, note: string) => Promise<unknown>
  readonly note: (name: string, note: string) => Promise<unknown>
  readonly restore: (name: string) => Promise<unknown>
  readonly remove: (name: string) => Promise<unknown>
  readonly reset: () => Promise<unknown>
  /** How much differs now, by type. */
  readonly compare: (name: string) => Promise<SnapshotDifference>
  /** Which rows of a type differ, so many of each kind at most; undefined where only a tenant's are listed. */
  readonly rows?: (name: string, type: string, top: number) => Promise<readonly SnapshotRow[]>
}

/** @param tenant Undefined: all of them. */
export const snapshotsOf = (tenant: string | undefined): SnapshotScope => tenant === undefined ? ofAll : ofTenant(tenant)

const named = (name: string) => ({ params: { path: { name } } })

const ofAll: SnapshotScope = {
  words: 'all tenants',
  list: async () => (await take(controls.GET('/__admin/snapshots'))).value,
  take: async (name, note) => await take(controls.POST('/__admin/snapshots/{name}', { ...named(name), body: { note } })),
  note: async (name, note) => await take(controls.PATCH('/__admin/snapshots/{name}', { ...named(name), body: { note } })),
  restore: async name => await take(controls.POST('/__admin/snapshots/{name}/restore', named(name))),
  remove: async name => await take(controls.DELETE('/__admin/snapshots/{name}', named(name))),
  reset: async () => await take(controls.POST('/__admin/reset')),
  compare: async name => await take(controls.GET('/__admin/snapshots/{name}/differences', named(name)))
}

function ofTenant (tenant: string): SnapshotScope {
  const named = (name: string) => ({ params: { path: { tenant, name } } })
  return {
    words: `the tenant ${tenant}`,
    list: async () => (await take(controls.GET('/__admin/tenants/{tenant}/snapshots', { params: { path: { tenant } } }))).value,
    take: async (name, note) => await take(controls.POST('/__admin/tenants/{tenant}/snapshots/{name}', { ...named(name), body: { note } })),
    note: async (name, note) => await take(controls.PATCH('/__admin/tenants/{tenant}/snapshots/{name}', { ...named(name), body: { note } })),
    restore: async name => await take(controls.POST('/__admin/tenants/{tenant}/snapshots/{name}/restore', named(name))),
    remove: async name => await take(controls.DELETE('/__admin/tenants/{tenant}/snapshots/{name}', named(name))),
    reset: async () => await take(controls.POST('/__admin/tenants/{tenant}/reset', { params: { path: { tenant } } })),
    compare: async name => await take(controls.GET('/__admin/tenants/{tenant}/snapshots/{name}/differences', named(name))),
    rows: async (name, type, top) => (await take(controls.GET('/__admin/tenants/{tenant}/snapshots/{name}/differences/{type}', {
      params: { path: { tenant, name, type }, query: { top } }
    }))).value
  }
}
