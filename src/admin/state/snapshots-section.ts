/** The controls of snapshots and resets, of one tenant and of all. */
import { ALL_TENANTS } from '../../storage/state/snapshots.js'
import type { TenantState } from '../../storage/state/tenant-state.js'
import {
  DifferenceShown,
  KnownSnapshotParams,
  KnownTenantSnapshotParams,
  SnapshotParams,
  SnapshotShown,
  SnapshotsShown,
  TenantParams,
  TenantSnapshotParams
} from './state-schemas.js'
import { answer, done } from '../openapi/control-documentation.js'
import type { AdminApp, AdminSection } from '../section.js'

interface Scoped {
  /** The path before `/snapshots`. */
  readonly path: string
  readonly params: typeof TenantParams | undefined
  readonly named: typeof SnapshotParams | typeof TenantSnapshotParams
  /** Of a snapshot that is there. */
  readonly known: typeof KnownSnapshotParams | typeof KnownTenantSnapshotParams
  /** Of operation ids and summaries. */
  readonly of: readonly [id: string, words: string]
}

export const snapshotsSection = (state: TenantState): AdminSection => async app => {
  register(app, state, {
    path: '/tenants/:tenant',
    params: TenantParams,
    named: TenantSnapshotParams,
    known: KnownTenantSnapshotParams,
    of: ['Tenant', 'a tenant']
  })
  app.get('/tenants/:tenant/snapshots/:name/differences', {
    schema: {
      operationId: 'compareSnapshotOfTenant',
      summary: 'Compare a tenant with a snapshot of it',
      description: 'What was added, changed and removed since, by type.',
      tags: ['Snapshots'],
      params: KnownTenantSnapshotParams,
      documentation: { errors: ['notFound'] },
      response: { 200: answer('What differs.', DifferenceShown) }
    }
  }, async ({ params: { tenant, name } }) => await state.compareSnapshot(tenant.toLowerCase(), name))
  register(app, state, { path: '', params: undefined, named: SnapshotParams, known: KnownSnapshotParams, of: ['All', 'all tenants'] })
}

function register (app: AdminApp, state: TenantState, { path, params, named, known, of: [id, words] }: Scoped): void {
  const tags = ['Snapshots']
  const scopeOf = (request: { readonly params: unknown }): string =>
    (request.params as { readonly tenant?: string }).tenant?.toLowerCase() ?? ALL_TENANTS
  const nameOf = (request: { readonly params: unknown }): string => (request.params as { readonly name: string }).name
  const own = params === undefined ? {} : { params }

  app.post(`${path}/reset`, {
    schema: {
      operationId: `reset${id}`,
      summary: `Reset ${words}`,
      description: 'To the seed; to nothing where there is no seed.',
      tags,
      ...own,
      documentation: { errors: ['conflict'] },
      response: done
    }
  }, async (request, reply) => {
    await state.reset(scopeOf(request))
    reply.code(204)
  })

  app.get(`${path}/snapshots`, {
    schema: {
      operationId: `listSnapshotsOf${id}`,
      summary: `List the snapshots of ${words}`,
      description: 'In the order of their names.',
      tags,
      ...own,
      response: { 200: answer('The snapshots.', SnapshotsShown) }
    }
  }, async request => ({ value: await state.listSnapshots(scopeOf(request)) }))

  app.post(`${path}/snapshots/:name`, {
    schema: {
      operationId: `takeSnapshotOf${id}`,
      summary: `Take a snapshot of ${words}`,
      description: 'A snapshot that has the name already is replaced.',
      tags,
      params: named,
      documentation: { errors: ['notFound', 'conflict'] },
      response: { 200: answer('It replaced another.', SnapshotShown), 201: answer('It is new.', SnapshotShown) }
    }
  }, async (request, reply) => {
    const { replaced, ...taken } = await state.takeSnapshot(scopeOf(request), nameOf(request))
    return await reply.code(replaced ? 200 : 201).send(taken)
  })

  app.post(`${path}/snapshots/:name/restore`, {
    schema: {
      operationId: `restoreSnapshotOf${id}`,
      summary: `Restore a snapshot of ${words}`,
      description: 'Everything is as it was, but for versions, which go on, so that ETags from before do not fit, and for settings.',
      tags,
      params: known,
      documentation: { errors: ['notFound', 'conflict'] },
      response: { 200: answer('The snapshot.', SnapshotShown) }
    }
  }, async request => await state.restoreSnapshot(scopeOf(request), nameOf(request)))

  app.delete(`${path}/snapshots/:name`, {
    schema: {
      operationId: `deleteSnapshotOf${id}`,
      summary: `Delete a snapshot of ${words}`,
      description: 'The data stay as they are.',
      tags,
      params: known,
      documentation: { errors: ['notFound'] },
      response: done
    }
  }, async (request, reply) => {
    await state.deleteSnapshot(scopeOf(request), nameOf(request))
    reply.code(204)
  })
}
