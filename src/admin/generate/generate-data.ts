/** Fills a model with plausible data, the same for the same seed and time: a million entities take no more memory than a thousand. */
import { namedValues } from '../../base/named-values.js'
import type { Clock } from '../../base/clock.js'
import { memberAt } from '../../base/members.js'
import { createTurns } from '../../base/turns.js'
import type { Turns } from '../../base/turns.js'
import { findAnnotation } from '../../edm/annotation-lookup.js'
import { textsOf } from '../../edm/annotation-value.js'
import { lastName } from '../../edm/inner-navigation.js'
import { followsFromRelation, resolveAlias } from '../../edm/lookup.js'
import { isMedia } from '../../edm/media.js'
import type { EdmModel, EntityType, NavigationProperty, PrimitiveValue } from '../../edm/types.js'
import { rulesOf } from '../../edm/value-rules.js'
import { ODataError } from '../../errors.js'
import { resolveEntity } from '../../odata/bind/entity-reference.js'
import { readPropertyValue } from '../../odata/json/read-body.js'
import type { References } from '../../odata/json/related-change.js'
import { homeInside } from '../../odata/related-entities.js'
import type { Home } from '../../odata/related-entities.js'
import type { StructuredValue } from '../../odata/json/structured-value.js'
import { chance, pick } from '../../samples/chance.js'
import { findRoot, rootNavigation } from '../../odata/root-navigation.js'
import { fitsTypes } from '../../samples/ruled-value.js'
import { sampleKey, withKey } from '../../samples/sample-key.js'
import { samplePattern } from '../../samples/sample-pattern.js'
import type { Subject } from '../../samples/subject.js'
import { sampleMedia } from '../../samples/sample-media.js'
import { sampleMembers } from '../../samples/sample-value.js'
import type { TenantLoader } from '../../storage/state/load-tenant.js'
import type { TenantState } from '../../storage/state/tenant-state.js'
import { planData, totalOf } from './data-plan.js'
import type { PlannedCollection } from './data-plan.js'
import type { DataOrder, DataProgress, GeneratedData } from './data-schemas.js'
import { createRelating, inOrderOfRelations, objectAt, remember, withRelations } from './sample-relations.js'
import type { Relating } from './sample-relations.js'
import { createUniqueSamples, sampleUnique } from './unique-samples.js'
import type { UniqueSamples } from './unique-samples.js'

export interface DataTarget {
  readonly state: TenantState
  readonly model: EdmModel
  readonly clock: Clock
}

/** Entities that are written in one transaction, with those inside them. */
const CHUNK_ENTITIES = 1000

/** The share of null among the values that can be null. */
const NULLS = 0.1

/** Makes it in place of what `tenant` has. @throws ODataError `badRequest` for an order that cannot be carried out */
export async function generateData (
  { state, model, clock }: DataTarget,
  tenant: string,
  order: DataOrder,
  progress: (progress: DataProgress) => void
): Promise<GeneratedData> {
  const plan = inOrderOfRelations(model, planData(model, order))
  const until = checkUntil(order.until === undefined ? clock.now() : new Date(order.until))
  const making: Making = {
    model,
    relating: createRelating(model),
    seed: order.seed,
    until,
    counts: new Map(),
    keys: new Map(),
    unique: createUniqueSamples(model),
    turn: createTurns(),
    place: 0
  }
  const version = await state.replaceTenant(tenant, async loader => {
    for (const collection of plan) await loadCollection(making, loader, collection, totalOf(plan), progress)
  })
  return { entities: Object.fromEntries(making.counts), version }
}

interface Making {
  readonly model: EdmModel
  readonly relating: Relating
  readonly seed: number
  readonly until: number
  /** Entities made so far, by path. */
  readonly counts: Map<string, number>
  readonly turn: Turns
  /** Keys that a pattern made, by path. */
  readonly keys: Map<string, Set<string>>
  readonly unique: UniqueSamples
  /** Entities made so far. */
  place: number
}

async function loadCollection (
  making: Making,
  loader: TenantLoader,
  collection: PlannedCollection,
  of: number,
  progress: (progress: DataProgress) => void
): Promise<void> {
  const { navigation, path, count, size } = collection
  const home: Home = { resource: findRoot(making.model, navigation.name), names: [] }
  const references: References = { resolve: url => resolveEntity(making.model, '', url), home }
  const chunk = Math.max(1, Math.floor(CHUNK_ENTITIES / size))
  for (let start = 0; start < count; start += chunk) {
    const values: StructuredValue[] = []
    for (let index = start; index < Math.min(count, start + chunk); index++) {
      const body = await makeEntity(making, collection, home, index)
      const reference = { type: navigation.target, nullable: false }
      values.push(readPropertyValue(making.model, reference, body, `${path}/${index}`, undefined, references) as StructuredValue)
    }
    await loader.entities(navigation, values)
    progress({ entities: making.place, of })
  }
}

/** Another place for each attempt, which no entity has. */
const elsewhere = (subject: Subject, attempt: number): Subject => ({ ...subject, place: subject.place + attempt * 100_000_000 })

