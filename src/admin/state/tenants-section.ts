/** The controls of tenants and of what they set for themselves. */
import { ODataError } from '../../errors.js'
import type { TenantSettings, TenantSettingsChange } from '../../storage/state/tenant-settings.js'
import type { TenantState } from '../../storage/state/tenant-state.js'
import { noTenant } from '../../storage/state/tenant-list.js'
import type { TenantInfo } from '../../storage/state/tenant-list.js'
import { KnownTenantParams, SettingsChange, SettingsShown, TenantParams, TenantShown, TenantsQuery, TenantsShown } from './state-schemas.js'
import { ADMIN_PREFIX } from '../section.js'
import { answer, done } from '../openapi/control-documentation.js'
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
      summary: 'List the tenants',
      description: 'With their sizes, in the order of their ids, a page at a time.',
      tags,
      querystring: TenantsQuery,
      response: { 200: answer('A page of tenants.', TenantsShown) }
    }
  }, async ({ query: { top, after } }) => {
    const { tenants, next } = await state.listTenants({ top, after })
    return { value: tenants, ...next === undefined ? {} : { next: `${ADMIN_PREFIX}/tenants?top=${top}&after=${encodeURIComponent(next)}` } }
  })

  app.get('/tenants/:tenant', {
    schema: {
      operationId: 'getTenant',
      summary: 'Show a tenant',
      description: 'With its size.',
      tags,
      params: KnownTenantParams,
      documentation: { errors: ['notFound'] },
      response: { 200: answer('The tenant.', TenantShown) }
    }
  }, async ({ params }) => await resolveTenantInfo(state, params.tenant.toLowerCase()))

  app.put('/tenants/:tenant', {
    schema: {
      operationId: 'createTenant',
      summary: 'Create an empty tenant',
      description: 'Not needed before a write: the first write creates the tenant. An existing tenant stays as it is.',
      tags,
      params: TenantParams,
      documentation: { errors: ['conflict', 'payloadTooLarge', 'unsupportedMediaType'] },
      response: { 200: answer('It was there.', TenantShown), 201: answer('It was created.', TenantShown) }
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
      summary: 'Delete a tenant',
      description: 'With its data, settings and snapshots.',
      tags,
      params: KnownTenantParams,
      documentation: { errors: ['notFound', 'conflict'] },
      response: done
    }
  }, async ({ params }, reply) => {
    await state.deleteTenant(params.tenant.toLowerCase())
    reply.code(204)
  })

  app.get('/tenants/:tenant/settings', {
    schema: {
      operationId: 'getTenantSettings',
      summary: 'Show the settings of a tenant',
      description: 'Those that differ from the settings of the service.',
      tags,
      params: TenantParams,
      response: { 200: answer('The settings.', SettingsShown) }
    }
  }, async ({ params }): Promise<TenantSettings> => await state.settings.of(params.tenant.toLowerCase()))

  app.patch(
    '/tenants/:tenant/settings',
    {
      schema: {
        operationId: 'changeTenantSettings',
        summary: 'Change the settings of a tenant',
        description: 'Creates the tenant if there is none. Other instances of the service learn of it within a second.',
        tags,
        params: TenantParams,
        body: SettingsChange,
        documentation: {
          errors: ['conflict'],
          examples: {
            pages: { summary: 'Pages of ten rows', value: { pageSize: 10 } },
            computed: { summary: 'Summaries that follow from the rows', value: { summaryMode: 'computed' } },
            back: { summary: 'As the service is set', value: { auth: null, pageSize: null, summaryMode: null } }
          }
        },
        response: { 200: answer('The settings.', SettingsShown) }
      }
    },
    async ({ params, body }): Promise<TenantSettings> =>
      await state.settings.change(params.tenant.toLowerCase(), body as TenantSettingsChange)
  )
}
