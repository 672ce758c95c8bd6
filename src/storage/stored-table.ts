/** What a database keeps of the tables it was made with. */
import type { ColumnKind } from './mapping.js'

export interface StoredTable {
  readonly name: string
  readonly columns: ReadonlyArray<readonly [name: string, kind: ColumnKind]>
  readonly key: readonly string[]
  readonly indexed: readonly string[]
  /** Left out where there are none, as by versions that knew none. */
  readonly hashed?: readonly string[]
}
