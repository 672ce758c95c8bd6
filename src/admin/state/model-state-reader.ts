/**
 * Reads the state document of a model that was read, as it arrives: each entity of an entity set is read when it is complete, with what it
 * contains, and some are held before they are written. What does not fit is a 400 with its path.
 */
import type { EdmModel, EntitySet, NavigationProperty, Singleton } from '../../edm/types.js'
import { ODataError } from '../../errors.js'
import type { StructuredValue } from '../../odata/json/structured-value.js'
import { findRoot, rootNavigation, rootResources } from '../../odata/root-navigation.js'
import type { TenantLoader } from '../../storage/state/load-tenant.js'
import { createJsonEvents } from './json-events.js'
import type { JsonEvent } from './json-events.js'
import { readStateEntity } from './read-state-entity.js'
import { stateFault } from './state-fault.js'
import type { StateReading } from './state-reader.js'
import { createValueBuilder } from './value-builder.js'
import type { ValueBuilder } from './value-builder.js'

/** Entities, and bytes of them, that are held before they are written. */
const CHUNK_ENTITIES = 500
const CHUNK_BYTES = 4 * 1024 * 1024
/** What arrives in one piece is not read in one. */
const PIECE_BYTES = 262_144

export interface ModelStateReading extends Omit<StateReading, 'loader'> {
  readonly loader: Pick<TenantLoader, 'entities'>
}

/** What has been read of the collection, or of the singleton, that is being read. */
interface Section {
  readonly resource: EntitySet | Singleton
  readonly navigation: NavigationProperty
  readonly name: string
  index: number
  entities: StructuredValue[]
  /** Where in the text the first of them began. */
  since: number
}

/** Hands everything in `source` to the loader. */
export async function readModelState (
  source: AsyncIterable<Uint8Array>,
  { model, loader, maxValueBytes, signal }: ModelStateReading
): Promise<void> {
  const tasks: Array<() => Promise<void>> = []
  const seen = new Set<string>()
  let depth = 0
  let section: Section | undefined
  let skipping = false
  let building: { readonly builder: ValueBuilder, readonly began: number } | undefined

  const flush = (offset: number): void => {
    if (section === undefined) return
    const { navigation, entities } = section
    section.entities = []
    section.since = offset
    if (entities.length > 0) tasks.push(async () => { await loader.entities(navigation, entities) })
  }

  const add = (value: unknown, offset: number): void => {
    if (section === undefined) return
    const { navigation, name, resource } = section
    const path = navigation.collection ? `${name}/${section.index++}` : name
    section.entities.push(readStateEntity(model, resource, value, path))
    if (section.entities.length >= CHUNK_ENTITIES || offset - section.since > CHUNK_BYTES) flush(offset)
  }

  const build = (event: JsonEvent, offset: number): void => {
    building ??= { builder: createValueBuilder(), began: offset }
    if (offset - building.began > maxValueBytes) {
      throw new ODataError('payloadTooLarge', `One entity of the document is larger than ${maxValueBytes} bytes (MAX_BODY_BYTES).`)
    }
    if (!building.builder.take(event)) return
    const value = building.builder.value()
    building = undefined
    if (!skipping) add(value, offset)
    if (depth > 1) return
    flush(offset)
    section = undefined
  }

  const beginSection = (name: string, offset: number): void => {
    flush(offset)
    if (seen.has(name)) throw stateFault(name, 'This member appears twice.')
    seen.add(name)
    skipping = name === '$schema'
    section = skipping ? undefined : { ...sectionOf(model, name), name, index: 0, entities: [], since: offset }
  }

  const take = (event: JsonEvent, offset: number): void => {
    if (building !== undefined) return build(event, offset)
    if (depth === 0) {
      if (event.kind !== 'startObject') throw stateFault('', 'The document must be a JSON object.')
      depth = 1
    } else if (event.kind === 'key') beginSection(event.name, offset)
    else if (event.kind === 'end') {
      flush(offset)
      depth--
    } else if (depth === 1 && event.kind === 'startArray' && section?.navigation.collection === true) depth = 2
    else if (depth === 1 && section?.navigation.collection === true) throw stateFault(section.name, `Expected an array of ${section.navigation.target.fullName}.`)
    else build(event, offset)
  }

  const events = createJsonEvents(take, () => maxValueBytes, 'exact')
  for await (const bytes of source) {
    for (let start = 0; start < bytes.length; start += PIECE_BYTES) {
      events.write(bytes.subarray(start, start + PIECE_BYTES))
      for (let task = tasks.shift(); task !== undefined; task = tasks.shift()) await task()
      signal?.throwIfAborted()
    }
  }
  events.end()
  for (let task = tasks.shift(); task !== undefined; task = tasks.shift()) await task()
}

/** @throws ODataError `modelValidation` */
function sectionOf (model: EdmModel, name: string): Pick<Section, 'resource' | 'navigation'> {
  const resource = findRoot(model, name)
  if (resource?.name === name) return { resource, navigation: rootNavigation(resource) }
  const names = rootResources(model.container).map(other => `'${other.name}'`)
  throw stateFault(name, `The document has no member '${name.slice(0, 80)}', but ${names.slice(0, 20).join(', ')}${names.length > 20 ? ' and others' : ''}.`)
}
