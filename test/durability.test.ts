/** An acknowledged write survives `kill -9` and a restart, on both databases; a write cut off changes nothing. */
import t from 'tap'
import { dialects, newDatabase } from './support/databases.js'
import { startProcess } from './support/process.js'
import { row } from './support/samples.js'

const headers = { authorization: 'Bearer x', 'content-type': 'application/json', 'x-forwarded-host': 'office' }

for (const dialect of dialects) {
  t.test(`kill -9 (${dialect})`, async t => {
    const database = await newDatabase(t, dialect)
    const first = await startProcess(t, database, ['--public-url', 'http://office'])
    const patch = async (body: object): Promise<string> => {
      const response = await fetch(`${first.url}/beta/officeConfiguration`, { method: 'PATCH', headers, body: JSON.stringify(body) })
      t.equal(response.status, 200)
      return await response.text()
    }
    await patch({ tenantUserCheckinSummary: { failedUserCount: 15 } })
    const acknowledged = await patch({ tenantCheckinStatuses: Array.from({ length: 50 }, (_, index) => row({ deviceName: `device ${index}`, checkinDateTime: '2017-01-01T00:01:46.9896075+00:00' })) })
    first.child.kill('SIGKILL')
    t.equal((await first.ended).signal, 'SIGKILL')
    const second = await startProcess(t, database, ['--public-url', 'http://office'])
    const read = await fetch(`${second.url}/beta/officeConfiguration`, { headers })
    t.equal(await read.text(), acknowledged, 'byte for byte')
  })

  t.test(`kill -9 amid writes (${dialect})`, async t => {
    const database = await newDatabase(t, dialect)
    const first = await startProcess(t, database)
    let acknowledged = 0
    const writing = (async () => {
      for (let count = 1; ; count++) {
        const body = JSON.stringify({
          tenantUserCheckinSummary: { failedUserCount: count },
          tenantCheckinStatuses: Array.from({ length: 300 }, () => ({ userId: String(count) }))
        })
        const response = await fetch(`${first.url}/beta/officeConfiguration`, { method: 'PATCH', headers, body })
        if (count === 1) setTimeout(() => first.child.kill('SIGKILL'), 500)
        if (response.status === 200) acknowledged = count
        await response.text()
      }
    })()
    await t.rejects(writing)
    const second = await startProcess(t, database)
    const { tenantUserCheckinSummary, tenantCheckinStatuses } = await (await fetch(`${second.url}/beta/officeConfiguration`, { headers })).json() as { tenantUserCheckinSummary: { failedUserCount: number }, tenantCheckinStatuses: Array<{ userId: string }> }
    const { failedUserCount } = tenantUserCheckinSummary
    t.comment(`${acknowledged} writes acknowledged, ${failedUserCount} found`)
    t.ok(acknowledged > 0 && (failedUserCount === acknowledged || failedUserCount === acknowledged + 1))
    t.equal(tenantCheckinStatuses.length, 300)
    t.same([...new Set(tenantCheckinStatuses.map(({ userId }) => userId))], [String(failedUserCount)], 'whole or not at all')
  })
}
