/** What requests are that are accepted for later, or addressed in Graph's ways, is seen by their client alone. */
import type { Held } from './mirror-exceptions.js'

const by = ['features/asynchronous.test.ts', 'durability-asynchronous.test.ts']

export const heldByRequests: readonly Held[] = [
  {
    folder: 'src/admin/metrics',
    why: 'What is counted is read at /metrics.',
    by: ['features/admin/metrics.test.ts'],
    files: ['request-metrics']
  },
  {
    folder: 'src/tenant',
    why: 'Whose data a request is about is seen by clients: the token, the header and the URL, alone and together.',
    by: ['features/token-tenants.test.ts', 'features/admin/tenants.test.ts'],
    files: ['resolve-tenant']
  },
  { folder: 'src/http/asynchronous', why: 'What is accepted, carried out and told is seen by a client alone.', by, files: ['async-requests'] },
  {
    folder: 'src/storage/asynchronous',
    why: 'What a row of the table means is what a monitor says of it, also when its process is gone.',
    by,
    files: ['operation-table']
  },
  {
    folder: 'src/odata/bind',
    why: 'An address of an entity is good if the entity that it names is answered, changed or related.',
    by: ['features/graph.test.ts', 'features/relations.test.ts'],
    files: ['entity-reference', 'resolve-address', 'search-by-property']
  },
  {
    folder: 'src/odata/bind',
    why: 'What a path leads to is what its answer says.',
    by: ['features/dynamic-paths.test.ts', 'features/dynamic-casts.test.ts', 'features/any-name.test.ts'],
    files: ['cast-change', 'cast-conditions', 'dynamic-change', 'path-in-value', 'system-segment']
  },
  {
    folder: 'src/pipeline',
    why: 'What kind of value a dynamic property has is seen in the answer.',
    by: ['features/dynamic-paths.test.ts'],
    files: ['dynamic-result']
  }
]
