/** The controls of tenants and of what they set for themselves. */
import { ODataError } from '../../errors.js'
import type { TenantSettings, TenantSettingsChange } from '../../storage/state/tenant-settings.js'
import type { TenantState } from '../../storage/state/tenant-state.js'
import { noTenant } from '../../storage/state/tenant-list.js'
import type { TenantInfo } from '../../storage/state/tenant-list.js'
import { KnownTenantParams, SettingsChange, SettingsShown, TenantParams, TenantShown, TenantsQuery, TenantsShown } from './state-schemas.js'
import { ADMIN_PREFIX } from '../section.js'
import type { AdminSection } from '../section.js'

const tags = ['Tenants']

/** 404 for a tenant that nothing was ever written for. */
async function resolveTenantInfo (state: TenantState, id: string): Promise<TenantInfo> {
  const tenant = await state.getTenant(id)
  if (tenant === undefined) throw noTenant(id)
  return tenant
}

export const tenantsSection = (state: TenantState): AdminSection => async app => {
  app.get('/tenants', {
    schema: {
      operationId: 'listTenants',
      summary: 'Lists tenants',
      description: 'With what they hold, in the order of their ids.',
      tags,
      querystring: TenantsQuery,
      response: { 200: TenantsShown }
    }
  }, async ({ query: { top, after } }) => {
    const { tenants, next } = await state.listTenants({ top, after })
    return { value: tenants, ...next === undefined ? {} : { next: `${ADMIN_PREFIX}/tenants?top=${top}&after=${encodeURIComponent(next)}` } }
  })

  app.get('/tenants/:tenant', {
    schema: { operationId: 'getTenant', summary: 'Shows a tenant', tags, params: KnownTenantParams, response: { 200: TenantShown } }
  }, async ({ params }) => await resolveTenantInfo(state, params.tenant.toLowerCase()))

  app.put('/tenants/:tenant', {
    schema: {
      operationId: 'createTenant',
      summary: 'Creates an empty tenant',
      description: 'Not needed before a write: the first one creates the tenant. One that is there stays as it is.',
      tags,
      params: TenantParams,
      response: { 200: TenantShown, 201: TenantShown }
    }
  }, async ({ params, body }, reply) => {
    if (body !== undefined && body !== null) {
      throw new ODataError(
        'badRequest',
        'A tenant is created without a body. Its state is PUT to …/state, its settings are PATCHed at …/settings.'
      )
    }
    const id = params.tenant.toLowerCase()
    const created = await state.createTenant(id)
    return await reply.code(created ? 201 : 200).send(await resolveTenantInfo(state, id))
  })

  app.delete('/tenants/:tenant', {
    schema: {
      operationId: 'deleteTenant',
      summary: 'Deletes a tenant',
      description: 'With its data, settings and snapshots.',
      tags,
      params: KnownTenantParams
    }
  }, async ({ params }, reply) => {
    await state.deleteTenant(params.tenant.toLowerCase())
    return await reply.code(204).send()
  })

  app.get('/tenants/:tenant/settings', {
    schema: {
      operationId: 'getTenantSettings',
      summary: 'Shows what a tenant has set for itself',
      tags,
      params: TenantParams,
      response: { 200: SettingsShown }
    }
  }, async ({ params }): Promise<TenantSettings> => await state.settings.of(params.tenant.toLowerCase()))

  app.patch(
    '/tenants/:tenant/settings',
    {
      schema: {
        operationId: 'changeTenantSettings',
        summary: 'Changes what a tenant has set for itself',
        description: 'Creates the tenant. Other instances of the service know within a second.',
        tags,
        params: TenantParams,
        body: SettingsChange,
        response: { 200: SettingsShown }
      }
    },
    async ({ params, body }): Promise<TenantSettings> =>
      await state.settings.change(params.tenant.toLowerCase(), body as TenantSettingsChange)
  )
}