/** As a client would send it, with what it contains. */
async function makeEntity (
  making: Making,
  { navigation, path, inside }: PlannedCollection,
  home: Home,
  index: number
): Promise<object> {
  const due = making.turn()
  if (due !== undefined) await due
  const { seed, until } = making
  const subject = { seed, until, place: making.place++ }
  making.counts.set(path, (making.counts.get(path) ?? 0) + 1)
  const type: EntityType = pick(typesIn(making.model, navigation), chance(seed, subject.place, 0))
  const contained = namedValues<unknown>()
  for (const collection of inside.get(type) ?? []) {
    const { name, collection: several } = collection.navigation
    const items: object[] = []
    const inHome = homeInside(home, collection.navigation)
    for (let inner = 0; inner < collection.count; inner++) items.push(await makeEntity(making, collection, inHome, inner))
    if (several) contained[name] = items
    else if (items[0] !== undefined) contained[name] = items[0]
  }
  const key = ruledKey(making, path, type, sampleKey(type, index, subject), subject)
  const isRoot = path === home.resource?.name && navigation.collection
  const members = {
    ...type === navigation.target ? {} : { '@odata.type': `#${type.fullName}` },
    ...sampleUnique(making.unique, { navigation, path }, attempt => withKey(sampleMembers(type, elsewhere(subject, attempt), {
      nulls: NULLS,
      rulesOf: (owner, property) => rulesOf(making.model, owner, property)
    }), key)),
    ...isMedia(type) ? sampleMedia(making.model, type) : {}
  }
  const body = withFreeKey(making, isRoot ? path : undefined, type, attempt =>
    withRelations(making.relating, home, type, elsewhere(subject, attempt), members, index))
  const complete = withContained(body, contained)
  if (isRoot) remember(making.relating, path, type, { ...key, ...keyIn(type, complete) })
  return complete
}

type Members = Readonly<Record<string, unknown>>

/** With what the entity contains, each in the value that has it; where that is null there is nothing to contain it. */
function withContained (body: Members, contained: Members): Members {
  const all = namedValues(body)
  for (const [path, items] of Object.entries(contained)) {
    const own = objectAt(all, path.split('/').slice(0, -1))
    if (own !== undefined) own[lastName(path)] = items
  }
  return all
}

/** The key as it has become: a part of it may follow from a relation. */
const keyIn = ({ key }: EntityType, body: Readonly<Record<string, unknown>>): Record<string, PrimitiveValue> =>
  Object.fromEntries(key.flatMap(({ path }) => {
    const own = memberAt(body, path)
    return own === undefined ? [] : [[path, own as PrimitiveValue]]
  }))

/** The types that a collection may have entities of (vocabulary Validation, `DerivedTypeConstraint`). */
function typesIn (model: EdmModel, navigation: NavigationProperty): readonly EntityType[] {
  const resource = findRoot(model, navigation.name)
  const element = resource !== undefined && rootNavigation(resource) === navigation ? resource : navigation
  const names = textsOf(findAnnotation(model, element, 'Org.OData.Validation.V1.DerivedTypeConstraint')?.value)
  const allowed = names?.map(name => resolveAlias(model.aliases, name) ?? name)
  const types = navigation.target.concreteTypes.filter(type => fitsTypes(type, allowed))
  return types.length === 0 ? navigation.target.concreteTypes : types
}

/** How often a key is made that another entity has already. */
const KEY_TRIES = 50

/** The body of an entity of an entity set whose key no other one has: what it is related to may decide a part of the key. */
function withFreeKey (
  { keys }: Making,
  path: string | undefined,
  type: EntityType,
  relate: (attempt: number) => Readonly<Record<string, unknown>>
): Readonly<Record<string, unknown>> {
  if (path === undefined || !type.key.some(part => followsFromRelation(type, part.path))) return relate(0)
  const taken = keys.get(`${path} related`) ?? new Set<string>()
  keys.set(`${path} related`, taken)
  for (let attempt = 0; attempt < KEY_TRIES; attempt++) {
    const body = relate(attempt)
    const key = JSON.stringify(type.key.map(part => String(memberAt(body, part.path))))
    if (taken.has(key)) continue
    taken.add(key)
    return body
  }
  const message = `No more keys were found for ${path}: there are too few of the entities that it is related to by its key.`
  throw new ODataError('badRequest', message, { target: 'counts' })
}

/** A key, with texts that match what the model says of them, and that no other entity of the collection has. */
function ruledKey (
  { model, keys }: Making,
  path: string,
  type: EntityType,
  key: Readonly<Record<string, PrimitiveValue>>,
  subject: Subject
): Readonly<Record<string, PrimitiveValue>> {
  const ruled = type.key.find(({ property }) => rulesOf(model, type, property)?.pattern !== undefined)
  const pattern = ruled === undefined ? undefined : rulesOf(model, type, ruled.property)?.pattern
  if (ruled === undefined || pattern === undefined) return key
  const taken = keys.get(path) ?? new Set<string>()
  keys.set(path, taken)
  const { maxLength } = ruled.property.type
  for (let attempt = 0; attempt < KEY_TRIES; attempt++) {
    const random = (salt: number): number => chance(subject.seed, subject.place, salt + attempt * 10_000)
    const text = samplePattern(pattern, random, typeof maxLength === 'number' ? maxLength : 100)
    if (text === undefined || taken.has(text)) continue
    taken.add(text)
    return { ...key, [ruled.path]: text }
  }
  const message = `No more keys for ${path} were found that match ${pattern.slice(0, 100)} (Validation.Pattern of '${ruled.path}').`
  throw new ODataError('badRequest', message, { target: 'counts' })
}

/** What was born before it and what expires after it must be a date, too. */
const [FIRST_UNTIL, LAST_UNTIL] = [Date.parse('0200-01-01T00:00:00Z'), Date.parse('9998-12-31T23:59:59Z')]

function checkUntil (until: Date): number {
  const time = until.getTime()
  if (time >= FIRST_UNTIL && time <= LAST_UNTIL) return time
  throw new ODataError('badRequest', 'The latest time in the data (`until`, or the clock) must be in the years 0200 to 9998.', {
    target: 'until'
  })
}
