/**
 * What pages and counts that take a while were answered, as long as it is the answer. Every write of a tenant counts its `sequence` up,
 * and a tenant whose data are replaced has another `key` or a greater `sequence`: what was read after the two were looked at is what there
 * is as long as they are the same, whoever writes, also another instance over the same database.
 */
import { LRUCache } from 'lru-cache'
import sql from 'sql-template-tag'
import { sharedBy } from '../../plan/plan.js'
import type { Scope } from '../../plan/plan.js'
import { isLongText } from '../database/long-text.js'
import type { Connection, SqlRow, SqlValue, Statement, StatementOptions } from '../database/database.js'

export interface RememberedRows {
  /** The rows of the statement of `plan`, to be run outside of transactions. */
  readonly query: (
    connection: Connection,
    asked: { readonly plan: Parameters<typeof sharedBy>[0], readonly statement: Statement, readonly scope: Scope },
    options: StatementOptions | undefined
  ) => Promise<readonly SqlRow[]>
  /** How many statements were answered from memory, and how many were not; how many bytes there are. */
  readonly found: () => { readonly remembered: number, readonly read: number, readonly bytes: number }
}

interface Kept {
  /** Of the tenant, when it was read. */
  readonly state: string
  readonly rows: readonly SqlRow[]
}

/** Milliseconds from which on it pays to look at the tenant first. */
const WORTH_MS = 1
/** Statements that took so long lately. */
const MOST_WORTHY = 2000

/** @param maxSize Bytes of all that is remembered; an answer that would take a quarter of it by itself is not. 0: nothing is. */
export function createRememberedRows (maxSize: number, worth = WORTH_MS): RememberedRows {
  const kept = new LRUCache<string, Kept>({
    maxSize: Math.max(1, maxSize),
    maxEntrySize: Math.max(1, Math.ceil(maxSize / 4)),
    sizeCalculation: ({ rows }, key) => sizeOf(rows) + key.length * 2
  })
  const worthy = new LRUCache<string, true>({ max: MOST_WORTHY })
  const plans = new WeakMap<object, number>()
  const counts = { remembered: 0, read: 0 }
  let named = 0
  const keyOf = (plan: object, { values }: Statement): string => {
    const number = plans.get(plan) ?? named++
    plans.set(plan, number)
    return `${number} ${values.map(keyOfValue).join('\0')}`
  }
  /** Keys of statements that run, and how many of each. */
  const running = new Map<string, number>()
  /** Statements that run, by key and state, for those who ask the same meanwhile. */
  const shared = new Map<string, Promise<readonly SqlRow[]>>()
  const read = async (connection: Connection, key: string, statement: Statement, options: StatementOptions | undefined) => {
    const began = performance.now()
    running.set(key, (running.get(key) ?? 0) + 1)
    try {
      const rows = await connection.query(statement, options)
      counts.read++
      if (maxSize > 0 && performance.now() - began > worth) worthy.set(key, true)
      return rows
    } finally {
      const others = running.get(key)! - 1
      if (others === 0) running.delete(key)
      else running.set(key, others)
    }
  }
  /** What is asked at the same time, of the same state, is asked once. Who asked first may leave, and fail: then each asks for itself. */
  const readOnce = async (name: string, run: () => Promise<readonly SqlRow[]>): Promise<readonly SqlRow[]> => {
    const other = shared.get(name)
    const rows = other === undefined ? undefined : await other.catch(() => undefined)
    if (rows !== undefined) return rows
    const own = run()
    shared.set(name, own)
    return await own.finally(() => { if (shared.get(name) === own) shared.delete(name) })
  }
  return {
    query: async (connection, { plan, statement, scope }, options) => {
      const key = keyOf(sharedBy(plan), statement)
      const isWorth = maxSize > 0 && (worthy.has(key) || running.has(key))
      if (!isWorth) return await read(connection, key, statement, options)
      const state = await stateOf(connection, scope.tenant)
      const known = kept.get(key)
      if (known !== undefined && known.state === state) {
        counts.remembered++
        return known.rows
      }
      if (state === undefined) return await read(connection, key, statement, options)
      const rows = await readOnce(`${state} ${key}`, async () => await read(connection, key, statement, options))
      kept.set(key, { state, rows })
      return rows
    },
    found: () => ({ ...counts, bytes: kept.calculatedSize })
  }
}

/** Another text for every state that the data of a tenant have; undefined where there are none. */
async function stateOf (connection: Connection, tenant: string): Promise<string | undefined> {
  const [row] = await connection.query(sql`SELECT "key", "sequence" FROM "Tenant" WHERE "id" = ${tenant}`)
  return row?.join(' ')
}

/** No text holds U+0000; null is none. */
const keyOfValue = (value: unknown): string => `${value === null ? 'null' : typeof value} ${String(value)}`

/** A character may take two bytes. */
const sizeOf = (rows: readonly SqlRow[]): number =>
  rows.reduce((size, row) => row.reduce<number>((sum, value) => sum + sizeOfValue(value), size), 100)

function sizeOfValue (value: SqlValue): number {
  if (isLongText(value)) return value.pieces.reduce((sum, piece) => sum + piece.length, 0)
  return typeof value === 'string' ? value.length * 2 : 16
}
