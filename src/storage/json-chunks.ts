/** Many rows as the JSON of few statements, none of which is long for the database or for who writes it. */
import { createTurns } from '../base/turns.js'

export interface JsonChunk {
  /** Of its first row among all. */
  readonly start: number
  readonly count: number
  /** An array. */
  readonly json: string
}

/** Rows of a statement, and characters of them, from which on there is another one. */
const [CHUNK_ROWS, CHUNK_CHARACTERS] = [1000, 524_288]

/** `pack` makes a row what the statement takes; others get their turn meanwhile. */
export async function * jsonChunks<Row> (rows: readonly Row[], pack: (row: Row, index: number) => unknown): AsyncGenerator<JsonChunk> {
  const turn = createTurns()
  let [texts, characters, start]: [string[], number, number] = [[], 0, 0]
  for (const [index, row] of rows.entries()) {
    const text = JSON.stringify(pack(row, index))
    texts.push(text)
    characters += text.length
    if (texts.length < CHUNK_ROWS && characters < CHUNK_CHARACTERS) continue
    yield { start, count: texts.length, json: `[${texts.join(',')}]` }
    ;[texts, characters, start] = [[], 0, index + 1]
    const due = turn()
    if (due !== undefined) await due
  }
  if (texts.length > 0) yield { start, count: texts.length, json: `[${texts.join(',')}]` }
}
