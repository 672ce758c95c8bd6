/** The controls of snapshots and resets, of one tenant and of all. */
import { ALL_TENANTS } from '../../storage/state/snapshots.js'
import type { TenantState } from '../../storage/state/tenant-state.js'
import {
  DifferenceShown,
  DifferencesParams,
  DifferencesQuery,
  DifferencesShown,
  KnownSnapshotParams,
  KnownTenantSnapshotParams,
  SnapshotChange,
  SnapshotParams,
  SnapshotShown,
  SnapshotTaking,
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
  app.get('/tenants/:tenant/snapshots/:name/differences/:type', {
    schema: {
      operationId: 'listDifferencesOfTenant',
      summary: 'List what differs from a snapshot',
      description: 'The rows of one type: those that were added since, those that have changed, those that were removed.',
      tags: ['Snapshots'],
      params: DifferencesParams,
      querystring: DifferencesQuery,
      documentation: { errors: ['notFound'] },
      response: { 200: answer('The rows.', DifferencesShown) }
    }
  }, async ({ params: { tenant, name, type }, query: { top } }) =>
    ({ value: await state.listDifferences(tenant.toLowerCase(), name, { type, top }) }))
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
      description: 'Replaces the snapshot of that name, with its note, if there is one.',
      tags,
      params: named,
      body: SnapshotTaking,
      documentation: {
        optionalBody: true,
        errors: ['notFound', 'conflict'],
        examples: { plain: { summary: 'Without a note', value: {} }, noted: { summary: 'With a note', value: { note: 'Before the nightly run' } } }
      },
      response: { 200: answer('It replaced another one.', SnapshotShown), 201: answer('It is new.', SnapshotShown) }
    },
    preValidation: async request => { if (request.body === undefined) (request as { body: unknown }).body = {} }
  }, async (request, reply) => {
    const { replaced, ...taken } = await state.takeSnapshot(scopeOf(request), nameOf(request), request.body.note)
    return await reply.code(replaced ? 200 : 201).send(taken)
  })

  app.patch(`${path}/snapshots/:name`, {
    schema: {
      operationId: `noteSnapshotOf${id}`,
      summary: `Write a note beside a snapshot of ${words}`,
      description: 'In place of the one it has.',
      tags,
      params: known,
      body: SnapshotChange,
      documentation: { errors: ['notFound', 'conflict'], examples: { note: { summary: 'A note', value: { note: 'Before the nightly run' } } } },
      response: { 200: answer('The snapshot.', SnapshotShown) }
    }
  }, async request => await state.noteSnapshot(scopeOf(request), nameOf(request), request.body.note))

  app.get(`${path}/snapshots/:name/differences`, {
    schema: {
      operationId: `compareSnapshotOf${id}`,
      summary: `Compare ${words} with a snapshot`,
      description: 'What was added, changed and removed since, counted by type.',
      tags,
      params: known,
      documentation: { errors: ['notFound'] },
      response: { 200: answer('What differs.', DifferenceShown) }
    }
  }, async request => await state.compareSnapshot(scopeOf(request), nameOf(request)))

  app.post(`${path}/snapshots/:name/restore`, {
    schema: {
      operationId: `restoreSnapshotOf${id}`,
      summary: `Restore a snapshot of ${words}`,
      description: 'Restores everything but settings and versions. Versions go on, so earlier ETags no longer match.',
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
