// Aggregates by hand, over the table of our service: one prepared statement a request, whose JSON the database builds.
//   node bench/baseline/aggregates.mjs <port> <database url>
import Database from 'better-sqlite3'
import Fastify from 'fastify'
import pg from 'pg'

const [port, databaseUrl] = process.argv.slice(2)
const isSqlite = databaseUrl.startsWith('file:')
const source = '"Tenant" t JOIN "Sale" s ON s."tenant" = t."key" AND s."place" = \'Sales\' AND s."owner" = 0 WHERE t."id" = \'default\''
const list = isSqlite ? 'group_concat("json", \',\')' : 'string_agg("json"::text, \',\' ORDER BY "number")'
/** What is not as JSON shows it has its type beside it. */
const types = { Total: "'Total@odata.type', '#Int64', ", Most: "'Most@odata.type', '#Int32', " }
const object = (...names) => `${isSqlite ? 'json_object' : 'json_build_object'}(${names.map(name => `${types[name] ?? ''}'${name}', "${name}"`).join(', ')})`
const level = (number, ...keys) =>
  `SELECT ${number} AS "level", ${['Country', 'Product'].map(name => keys.includes(name) ? `"${name}"` : `NULL AS "${name}"`).join(', ')}, sum("Amount") AS "Total" FROM ${source}${
    keys.length === 0 ? '' : ` GROUP BY ${keys.map(key => `"${key}"`).join(', ')}`}`
const statements = {
  topOfGroups: `SELECT ${list} FROM (SELECT ${object('Product', 'Total')} AS "json", row_number() OVER (ORDER BY "Product") AS "number" FROM (
    SELECT "Product", sum("Amount") AS "Total" FROM ${source} GROUP BY "Product" ORDER BY "Total" DESC, "Product" LIMIT 10) g ORDER BY "Product") r`,
  topInGroups: `SELECT ${list} FROM (SELECT ${object('Country', 'Most')} AS "json", row_number() OVER (ORDER BY "Country") AS "number" FROM (
    SELECT "Country", max("Amount") AS "Most" FROM (SELECT "Country", "Amount", row_number() OVER (PARTITION BY "Country" ORDER BY "Amount" DESC, s."ordinal") AS "place" FROM ${source}) p
    WHERE "place" <= 1 GROUP BY "Country") g ORDER BY "Country") r`,
  rollup: `SELECT ${list} FROM (SELECT CASE "level" WHEN 0 THEN ${object('Country', 'Product', 'Total')} WHEN 1 THEN ${object('Country', 'Total')} ELSE ${object('Total')} END AS "json",
    row_number() OVER (ORDER BY "level", "Country", "Product") AS "number" FROM (${level(0, 'Country', 'Product')} UNION ALL ${level(1, 'Country')} UNION ALL ${level(2)}) g ORDER BY "level", "Country", "Product") r`
}

function open () {
  if (isSqlite) {
    const database = new Database(databaseUrl.slice('file:'.length), { timeout: 10_000 })
    database.exec('PRAGMA journal_mode = WAL; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -32000;')
    const prepared = Object.fromEntries(Object.entries(statements).map(([name, text]) => [name, database.prepare(text).raw()]))
    return async name => prepared[name].get()[0]
  }
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 10 })
  return async name => (await pool.query({ name, text: statements[name], rowMode: 'array' })).rows[0][0]
}

const cases = [['topcount(10', 'topOfGroups', 'Product,Total'], ['topcount(1,', 'topInGroups', 'Country,Most'], ['rollup', 'rollup', 'Country,Product,Total']]
const rowsOf = open()
const app = Fastify({ logger: false })
app.get('/readyz', async () => 'ready')
app.get('/odata/Sales', async (request, reply) => {
  const [, name, members] = cases.find(([part]) => request.query.$apply.includes(part))
  const context = `${request.protocol}://${request.host}/odata/$metadata#Sales(${members})`
  return reply.header('Content-Type', 'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8')
    .header('OData-Version', '4.0').send(`{"@odata.context":"${context}","value":[${await rowsOf(name) ?? ''}]}`)
})
await app.listen({ port: Number(port), host: '127.0.0.1' })
process.once('SIGTERM', () => process.exit(0))
