// Resets against imports: how long it takes to bring a tenant back to a snapshot, by how much was changed since, against importing the same rows.
//   npm run build && node bench/state.mjs [--rows 100000] [--database sqlite]
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { newDatabase } from './databases.mjs'
import { residentMemory } from './process-memory.mjs'
import { row } from './rows.mjs'
import { startOurs } from './servers.mjs'

const { values } = parseArgs({ options: { rows: { type: 'string', default: '100000' }, database: { type: 'string', multiple: true, default: ['sqlite', 'postgresql'] } } })
const ROWS = Number(values.rows)
const WANTED = 0.1
const TENANT = 'large'

async function timed (work) {
  const began = performance.now()
  await work()
  return performance.now() - began
}

async function send (url, method, path, { body, type = 'application/json', duplex } = {}) {
  const response = await fetch(`${url}${path}`, { method, headers: { authorization: 'Bearer x', 'x-tenant-id': TENANT, ...body === undefined ? {} : { 'content-type': type } }, body, duplex })
  const text = await response.text()
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text.slice(0, 500)}`)
  return text
}

/** The document as it comes out of a pipe. */
async function * document () {
  const encoder = new TextEncoder()
  yield encoder.encode('{"officeConfiguration":{"tenantCheckinStatuses":[')
  for (let start = 0; start < ROWS; start += 100) {
    const rows = Array.from({ length: Math.min(100, ROWS - start) }, (_, index) => JSON.stringify(row(start + index)))
    yield encoder.encode(`${start === 0 ? '' : ','}${rows.join(',')}`)
  }
  yield encoder.encode(']}}')
}

const admin = `/__admin/tenants/${TENANT}`
const graph = '/beta/officeConfiguration/tenantCheckinStatuses'

/** What happens between a snapshot and the restore. */
const changes = {
  'nothing changed': async () => {},
  'one row added': async url => await send(url, 'POST', graph, { body: JSON.stringify(row(1)) }),
  'summary changed': async url => await send(url, 'PATCH', '/beta/officeConfiguration', { body: '{"tenantUserCheckinSummary":{"failedUserCount":1}}' }),
  'every row deleted': async url => await send(url, 'DELETE', graph),
  'every row replaced': async url => await send(url, 'PUT', graph, { body: JSON.stringify({ value: [row(1), row(2)] }) })
}

const count = async url => Number(JSON.parse(await send(url, 'GET', `${graph}?$count=true&$top=0`))['@odata.count'])

async function measure (name) {
  const database = await newDatabase(name)
  const server = await startOurs(database.url)
  const { url } = server
  try {
    const idle = residentMemory(server.pid)
    writeFileSync(`/proc/${server.pid}/clear_refs`, '5')
    const importing = await timed(async () => await send(url, 'PUT', `${admin}/state`, { body: document(), duplex: 'half' }))
    console.log(`\n${name}: ${ROWS} rows imported in ${Math.round(importing)} ms; ${Math.round(residentMemory(server.pid, 'VmHWM') - idle)} MiB above the idle service`)
    console.log(`exported in ${Math.round(await timed(async () => await (await fetch(`${url}${admin}/state`)).arrayBuffer()))} ms`)
    console.log(`snapshot taken in ${Math.round(await timed(async () => await send(url, 'POST', `${admin}/snapshots/base`)))} ms`)
    let met = true
    for (const [change, run] of Object.entries(changes)) {
      await run(url)
      const restoring = await timed(async () => await send(url, 'POST', `${admin}/snapshots/base/restore`))
      if (await count(url) !== ROWS) throw new Error('rows are missing')
      met &&= restoring / importing < WANTED
      console.log(`restored in ${String(Math.round(restoring)).padStart(5)} ms = ${(restoring / importing).toFixed(3)} of the import: ${change}`)
      // What a restore leaves to be removed, and the next spare copy, are the background's.
      await new Promise(resolve => setTimeout(resolve, 2 * importing))
    }
    console.log(`emptied in ${Math.round(await timed(async () => await send(url, 'POST', `${admin}/reset`)))} ms`)
    return met
  } finally {
    await server.stop()
    await database.stop()
  }
}

let met = true
for (const name of values.database) met = await measure(name) && met
process.exit(met ? 0 : 1)
