/**
 * Services that the tests of a file use one after the other, since starting one takes longer than most tests do. Each test finds its
 * own empty.
 */
import type { FastifyInstance } from 'fastify'
import type { Test } from 'tap'
import { parseLimits } from '../../src/admin/throttle/throttle-limits.js'
import { defaultConfig } from '../../src/config.js'
import type { Config } from '../../src/config.js'
import { buildServer } from '../../src/server.js'
import type { DialectName } from '../../src/storage/database/database.js'
import type { TenantState } from '../../src/storage/state/tenant-state.js'
import { newDatabase } from './databases.js'
import { modelOfFamily, writeSingleton } from './family-as-model.js'
import { processTest, t as file } from './file-test.js'

export interface PooledService {
  readonly app: FastifyInstance
  readonly databaseUrl: string
}

/** `memory`: SQLite without a file. */
export type Place = DialectName | 'memory'

/** The services that no test uses at the moment, by what they were started with. */
const idle = new Map<string, PooledService[]>()

/** A service of the test's own, closed at its end. It logs nothing, and does not wait for the disk: tests kill no machines. */
export async function startApp (t: Test, config: Partial<Config>): Promise<FastifyInstance> {
  const app = await buildServer({ ...defaultConfig, logLevel: 'silent', sqliteSynchronous: 'off', ...config, ...modelOfFamily(config) })
  t.teardown(async () => { await app.close() })
  return app
}

/** A service without data for one test, which gives it back at its end. */
export async function borrowService (t: Test, place: Place, config: Partial<Config>): Promise<PooledService> {
  const key = JSON.stringify([place, config])
  const service = idle.get(key)?.pop() ?? await startService(isShared(config) ? ownerOf(key, config) : t, place, config)
  await writeSingleton(service.app, config, service.databaseUrl)
  if (isShared(config)) {
    t.teardown(async () => {
      if (await emptied(service.app, config)) idle.set(key, [...idle.get(key) ?? [], service])
      else await service.app.close()
    })
  }
  return service
}

/** One with settings of its own ends with the file: files that share a process have no others in common. */
function ownerOf (key: string, config: Partial<Config>): Test {
  if (Object.keys(config).length === 0) return processTest
  file.teardown(() => { idle.delete(key) })
  return file
}

async function startService (t: Test, place: Place, config: Partial<Config>): Promise<PooledService> {
  const databaseUrl = place === 'memory' ? 'file::memory:' : await newDatabase(t, place)
  return { app: await startApp(t, { ...config, databaseUrl }), databaseUrl }
}

/** Not where something counts from the start of the service, as the journal's entries do, or is done at the start only. */
const isShared = ({ journalSize, seed }: Partial<Config>): boolean => journalSize === undefined && seed === undefined

/** Makes it as good as new, or says that it cannot: the test closed it, or gave it a socket. */
async function emptied ({ server, controls, tenantState }: FastifyInstance, config: Partial<Config>): Promise<boolean> {
  const { clock, faults, journal } = controls
  faults.clear()
  journal.clear()
  journal.set({ size: defaultConfig.journalSize, bodyBytes: config.journalBodyBytes ?? defaultConfig.journalBodyBytes })
  clock.set({ kind: 'system' })
  controls.throttle.set(parseLimits(config.throttle ?? defaultConfig.throttle))
  return !server.listening && await deleteAll(tenantState).then(() => true, () => false)
}

async function deleteAll (state: TenantState): Promise<void> {
  for (const { name } of await state.listSnapshots('*')) await state.deleteSnapshot('*', name)
  for (;;) {
    const { tenants } = await state.listTenants({ after: '', top: 1000 })
    if (tenants.length === 0) break
    for (const { id } of tenants) await state.deleteTenant(id)
  }
  await state.housekeeping.settled()
}
