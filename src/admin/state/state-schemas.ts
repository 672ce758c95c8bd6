/** What the controls of tenants, states and snapshots take, and what they answer: the latter, as `TSchema`, only documents. */
import { Type } from '@sinclair/typebox'
import type { TSchema } from '@sinclair/typebox'
import { settings } from '../../settings.js'
import { formerNamePattern, urlNamePattern } from '../../base/url-name.js'
import { limits } from '../../base/limits.js'
import { TENANT_ID_PATTERN } from '../../tenant/tenant-id.js'
import { LimitsSchema } from '../throttle/throttle-limits.js'

/** No stored text holds U+0000, and PostgreSQL cannot be asked for one. */
const NO_NUL = '^[^\\u0000]*$'

export const TenantParams = Type.Object({
  tenant: Type.String({
    pattern: TENANT_ID_PATTERN,
    description: 'The id of a tenant, such as `contoso`; upper and lower case are the same.'
  })
})

/** Of a tenant that is there, whatever an earlier version let it be called. */
export const KnownTenantParams = Type.Object({
  tenant: Type.String({ ...TenantParams.properties.tenant, pattern: formerNamePattern(limits.tenantIdLength.most) })
})

/** Characters of a snapshot's name at most. */
const MAX_NAME_LENGTH = 100

const name = Type.String({ pattern: urlNamePattern(MAX_NAME_LENGTH), description: 'The name of a snapshot, such as `before-suite`.' })
const knownName = Type.String({ ...name, pattern: formerNamePattern(MAX_NAME_LENGTH) })

export const SnapshotParams = Type.Object({ name })
export const TenantSnapshotParams = Type.Object({ ...TenantParams.properties, name })
export const KnownSnapshotParams = Type.Object({ name: knownName })
export const KnownTenantSnapshotParams = Type.Object({ ...KnownTenantParams.properties, name: knownName })

export const TenantShown: TSchema = Type.Object({
  id: Type.String(),
  createdAt: Type.String({ format: 'date-time' }),
  version: Type.String({ description: 'Counts the changes of the tenant.' }),
  rows: Type.Record(Type.String(), Type.Integer(), { description: 'How many of each type are stored.' }),
  bytes: Type.Integer({ description: 'Bytes of text and of streams.' })
}, { title: 'Tenant', description: 'A tenant and its size.' })

const choice = <const Values extends readonly string[]>(values: Values) => Type.Unsafe<Values[number]>({ type: 'string', enum: values })

const note = Type.String({ maxLength: 1000, pattern: NO_NUL, description: 'A note for readers of the list: what the snapshot is for.' })

export const SnapshotTaking = Type.Object({ note: Type.Optional(note) }, { additionalProperties: false, title: 'SnapshotTaking' })
export const SnapshotChange = Type.Object({ note }, { additionalProperties: false, title: 'SnapshotChange', description: 'Empty: no note.' })

const Times = (description: string) => Type.Integer({ description })

export const DifferenceShown: TSchema = Type.Record(
  Type.String(),
  Type.Object({
    added: Times('There now, but not in the snapshot.'),
    changed: Times('In both, with other values. Rows are replaced, never changed.'),
    removed: Times('In the snapshot, but not there now.')
  }),
  { title: 'SnapshotDifference', description: 'By type, how many differ.' }
)

export const DifferencesParams = Type.Object({
  ...KnownTenantSnapshotParams.properties,
  type: Type.String({ minLength: 1, maxLength: 200, pattern: NO_NUL, description: 'As the comparison names it, such as `officeClientCheckinStatus`.' })
})

export const DifferencesQuery = Type.Object({
  top: Type.Integer({ default: 100, minimum: 1, maximum: 1000, description: 'Rows of each kind at most.' })
}, { additionalProperties: false })

const StoredTexts = (description: string) =>
  Type.Optional(Type.Record(Type.String(), Type.Union([Type.String(), Type.Null()]), { description }))

