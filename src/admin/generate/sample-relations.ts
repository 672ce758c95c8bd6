/** Relations of entities that are made: to entities that were made before them, the same for the same seed. */
import { namedValues } from '../../base/named-values.js'
import { lastName, relationsOf } from '../../edm/inner-navigation.js'
import { isAssignable, relatesByKey } from '../../edm/lookup.js'
import type { EdmModel, EntitySet, EntityType, NavigationProperty, PrimitiveValue, Singleton } from '../../edm/types.js'
import { keyPredicate } from '../../odata/key-predicate.js'
import { propertyInside } from '../../odata/bind/complex-way.js'
import { declaringType } from '../../odata/containment.js'
import { derivedSets, isRelatable, partnerOf, resourceOf } from '../../odata/related-entities.js'
import type { Home } from '../../odata/related-entities.js'
import { chance, saltOf } from '../../samples/chance.js'
import type { Subject } from '../../samples/subject.js'
import type { PlannedCollection } from './data-plan.js'

/** An entity of an entity set that others can be related to. */
interface Known {
  readonly url: string
  readonly type: EntityType
  readonly key: Readonly<Record<string, PrimitiveValue>>
}

/** Those among the entities of a set that a navigation property can lead to. */
interface Fitting {
  readonly known: readonly Known[]
  readonly fitting: Known[]
  /** How many of the known ones have been looked at. */
  seen: number
}

export interface Relating {
  readonly model: EdmModel
  /** By the name of the entity set. */
  readonly known: Map<string, Known[]>
  /** What navigation properties can lead to, by the set that they are bound to. */
  readonly fitting: Map<NavigationProperty, Map<EntitySet | Singleton, readonly Fitting[]>>
  /** The property that leads back from what one leads to. */
  readonly partners: Map<NavigationProperty, NavigationProperty | undefined>
  /** Relations that could have been left out, so far. */
  made: number
}

/** Entities of a set that are remembered, and relations that are made where none has to be: what is made stays bounded. */
const MOST_KNOWN = 1000
const MOST_MADE = 50_000
/** The share of entities that are related where they need not be. */
const RELATED = 0.8
const MOST_OF_MANY = 3

export const createRelating = (model: EdmModel): Relating => ({ model, known: new Map(), fitting: new Map(), partners: new Map(), made: 0 })

/** From now on others can be related to the entity. */
export function remember ({ known }: Relating, set: string, type: EntityType, key: Known['key']): void {
  const own = knownIn(known, set)
  const values = type.key.map(({ path }) => key[path])
  if (own.length < MOST_KNOWN && values.every(value => value !== undefined)) own.push({ url: `${set}${keyPredicate(type, values)}`, type, key })
}

function knownIn (known: Relating['known'], set: string): Known[] {
  const found = known.get(set) ?? []
  known.set(set, found)
  return found
}

/** Entity sets so that those come first that others lead to. */
export function inOrderOfRelations ({ container }: EdmModel, plan: readonly PlannedCollection[]): readonly PlannedCollection[] {
  const ordered: PlannedCollection[] = []
  const seen = new Set<PlannedCollection>()
  const visit = (collection: PlannedCollection): void => {
    if (seen.has(collection)) return
    seen.add(collection)
    const resource = [...container.entitySets, ...container.singletons].find(({ name }) => name === collection.path)
    for (const navigation of collection.navigation.target.concreteTypes.flatMap(relationsOf)) {
      const isOne = !navigation.collection
      const home = isOne ? resourceOf(container, { resource, names: [] }, navigation) : undefined
      const next = home === undefined ? undefined : plan.find(({ path }) => path === home.name)
      if (next !== undefined) visit(next)
    }
    ordered.push(collection)
  }
  plan.forEach(visit)
  return ordered
}

/**
 * The body of an entity with what relates it; properties that follow from a relation are those of the entity it leads to.
 * @param index which one of its collection it is
 */
export function withRelations (
  relating: Relating,
  home: Home,
  type: EntityType,
  subject: Subject,
  body: Readonly<Record<string, unknown>>,
  index: number
): Readonly<Record<string, unknown>> {
  const related = namedValues(body)
  for (const navigation of relationsOf(type)) {
    const set = isRelatable(relating.model.container, navigation) ? resourceOf(relating.model.container, home, navigation) : undefined
    const own = set === undefined ? undefined : objectAt(related, navigation.name.split('/').slice(0, -1))
    if (set === undefined || own === undefined) continue
    const candidates = candidatesOf(relating, set, navigation)
    const gap: Gap = { navigation, type, candidates, subject, body: own, index }
    if (navigation.collection) relateMany(relating, gap)
    else relateOne(relating, gap)
  }
  return related
}

/** The complex value at the end of a path, copied; undefined where there is none of a type that the path names. */
export function objectAt (body: Record<string, unknown>, [name, ...rest]: readonly string[]): Record<string, unknown> | undefined {
  if (name === undefined) return body
  if (name.includes('.')) return body['@odata.type'] === `#${name}` ? objectAt(body, rest) : undefined
  const value = body[name]
  if (typeof value !== 'object' || value === null) return undefined
  const copy = namedValues(value as Readonly<Record<string, unknown>>)
  body[name] = copy
  return objectAt(copy, rest)
}

