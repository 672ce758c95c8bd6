/** The only place where text becomes SQL unparameterised; a test holds that. */
import { raw } from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import type { DialectName } from '../database/database.js'
import type { ColumnKind } from '../mapping.js'

const known = new Map<string, Sql>()

/** A table or column of our own schema, quoted as both databases quote. No property is kept in a column with `$` in its name. */
export function identifier (name: string): Sql {
  const cached = known.get(name)
  if (cached !== undefined) return cached
  if (!/^[A-Za-z_][A-Za-z0-9_$]*$/.test(name)) throw new Error(`not an identifier of the schema: ${name}`)
  const quoted = raw(`"${name}"`)
  known.set(name, quoted)
  return quoted
}

/** A type name of one of our dialects, for a cast. */
export function sqlType (name: ColumnKind | 'jsonb'): Sql {
  switch (name) {
    case 'double': return raw('double precision')
    case 'decimal': case 'timeOfDay': return raw('text')
    case 'document': return raw('json')
    default: return raw(name)
  }
}

/** A position in a JSON array, a limit: a number of our own that may be part of the text. */
export function position (index: number): Sql {
  return raw(String(Math.trunc(index)))
}

/** A JSON member name or another constant of our own, as a SQL string literal: constants do not make a statement new. */
export function constant (text: string): Sql {
  return raw(`'${text.replaceAll("'", "''")}'`)
}

/** A JSON member name as the name of a column of a result. PostgreSQL would cut it after 63 bytes. */
export function columnName (text: string): Sql {
  if (Buffer.byteLength(text) > 63) throw new Error(`too long for the name of a column: ${text}`)
  return raw(`"${text.replaceAll('"', '""')}"`)
}

/** A function of our own: `prisma/postgresql/migrations` and `sqlite-functions.ts`. */
export function functionName (name: `odata_${string}`): Sql {
  if (!/^odata_[a-z_]+$/.test(name)) throw new Error(`not the name of a function: ${name}`)
  return raw(name)
}

/** The type that a column is declared with. Text compares by its bytes on both databases. */
export function columnType (dialect: DialectName, kind: ColumnKind): Sql {
  switch (kind) {
    case 'text': case 'decimal': case 'timeOfDay': return raw(dialect === 'sqlite' ? 'TEXT' : 'TEXT COLLATE "C"')
    case 'json': case 'document': return raw(dialect === 'sqlite' ? 'TEXT' : 'JSON')
    case 'double': return raw(dialect === 'sqlite' ? 'REAL' : 'DOUBLE PRECISION')
    default: return raw(kind)
  }
}
