/**
 * A statement of the adapter as an object of node-postgres. Made of a text and filled in: node-postgres copies whatever else it is given,
 * property by property with their descriptors, which takes it longer than all of its other work on a short statement.
 */
import pg from 'pg'
import type { QueryArrayConfig, QueryArrayResult, QueryConfig } from 'pg'

/** What node-postgres has and does not declare. */
export interface Query extends pg.Query {
  name: string | undefined
  types: QueryConfig['types']
  callback: (error: Error | null | undefined, result: QueryArrayResult) => void
  _rowMode: 'array' | undefined
  _result: object
  _results: object
}

interface QueryResult {
  fields: readonly Field[]
  _parsers: Array<(text: string) => unknown>
  addFields (fields: readonly Field[]): void
}

interface Field {
  readonly dataTypeID: number
  readonly format?: 'text' | 'binary'
}

type Types = NonNullable<QueryConfig['types']>

const Result = (pg as unknown as { readonly Result: new (rowMode: 'array' | undefined, types: QueryConfig['types']) => QueryResult }).Result

/** Rows as arrays. For each answer node-postgres makes an object with the names of the columns, too, which only other rows are made of. */
class ArrayResult extends Result {
  readonly #types: Types

  constructor (types: Types) {
    super('array', types)
    this.#types = types
  }

  override addFields (fields: readonly Field[]): void {
    this.fields = fields
    this._parsers = fields.map(({ dataTypeID, format }) => this.#types.getTypeParser(dataTypeID, format ?? 'text'))
  }
}

export type Asked = QueryConfig & Partial<QueryArrayConfig>

/** Sends the statement by `send`. */
export async function answerTo ({ text, values, name, types, rowMode }: Asked, send: (query: Query) => void): Promise<QueryArrayResult> {
  const query = new pg.Query(text, values) as unknown as Query
  query.name = name
  query.types = types
  query._rowMode = rowMode
  query._result = query._results = rowMode === 'array' && types !== undefined ? new ArrayResult(types) : new Result(rowMode, types)
  return await new Promise((resolve, reject) => {
    query.callback = (error, result) => { if (error) reject(error); else resolve(result) }
    send(query)
  })
}
