/**
 * Lines as people have them in files: one JSON object a line, or CSV with a header. What does not fit is a 400 that names the line.
 */
import type { Parser } from 'csv-parse'
import { limits } from '../../base/limits.js'
import { createTurns } from '../../base/turns.js'
import { ODataError } from '../../errors.js'
import type { ImportedLine } from '../../storage/state/import-entities.js'
import { lineError } from './line-error.js'

export type RowFormat = 'application/x-ndjson' | 'text/csv'

export interface LineReading<Item> {
  /** Bytes of a line at most. */
  readonly maxLineBytes: number
  /** The names of a header, as they are known. @throws ODataError for one that is wrong */
  readonly checkHeader: (header: readonly string[]) => string[]
  /** What is made of a line. */
  readonly read: (line: ImportedLine) => Item
}

/** A line is a value, and as long as one may be at most. */
export const lineBytes = (maxValueBytes: number): number => Math.min(limits.importedRow.most, maxValueBytes)

/** Lines that are handed on together, and characters of them. */
const [CHUNK_ROWS, CHUNK_CHARACTERS] = [1000, 524_288]

/** What is made of the lines of a text, in chunks. */
export async function * readLines<Item> (
  format: RowFormat,
  source: AsyncIterable<Uint8Array>,
  reading: LineReading<Item>
): AsyncGenerator<readonly Item[]> {
  let [chunk, length]: [Item[], number] = [[], 0]
  const turn = createTurns()
  for await (const { line, characters } of format === 'text/csv' ? csvLines(source, reading) : jsonLines(source, reading)) {
    chunk.push(reading.read(line))
    length += characters
    const due = turn()
    if (due !== undefined) await due
    if (chunk.length < CHUNK_ROWS && length < CHUNK_CHARACTERS) continue
    yield chunk
    ;[chunk, length] = [[], 0]
  }
  if (chunk.length > 0) yield chunk
}

type Limits = Omit<LineReading<unknown>, 'read'>

interface FoundLine {
  readonly line: ImportedLine
  /** Of its text. */
  readonly characters: number
}

async function * jsonLines (source: AsyncIterable<Uint8Array>, { maxLineBytes }: Limits): AsyncGenerator<FoundLine> {
  const turn = createTurns()
  let number = 0
  for await (const lines of textLines(source, maxLineBytes)) {
    for (const content of lines) {
      number++
      if (content.trim() !== '') yield { line: { number, content }, characters: content.length }
    }
    const due = turn()
    if (due !== undefined) await due
  }
}

/** Lines of UTF-8 without their ends, as a piece of the source completes them: to hand on each alone takes longer than to read it. */
async function * textLines (source: AsyncIterable<Uint8Array>, maxBytes: number): AsyncGenerator<readonly string[]> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let rest = ''
  let number = 0
  for await (const bytes of decoded(source, decoder, () => number + 1)) {
    const lines = (rest + bytes).split('\n')
    rest = lines.pop() ?? ''
    number += lines.length
    if (rest.length > maxBytes) throw lineTooLong(number + 1, maxBytes)
    const long = lines.findIndex(line => line.length > maxBytes)
    if (long !== -1) throw lineTooLong(number - lines.length + long + 1, maxBytes)
    yield lines
  }
  if (rest !== '') yield [rest]
}

const lineTooLong = (number: number, most: number): ODataError =>
  new ODataError('payloadTooLarge', `Line ${number} is longer than ${most} characters, the limit of a row, or of a body (MAX_BODY_BYTES).`)

async function * decoded (
  source: AsyncIterable<Uint8Array>,
  decoder: InstanceType<typeof TextDecoder>,
  line: () => number
): AsyncGenerator<string> {
  try {
    for await (const bytes of source) yield decoder.decode(bytes, { stream: true })
    yield decoder.decode()
  } catch (cause) {
    if (cause instanceof TypeError) throw lineError(line(), 'Not UTF-8.', [], cause)
    throw cause
  }
}

/** `lines`: where the record ends. */
interface CsvRecord { readonly record: Readonly<Record<string, string>>, readonly info: { readonly lines: number } }

async function * csvLines (source: AsyncIterable<Uint8Array>, { maxLineBytes, checkHeader }: Limits): AsyncGenerator<FoundLine> {
  const { parse } = await import('csv-parse')
  const parser = parse({
    bom: true,
    columns: header => checkHeader(header as string[]),
    info: true,
    skip_empty_lines: true,
    max_record_size: maxLineBytes
  })
  const feeding = feed(source, parser)
  try {
    for await (const { record, info } of parser as AsyncIterable<CsvRecord>) {
      const characters = Object.values(record).reduce((sum, cell) => sum + cell.length, 0)
      yield { line: { number: info.lines, content: record }, characters }
    }
  } catch (cause) {
    throw cause instanceof Error && 'code' in cause && String(cause.code).startsWith('CSV_')
      ? csvError(cause as Error & { lines?: number })
      : cause
  } finally {
    parser.destroy()
  }
  await feeding
}

/** Fails by destroying the parser, whose reader then fails. */
async function feed (source: AsyncIterable<Uint8Array>, parser: Parser): Promise<void> {
  try {
    for await (const bytes of source) {
      if (parser.destroyed) return
      if (!parser.write(bytes)) await new Promise<void>(resolve => { parser.once('drain', resolve).once('close', resolve) })
    }
    parser.end()
  } catch (error) {
    parser.destroy(error as Error)
  }
}

function csvError (cause: Error & { lines?: number }): ODataError {
  return lineError(cause.lines ?? 1, cause.message, [], cause)
}
