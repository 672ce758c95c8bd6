/** What bodies say of entities that are not contained (OData-Protocol 4.01, sections 11.4.2.1, 11.4.2.2 and 11.4.3). */
import { innerAt } from '../../edm/inner-navigation.js'
import { isAssignable } from '../../edm/lookup.js'
import type { EntityContainer, EntitySet, NavigationProperty, Property, Singleton, StructuredType } from '../../edm/types.js'
import { ODataError } from '../../errors.js'
import { canonicalPath, memberOf, rootLocation } from '../canonical-path.js'
import type { EntityKey, EntityLocation } from '../canonical-path.js'
import { unsupported } from '../bind/unsupported.js'
import type { Unsupported } from '../bind/unsupported.js'
import { derivedSets, elsewhere, homeInside, homeOf, isRelatable, notRelatable, resourceOf } from '../related-entities.js'
import type { Home } from '../related-entities.js'
import { rootNavigation } from '../root-navigation.js'
import { etagIn, isObject } from './body-annotations.js'
import { excerpt } from './body-faults.js'
import { fault, readItems } from './collect-faults.js'
import type { Reading } from './collect-faults.js'
import type { Purpose } from './draft.js'
import { readKeyMembers } from './entity-keys.js'
import type { Forbidden, NamedEntity, RelatedChange, RelatedItem, StructuredValue } from './structured-value.js'

/** What a body needs to name entities. */
export interface References {
  /** @throws ODataError for a URL of no entity */
  readonly resolve: (url: string) => EntityLocation
  /** Where the entity is whose body it is. */
  readonly home: Home
  /** What the model forbids to do with the entities of a place. */
  readonly forbiddenAt?: (home: Home) => Forbidden
  /** Whether the entity is there whose body is read as that of a new one (PUT), and so may be what the body has inside. */
  readonly replaces?: boolean
  /** The complex properties from the entity to the value whose body it is. */
  readonly within?: readonly Property[]
  /** When the request came, as an instant: what the service makes for a body may depend on it. */
  readonly now?: string
  /** Whether values are taken that the model's annotations would refuse: in states, which may be older than these. */
  readonly unchecked?: boolean
}

/** A navigation property that a body has something about, and what the reader of bodies knows of it. */
interface NavigationInBody {
  /** Whose navigation property it is. */
  readonly type: StructuredType
  readonly navigation: NavigationProperty
  readonly path: string
  /** Whether the entity is new, so that entities inside of it are new ones too, unless they have an id. */
  readonly isNew: boolean
  readonly readEntity: (reading: Reading, value: unknown, path: string, purpose: Purpose) => StructuredValue | undefined
}

/** Reads what a body says by an annotation or by a member; `related` is what it has said so far. */
export function readRelation (
  reading: Reading,
  related: Record<string, RelatedChange>,
  place: NavigationInBody,
  value: unknown,
  form: 'bind' | 'replace' | 'delta'
): void {
  const { path, type } = place
  const navigation = type.kind === 'complex' ? innerAt(reading.within ?? [], place.navigation) : place.navigation
  const refused = navigation === undefined
    ? `Relating entities to a complex value inside of itself ('${place.navigation.name}' of '${type.fullName}'),`
    : isRelatable(reading.model.container, navigation) ? undefined : notRelatable(navigation)
  const known = { ...place, navigation: navigation ?? place.navigation }
  const change: RelatedChange | undefined = refused !== undefined
    ? { mode: 'add', items: [unsupported(refused)] }
    : form === 'bind' ? readBind(reading, known, value) : readRelated(reading, known, value, form)
  if (change === undefined) return
  const { name } = known.navigation
  if (related[name] !== undefined) fault(reading, path, `'${place.navigation.name}' appears twice.`)
  else related[name] = change
}

/** `navigation@odata.bind`: one URL, or several, which are added to what there is. */
function readBind (reading: Reading, { navigation, path }: NavigationInBody, value: unknown): RelatedChange | undefined {
  if (!navigation.collection && value === null) return unbind(reading, navigation, path)
  if (navigation.collection !== Array.isArray(value)) {
    return fault(reading, path, `Expected ${navigation.collection ? 'an array of URLs' : 'a URL'}, not '${excerpt(value)}'.`)
  }
  const urls: readonly unknown[] = navigation.collection ? value as readonly unknown[] : [value]
  const pathAt = (index: number): string => navigation.collection ? `${path}/${index}` : path
  const items = readItems<RelatedItem>(reading, urls, (inner, url, index) => reference(inner, navigation, url, pathAt(index)))
  return { mode: navigation.collection ? 'add' : 'replace', items }
}

