/**
 * A fleet of devices that looks like one: made of a seed, the same for the same seed, row by row, so that a million are no more to hold
 * than one.
 */
import { findNavigationProperty, findProperty, rowTypeOf } from '../../edm/lookup.js'
import type { ComplexType, EdmModel, EntityType, NavigationProperty, Property, Singleton } from '../../edm/types.js'
import type { StructuredValue } from '../../odata/json/structured-value.js'
import { chance, guid, pick } from '../../samples/chance.js'
import { FIRST_NAMES, LAST_NAMES } from '../../samples/words.js'
import type { TenantLoader } from '../../storage/state/load-tenant.js'
import { summarySince } from './checkin-summary.js'
import { APPLICATIONS, FAILURES, PLATFORMS, POLICIES, TEAMS } from './fleet-words.js'

export interface Fleet {
  readonly seed: number
  readonly rows: number
  readonly configurations: number
  readonly until: Date
}

export interface FleetProgress {
  /** Rows written so far, and rows there will be. */
  readonly rows: number
  readonly of: number
}

const CHUNK_ROWS = 2500
const DAY_MS = 86_400_000
/** Check-ins reach back half a year; most are of the last weeks. */
const DAYS = 180

/** People have two or three devices. */
const usersOf = (rows: number): number => Math.max(1, Math.ceil(rows / 2.4))

interface CheckIn {
  readonly user: number
  readonly succeeded: boolean
  readonly time: number
  readonly properties: Record<string, unknown>
}

/** The check-in of a place in the fleet. */
function checkIn ({ seed, rows, until }: Fleet, place: number): CheckIn {
  const random = (salt: number): number => chance(seed, place, salt)
  const user = Math.floor(random(1) * usersOf(rows))
  const [first, last] = [pick(FIRST_NAMES, chance(seed, user, 21)), pick(LAST_NAMES, chance(seed, user, 22))]
  const platform = pick(PLATFORMS, random(2))
  const succeeded = random(3) >= 0.08
  const time = until.getTime() - Math.floor(random(4) ** 3 * DAYS * DAY_MS)
  return {
    user,
    succeeded,
    time,
    properties: {
      userPrincipalName: `${first}.${last}${user}@contoso.com`.toLowerCase(),
      userId: guid(seed, user, 5),
      deviceName: `${platform.prefix}-${Math.floor(random(6) * 36 ** 6).toString(36).toUpperCase().padStart(6, '0')}`,
      devicePlatform: platform.name,
      devicePlatformVersion: pick(platform.versions, random(7) ** 2),
      wasSuccessful: succeeded,
      checkinDateTime: new Date(time).toISOString(),
      errorMessage: succeeded ? null : pick(FAILURES, random(8) ** 1.5),
      appliedPolicies: POLICIES.filter((_policy, index) => random(30 + index) < (succeeded ? 0.5 : 0.15))
    }
  }
}

/** Loads a fleet as the new state of a tenant. `progress` is called after every chunk; what it throws ends the loading. */
export async function loadFleet (
  model: EdmModel,
  fleet: Fleet,
  loader: TenantLoader,
  progress: (progress: FleetProgress) => void
): Promise<void> {
  const [singleton] = model.container.singletons
  if (singleton === undefined) throw new Error('the model has no singleton')
  const { rows: rowType, summary, configurations } = partsOf(singleton)
  const counts = createSummary(fleet)
  for (let start = 0; start < fleet.rows; start += CHUNK_ROWS) {
    const places = Array.from({ length: Math.min(CHUNK_ROWS, fleet.rows - start) }, (_, index) => checkIn(fleet, start + index))
    places.forEach(counts.add)
    await loader.rows(
      rowType,
      '0',
      places.map(({ properties }) => ({ type: rowType, properties: properties as StructuredValue['properties'] }))
    )
    progress({ rows: start + places.length, of: fleet.rows })
  }
  for (let index = 0; index < fleet.configurations; index++) await loadConfiguration(fleet, loader, configurations, index)
  await loader.singleton(singleton, {
    type: singleton.type,
    properties: { [summary.name]: { type: summary.type.type as ComplexType, properties: counts.value() } }
  })
}

