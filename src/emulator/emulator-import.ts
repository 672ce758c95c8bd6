/** Entities put into an entity set of an emulator with a model of your own, for the test it is in. */
import type { Readable } from 'node:stream'
import { entityLines } from '../admin/rows/entity-lines.js'
import { lineBytes, readLines } from '../admin/rows/read-lines.js'
import { ImportMode } from '../admin/rows/import-schemas.js'
import { createCheck } from '../admin/validation.js'
import type { EdmModel } from '../edm/types.js'
import { ODataError } from '../errors.js'
import type { ImportedLine } from '../storage/state/import-entities.js'
import type { TenantState } from '../storage/state/tenant-state.js'
import { DEFAULT_TENANT } from '../tenant/tenant-id.js'
import { tenantIdOf } from './emulator-state.js'

/** Entities as a state document has them; or a file of them, as text, bytes or a stream. */
export type ImportSource =
  | Iterable<object>
  | AsyncIterable<object>
  | { readonly csv: FileSource }
  | { readonly ndjson: FileSource }

export type FileSource = string | Uint8Array | Readable | AsyncIterable<Uint8Array>

export interface ImportOptions {
  /** `replace`: the entities that the set has are removed first; they stay when absent. */
  readonly mode?: 'append' | 'replace'
  /** That of tokens without one when absent. */
  readonly tenant?: string
}

export interface Importable {
  /**
   * With a model of your own: adds entities to an entity set, all or none, as docs/state.md says of entities out of files.
   * @throws ODataError of status 404 for a name that is not an entity set, 400 for an entity that does not fit, with its line: the first
   * entity is line 1
   */
  importEntities (entitySet: string, source: ImportSource, options?: ImportOptions): Promise<Imported>
}

export interface Imported {
  readonly entities: number
  /** Of the tenant now. */
  readonly version: string
}

interface ImportTarget {
  readonly state: TenantState
  readonly model: EdmModel
  readonly maxValueBytes: number
}

const checkMode = createCheck<{ readonly mode: 'append' | 'replace' }>(ImportMode)

export const importable = ({ state, model, maxValueBytes }: ImportTarget): Importable => ({
  importEntities: async (name, source, { tenant = DEFAULT_TENANT, ...options } = {}) => {
    const { mode } = checkMode({ ...options }, 'options')
    const { entitySet, checkHeader, read } = entityLines(model, String(name))
    const reading = { maxLineBytes: lineBytes(maxValueBytes), checkHeader, read: (line: ImportedLine) => line }
    const lines = isObject(source) && 'csv' in source
      ? readLines('text/csv', bytesOf(source.csv), reading)
      : isObject(source) && 'ndjson' in source ? readLines('application/x-ndjson', bytesOf(source.ndjson), reading) : linesOf(source)
    const { rows, version } = await state.importEntities({ tenant: tenantIdOf(tenant), entitySet, mode, read }, lines)
    return { entities: rows, version }
  }
})

/** A text that is long in pieces, as a file comes. */
const PIECE_BYTES = 65_536

async function * bytesOf (source: FileSource): AsyncGenerator<Uint8Array> {
  if (typeof source !== 'string' && !(source instanceof Uint8Array)) {
    for await (const piece of source) yield typeof piece === 'string' ? Buffer.from(piece) : piece as Uint8Array
    return
  }
  const bytes = typeof source === 'string' ? Buffer.from(source) : source
  for (let start = 0; start < bytes.length; start += PIECE_BYTES) yield bytes.subarray(start, start + PIECE_BYTES)
}

/** Lines that are handed on together. */
const CHUNK = 500

async function * linesOf (source: Iterable<object> | AsyncIterable<object>): AsyncGenerator<readonly ImportedLine[]> {
  if (!isObject(source) || !(Symbol.iterator in source || Symbol.asyncIterator in source)) {
    throw new ODataError('badRequest', 'Entities are an array or another iterable of objects, { csv: … } or { ndjson: … }.')
  }
  let [chunk, number]: [ImportedLine[], number] = [[], 0]
  for await (const entity of source) {
    chunk.push({ number: ++number, content: JSON.stringify(entity) ?? '' })
    if (chunk.length < CHUNK) continue
    yield chunk
    chunk = []
  }
  if (chunk.length > 0) yield chunk
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null
