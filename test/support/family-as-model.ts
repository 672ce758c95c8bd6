/**
 * The family served from its own `$metadata`, as anybody's model is: the tests of the family, which know nothing of it, run against that
 * when a file of tests says so. What differs is a list.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import type { FastifyInstance } from 'fastify'
import { defaultConfig } from '../../src/config.js'
import type { Config } from '../../src/config.js'
import { buildServer } from '../../src/server.js'
import type { DialectName } from '../../src/storage/database/database.js'
import { openDatabase } from '../../src/storage/database/open-database.js'
import { singletonId } from '../../src/tenant/singleton-id.js'
import sql, { raw } from 'sql-template-tag'

interface FamilyAsModel {
  readonly config: Partial<Config>
  readonly dialects: readonly DialectName[]
  /** By titles of tests: why they say something else. */
  readonly differences: ReadonlyMap<string, string>
}

let served: FamilyAsModel | undefined

/** From now on, in this process. */
export async function serveFamilyAsModel (options: Omit<FamilyAsModel, 'config'>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'office-model-'))
  t.teardown(() => { rmSync(folder, { recursive: true }) })
  const app = await buildServer({ ...defaultConfig, databaseUrl: 'file::memory:', logLevel: 'silent' })
  const { body } = await app.inject({ url: '/beta/$metadata' })
  await app.close()
  const model = join(folder, 'office.csdl.xml')
  writeFileSync(model, body)
  served = { ...options, config: { model, root: '/beta' } }
}

/** What a service is started with in place of the family. */
export const modelOfFamily = ({ model = '' }: Partial<Config>): Partial<Config> => served === undefined || model !== '' ? {} : served.config

/** The databases of such a run; undefined in any other. */
export const dialectsOfModel = (): readonly DialectName[] | undefined => served?.dialects

/** Leaves out a test that says something else of a model. */
export function differenceOf (title: string): { readonly skip?: string } {
  const why = served?.differences.get(title)
  if (why !== undefined) met.add(title)
  return why === undefined ? {} : { skip: why }
}

const met = new Set<string>()

/** Titles of the list that no test has. */
export const unmetDifferences = (): readonly string[] => [...served?.differences.keys() ?? []].filter(title => !met.has(title))

/** Where the mapping keeps the singleton of a model that is not the family itself. */
const TABLE = 'OfficeConfiguration_8780e150'

/**
 * A singleton of a model is there once it was written; that of the family always is. So it is written here, and made to look as if it had
 * not been: of version 0, with the id that the family gives it.
 */
export async function writeSingleton (app: FastifyInstance, { model = '' }: Partial<Config>, databaseUrl: string): Promise<void> {
  if (served === undefined || model !== '') return
  const url = '/__admin/tenants/default/state'
  const { statusCode, body } = await app.inject({
    method: 'PUT', url, headers: { 'content-type': 'application/json' }, payload: '{"officeConfiguration":{}}'
  })
  if (statusCode >= 300) throw new Error(body)
  if (databaseUrl.endsWith(':memory:')) return
  const database = await openDatabase(databaseUrl, { synchronous: 'off', poolSize: 2 })
  await database.transaction(async connection => {
    await connection.execute(sql`UPDATE ${raw(`"${TABLE}"`)} SET "changed" = 0, "id" = ${singletonId('default')}`)
    await connection.execute(sql`UPDATE "Tenant" SET "sequence" = 0`)
  })
  await database.close()
}
