// Related entities against a hand-written service over the same tables: 20 entities with 5 related ones each, and a filter through a
// lambda over --rows of them, which are found by the index of what relates them.
//   npm run build && node bench/relations.mjs [--rows 100000] [--seconds 3] [--rounds 5] [--database sqlite]
import { fileURLToPath } from 'node:url'
import { compareAnswers } from './compare.mjs'
import { newDatabase } from './databases.mjs'
import { readFlags } from './flags.mjs'
import { takeTurns } from './load.mjs'
import { startOurs, startRelations } from './servers.mjs'
import { figure, printTable, verdict } from './table.mjs'

const flags = readFlags(process.argv.slice(2))
const WANTED = 0.7
const EACH = 5
const model = fileURLToPath(new URL('relations.csdl.xml', import.meta.url))
const cases = [
  { title: '$expand of 20 with 5 related each', path: '/odata/Customers?$top=20&$expand=Orders' },
  { title: '$filter by any, $top=20', path: `/odata/Customers?$filter=${encodeURIComponent('Orders/any(o:o/Total gt 9900)')}&$top=20` }
]

async function fill ({ url }, count) {
  const customers = Math.ceil(count / EACH)
  const Customers = Array.from({ length: customers }, (_, index) => ({ Id: index + 1, Name: `Customer ${index + 1}` }))
  const Orders = Array.from({ length: count }, (_, index) =>
    ({ Id: index + 1, Total: (Math.imul(index + 1, 0x85ebca6b) >>> 7) % 10_000, 'Customer@odata.bind': `Customers(${index % customers + 1})` }))
  const answer = await fetch(`${url}/__admin/tenants/default/state`, { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ Customers, Orders }) })
  if (!answer.ok) throw new Error(`filling: ${answer.status} ${await answer.text()}`)
}

async function measure (servers, { title, path }) {
  await compareAnswers(...servers.map(server => ({ ...server, path })), {})
  const [ours, baseline] = await takeTurns(servers.map(server => ({ server, request: { path, connections: 10 } })), flags)
  return { met: ours / baseline >= WANTED, line: [title, figure(ours), figure(baseline), figure(ours / baseline), `≥ ${WANTED}`, verdict(ours / baseline >= WANTED)] }
}

let met = true
for (const name of flags.databases) {
  const database = await newDatabase(name)
  const servers = [await startOurs(database.url, ['--model', model])]
  try {
    await fill(servers[0], flags.rows)
    await database.settle()
    servers.push(await startRelations(database.url))
    const lines = []
    for (const one of cases) {
      const result = await measure(servers, one)
      met &&= result.met
      lines.push(result.line)
    }
    printTable(`${name}, ${flags.rows.toLocaleString('en')} related rows; requests a second, medians of ${flags.rounds} rounds of ${flags.seconds} s`, lines)
  } finally {
    for (const server of servers) await server.stop()
    await database.stop()
  }
}
process.exit(met ? 0 : 1)
