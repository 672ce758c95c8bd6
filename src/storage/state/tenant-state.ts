/** Everything that is done to tenants as a whole, over one database: what the controls under `/__admin` offer. */
import type { EdmModel } from '../../edm/types.js'
import type { StructuredValue } from '../../odata/json/structured-value.js'
import type { Clock } from '../../base/clock.js'
import type { Database } from '../database/database.js'
import { exportTenant } from './export-tenant.js'
import type { WriteText } from './export-tenant.js'
import { exportModel } from './export-model.js'
import { createHousekeeping } from './housekeeping.js'
import type { Housekeeping } from './housekeeping.js'
import { importEntities } from './import-entities.js'
import type { EntityImport, ImportedLine } from './import-entities.js'
import { importRows } from './import-rows.js'
import type { ImportResult, RowImport } from './import-rows.js'
import { applySeed } from './load-seed.js'
import type { Seed } from './load-seed.js'
import { loadTenant } from './load-tenant.js'
import type { TenantLoader } from './load-tenant.js'
import { compareSnapshot } from './compare-snapshot.js'
import type { SnapshotDifference } from './compare-snapshot.js'
import { listDifferences } from './list-differences.js'
import type { Difference, DifferenceOrder } from './list-differences.js'
import { deleteSnapshot, listSnapshots, noteSnapshot, resetTenants, restoreSnapshot, takeSnapshot } from './snapshots.js'
import type { SnapshotInfo } from './snapshots.js'
import { createSettingsStore } from './tenant-settings.js'
import type { SettingsStore } from './tenant-settings.js'
import { createTenant, deleteTenant, getTenant, listTenants } from './tenant-list.js'
import type { TenantInfo, TenantPage } from './tenant-list.js'

/** `scope` is a tenant's id, or `*` for all. */
export interface TenantState {
  readonly settings: SettingsStore
  readonly housekeeping: Housekeeping
  listTenants (page: { readonly after: string, readonly top: number }): Promise<TenantPage>
  getTenant (id: string): Promise<TenantInfo | undefined>
  createTenant (id: string): Promise<boolean>
  deleteTenant (id: string): Promise<void>
  exportTenant (id: string, write: WriteText): Promise<void>
  /** Replaces the state of a tenant by what `load` loads; returns its new version. When `load` throws, nothing is changed. */
  replaceTenant (id: string, load: (loader: TenantLoader) => Promise<void>): Promise<string>
  importRows (request: Omit<RowImport, 'now'>, chunks: AsyncIterable<readonly StructuredValue[]>): Promise<ImportResult>
  importEntities (request: Omit<EntityImport, 'now'>, chunks: AsyncIterable<readonly ImportedLine[]>): Promise<ImportResult>
  reset (scope: string): Promise<void>
  listSnapshots (scope: string): Promise<readonly SnapshotInfo[]>
  takeSnapshot (scope: string, name: string, note?: string): Promise<SnapshotInfo & { readonly replaced: boolean }>
  noteSnapshot (scope: string, name: string, note: string): Promise<SnapshotInfo>
  restoreSnapshot (scope: string, name: string): Promise<SnapshotInfo>
  deleteSnapshot (scope: string, name: string): Promise<void>
  /** What is there now against a snapshot, counted. */
  compareSnapshot (scope: string, name: string): Promise<SnapshotDifference>
  /** What a tenant has now against a snapshot of its own, by row. */
  listDifferences (tenant: string, name: string, order: DifferenceOrder): Promise<readonly Difference[]>
  applySeed (seed: Seed | undefined): Promise<void>
  /** Ends what goes on in the background; the database is the caller's to close. */
  close (): Promise<void>
}

export interface TenantStateOptions {
  readonly model: EdmModel
  readonly clock: Clock
  /** Where imports lie on their way; undefined: there is no such folder, and imports are refused. */
  readonly tempFolder: string | undefined
  /** Told of failures in the background. */
  readonly onError: (error: unknown) => void
}

export function createTenantState (database: Database, options: TenantStateOptions): TenantState {
  const { model, clock, tempFolder, onError } = options
  const settings = createSettingsStore(database, clock)
  const housekeeping = createHousekeeping(database, onError)
  const now = (): string => clock.now().toISOString()
  /** Work that leaves something to be tidied, whether or not it succeeds. */
  const tidied = async <Result>(work: Promise<Result>): Promise<Result> => await work.finally(() => { housekeeping.wake() })
  housekeeping.wake()
  return {
    settings,
    housekeeping,
    listTenants: async page => await listTenants(database, page),
    getTenant: async id => await getTenant(database, id),
    createTenant: async id => await createTenant(database, id, now()),
    deleteTenant: async id => {
      await tidied(deleteTenant(database, id))
      settings.forget()
    },
    exportTenant: async (id, write) => await (model.origin === 'document' ? exportModel : exportTenant)(database, model, id, write),
    replaceTenant: async (id, load) => await tidied(replace(database, id, load, now)),
    importRows: async (request, chunks) => await importRows(database, { ...request, now: now() }, chunks, tempFolder),
    importEntities: async (request, chunks) => await importEntities(database, { ...request, now: now() }, chunks, tempFolder),
    reset: async scope => await tidied(resetTenants(database, scope, now())),
    listSnapshots: async scope => await listSnapshots(database, scope),
    takeSnapshot: async (scope, name, note) => await tidied(takeSnapshot(database, scope, { name, note }, now())),
    noteSnapshot: async (scope, name, note) => await noteSnapshot(database, scope, name, note),
    restoreSnapshot: async (scope, name) => await tidied(restoreSnapshot(database, scope, name, now())),
    deleteSnapshot: async (scope, name) => await tidied(deleteSnapshot(database, scope, name)),
    compareSnapshot: async (scope, name) => await compareSnapshot(database, scope, name),
    listDifferences: async (tenant, name, order) => await listDifferences(database, tenant, name, order),
    applySeed: async seed => await tidied(applySeed(database, seed, now())),
    close: async () => await housekeeping.stop()
  }
}

async function replace (database: Database, id: string, load: (loader: TenantLoader) => Promise<void>, now: () => string): Promise<string> {
  const loader = await loadTenant(database, id)
  try {
    await load(loader)
    return await loader.finish(now())
  } catch (error) {
    await loader.abandon().catch(() => undefined)
    throw error
  }
}
