/** The controls compile their schemas late and do not check them against the meta schema; this does. */
import ajvFormats from 'ajv-formats'
import { Ajv } from 'ajv'
import { fastify } from 'fastify'
import t from 'tap'
import { createControls } from '../../src/admin/create-controls.js'
import { createCallNames } from '../../src/admin/requests/operation-id.js'
import type { AdminApp } from '../../src/admin/section.js'
import { snapshotsSection } from '../../src/admin/state/snapshots-section.js'
import { stateSection } from '../../src/admin/state/state-section.js'
import { tenantsSection } from '../../src/admin/state/tenants-section.js'
import { defaultConfig } from '../../src/config.js'
import { officeConfiguration } from '../../src/families/office-configuration/office-configuration-family.js'
import { createServiceRoots } from '../../src/http/service-root.js'
import type { Database } from '../../src/storage/database/database.js'
import type { TenantState } from '../../src/storage/state/tenant-state.js'

t.test('the schemas of the controls are JSON Schema, and strict', async t => {
  const app = fastify() as unknown as AdminApp
  const ajv = new Ajv({ discriminator: true, strict: true, strictTypes: false, strictRequired: false })
  ajvFormats.default(ajv)
  for (const keyword of ['example', 'stated']) ajv.addKeyword(keyword)
  const compiled: string[] = []
  app.setValidatorCompiler(({ schema, url = '', method = '' }) => {
    compiled.push(`${method} ${url}`)
    return ajv.compile(schema as object)
  })
  // Registering a section needs nothing of what its routes work on.
  const state = {} as TenantState
  const { model, documentation, roots } = officeConfiguration
  const { sections, clock } = createControls(defaultConfig, createCallNames(documentation, createServiceRoots(roots)))
  const stored = [
    tenantsSection(state),
    stateSection({ state, model, maxValueBytes: 1 }),
    ...officeConfiguration.sections({ state, database: {} as Database, clock, maxValueBytes: 1 }),
    snapshotsSection(state)
  ]
  for (const section of [...sections, ...stored]) await app.register(section)
  await app.ready()
  t.ok(compiled.length > 20, `${compiled.length} schemas`)
})
