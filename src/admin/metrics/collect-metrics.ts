/** Everything that `/metrics` shows of the service, put together when somebody looks. */
import type { PreparedRequests } from '../../pipeline/prepared-requests.js'
import type { Database } from '../../storage/database/database.js'
import type { RememberedRows } from '../../storage/read/remembered-rows.js'
import { countStored } from '../../storage/state/count-stored.js'
import type { StoredCounts } from '../../storage/state/count-stored.js'
import type { RuleBook } from '../faults/rule-book.js'
import type { Journal } from '../journal/journal.js'
import type { Metric, Sample } from './render-metrics.js'
import type { OperationCounts, RequestMetrics } from './request-metrics.js'

export interface MetricsSource {
  readonly requests: RequestMetrics
  readonly prepared: Pick<PreparedRequests, 'found'>
  readonly remembered: Pick<RememberedRows, 'found'>
  readonly faults: RuleBook
  readonly journal: Journal
  readonly database: Database
}

export type CollectMetrics = () => Promise<readonly Metric[]>

/** Milliseconds for which rows are not counted again: to count a million of them takes some tenths of a second. */
const COUNTED_FOR = 10_000

export function createCollection (source: MetricsSource): CollectMetrics {
  let counted: { readonly at: number, readonly stored: Promise<StoredCounts> } | undefined
  const stored = async (): Promise<StoredCounts> => {
    const now = performance.now()
    if (counted === undefined || now - counted.at > COUNTED_FOR) counted = { at: now, stored: countStored(source.database) }
    return await counted.stored.catch((error: unknown) => { counted = undefined; throw error })
  }
  return async () => [...ofRequests(source), ...ofService(source), ...ofStored(await stored())]
}

const one = (value: number): readonly Sample[] => [{ labels: {}, value }]

function ofRequests ({ requests: { operations, stages, database, faulted } }: MetricsSource): readonly Metric[] {
  const all = [...operations.values()]
  const labelsOf = ({ operation = 'none', method }: OperationCounts) => ({ operation, method })
  return [
    {
      kind: 'counter',
      name: 'emulator_requests_total',
      help: 'Requests to the resources, by operation id, method and status; 0 is an answer that a fault kept back.',
      samples: all.flatMap(counts =>
        [...counts.statuses].map(([status, value]) => ({ labels: { ...labelsOf(counts), status: String(status) }, value })))
    },
    {
      kind: 'histogram',
      name: 'emulator_request_duration_seconds',
      help: 'Seconds from the arrival of a request until its answer was sent.',
      samples: all.map(counts => ({ labels: labelsOf(counts), times: counts.duration }))
    },
    {
      kind: 'histogram',
      name: 'emulator_stage_duration_seconds',
      help: 'Seconds of each stage: parse, bind, plan, execute, write.',
      samples: Object.entries(stages).map(([stage, times]) => ({ labels: { stage }, times }))
    },
    {
      kind: 'histogram',
      name: 'emulator_database_duration_seconds',
      help: 'Seconds of each request in the database: statements, waiting for a connection, commits.',
      samples: [{ labels: {}, times: database }]
    },
    { kind: 'counter', name: 'emulator_faulted_requests_total', help: 'Requests that a fault or a limit affected.', samples: one(faulted()) }
  ]
}

function ofService ({ prepared, remembered, faults, journal, database }: MetricsSource): readonly Metric[] {
  const { byUrl, byShape, made } = prepared.found()
  const rows = remembered.found()
  const rules = faults.list()
  const pool = database.pool?.()
  return [
    {
      kind: 'counter',
      name: 'emulator_prepared_reads_total',
      help: 'Reads by how they were prepared: cached by url, cached by shape, or made.',
      samples: [['url', byUrl], ['shape', byShape], ['made', made]].map(([from, value]) => ({ labels: { from: String(from) }, value: Number(value) }))
    },
    {
      kind: 'counter',
      name: 'emulator_pages_total',
      help: 'Pages and counts by where they came from: memory or the database.',
      samples: [['memory', rows.remembered], ['database', rows.read]].map(([from, value]) => ({ labels: { from: String(from) }, value: Number(value) }))
    },
    { kind: 'gauge', name: 'emulator_remembered_bytes', help: 'Bytes of cached pages and counts.', samples: one(rows.bytes) },
    { kind: 'gauge', name: 'emulator_fault_rules', help: 'Fault rules, enabled or not.', samples: one(rules.length) },
    {
      kind: 'gauge',
      name: 'emulator_fault_rule_hits',
      help: 'Requests that each rule matched, and those it fired for.',
      samples: rules.flatMap(({ id, hits }) => (['matched', 'fired'] as const).map(outcome => ({ labels: { rule: id, outcome }, value: hits[outcome] })))
    },
    { kind: 'gauge', name: 'emulator_journal_entries', help: 'Requests in the journal.', samples: one(journal.count) },
    ...pool === undefined
      ? []
      : [{
          kind: 'gauge' as const,
          name: 'emulator_database_connections',
          help: 'Connections to PostgreSQL: open, idle among those, and requests waiting for one.',
          samples: Object.entries(pool).map(([state, value]) => ({ labels: { state }, value }))
        }]
  ]
}

const ofStored = ({ tenants, rows }: StoredCounts): readonly Metric[] => [
  { kind: 'gauge', name: 'emulator_tenants', help: 'Tenants.', samples: one(tenants) },
  {
    kind: 'gauge',
    name: 'emulator_rows',
    help: 'Rows of all tenants, by type; at most ten seconds old.',
    samples: Object.entries(rows).map(([type, value]) => ({ labels: { type }, value }))
  }
]
