/** Of those: the files of the storage. */
import type { Held } from './mirror-exceptions.js'

export const heldByStorage: readonly Held[] = [
  {
    folder: 'src/storage/cost',
    why: 'What a read costs is reckoned as a whole, plan by plan.',
    by: ['storage/cost/read-cost.test.ts'],
    files: ['apply-weight', 'expression-weight']
  },
  {
    folder: 'src/storage/database/processes',
    why: 'A process of statements is seen from outside: what it answers, and that it ends.',
    by: ['features/bounded-requests.test.ts', 'storage/database/sqlite-database.test.ts'],
    files: ['start-process']
  },
  {
    folder: 'src/storage/database',
    why: 'How a database is opened, and why it cannot be, is seen at the start of the service, with real servers and files.',
    by: ['start-errors.test.ts', 'start-errors-sqlite.test.ts'],
    files: [
      'open-postgres', 'postgres-database', 'postgres-failure', 'postgres-pool', 'postgres-start', 'postgres-start-failure', 'postgres-tls',
      'sqlite-file', 'sqlite-start-failure', 'url-parameters'
    ]
  },
  {
    folder: 'src/storage/database',
    why: 'A driver is what a database does with it.',
    by: ['storage/database', 'storage/failure.test.ts', 'features/concurrency.test.ts'],
    files: ['driver-query']
  },
  {
    folder: 'src/storage/database',
    why: 'A transaction is what becomes of it where its connection ends.',
    by: ['storage/commit-truth.test.ts', 'storage/failure.test.ts', 'storage/server-crash.test.ts'],
    files: ['postgres-transaction']
  },
  {
    folder: 'src/storage',
    why: 'Statements are what they do to rows, in transactions, on both databases.',
    by: ['features/update.test.ts', 'features/configurations.test.ts', 'features/assignments.test.ts', 'features/rows.test.ts',
      'features/streams.test.ts'],
    files: ['location-sql', 'prisma-store']
  },
  {
    folder: 'src/storage/read',
    why: 'Statements are what they do to rows, in transactions, on both databases.',
    by: ['features/update.test.ts', 'features/configurations.test.ts', 'features/assignments.test.ts', 'features/rows.test.ts',
      'features/streams.test.ts', 'features/keyed-reads.test.ts'],
    files: ['entity-columns', 'entity-layout', 'read-entity', 'read-rows', 'read-stream', 'rows-sql', 'stored-json', 'stored-pattern']
  },
  {
    folder: 'src/storage/sql/answer',
    why: 'An answer is the JSON that the database builds, on both databases.',
    by: ['storage/sql/answer/render-rows.test.ts', 'features/paging.test.ts', 'features/expand.test.ts'],
    files: ['keyset', 'render-fragment', 'render-item', 'render-json', 'render-value']
  },
  {
    folder: 'src/storage/sql/apply',
    why: 'A transformation is the rows that it gives, on both databases.',
    by: ['storage/sql/apply/render-apply.test.ts', 'features/apply.test.ts'],
    files: ['apply-aggregate', 'apply-concat', 'apply-group', 'apply-json', 'apply-relation', 'apply-rows']
  },
  {
    folder: 'src/storage/sql/expression',
    why: 'What an expression means is compared with an evaluator of its own, on both databases.',
    by: ['storage/sql/expression', 'storage/sql/render-anything.test.ts', 'features/filter.test.ts', 'features/types-random.test.ts'],
    files: [
      'arithmetic-operations', 'conversions-sql', 'exact-decimal', 'expression-traits', 'fold-constants', 'parameter',
      'pattern-text', 'place', 'render-collection', 'render-condition', 'render-digits', 'render-path'
    ]
  },
  {
    folder: 'src/storage/sql/sqlite',
    why: 'What an expression means is compared with an evaluator of its own, on both databases.',
    by: ['storage/sql/expression', 'storage/sql/render-anything.test.ts', 'features/filter.test.ts'],
    files: ['arithmetic', 'parse-values', 'sqlite-functions']
  },
  {
    folder: 'src/storage/state',
    why: 'Whole tenants are exchanged under load, cut off by crashes, and compared, on both databases.',
    by: ['features/admin/snapshots.test.ts', 'features/admin/state.test.ts', 'features/admin/tenants.test.ts',
      'features/admin/durability.test.ts'],
    files: ['export-tenant', 'snapshot-part', 'snapshots', 'tenant-settings', 'tenant-tables']
  },
  {
    folder: 'src/storage/write',
    why: 'Statements are what they do to rows, in transactions, on both databases.',
    by: ['features/update.test.ts', 'features/configurations.test.ts', 'features/assignments.test.ts', 'features/rows.test.ts',
      'features/streams.test.ts', 'features/conditions.test.ts', 'features/inner-constraints.test.ts', 'features/given-model-state.test.ts'],
    files: ['assignments', 'check-conditions', 'inner-dependents', 'insert-entities', 'key-conflicts', 'relate-together', 'update-entity',
      'update-stored', 'write-together']
  },
  {
    folder: 'src/storage/write',
    files: ['own-collections'],
    by: ['features/rows.test.ts', 'features/streams.test.ts'],
    why: 'rows and streams, as they are read when they were added, replaced and removed'
  }
]
