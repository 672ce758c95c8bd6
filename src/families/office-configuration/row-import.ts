/**
 * Check-in rows as people have them in files: one JSON object a line, or CSV with a header. What does not fit is a 400 that names the line.
 */
import type { Parser } from 'csv-parse'
import { createTurns } from '../../base/turns.js'
import type { ComplexType, EdmModel, Property } from '../../edm/types.js'
import { ODataError } from '../../errors.js'
import type { ErrorDetail } from '../../errors.js'
import { suggest } from '../../base/suggest.js'
import { readPropertyValue } from '../../odata/json/read-body.js'
import type { StructuredValue } from '../../odata/json/structured-value.js'

/** The media types that can be imported. */
export const ROW_FORMATS = ['application/x-ndjson', 'text/csv'] as const

export type RowFormat = typeof ROW_FORMATS[number]

export interface RowReading {
  readonly model: EdmModel
  readonly type: ComplexType
  /** Bytes of a line at most. */
  readonly maxLineBytes: number
}

type Chunks = AsyncGenerator<readonly StructuredValue[]>

/** Rows that are handed on together, and characters of them. */
const [CHUNK_ROWS, CHUNK_CHARACTERS] = [1000, 524_288]

interface ReadRow {
  readonly row: StructuredValue
  /** Of its text. */
  readonly characters: number
}

/** The rows of a text, in chunks. */
export function readRows (format: RowFormat, source: AsyncIterable<Uint8Array>, reading: RowReading): Chunks {
  return inChunks(format === 'text/csv' ? readCsv(source, reading) : readNdjson(source, reading))
}

async function * inChunks (rows: AsyncGenerator<ReadRow>): Chunks {
  let [chunk, length]: [StructuredValue[], number] = [[], 0]
  const turn = createTurns()
  for await (const { row, characters } of rows) {
    chunk.push(row)
    length += characters
    const due = turn()
    if (due !== undefined) await due
    if (chunk.length < CHUNK_ROWS && length < CHUNK_CHARACTERS) continue
    yield chunk
    ;[chunk, length] = [[], 0]
  }
  if (chunk.length > 0) yield chunk
}

async function * readNdjson (source: AsyncIterable<Uint8Array>, reading: RowReading): AsyncGenerator<ReadRow> {
  const turn = createTurns()
  let number = 0
  for await (const lines of readLines(source, reading.maxLineBytes)) {
    for (const line of lines) {
      number++
      if (line.trim() === '') continue
      const due = turn()
      if (due !== undefined) await due
      yield { row: readRow(reading, parseLine(line, number), number), characters: line.length }
    }
    const due = turn()
    if (due !== undefined) await due
  }
}

function parseLine (line: string, number: number): unknown {
  try {
    return JSON.parse(line)
  } catch (cause) {
    throw lineError(number, 'Not a JSON object.', [], cause)
  }
}

/** Lines of UTF-8 without their ends, as a piece of the source completes them: to hand on each alone takes longer than to read it. */
async function * readLines (source: AsyncIterable<Uint8Array>, maxBytes: number): AsyncGenerator<readonly string[]> {
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

async function * readCsv (source: AsyncIterable<Uint8Array>, reading: RowReading): AsyncGenerator<ReadRow> {
  const { parse } = await import('csv-parse')
  const parser = parse({
    bom: true,
    columns: header => checkHeader(reading.type, header as string[]),
    info: true,
    skip_empty_lines: true,
    max_record_size: reading.maxLineBytes
  })
  const feeding = feed(source, parser)
  try {
    for await (const { record, info } of parser as AsyncIterable<CsvRecord>) {
      const characters = Object.values(record).reduce((sum, cell) => sum + cell.length, 0)
      yield { row: readRow(reading, fromCells(reading.type, record, info.lines), info.lines), characters }
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

function checkHeader (type: ComplexType, header: readonly string[]): string[] {
  const names = header.map(name => name.trim())
  for (const [index, name] of names.entries()) {
    const near = suggest(name, type.properties.map(property => property.name))
    if (!type.properties.some(property => property.name === name)) {
      throw lineError(1, `There is no column '${name.slice(0, 80)}'.${near === undefined ? '' : ` Did you mean '${near}'?`}`)
    }
    if (names.indexOf(name) !== index) throw lineError(1, `The column '${name}' is there twice.`)
  }
  return names
}

function fromCells (type: ComplexType, record: Readonly<Record<string, string>>, line: number): Record<string, unknown> {
  const values = type.properties.filter(({ name }) => record[name] !== undefined && record[name] !== '').map(
    property => [property.name, fromCell(property, record[property.name] ?? '', line)]
  )
  return Object.fromEntries(values) as Record<string, unknown>
}

/** The JSON value of a cell. An empty one is as if it were not there. */
function fromCell ({ name, type: { type } }: Property, cell: string, line: number): unknown {
  if (type.kind === 'collection') return cell.startsWith('[') ? parseCell(name, cell, line) : cell.split(';').map(item => item.trim())
  if (type.kind !== 'primitive') return cell
  switch (type.name) {
    case 'Edm.Boolean': return /^true$/i.test(cell) ? true : /^false$/i.test(cell) ? false : cell
    case 'Edm.Int32': return /^[+-]?\d+$/.test(cell) ? Number(cell) : cell
    default: return cell
  }
}

function parseCell (name: string, cell: string, line: number): unknown {
  try {
    return JSON.parse(cell)
  } catch (cause) {
    throw lineError(line, `'${name}' begins like a JSON array and is none.`, [], cause)
  }
}

function readRow ({ model, type }: RowReading, value: unknown, line: number): StructuredValue {
  try {
    return readPropertyValue(model, { type, nullable: false }, value, '') as StructuredValue
  } catch (error) {
    if (!(error instanceof ODataError) || error.kind === 'payloadTooLarge') throw error
    throw lineError(line, error.message, error.details ?? [], error)
  }
}

/** The first fault, and every fault of that line. */
function lineError (line: number, message: string, details: readonly ErrorDetail[] = [], cause?: unknown): ODataError {
  const place = `line ${line}`
  const all = details.length === 0
    ? [{ code: 'ModelValidationFailure', message, target: place }]
    : details.map(detail => ({ ...detail, target: detail.target === undefined ? place : `${place}/${detail.target}` }))
  return new ODataError('modelValidation', `Line ${line}: ${message}`, { target: all[0]?.target, details: all, cause })
}
