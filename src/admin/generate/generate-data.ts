/** Fills a model with plausible data, the same for the same seed and time: a million entities take no more memory than a thousand. */
import type { Clock } from '../../base/clock.js'
import { createTurns } from '../../base/turns.js'
import type { Turns } from '../../base/turns.js'
import { isMedia } from '../../edm/media.js'
import type { EdmModel, EntityType } from '../../edm/types.js'
import { ODataError } from '../../errors.js'
import { resolveEntity } from '../../odata/bind/entity-reference.js'
import { readPropertyValue } from '../../odata/json/read-body.js'
import type { References } from '../../odata/json/related-change.js'
import type { StructuredValue } from '../../odata/json/structured-value.js'
import { chance, pick } from '../../samples/chance.js'
import { sampleKey } from '../../samples/sample-key.js'
import { sampleMedia } from '../../samples/sample-media.js'
import { sampleMembers } from '../../samples/sample-value.js'
import type { TenantLoader } from '../../storage/state/load-tenant.js'
import type { TenantState } from '../../storage/state/tenant-state.js'
import { planData, totalOf } from './data-plan.js'
import type { PlannedCollection } from './data-plan.js'
import type { DataOrder, DataProgress, GeneratedData } from './data-schemas.js'

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
  const plan = planData(model, order)
  const until = checkUntil(order.until === undefined ? clock.now() : new Date(order.until))
  const references: References = { resolve: url => resolveEntity(model, '', url), home: { resource: undefined, names: [] }, inlineMedia: true }
  const making: Making = { model, references, seed: order.seed, until, counts: new Map(), turn: createTurns(), place: 0 }
  const version = await state.replaceTenant(tenant, async loader => {
    for (const collection of plan) await loadCollection(making, loader, collection, totalOf(plan), progress)
  })
  return { entities: Object.fromEntries(making.counts), version }
}

interface Making {
  readonly model: EdmModel
  readonly references: References
  readonly seed: number
  readonly until: number
  /** Entities made so far, by path. */
  readonly counts: Map<string, number>
  readonly turn: Turns
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
  const chunk = Math.max(1, Math.floor(CHUNK_ENTITIES / size))
  for (let start = 0; start < count; start += chunk) {
    const values: StructuredValue[] = []
    for (let index = start; index < Math.min(count, start + chunk); index++) {
      const body = await makeEntity(making, collection, index)
      const reference = { type: navigation.target, nullable: false }
      values.push(readPropertyValue(making.model, reference, body, `${path}/${index}`, undefined, making.references) as StructuredValue)
    }
    await loader.entities(navigation, values)
    progress({ entities: making.place, of })
  }
}

/** As a client would send it, with what it contains. */
async function makeEntity (making: Making, { navigation, path, inside }: PlannedCollection, index: number): Promise<object> {
  const due = making.turn()
  if (due !== undefined) await due
  const { seed, until } = making
  const subject = { seed, until, place: making.place++ }
  making.counts.set(path, (making.counts.get(path) ?? 0) + 1)
  const type: EntityType = pick(navigation.target.concreteTypes, chance(seed, subject.place, 0))
  const contained: Record<string, unknown> = {}
  for (const collection of inside.get(type) ?? []) {
    const { name, collection: several } = collection.navigation
    const items: object[] = []
    for (let inner = 0; inner < collection.count; inner++) items.push(await makeEntity(making, collection, inner))
    if (several) contained[name] = items
    else if (items[0] !== undefined) contained[name] = items[0]
  }
  return {
    ...type === navigation.target ? {} : { '@odata.type': `#${type.fullName}` },
    ...sampleKey(type, index, subject),
    ...sampleMembers(type, subject, { nulls: NULLS }),
    ...isMedia(type) ? sampleMedia(making.model, type) : {},
    ...contained
  }
}

/** What was born before it and what expires after it must be a date, too. */
const [FIRST_UNTIL, LAST_UNTIL] = [Date.parse('0200-01-01T00:00:00Z'), Date.parse('9998-12-31T23:59:59Z')]

function checkUntil (until: Date): number {
  const time = until.getTime()
  if (time >= FIRST_UNTIL && time <= LAST_UNTIL) return time
  throw new ODataError('badRequest', 'The time that nothing has happened after (`until`, or the clock) must be one of the years 0200 to 9998.', {
    target: 'until'
  })
}
