/**
 * Reads the document of a tenant's state as it arrives, by the model: check-in rows go on in chunks, configurations one by one, and nothing
 * but these is held. What does not fit is a 400 with its path.
 */
import { namedValues } from '../../base/named-values.js'
import { randomUUID } from 'node:crypto'
import { limits } from '../../base/limits.js'
import { createTurns } from '../../base/turns.js'
import { familyProperties, isStream, rowTypeOf, typeName } from '../../edm/lookup.js'
import { isBase64Form } from '../../edm/primitives.js'
import type { ComplexType, EdmModel, EntityType, NavigationProperty, Property, Singleton } from '../../edm/types.js'
import { ODataError } from '../../errors.js'
import { readPropertyValue } from '../../odata/json/read-body.js'
import type { StructuredValue } from '../../odata/json/structured-value.js'
import { decodeContent } from '../../storage/decode-content.js'
import type { TenantLoader } from '../../storage/state/load-tenant.js'
import { createJsonEvents, tooLarge } from './json-events.js'
import type { JsonEvent } from './json-events.js'
import { cannotBeLeftOut } from './left-out.js'
import { stateFault } from './state-fault.js'
import { isStateId } from './state-id.js'
import { createValueBuilder } from './value-builder.js'
import type { ValueBuilder } from './value-builder.js'

type Loader = Pick<TenantLoader, 'singleton' | 'reserve' | 'entity' | 'rows' | 'stream'>

export interface StateReading {
  readonly model: EdmModel
  readonly loader: Loader
  /** Bytes of one value at most. */
  readonly maxValueBytes: number
  /** Stops a reading whose client went away, or sends nothing. */
  readonly signal?: AbortSignal
}

/** Rows, and bytes of them, that are held before they are written. */
const CHUNK_ROWS = 1000
const CHUNK_BYTES = 524_288

/** Something that is open: the document, an entity, a collection of rows or of entities. */
type Frame = DocumentFrame | EntityFrame | RowsFrame | EntitiesFrame
interface DocumentFrame { readonly kind: 'document', key: string, readonly seen: Set<string> }
interface EntityFrame {
  readonly kind: 'entity'
  readonly source: Singleton | NavigationProperty
  readonly type: EntityType
  readonly path: string
  readonly owner: string
  readonly ordinal: string
  /** Members that are read when the entity is complete. */
  readonly plain: Map<string, unknown>
  readonly seen: Set<string>
  readonly siblings: EntitiesFrame | undefined
  key: string
}
interface RowsFrame {
  readonly kind: 'rows'
  readonly type: ComplexType
  readonly owner: string
  readonly path: string
  index: number
  rows: StructuredValue[]
  since: number
}
interface EntitiesFrame {
  readonly kind: 'entities'
  readonly navigation: NavigationProperty
  readonly owner: string
  readonly path: string
  index: number
  readonly unique: Map<string, Set<unknown>>
}

/** A value that is being put together. */
interface Building {
  readonly builder: ValueBuilder
  readonly began: number
  readonly done: (value: unknown) => void
  /** Bytes at most. */
  readonly most: number
}