export const DifferencesShown: TSchema = Type.Object({
  value: Type.Array(Type.Object({
    kind: choice(['added', 'changed', 'removed'] as const),
    now: StoredTexts('What is stored now, by column, as text: the first 200 characters of each. Absent when it was removed.'),
    before: StoredTexts('What the snapshot has. Absent when it was added.'),
    members: Type.Optional(Type.Array(Type.String(), { description: 'Of what has changed: the columns that are shown to differ.' }))
  }, { title: 'SnapshotRow' }))
}, { title: 'SnapshotRows' })

export const TenantsShown: TSchema = Type.Object({
  value: Type.Array(TenantShown),
  next: Type.Optional(Type.String({ description: 'The path of the next page.' }))
}, { title: 'TenantList' })

export const TenantsQuery = Type.Object({
  top: Type.Integer({ default: 100, minimum: 1, maximum: 1000, description: 'Tenants of a page.' }),
  after: Type.String({ default: '', maxLength: 128, pattern: NO_NUL, description: 'The id after which the page begins.' })
}, { additionalProperties: false })

const orNull = <Schema extends TSchema>(schema: Schema) => Type.Optional(Type.Union([schema, Type.Null()]))

/** Null: as the service is set. */
export const SettingsChange = Type.Object({
  auth: orNull(choice(settings.auth.schema['enum'] as ReadonlyArray<'bearer' | 'jwt' | 'none'>)),
  pageSize: orNull(Type.Integer({ minimum: 1, maximum: 100000, description: 'Rows of a page, unless the client asks for another number.' })),
  throttle: orNull(LimitsSchema),
  summaryMode: orNull(choice(['stored', 'computed'] as const))
}, { additionalProperties: false, title: 'TenantSettings', description: 'Members that are left out stay as they are; null means the setting of the service.' })

export const SettingsShown: TSchema = SettingsChange

export const SnapshotShown: TSchema = Type.Object({
  name: Type.String(),
  takenAt: Type.String({ format: 'date-time' }),
  tenants: Type.Integer({ description: 'How many tenants it has data of.' }),
  note: Type.String({ description: 'Its note; empty when it has none.' })
}, { title: 'Snapshot' })
export const SnapshotsShown: TSchema = Type.Object({ value: Type.Array(SnapshotShown) }, { title: 'SnapshotList' })

export const ImportQuery = Type.Object({
  mode: Type.Unsafe<'append' | 'replace'>({
    type: 'string',
    enum: ['append', 'replace'],
    default: 'append',
    description: 'Whether to keep the rows that are there.'
  }),
  configuration: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 128,
      pattern: NO_NUL,
      description: "The id of the client configuration that the rows belong to; without it, they are the tenant's."
    })
  )
}, { additionalProperties: false })

export const ImportShown: TSchema = Type.Object({
  rows: Type.Integer({ description: 'Rows that were read.' }),
  version: Type.String({ description: 'The version of the tenant now.' })
}, { title: 'ImportResult' })

export const FleetRequest = Type.Object({
  seed: Type.Integer({ default: 1, minimum: 0, maximum: 4294967295, description: 'The same seed makes the same fleet.' }),
  rows: Type.Integer({ default: 1000, minimum: 0, maximum: 10000000, description: 'Check-in rows of the tenant.' }),
  configurations: Type.Integer({
    default: 3,
    minimum: 0,
    maximum: 1000,
    description: 'Client configurations, each with a policy, an assignment and some rows of its own.'
  }),
  until: Type.Optional(Type.String({ format: 'date-time', description: "The time of the latest check-in; without it, the clock's." }))
}, { additionalProperties: false, title: 'FleetRequest', description: 'What the fleet is like.' })

export const FleetShown: TSchema = Type.Object({
  rows: Type.Integer(),
  configurations: Type.Integer(),
  version: Type.String({ description: 'The version of the tenant now.' })
}, { title: 'Fleet' })
