/**
 * Names of the statements that a PostgreSQL prepares, so that it parses and plans them once a connection. A text that is sent for the first
 * time has none: an import sends hundreds that do not come again, each for another number of rows.
 */
import { LRUCache } from 'lru-cache'

/** Characters of texts that came once; a longer text is never prepared. */
const MAX_REMEMBERED = 8 * 1024 * 1024

/** Texts that have names at once, however many are asked for: room for all of them is made at the start. */
const MAX_NAMES = 10_000

/** @param wanted Names at once, of the texts that were asked for last; 0: none. */
export function createStatementNames (wanted: number): (query: { readonly sql: string }) => string {
  if (wanted === 0) return () => ''
  const max = Math.min(wanted, MAX_NAMES)
  const names = new LRUCache<string, string>({ max })
  const once = new LRUCache<string, true>({ max, maxSize: MAX_REMEMBERED, sizeCalculation: (_known, text) => text.length + 1 })
  let given = 0
  return ({ sql }) => {
    const known = names.get(sql)
    if (known !== undefined) return known
    if (!once.delete(sql)) {
      once.set(sql, true)
      return ''
    }
    const name = `s${++given}`
    names.set(sql, name)
    return name
  }
}