/** The member itself: references and new entities, which become all that there is; or a delta of them (JSON format 4.01, section 8.5). */
function readRelated (reading: Reading, place: NavigationInBody, value: unknown, mode: 'replace' | 'delta'): RelatedChange | undefined {
  const { navigation, path } = place
  // Values in a collection take the place of those that are there, and so are new.
  if (mode === 'delta' && (place.isNew || navigation.inItems === true || reading.references?.replaces === true)) {
    return fault(reading, path, 'A delta is about entities that are there: only a PATCH can have one.')
  }
  if (!navigation.collection) {
    if (value === null) return unbind(reading, navigation, path)
    const item = readItem(reading, place, value, path)
    return item === undefined ? undefined : { mode: 'replace', items: [item] }
  }
  if (!Array.isArray(value)) return fault(reading, path, `Expected an array of ${navigation.target.fullName}, not '${excerpt(value)}'.`)
  const items = readItems(reading, value, (inner, item, index) => readItem(inner, place, item, `${path}/${index}`))
  return { mode: mode === 'delta' ? 'add' : 'replace', items }
}

function unbind (reading: Reading, { name, nullable }: NavigationProperty, path: string): RelatedChange | undefined {
  return nullable ? { mode: 'replace', items: [] } : fault(reading, path, `'${name}' cannot be null: the model requires a related entity.`)
}

const idNames = ['@odata.id', '@id'] as const
const removedNames = ['@odata.removed', '@removed'] as const

/** An item names an entity by its `@id` or, where there may be one already, by its key (Protocol 4.01, section 11.4.3.1). */
function readItem (reading: Reading, place: NavigationInBody, value: unknown, path: string): RelatedItem | undefined {
  if (!isObject(value)) return fault(reading, path, `Expected an entity or a reference to one, not '${excerpt(value)}'.`)
  const id = idNames.find(name => Object.hasOwn(value, name))
  const removed = removedNames.find(name => Object.hasOwn(value, name))
  const home = homeOfItem(reading, place.navigation, value)
  const key = readKeyMembers(home?.type ?? place.navigation.target, value)
  if (id === undefined && removed === undefined && (place.isNew || key === undefined)) return readNew(reading, place, home, value, path)
  if (id === undefined && key === undefined) return fault(reading, path, 'An item that is to be removed must have an @id or a key.')
  if (id === undefined && home?.kind !== 'entitySet') return withoutHome(place.navigation)
  const found = id === undefined ? keyed(reading, home as EntitySet, key ?? [], path) : reference(reading, place.navigation, value[id], `${path}/${id}`)
  if (found === undefined) return undefined
  if (removed !== undefined) return { ...found, kind: isDeletion(value[removed]) ? 'deleted' : 'removed' }
  if (id !== undefined && !Object.keys(value).some(name => !name.startsWith('@'))) return found
  if (id !== undefined && !agrees(found.location, key)) return fault(reading, path, `'${id}' and the key of the item name different entities.`)
  return readChanged(reading, place, found, value)
}

/** `{"reason": "deleted"}`; what was `changed` is only no longer related. */
const isDeletion = (removed: unknown): boolean => isObject(removed) && removed['reason'] === 'deleted'

/** By the key of its entity set. */
function keyed ({ model: { container } }: Reading, home: EntitySet, key: EntityKey, path: string): Reference {
  const location = memberOf(rootLocation(home.type), rootNavigation(home), key)
  return { kind: 'reference', location, others: elsewhere(container, location), url: decodeURIComponent(canonicalPath(location)).slice(0, 200), path }
}

/** "If any nested entities contain both id and key fields, they MUST identify the same entity." */
function agrees ({ steps }: EntityLocation, key: EntityKey | undefined): boolean {
  const last = steps.at(-1)
  if (key === undefined || last === undefined || last.by !== undefined || last.key.length === 0) return true
  return JSON.stringify(key.map(String)) === JSON.stringify(last.key.map(String))
}

/** An entity that may be there. By PUT it gets what is sent and defaults, else what is sent. */
function readChanged (
  reading: Reading,
  { isNew, readEntity }: NavigationInBody,
  found: Reference,
  value: Readonly<Record<string, unknown>>
): RelatedItem | undefined {
  const { model: { container }, references } = reading
  const { location, path } = found
  const replaces = !isNew && references?.replaces === true
  const home = homeOf(container, location)
  const at = path.replace(/\/@(?:odata\.)?id$/, '')
  const inner = references === undefined ? reading : { ...reading, references: { ...references, home, replaces } }
  const entity = readEntity(inner, value, at, replaces ? 'create' : 'update')
  if (entity === undefined) return undefined
  const [step, more] = location.steps
  const creates = more !== undefined || step === undefined || step.by !== undefined || home.resource?.kind !== 'entitySet'
    ? undefined
    : { home: home.resource, key: step.key, forbidden: references?.forbiddenAt?.({ resource: home.resource, names: [] }).Insert }
  return { ...found, kind: 'changed', change: { value: entity, mode: replaces ? 'replaceEntity' : 'merge', etag: etagIn(value), creates } }
}