/** The members of the singleton that a fleet fills. */
function partsOf (
  { type }: Singleton
): { readonly rows: ComplexType, readonly summary: Property, readonly configurations: NavigationProperty } {
  const rows = rowsOf(type, 'tenantCheckinStatuses')
  const summary = findProperty(type, 'tenantUserCheckinSummary', 'exact')
  const configurations = findNavigationProperty(type, 'clientConfigurations', 'exact')
  if (rows === undefined || summary === undefined || configurations === undefined) throw new Error('the model has no check-in rows')
  return { rows, summary, configurations }
}

function rowsOf (type: EntityType, name: string): ComplexType | undefined {
  const property = findProperty(type, name, 'exact')
  return property === undefined ? undefined : rowTypeOf(property)
}

/** How the latest check-in of each user went, of the last three months. */
function createSummary (
  { rows, until }: Fleet
): { readonly add: (checkIn: CheckIn) => void, readonly value: () => Record<string, number> } {
  const since = Date.parse(`${summarySince(until).slice(0, 23)}Z`)
  const [times, successes] = [new Float64Array(usersOf(rows)), new Uint8Array(usersOf(rows))]
  return {
    add: ({ user, time, succeeded }) => {
      if (time < since || time < times[user]!) return
      times[user] = time
      successes[user] = succeeded ? 1 : 0
    },
    value: () => {
      const seen = times.reduce((count, time) => time > 0 ? count + 1 : count, 0)
      const succeededUserCount = successes.reduce((count, success) => count + success, 0)
      return { succeededUserCount, failedUserCount: seen - succeededUserCount }
    }
  }
}

async function loadConfiguration (
  { seed, until }: Fleet,
  loader: TenantLoader,
  navigation: NavigationProperty,
  index: number
): Promise<void> {
  const type = pick(navigation.target.concreteTypes, chance(seed, index, 40))
  const ordinal = loader.reserve()
  const team = TEAMS[index % TEAMS.length]!
  const [payload, rows, assignments] = [
    findProperty(type, 'policyPayload', 'exact'),
    rowsOf(type, 'checkinStatuses'),
    findNavigationProperty(type, 'assignments', 'exact')
  ]
  await loader.entity(navigation, { owner: '0', ordinal, id: guid(seed, index, 41) }, {
    type,
    properties: { displayName: `${team} ${Math.floor(index / TEAMS.length) + 1}`, description: `Policies for ${team}`, priority: index }
  })
  if (payload !== undefined) {
    const policies = POLICIES.map((name, place) => ({
      name,
      application: pick(APPLICATIONS, chance(seed, index * 100 + place, 43)),
      enabled: chance(seed, index * 100 + place, 44) < 0.6
    }))
    await loader.stream(payload, ordinal, { mediaType: 'application/json', content: Buffer.from(JSON.stringify({ policies })) })
  }
  if (rows !== undefined) {
    const places = Array.from({ length: 20 }, (_, place) => checkIn({ seed: seed + index + 1, rows: 20, configurations: 0, until }, place))
    await loader.rows(
      rows,
      ordinal,
      places.map(({ properties }) => ({ type: rows, properties: properties as StructuredValue['properties'] }))
    )
  }
  const target = assignments === undefined ? undefined : findProperty(assignments.target, 'target', 'exact')
  const [group] = target?.type.type.kind === 'complex' ? target.type.type.concreteTypes : []
  if (assignments === undefined || group === undefined) return
  await loader.entity(assignments, { owner: ordinal, ordinal: loader.reserve(), id: guid(seed, index, 45) }, {
    type: assignments.target,
    properties: { target: { type: group, properties: { groupId: guid(seed, index, 46) } } }
  })
}
