/** How the values of an Edm type are held while SQL computes with them. */
import sql from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import type { EdmType, GeoTypeName, PrimitiveTypeName, TypeReference } from '../../../edm/types.js'

/** `date`, `timeOfDay`, `guid` and `binary` are text too, which sorts; an `instant` has two forms. Durations are integers. */
export type ValueCategory =
  | 'text'
  | 'boolean'
  | 'integer'
  | 'double'
  | 'duration'
  | 'instant'
  | 'date'
  | 'timeOfDay'
  | 'guid'
  | 'binary'
  | 'structured'

const categories: Readonly<Record<Exclude<PrimitiveTypeName, GeoTypeName>, ValueCategory>> = {
  'Edm.Binary': 'binary',
  'Edm.Boolean': 'boolean',
  'Edm.Byte': 'integer',
  'Edm.Date': 'date',
  'Edm.DateTimeOffset': 'instant',
  'Edm.Decimal': 'double',
  'Edm.Double': 'double',
  'Edm.Duration': 'duration',
  'Edm.Guid': 'guid',
  'Edm.Int16': 'integer',
  'Edm.Int32': 'integer',
  'Edm.Int64': 'integer',
  'Edm.SByte': 'integer',
  'Edm.Single': 'double',
  'Edm.Stream': 'binary',
  'Edm.String': 'text',
  'Edm.TimeOfDay': 'timeOfDay'
}

/** Of an enumeration: its number. */
export function categoryOf (type: EdmType): ValueCategory {
  if (type.kind === 'enum') return 'integer'
  return type.kind === 'primitive' && type.name in categories ? categories[type.name as keyof typeof categories] : 'structured'
}

/** Null with the type PostgreSQL needs; SQLite has no use for it and takes it. */
export function nullOf ({ type }: TypeReference): Sql {
  switch (categoryOf(type)) {
    case 'boolean': return sql`CAST(NULL AS boolean)`
    case 'integer': case 'duration': return sql`CAST(NULL AS bigint)`
    case 'double': return sql`CAST(NULL AS float8)`
    case 'structured': return type.kind === 'entity' ? sql`CAST(NULL AS bigint)` : sql`CAST(NULL AS text)`
    default: return sql`CAST(NULL AS text)`
  }
}
