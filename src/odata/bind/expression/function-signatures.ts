/**
 * The canonical functions (OData-URL 4.01, section 5.1.1) as a table of signatures. Its twin, the SQL of each function, is
 * `storage/sql/expression/function-sql.ts`; a test holds that both have the same keys. To add a function, add a row to each.
 */
import type { PrimitiveTypeName } from '../../../edm/types.js'

/** Parameter types in order, then the type of the result. A null argument gives a null result unless the SQL table says otherwise. */
export interface FunctionSignature {
  readonly parameters: readonly PrimitiveTypeName[]
  readonly result: PrimitiveTypeName
}

const signature = (parameters: readonly PrimitiveTypeName[], result: PrimitiveTypeName): FunctionSignature => ({ parameters, result })

/** Every overload of every function this service evaluates, keyed by the function's name in lower case. */
export const functionSignatures = {
  // 5.1.1.5 String functions; positions and lengths count Unicode characters
  concat: [signature(['Edm.String', 'Edm.String'], 'Edm.String')],
  contains: [signature(['Edm.String', 'Edm.String'], 'Edm.Boolean')],
  endswith: [signature(['Edm.String', 'Edm.String'], 'Edm.Boolean')],
  indexof: [signature(['Edm.String', 'Edm.String'], 'Edm.Int32')],
  length: [signature(['Edm.String'], 'Edm.Int32')],
  startswith: [signature(['Edm.String', 'Edm.String'], 'Edm.Boolean')],
  substring: [
    signature(['Edm.String', 'Edm.Int32'], 'Edm.String'),
    signature(['Edm.String', 'Edm.Int32', 'Edm.Int32'], 'Edm.String')
  ],
  matchespattern: [signature(['Edm.String', 'Edm.String'], 'Edm.Boolean')],
  tolower: [signature(['Edm.String'], 'Edm.String')],
  toupper: [signature(['Edm.String'], 'Edm.String')],
  trim: [signature(['Edm.String'], 'Edm.String')],
  // 5.1.1.8 Date and time functions; the parts of a DateTimeOffset are those of its own offset
  date: [signature(['Edm.DateTimeOffset'], 'Edm.Date')],
  day: [signature(['Edm.Date'], 'Edm.Int32'), signature(['Edm.DateTimeOffset'], 'Edm.Int32')],
  fractionalseconds: [signature(['Edm.DateTimeOffset'], 'Edm.Decimal'), signature(['Edm.TimeOfDay'], 'Edm.Decimal')],
  hour: [signature(['Edm.DateTimeOffset'], 'Edm.Int32'), signature(['Edm.TimeOfDay'], 'Edm.Int32')],
  maxdatetime: [signature([], 'Edm.DateTimeOffset')],
  mindatetime: [signature([], 'Edm.DateTimeOffset')],
  minute: [signature(['Edm.DateTimeOffset'], 'Edm.Int32'), signature(['Edm.TimeOfDay'], 'Edm.Int32')],
  month: [signature(['Edm.Date'], 'Edm.Int32'), signature(['Edm.DateTimeOffset'], 'Edm.Int32')],
  now: [signature([], 'Edm.DateTimeOffset')],
  second: [signature(['Edm.DateTimeOffset'], 'Edm.Int32'), signature(['Edm.TimeOfDay'], 'Edm.Int32')],
  time: [signature(['Edm.DateTimeOffset'], 'Edm.TimeOfDay')],
  totaloffsetminutes: [signature(['Edm.DateTimeOffset'], 'Edm.Int32')],
  totalseconds: [signature(['Edm.Duration'], 'Edm.Decimal')],
  year: [signature(['Edm.Date'], 'Edm.Int32'), signature(['Edm.DateTimeOffset'], 'Edm.Int32')],
  // 5.1.1.9 Arithmetic functions
  ceiling: [signature(['Edm.Decimal'], 'Edm.Decimal'), signature(['Edm.Double'], 'Edm.Double')],
  floor: [signature(['Edm.Decimal'], 'Edm.Decimal'), signature(['Edm.Double'], 'Edm.Double')],
  round: [signature(['Edm.Decimal'], 'Edm.Decimal'), signature(['Edm.Double'], 'Edm.Double')]
} as const satisfies Record<string, readonly FunctionSignature[]>

/** A key of {@link functionSignatures}. */
export type FunctionName = keyof typeof functionSignatures

/** The arguments that decide, where they are literals, how a call is evaluated, and so are not mere parameters of it. */
export const decidingArguments: Readonly<Partial<Record<FunctionName, readonly number[]>>> = {
  endswith: [1],
  matchespattern: [1],
  substring: [1, 2]
}
