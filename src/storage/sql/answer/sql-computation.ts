/** Computations of the model (`Property.computed`) that SQL evaluates: whoever declares one brings its SQL. */
import type { Sql } from 'sql-template-tag'
import type { Computation } from '../../../edm/types.js'
import type { DialectName } from '../../database/database.js'

/** The value of a complex property. */
export interface SqlComputation extends Computation {
  /** A query of one row, in parentheses, to be embedded: a column for each member of the value, by its name. */
  readonly render: (source: ComputationSource) => Sql
}

/** The entity whose property it is. */
export interface ComputationSource {
  readonly dialect: DialectName
  /** The key of its tenant. */
  readonly tenant: Sql
  /** Its ordinal, which its rows have for their owner. */
  readonly ordinal: Sql
  /** A text that follows from the time of the request, an instant. */
  readonly ofTime: (write: (now: string) => string) => Sql
}

export const isSqlComputation = (computation: Computation): computation is SqlComputation => 'render' in computation
