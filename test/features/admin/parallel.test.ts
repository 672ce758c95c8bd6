/** Fifty suites at once, each with a tenant, a snapshot and resets of its own: none disturbs another (docs/testing-patterns.md). */
import type { LightMyRequestResponse } from 'fastify'
import { OFFICE, json, onBothDatabases } from '../../support/service.js'

const ROWS = `${OFFICE}/tenantCheckinStatuses`
const SUITES = 50

onBothDatabases('fifty tenants, each with its own reset and snapshot', async (t, { call }) => {
  const faults: string[] = []
  const suite = async (number: number): Promise<void> => {
    const tenant = `suite-${number}`
    const headers = { 'x-tenant-id': tenant }
    const ask = async (method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', url: string, body?: unknown): Promise<LightMyRequestResponse> => {
      const response = await call(method, url, { headers, ...body === undefined ? {} : { body } })
      if (response.statusCode >= 300) faults.push(`${tenant}: ${method} ${url}: ${response.body}`)
      return response
    }
    const names = async (): Promise<string[]> => (json(await ask('GET', ROWS))['value'] as Array<{ deviceName: string }>).map(({ deviceName }) => deviceName)
    const expect = async (what: string, wanted: readonly string[]): Promise<void> => {
      const found = await names()
      if (JSON.stringify(found) !== JSON.stringify(wanted)) faults.push(`${tenant}, ${what}: ${JSON.stringify(found)}`)
    }
    const base = [`${tenant} a`, `${tenant} b`]
    await ask('PUT', ROWS, { value: base.map(deviceName => ({ deviceName })) })
    await ask('POST', `/__admin/tenants/${tenant}/snapshots/base`)
    for (let test = 0; test < 4; test++) {
      if (test % 2 === number % 2) await ask('DELETE', ROWS)
      await ask('POST', ROWS, { deviceName: `${tenant} test ${test}` })
      await expect(`test ${test}`, [...test % 2 === number % 2 ? [] : base, `${tenant} test ${test}`])
      await ask('POST', `/__admin/tenants/${tenant}/snapshots/base/restore`)
      await expect(`after test ${test}`, base)
      if (test !== 2) continue
      await ask('POST', `/__admin/tenants/${tenant}/reset`)
      await expect('after the reset', [])
      await ask('POST', `/__admin/tenants/${tenant}/snapshots/base/restore`)
    }
    if (number % 10 === 0) await ask('DELETE', `/__admin/tenants/${tenant}`)
  }
  await Promise.all(Array.from({ length: SUITES }, async (_, number) => { await suite(number) }))
  t.same(faults, [])
  const { value } = json(await call('GET', '/__admin/tenants')) as { value: Array<{ id: string }> }
  t.equal(value.length, SUITES - 5)
})