function readNew (reading: Reading, place: NavigationInBody, home: Home['resource'], value: unknown, path: string): RelatedItem | undefined {
  if (home?.kind !== 'entitySet') return withoutHome(place.navigation)
  const { references } = reading
  const ofNew = { home: { resource: home, names: [] }, replaces: false }
  const inner = references === undefined ? reading : { ...reading, references: { ...references, ...ofNew } }
  const entity = place.readEntity(inner, value, path, 'create')
  return entity === undefined ? undefined : { kind: 'entity', home, value: entity }
}

const withoutHome = ({ name }: NavigationProperty): Unsupported =>
  unsupported(`Creating an entity for '${name}', whose entity set the model does not tell,`)

/** Where the model does not say it, the context URL of the entity may name its entity set. */
function homeOfItem (reading: Reading, navigation: NavigationProperty, item: Readonly<Record<string, unknown>>): Home['resource'] {
  const told = homeOfRelated(reading, navigation)
  if (told !== undefined) return told
  const context = item['@odata.context'] ?? item['@context']
  const name = typeof context === 'string' ? context.slice(context.lastIndexOf('#') + 1).replace(/\/\$entity$/, '') : undefined
  return reading.model.container.entitySets.find(set => set.name === name && isAssignable(set.type, navigation.target))
}

function homeOfRelated ({ model: { container }, references }: Reading, navigation: NavigationProperty): EntitySet | Singleton | undefined {
  return resourceOf(container, references?.home ?? NOWHERE, navigation)
}

const NOWHERE: Home = { resource: undefined, names: [] }

/** Reading what an entity contains: related entities are looked for from there. */
export function readingInside (reading: Reading, navigation: NavigationProperty): Reading {
  const { references } = reading
  return references === undefined ? reading : { ...reading, references: { ...references, home: homeInside(references.home, navigation) } }
}

/** What the model forbids of the entities that a property contains. */
export function forbiddenIn ({ references }: Pick<Reading, 'references'>, navigation: NavigationProperty): { readonly forbidden?: Forbidden } {
  const forbidden = references?.forbiddenAt?.(homeInside(references.home, navigation)) ?? {}
  return Object.keys(forbidden).length === 0 ? {} : { forbidden }
}

type Reference = NamedEntity & { readonly kind: 'reference' }

/** A reference by its URL. The entity must be one that the property can lead to, in the entity set that its binding names. */
function reference (reading: Reading, navigation: NavigationProperty, url: unknown, path: string): Reference | undefined {
  if (typeof url !== 'string') return fault(reading, path, `Expected a URL, not '${excerpt(url)}'.`)
  try {
    const location = reading.references?.resolve(url)
    if (location === undefined) return fault(reading, path, 'References are not allowed here.')
    // A state has what there is: an entity of another set too, which the partner of the property has related.
    if (reading.references?.unchecked === true) checkTarget(navigation, location)
    else checkReference(reading.model.container, reading.references?.home, navigation, location)
    return { kind: 'reference', location, others: elsewhere(reading.model.container, location), url: url.slice(0, 200), path }
  } catch (error) {
    if (!(error instanceof ODataError)) throw error
    return fault(reading, path, error.message)
  }
}

/** @throws ODataError `badRequest` for an entity that the property cannot lead to */
export function checkReference (
  container: EntityContainer,
  from: Home | undefined,
  navigation: NavigationProperty,
  location: EntityLocation
): void {
  checkTarget(navigation, location)
  const { name } = navigation
  const home = resourceOf(container, from ?? NOWHERE, navigation)
  const first = location.steps.length === 1 ? location.steps[0]?.property.name : undefined
  const isInside = derivedSets(container, home).some(({ name }) => name === first)
  if (home !== undefined && first !== undefined && first !== home.name && !isInside) {
    throw new ODataError('badRequest', `'${name}' leads to entities of '${home.name}', not of '${first}'.`)
  }
}

function checkTarget ({ name, target }: NavigationProperty, { type }: EntityLocation): void {
  if (isAssignable(type, target) || isAssignable(target, type)) return
  throw new ODataError('badRequest', `'${name}' leads to ${target.fullName}, and this is a ${type.fullName}.`)
}