/** Entities only ever become more, and for each that is made all of them are asked for: so only those are looked at that are new. */
function candidatesOf (
  { model: { container }, known, fitting }: Relating,
  set: EntitySet | Singleton,
  navigation: NavigationProperty
): readonly Fitting[] {
  const bySet = fitting.get(navigation) ?? new Map<EntitySet | Singleton, readonly Fitting[]>()
  fitting.set(navigation, bySet)
  const candidates = bySet.get(set) ??
    [set, ...derivedSets(container, set)].map(({ name }) => ({ known: knownIn(known, name), fitting: [], seen: 0 }))
  bySet.set(set, candidates)
  for (const candidate of candidates) {
    candidate.fitting.push(...candidate.known.slice(candidate.seen).filter(({ type }) => isAssignable(type, navigation.target)))
    candidate.seen = candidate.known.length
  }
  return candidates
}

const random = ({ seed, place }: Subject, name: string, more: number): number => chance(seed, place, saltOf(name) + more)

/** One of some, by chance; undefined where there is none. */
function choose (candidates: readonly Fitting[], share: number): Known | undefined {
  let index = Math.floor(share * candidates.reduce((sum, { fitting }) => sum + fitting.length, 0))
  for (const { fitting } of candidates) {
    if (index < fitting.length) return fitting[index]
    index -= fitting.length
  }
  return undefined
}

function partnerIn ({ partners }: Relating, navigation: NavigationProperty, type: EntityType): NavigationProperty | undefined {
  if (!partners.has(navigation)) partners.set(navigation, partnerOf(navigation, declaringType(type, navigation)))
  return partners.get(navigation)
}

/** One of two sides says who is related to whom. */
const isSaidBy = (partner: NavigationProperty, name: string): boolean => partner.referentialConstraints.length > 0 || partner.name < name

/** A navigation property of an entity that is made, and what it can lead to. */
interface Gap {
  readonly navigation: NavigationProperty
  readonly type: EntityType
  readonly candidates: readonly Fitting[]
  readonly subject: Subject
  /** Of the entity: what relates it is added. */
  readonly body: Record<string, unknown>
  readonly index: number
}

/** Which of those that there are: by chance, but one after the other where the whole key is theirs, so that none is there twice. */
function shareOf ({ navigation: { name, referentialConstraints }, type, candidates, subject, index }: Gap): number {
  const known = candidates.reduce((sum, { fitting }) => sum + fitting.length, 0)
  const isKey = type.key.length > 0 && type.key.every(({ path }) => referentialConstraints.some(({ property }) => property === path))
  return isKey && known > 0 ? (index % known + 0.5) / known : random(subject, name, 2)
}

function relateOne (relating: Relating, gap: Gap): void {
  const { navigation, type, candidates, subject, body } = gap
  const { name, nullable, referentialConstraints } = navigation
  // One that names a property that the type does not have is none, as it is for the store.
  const isKnown = referentialConstraints.every(({ property }) => propertyInside(type, property) !== undefined)
  const constraints = isKnown ? referentialConstraints : []
  const partner = partnerIn(relating, navigation, type)
  const isOther = partner?.collection === false && constraints.length === 0 && isSaidBy(partner, name)
  if (partner?.containsTarget === true || isOther || relatesByKey(type, navigation)) return
  const dependents = constraints.map(({ property }) => propertyInside(type, property)?.property)
  const around = name.slice(0, -lastName(name).length)
  const mustBe = !nullable || dependents.some(property => property?.type.nullable === false)
  const isMade = mustBe || (random(subject, name, 1) < RELATED && relating.made++ < MOST_MADE)
  const chosen = isMade ? choose(candidates, shareOf(gap)) : undefined
  const isInKey = chosen !== undefined && constraints.every(({ referencedProperty }) => Object.hasOwn(chosen.key, referencedProperty))
  const holderOf = (property: string): Record<string, unknown> | undefined => objectAt(body, property.slice(around.length).split('/').slice(0, -1))
  if (chosen !== undefined && constraints.some(({ property }) => holderOf(property) === undefined)) return
  if (chosen !== undefined && (constraints.length === 0 || !isInKey)) {
    // What is inside of a complex value may be required there; it becomes what the relation says.
    for (const { property } of constraints) if (!property.includes('/')) Reflect.deleteProperty(body, property)
    body[`${lastName(name)}@odata.bind`] = chosen.url
    return
  }
  for (const [index, { property, referencedProperty }] of constraints.entries()) {
    const holder = holderOf(property)
    if (holder === undefined) continue
    if (chosen !== undefined) holder[lastName(property)] = chosen.key[referencedProperty]
    else if (dependents[index]?.type.nullable === true) holder[lastName(property)] = null
  }
}

function relateMany (relating: Relating, { navigation, type, candidates, subject, body }: Gap): void {
  const { name } = navigation
  const partner = partnerIn(relating, navigation, type)
  if (partner !== undefined && (partner.containsTarget || !partner.collection || partner.name < name)) return
  const count = relating.made >= MOST_MADE ? 0 : Math.floor(random(subject, name, 1) * (MOST_OF_MANY + 1))
  const urls = Array.from({ length: count }, (_item, index) => choose(candidates, random(subject, name, 2 + index))?.url)
  const chosen = [...new Set(urls.filter(url => url !== undefined))]
  relating.made += chosen.length
  if (chosen.length > 0) body[`${lastName(name)}@odata.bind`] = chosen
}