/** Hands everything in `source` to the loader. */
export async function readState (source: AsyncIterable<Uint8Array>, { model, loader, maxValueBytes, signal }: StateReading): Promise<void> {
  const frames: Frame[] = []
  const tasks: Array<() => Promise<void>> = []
  const ids = new Set<string>()
  let building: Building | undefined

  const take = (event: JsonEvent, offset: number): void => {
    if (building !== undefined) {
      if (offset - building.began > building.most) throw tooLarge(building.most)
      if (!building.builder.take(event)) return
      const { builder, done } = building
      building = undefined
      return done(builder.value())
    }
    const frame = frames.at(-1)
    if (event.kind === 'key') takeKey(frame, event.name)
    else if (event.kind === 'end') close()
    else open(frame, event, offset)
  }

  const rowBytes = Math.min(limits.importedRow.most, maxValueBytes)
  /** Collects one value; `done` gets it when it is complete. */
  const build = (event: JsonEvent, offset: number, done: (value: unknown) => void, most = rowBytes): void => {
    building = { builder: createValueBuilder(), began: offset, done, most }
    take(event, offset)
  }

  const takeKey = (frame: Frame | undefined, name: string): void => {
    if (frame?.kind !== 'document' && frame?.kind !== 'entity') return
    if (frame.seen.has(name)) throw stateFault(frame.kind === 'entity' ? `${frame.path}/${name}` : name, 'This member appears twice.')
    frame.seen.add(name)
    frame.key = name
  }

  const open = (frame: Frame | undefined, event: JsonEvent, offset: number): void => {
    switch (frame?.kind) {
      case undefined:
        if (event.kind !== 'startObject') throw stateFault('', 'The document must be a JSON object.')
        frames.push({ kind: 'document', key: '', seen: new Set() })
        return
      case 'document': return openSingleton(frame, event, offset)
      case 'entity': return openMember(frame, event, offset)
      case 'rows': return build(event, offset, value => { addRow(frame, value, offset) })
      case 'entities': {
        const path = `${frame.path}/${frame.index++}`
        if (event.kind !== 'startObject') {
          return build(event, offset, value => {
            readPropertyValue(model, { type: frame.navigation.target, nullable: false }, value, path)
          })
        }
        openEntity(frame.navigation, path, frame.owner, loader.reserve(), frame)
      }
    }
  }

  const openSingleton = ({ key }: DocumentFrame, event: JsonEvent, offset: number): void => {
    if (key === '$schema') return build(event, offset, () => undefined)
    const singleton = model.container.singletons.find(({ name }) => name === key)
    if (singleton === undefined) {
      throw stateFault(
        key,
        `The document has no member '${key.slice(0, 80)}', but ${model.container.singletons.map(({ name }) => `'${name}'`).join(', ')}.`
      )
    }
    if (event.kind !== 'startObject') {
      return build(event, offset, value => {
        readPropertyValue(model, { type: singleton.type, nullable: false }, value, key)
      })
    }
    openEntity(singleton, key, '0', '0', undefined)
  }

  const openEntity = (
    source: Singleton | NavigationProperty,
    path: string,
    owner: string,
    ordinal: string,
    siblings: EntitiesFrame | undefined
  ): void => {
    const type = 'target' in source ? source.target : source.type
    frames.push({ kind: 'entity', source, type, path, owner, ordinal, plain: new Map(), seen: new Set(), siblings, key: '' })
  }

  const openMember = (frame: EntityFrame, event: JsonEvent, offset: number): void => {
    const { key, type, path, ordinal, plain } = frame
    const navigation = type.navigationProperties.find(({ name, containsTarget }) => name === key && containsTarget)
    const property = [...familyProperties(type).keys()].find(({ name }) => name === key)
    const rowType = property === undefined ? undefined : rowTypeOf(property)
    if (event.kind === 'startArray' && navigation !== undefined) { frames.push({ kind: 'entities', navigation, owner: ordinal, path: `${path}/${key}`, index: 0, unique: new Map() }) } else if (event.kind === 'startArray' && rowType !== undefined) { frames.push({ kind: 'rows', type: rowType, owner: ordinal, path: `${path}/${key}`, index: 0, rows: [], since: offset }) } else if (navigation !== undefined) throw stateFault(`${path}/${key}`, `Expected an array of ${typeName(navigation.target)}.`)
    else if (property !== undefined && isStream(property)) {
      build(event, offset, value => {
        addStream(property, `${path}/${key}`, ordinal, value)
      }, maxValueBytes)
    } else {
      build(event, offset, value => {
        plain.set(key, value)
      })
    }
  }

  const addRow = (frame: RowsFrame, value: unknown, offset: number): void => {
    frame.rows.push(
      readPropertyValue(model, { type: frame.type, nullable: false }, value, `${frame.path}/${frame.index++}`) as StructuredValue
    )
    if (frame.rows.length >= CHUNK_ROWS || offset - frame.since > CHUNK_BYTES) flush(frame, offset)
  }

  const flush = (frame: RowsFrame, offset: number): void => {
    const { rows, type, owner } = frame
    frame.rows = []
    frame.since = offset
    tasks.push(async () => await loader.rows(type, owner, rows))
  }

  const addStream = (property: Property, path: string, owner: string, value: unknown): void => {
    const stream = readStream(value, path)
    if (stream === undefined) return
    const { mediaType, content: text } = stream
    tasks.push(async () => {
      const content = await decodeContent(text)
      if (content === undefined) throw notBase64(path)
      await loader.stream(property, owner, { mediaType, content })
    })
  }

  const close = (): void => {
    const frame = frames.pop()
    if (frame?.kind === 'rows') flush(frame, frame.since)
    else if (frame?.kind === 'entity') closeEntity(frame)
  }

  const closeEntity = (frame: EntityFrame): void => {
    const { source, type, path, plain } = frame
    const { id, ...members } = Object.fromEntries(plain)
    const value = readPropertyValue(model, { type, nullable: false }, members, path) as StructuredValue
    if (!('target' in source)) {
      // It is not stored: a singleton has the id that it has.
      readId(id, `${path}/id`)
      tasks.push(async () => await loader.singleton(source, value))
      return
    }
    const place = { owner: frame.owner, ordinal: frame.ordinal, id: readId(id, `${path}/id`) }
    if (ids.has(place.id)) throw stateFault(`${path}/id`, `The id '${place.id}' appears twice.`)
    ids.add(place.id)
    const complete = frame.siblings === undefined ? value : complement(value, path, frame.siblings)
    tasks.push(async () => await loader.entity(source, place, complete))
  }

  const events = createJsonEvents(take, () => building?.most ?? rowBytes)
  const turn = createTurns()
  for await (const bytes of source) {
    for (let start = 0; start < bytes.length; start += PIECE_BYTES) {
      events.write(bytes.subarray(start, start + PIECE_BYTES))
      for (let task = tasks.shift(); task !== undefined; task = tasks.shift()) await task()
      signal?.throwIfAborted()
      const due = turn()
      if (due !== undefined) await due
    }
  }
  events.end()
}

