// Related entities against a hand-written service over the same tables: 20 entities with 5 related ones each, and a filter through a
// lambda over --rows of them, which are found by the index of what relates them.
//   npm run build && node bench/relations.mjs [--rows 100000] [--seconds 3] [--rounds 5] [--database sqlite]
import { fileURLToPath } from 'node:url'
import { readFlags } from './flags.mjs'
import { measureAll, measureCase, onEachDatabase, putState } from './model-cases.mjs'
import { startRelations } from './servers.mjs'
import { printTable } from './table.mjs'

const flags = readFlags(process.argv.slice(2))
const EACH = 5
const model = fileURLToPath(new URL('relations.csdl.xml', import.meta.url))
const cases = [
  { title: '$expand of 20 with 5 related each', path: '/odata/Customers?$top=20&$expand=Orders' },
  { title: '$filter by any, $top=20', path: `/odata/Customers?$filter=${encodeURIComponent('Orders/any(o:o/Total gt 9900)')}&$top=20` }
]

async function fill (server, count) {
  const customers = Math.ceil(count / EACH)
  const Customers = Array.from({ length: customers }, (_, index) => ({ Id: index + 1, Name: `Customer ${index + 1}` }))
  const Orders = Array.from({ length: count }, (_, index) =>
    ({ Id: index + 1, Total: (Math.imul(index + 1, 0x85ebca6b) >>> 7) % 10_000, 'Customer@odata.bind': `Customers(${index % customers + 1})` }))
  await putState(server, 'default', { Customers, Orders })
}

const met = await onEachDatabase(flags, { model, fill: server => fill(server, flags.rows), startBaseline: startRelations }, async ({ name, servers }) => {
  const { met, lines } = await measureAll(cases, one => measureCase(servers, one, flags))
  printTable(`${name}, ${flags.rows.toLocaleString('en')} related rows; requests a second, medians of ${flags.rounds} rounds of ${flags.seconds} s`, lines)
  return met
})
process.exit(met ? 0 : 1)
