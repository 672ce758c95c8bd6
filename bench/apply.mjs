// $apply against hand-written SQL over the same table: groups with the greatest of them, and a rollup, over --rows entities.
//   npm run build && node bench/apply.mjs [--rows 100000] [--seconds 3] [--rounds 5] [--database sqlite]
import { fileURLToPath } from 'node:url'
import { readFlags } from './flags.mjs'
import { measureAll, measureCase, onEachDatabase, putState } from './model-cases.mjs'
import { startAggregates } from './servers.mjs'
import { printTable } from './table.mjs'

const flags = readFlags(process.argv.slice(2))
const [COUNTRIES, PRODUCTS] = [20, 40]
const model = fileURLToPath(new URL('sales.csdl.xml', import.meta.url))
const cases = [
  { title: 'groupby, then topcount of the groups', apply: 'groupby((Product),aggregate(Amount with sum as Total))/topcount(10,Total)' },
  { title: 'topcount in each group', apply: 'groupby((Country),topcount(1,Amount)/aggregate(Amount with max as Most))' },
  { title: 'rollup of two levels and all', apply: 'groupby((rollup($all,Country,Product)),aggregate(Amount with sum as Total))' }
].map(({ title, apply }) =>
  ({ title, path: `/odata/Sales?$apply=${encodeURIComponent(apply)}`, headers: { prefer: 'odata.maxpagesize=1000' }, connections: 2 }))

async function fill (server, count) {
  const two = number => String(number).padStart(2, '0')
  const Sales = Array.from({ length: count }, (_, index) => {
    const random = Math.imul(index + 1, 0x85ebca6b) >>> 7
    return { Id: index + 1, Country: `Country ${two(random % COUNTRIES)}`, Product: `Product ${two((random >>> 8) % PRODUCTS)}`, Amount: random % 9973 }
  })
  await putState(server, 'default', { Sales })
}

const met = await onEachDatabase(flags, { model, fill: server => fill(server, flags.rows), startBaseline: startAggregates }, async ({ name, servers }) => {
  const { met, lines } = await measureAll(cases, one => measureCase(servers, one, flags))
  printTable(`${name}, ${flags.rows.toLocaleString('en')} rows; requests a second, medians of ${flags.rounds} rounds of ${flags.seconds} s`, lines)
  return met
})
process.exit(met ? 0 : 1)
