/** The tenants of an emulator, for the test it is in. */
import { SettingsChange, TenantsQuery } from '../admin/state/state-schemas.js'
import { createCheck } from '../admin/validation.js'
import type { TenantInfo } from '../storage/state/tenant-list.js'
import type { TenantSettings, TenantSettingsChange } from '../storage/state/tenant-settings.js'
import type { TenantState } from '../storage/state/tenant-state.js'
import { tenantIdOf } from './emulator-state.js'

/** Those that have data or settings, by their ids; upper and lower case are the same. @throws Error for what cannot be an id */
export interface EmulatorTenants {
  /** All of them, in the order of their ids. */
  list (): Promise<readonly TenantInfo[]>
  /** Undefined when there is none. */
  get (tenant: string): Promise<TenantInfo | undefined>
  /** An empty one; whether it is new. The first write to a tenant creates it as well. */
  create (tenant: string): Promise<boolean>
  /** With its data, settings and snapshots. @throws ODataError of status 404 when there is none */
  delete (tenant: string): Promise<void>
  /** What it has set for itself; the options of the emulator hold for the rest. */
  settings (tenant: string): Promise<TenantSettings>
  /** Merges: null goes back to the emulator's option. Creates the tenant. @throws ODataError of status 400 for a setting that cannot be */
  change (tenant: string, settings: TenantSettingsChange): Promise<TenantSettings>
}

const checkChange = createCheck<TenantSettingsChange>(SettingsChange)

/** Tenants that are read at once. */
const PAGE = TenantsQuery.properties.top.maximum ?? 1000

export function emulatorTenants (state: TenantState): EmulatorTenants {
  return {
    list: async () => await listAll(state),
    get: async tenant => await state.getTenant(tenantIdOf(tenant)),
    create: async tenant => await state.createTenant(tenantIdOf(tenant)),
    delete: async tenant => { await state.deleteTenant(tenantIdOf(tenant)) },
    settings: async tenant => ({ ...await state.settings.of(tenantIdOf(tenant)) }),
    change: async (tenant, settings) => await state.settings.change(tenantIdOf(tenant), checkChange(settings, 'settings'))
  }
}

async function listAll (state: TenantState): Promise<readonly TenantInfo[]> {
  const all: TenantInfo[] = []
  let after: string | undefined = ''
  while (after !== undefined) {
    const { tenants, next } = await state.listTenants({ after, top: PAGE })
    all.push(...tenants)
    after = next
  }
  return all
}
