// $apply against hand-written SQL over the same table: groups with the greatest of them, and a rollup, over --rows entities.
//   npm run build && node bench/apply.mjs [--rows 100000] [--seconds 3] [--rounds 5] [--database sqlite]
import { fileURLToPath } from 'node:url'
import { compareAnswers } from './compare.mjs'
import { newDatabase } from './databases.mjs'
import { readFlags } from './flags.mjs'
import { takeTurns } from './load.mjs'
import { startAggregates, startOurs } from './servers.mjs'
import { figure, printTable, verdict } from './table.mjs'

const flags = readFlags(process.argv.slice(2))
const WANTED = 0.7
const [COUNTRIES, PRODUCTS] = [20, 40]
const model = fileURLToPath(new URL('sales.csdl.xml', import.meta.url))
const cases = [
  { title: 'groupby, then topcount of the groups', apply: 'groupby((Product),aggregate(Amount with sum as Total))/topcount(10,Total)' },
  { title: 'topcount in each group', apply: 'groupby((Country),topcount(1,Amount)/aggregate(Amount with max as Most))' },
  { title: 'rollup of two levels and all', apply: 'groupby((rollup($all,Country,Product)),aggregate(Amount with sum as Total))' }
]

async function fill ({ url }, count) {
  const two = number => String(number).padStart(2, '0')
  const Sales = Array.from({ length: count }, (_, index) => {
    const random = Math.imul(index + 1, 0x85ebca6b) >>> 7
    return { Id: index + 1, Country: `Country ${two(random % COUNTRIES)}`, Product: `Product ${two((random >>> 8) % PRODUCTS)}`, Amount: random % 9973 }
  })
  const answer = await fetch(`${url}/__admin/tenants/default/state`, { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ Sales }) })
  if (!answer.ok) throw new Error(`filling: ${answer.status} ${await answer.text()}`)
}

async function measure (servers, { title, apply }) {
  const path = `/odata/Sales?$apply=${encodeURIComponent(apply)}`
  const headers = { prefer: 'odata.maxpagesize=1000' }
  await compareAnswers(...servers.map(server => ({ ...server, path })), { headers })
  const [ours, baseline] = await takeTurns(servers.map(server => ({ server, request: { path, headers, connections: 2 } })), flags)
  return { met: ours / baseline >= WANTED, line: [title, figure(ours), figure(baseline), figure(ours / baseline), `≥ ${WANTED}`, verdict(ours / baseline >= WANTED)] }
}

let met = true
for (const name of flags.databases) {
  const database = await newDatabase(name)
  const servers = [await startOurs(database.url, ['--model', model])]
  try {
    await fill(servers[0], flags.rows)
    await database.settle()
    servers.push(await startAggregates(database.url))
    const lines = []
    for (const one of cases) {
      const result = await measure(servers, one)
      met &&= result.met
      lines.push(result.line)
    }
    printTable(`${name}, ${flags.rows.toLocaleString('en')} rows; requests a second, medians of ${flags.rounds} rounds of ${flags.seconds} s`, lines)
  } finally {
    for (const server of servers) await server.stop()
    await database.stop()
  }
}
process.exit(met ? 0 : 1)
