/**
 * What a tenant has set for itself. Durable, and kept in memory: a request of the hot path looks at the database no more than once a
 * second, and then at one row that counts the changes of all tenants' settings. A change of this process is seen at once, one of another
 * instance a second later at most.
 */
import type { Config } from '../../config.js'
import sql from 'sql-template-tag'
import type { Clock } from '../../base/clock.js'
import type { Connection, Database } from '../database/database.js'
import { lockTenant } from './hidden-tenant.js'

/** Requests of any method, and those that may change something, in 20 seconds. */
interface ScopeLimits {
  readonly requests: number
  readonly writes: number
}

/** How much may be asked of a tenant. */
export interface ThrottleLimits {
  /** Of each application. */
  readonly application: ScopeLimits
  /** Of all applications together. */
  readonly tenant: ScopeLimits
}

/** Undefined: as the service is set. */
export interface TenantSettings {
  /** How tokens are asked for: a value of the setting `AUTH`. */
  readonly auth?: Config['auth'] | undefined
  /** Rows of a page, unless the client asks for another number. */
  readonly pageSize?: number | undefined
  /** In place of the limits of the service. */
  readonly throttle?: ThrottleLimits | undefined
  /** Whether summaries are as they were patched, or computed of the rows. */
  readonly summaryMode?: 'stored' | 'computed' | undefined
}

export type TenantSettingsChange = { readonly [Name in keyof TenantSettings]?: TenantSettings[Name] | null }

export interface SettingsStore {
  /** The settings of a tenant; a promise only when the database must be looked at. */
  of (tenant: string): TenantSettings | Promise<TenantSettings>
  /** Merges: what is not given stays, null is as the service is set. Makes the tenant. */
  change (tenant: string, change: TenantSettingsChange): Promise<TenantSettings>
  /** Looks at the database before the next answer: something else changed them. */
  forget (): void
}

/** How long what is in memory is believed. */
const TRUST_MS = 1000

const none: TenantSettings = {}

interface Known {
  readonly revision: string
  readonly tenants: ReadonlyMap<string, TenantSettings>
}

export function createSettingsStore (database: Database, clock: Clock): SettingsStore {
  const state = {
    known: { revision: '-1', tenants: new Map() } as Known,
    checkedAt: -Infinity,
    epoch: 0,
    checking: undefined as Promise<void> | undefined
  }
  const isFresh = (): boolean => performance.now() - state.checkedAt < TRUST_MS
  const check = async (): Promise<void> => {
    const [began, epoch] = [performance.now(), state.epoch]
    state.known = await readChanged(database, state.known)
    // What was changed here meanwhile may not have been seen: then it is looked at again.
    if (epoch === state.epoch) state.checkedAt = began
    else await check()
  }
  const refreshed = async (tenant: string): Promise<TenantSettings> => {
    state.checking ??= check().finally(() => { state.checking = undefined })
    await state.checking
    return state.known.tenants.get(tenant) ?? none
  }
  const forget = (): void => {
    state.epoch++
    state.checkedAt = -Infinity
  }
  return {
    of: tenant => isFresh() ? state.known.tenants.get(tenant) ?? none : refreshed(tenant),
    change: async (tenant, change) => {
      const changed = await database.transaction(async connection =>
        await writeSettings(connection, tenant, change, clock.now().toISOString())
      )
      forget()
      return changed
    },
    forget
  }
}

async function readChanged (connection: Connection, known: Known): Promise<Known> {
  const [row] = await connection.query(sql`SELECT "value" FROM "Revision" WHERE "name" = 'settings'`)
  const revision = String(row?.[0] ?? 0)
  if (revision === known.revision) return known
  const rows = await connection.query(sql`SELECT ${COLUMNS}, t."id" FROM "TenantSetting" s JOIN "Tenant" t ON t."key" = s."tenant"`)
  return { revision, tenants: new Map(rows.map(row => [String(row[4]), readSettings(row)])) }
}

const COLUMNS = sql`s."auth", s."pageSize", s."throttle", s."summaryMode"`

function readSettings ([auth, pageSize, throttle, summaryMode]: readonly unknown[]): TenantSettings {
  return {
    ...auth === null ? {} : { auth: String(auth) as Config['auth'] },
    ...pageSize === null ? {} : { pageSize: Number(pageSize) },
    ...throttle === null ? {} : { throttle: JSON.parse(String(throttle)) as ThrottleLimits },
    ...summaryMode === null ? {} : { summaryMode: summaryMode as 'stored' | 'computed' }
  }
}

async function writeSettings (connection: Connection, tenant: string, change: TenantSettingsChange, now: string): Promise<TenantSettings> {
  const { key } = await lockTenant(connection, tenant, now)
  const [row] = await connection.query(sql`SELECT ${COLUMNS} FROM "TenantSetting" s WHERE s."tenant" = ${key}`)
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
  const merged = Object.fromEntries(
    Object.entries({ ...row === undefined ? {} : readSettings(row), ...given }).filter(([, value]) => value !== null)
  ) as TenantSettings
  const { auth = null, pageSize = null, throttle, summaryMode = null } = merged
  await connection.execute(sql`INSERT INTO "TenantSetting" ("tenant", "auth", "pageSize", "throttle", "summaryMode")
    VALUES (${key}, ${auth}, ${pageSize}, ${throttle === undefined ? null : JSON.stringify(throttle)}, ${summaryMode})
    ON CONFLICT ("tenant") DO UPDATE SET "auth" = excluded."auth", "pageSize" = excluded."pageSize", "throttle" = excluded."throttle", "summaryMode" = excluded."summaryMode"`)
  await settingsChanged(connection)
  return merged
}

/** To be called in the transaction that changes settings: tells every instance. */
export async function settingsChanged (connection: Connection): Promise<void> {
  await connection.execute(
    sql`INSERT INTO "Revision" ("name", "value") VALUES ('settings', 1) ON CONFLICT ("name") DO UPDATE SET "value" = "Revision"."value" + 1`
  )
}
