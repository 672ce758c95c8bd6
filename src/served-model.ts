/**
 * What a service serves: a model, under some roots, with its documentation and its own controls. The officeConfiguration family is one
 * (`families/office-configuration`), a CSDL document makes another (`given-model.ts`); only the composition root knows which it has.
 */
import type { AdminSection } from './admin/section.js'
import type { Clock } from './base/clock.js'
import type { EdmModel } from './edm/types.js'
import type { Documentation } from './http/openapi/documentation.js'
import type { ServiceRootsOptions } from './http/service-root.js'
import type { Database } from './storage/database/database.js'
import type { TenantSettings } from './storage/state/tenant-settings.js'
import type { TenantState } from './storage/state/tenant-state.js'

export interface ServedModel {
  /** As it is stored. */
  readonly model: EdmModel
  /** As a tenant with these settings has it served; the same object for the same settings. */
  readonly modelOf: (settings: { readonly summaryMode: NonNullable<TenantSettings['summaryMode']> }) => EdmModel
  readonly roots: ServiceRootsOptions
  /** The path of the service root that a client is told to use: `/beta`; empty: the origin itself. */
  readonly root: string
  /** The path that a start shows: that of a first resource, or of the service document. */
  readonly firstPath: string
  readonly documentation: Documentation
  /** Controls beside those that every model has. */
  readonly sections: (options: SectionOptions) => readonly AdminSection[]
}

export interface SectionOptions {
  readonly state: TenantState
  readonly database: Database
  readonly clock: Clock
  /** Bytes of a line at most. */
  readonly maxValueBytes: number
}
