/** The scenarios of an emulator, for the test it is in. */
import type { Scenarios, ShownScenario } from '../admin/faults/scenarios.js'
import { DEFAULT_TENANT } from '../tenant/tenant-id.js'
import { tenantIdOf } from './emulator-state.js'

/** Where the scenarios that rules name have got to; docs/faults.md says how rules move them. */
export interface EmulatorScenarios {
  /** Those that rules name, each with its states. */
  list (): readonly ShownScenario[]
  /** The state of a tenant, by default that of tokens without one. @throws ODataError of status 404 for a scenario that no rule names. */
  state (name: string, tenant?: string): string
  /** Of all tenants, unless one is given. @throws ODataError for a scenario (404) or a state (400) that no rule names. */
  set (name: string, state: string, tenant?: string): void
  /** Back to `started`: of all scenarios and tenants, but for those that are given. @throws ODataError of status 404, as `state`. */
  reset (which?: { readonly name?: string, readonly tenant?: string }): void
}

export function emulatorScenarios (scenarios: Scenarios): EmulatorScenarios {
  const idOf = (tenant: string | undefined): string | undefined => tenant === undefined ? undefined : tenantIdOf(tenant)
  return {
    list: () => scenarios.list(),
    state: (name, tenant = DEFAULT_TENANT) => scenarios.stateOf(name, tenantIdOf(tenant)),
    set: (name, state, tenant) => { scenarios.set(name, state, idOf(tenant)) },
    reset: ({ name, tenant } = {}) => { scenarios.reset({ name, tenant: idOf(tenant) }) }
  }
}
