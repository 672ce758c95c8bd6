/** After `kill -9` what was accepted has its answer and its effect, once, or neither, and says so; on both databases. */
import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import { dialects, newDatabase } from './support/databases.js'
import { startProcess } from './support/process.js'

const headers = { authorization: 'Bearer x', 'content-type': 'application/json', accept: 'application/json' }
const ROWS = '/beta/officeConfiguration/tenantCheckinStatuses'

/** Until the lease of a process that is gone has ended. */
const LEASE_MS = 11_000

for (const dialect of dialects) {
  t.test(`11.6 kill -9 amid asynchronous writes (${dialect})`, async t => {
    const database = await newDatabase(t, dialect)
    const first = await startProcess(t, database)
    const monitors = new Map<string, string>()
    const accept = async (deviceName: string, more: Readonly<Record<string, string>> = {}): Promise<void> => {
      const response = await fetch(`${first.url}${ROWS}`, { method: 'POST', headers: { ...headers, prefer: 'respond-async', ...more }, body: JSON.stringify({ deviceName }) })
      // With a hundred under way the next is answered at once.
      if (response.status === 202) monitors.set(deviceName, new URL(response.headers.get('location') ?? '').pathname)
    }
    await accept('late', { 'x-fault': 'asynchronous;takes=600000' })
    const writing = (async () => {
      for (let count = 0; ; count += 4) await Promise.all([0, 1, 2, 3].map(async index => { await accept(`device ${count + index}`) }))
    })()
    const killing = (async () => {
      await sleep(700)
      // A busy machine has not run enough of them by then.
      while (Number(await (await fetch(`${first.url}${ROWS}/$count`, { headers })).text()) < 10) await sleep(50)
      first.child.kill('SIGKILL')
    })()
    await t.rejects(writing)
    await killing
    await first.ended
    const second = await startProcess(t, database)
    const early = await fetch(`${second.url}${monitors.get('late') ?? ''}`, { headers })
    t.equal(early.status === 202 || early.headers.get('asyncresult') === '503', true, 'it is known')
    await sleep(LEASE_MS)
    const { value } = await (await fetch(`${second.url}${ROWS}`, { headers: { ...headers, prefer: 'odata.maxpagesize=1000' } })).json() as { value: Array<{ deviceName: string }> }
    const names = value.map(({ deviceName }) => deviceName)
    t.equal(new Set(names).size, names.length, 'nothing was run twice')
    const results = new Map<string, number>()
    for (const [deviceName, monitor] of monitors) {
      const response = await fetch(`${second.url}${monitor}`, { headers })
      await response.text()
      const result = `${response.status} ${String(response.headers.get('asyncresult'))}`
      results.set(result, (results.get(result) ?? 0) + 1)
      if (names.includes(deviceName) !== (result === '200 204')) t.fail(`${deviceName}: ${result}, and it is ${names.includes(deviceName) ? '' : 'not '}there`)
    }
    t.comment(JSON.stringify([...results]))
    t.same([...results.keys()].filter(result => !['200 204', '200 503'].includes(result)), [])
    t.ok((results.get('200 204') ?? 0) > 5 && (results.get('200 503') ?? 0) >= 1)
  })
}