/** What arrives in one piece is not read in one. */
const PIECE_BYTES = 65_536

/** Ids of an export stay; without one there is a new one. */
function readId (id: unknown, path: string): string {
  if (id === undefined || id === null) return randomUUID()
  if (!isStateId(id)) throw stateFault(path, 'An id is 1 to 128 letters, digits, dots and dashes, such as a GUID.')
  return id
}

/** `{"contentType": …, "content": base64}`, or the base64 alone. */
function readStream (value: unknown, path: string): { readonly mediaType: string, readonly content: string } | undefined {
  if (value === null) return undefined
  const { content = undefined, contentType = 'application/octet-stream', ...others } = typeof value === 'string'
    ? { content: value }
    : Object(value) as Record<string, unknown>
  const [unknown] = Object.keys(others)
  if (unknown !== undefined) {
    throw stateFault(`${path}/${unknown}`, `A stream has 'contentType' and 'content', but not '${unknown.slice(0, 80)}'.`)
  }
  if (typeof content !== 'string' || !isBase64Form(content)) throw notBase64(path)
  if (typeof contentType !== 'string' || !/^[\w!#$&^.+-]+\/[\w!#$&^.+-]+[\x20-\x7e]{0,200}$/.test(contentType)) {
    throw stateFault(`${path}/contentType`, 'The content type of a stream is a media type.')
  }
  return { mediaType: contentType, content }
}

const notBase64 = (path: string): ODataError => stateFault(`${path}/content`, 'The content of a stream is text in base64.')

/** Every property that cannot be null has a value, and what is unique is. */
function complement (value: StructuredValue, path: string, { unique }: EntitiesFrame): StructuredValue {
  const properties = namedValues(value.properties)
  for (const property of value.type.properties) {
    const { name } = property
    if (cannotBeLeftOut(property) && properties[name] === undefined) {
      throw stateFault(`${path}/${name}`, `The property '${name}' cannot be left out.`)
    }
    if (!property.unique) continue
    const taken = unique.get(name) ?? new Set()
    unique.set(name, taken)
    if (taken.has(properties[name])) {
      throw stateFault(`${path}/${name}`, `'${name}' has the value ${String(properties[name])} twice; it must be unique.`)
    }
    taken.add(properties[name])
  }
  return { ...value, properties }
}
