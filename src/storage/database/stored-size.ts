/** How much a SQLite file holds, as far as the costs of statements need it: upper bounds, remembered for a moment. */
import type { Database, Statement } from 'better-sqlite3'
import type { StoredSize } from './cost.js'
import type { SizeMeter } from './long-statement.js'

/** A row with its entries in the indexes takes more bytes than this. */
const LEAST_ROW_BYTES = 128

/** Milliseconds that a size is remembered: what another process stores meanwhile is not in it. */
const REMEMBERED = 50

export interface StoredMeter {
  readonly sizeOf: SizeMeter
  /** To be called when something was stored. */
  readonly forget: () => void
}

/** Asking takes as long as a short read does, and every read asks; so what was answered is remembered until something is stored. */
export function meterStored (client: Database): StoredMeter {
  const measure = sizeMeter(client)
  const known = new Map<string | undefined, StoredSize>()
  let since = 0
  return {
    sizeOf: tenant => {
      const now = performance.now()
      if (now - since > REMEMBERED) {
        known.clear()
        since = now
      }
      const found = known.get(tenant) ?? measure(tenant)
      known.set(tenant, found)
      return found
    },
    forget: () => { known.clear() }
  }
}

/**
 * Ordinals are given out once, so that they bound what a tenant has; so does the size of the file. The first page of each table and index
 * is there without anything in it, and is not counted, nor is what the text of their definitions takes.
 */
function sizeMeter (client: Database): SizeMeter {
  const { prepare: prepareAnew } = Object.getPrototypeOf(client) as Database
  const prepare = (text: string): Statement => prepareAnew.call(client, text)
  const number = (text: string): () => number => {
    const statement = prepare(text).pluck()
    return () => Number(statement.get())
  }
  const [pages, free] = [number('PRAGMA page_count'), number('PRAGMA freelist_count')]
  const pageBytes = number('PRAGMA page_size')()
  const first = ofSchema(number('PRAGMA schema_version'), number(`SELECT 1 + count(*) FILTER (WHERE "rootpage" > 0)
    + coalesce(sum(length(CAST("sql" AS blob))), 0) / ${pageBytes} FROM sqlite_master`))
  const ordinals = prepare('SELECT "nextOrdinal" FROM "Tenant" WHERE "id" = ?').pluck()
  // Measured when a cost depends on it; that of a write mostly knows its rows.
  return tenant => {
    const known: { bytes?: number, items?: number } = {}
    const size: StoredSize = {
      get bytes () {
        known.bytes ??= Math.max(0, pages() - free() - first()) * pageBytes
        return known.bytes
      },
      get items () {
        known.items ??= Math.min(size.bytes / LEAST_ROW_BYTES, tenant === undefined ? Infinity : Number(ordinals.get(tenant) ?? 0))
        return known.items
      }
    }
    return size
  }
}

/** What follows from the tables: those of a model are made after the file was opened. */
function ofSchema (version: () => number, measure: () => number): () => number {
  let known = { version: -1, value: 0 }
  return () => {
    const current = version()
    if (current !== known.version) known = { version: current, value: measure() }
    return known.value
  }
}
