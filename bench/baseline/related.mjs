// Customers and orders by hand, over the tables of our service: one prepared statement a request, whose JSON the database builds.
//   node bench/baseline/related.mjs <port> <database url>
import Database from 'better-sqlite3'
import Fastify from 'fastify'
import pg from 'pg'

const [port, databaseUrl] = process.argv.slice(2)
const customers = '"Tenant" t JOIN "Customer" c ON c."tenant" = t."key" AND c."place" = \'Customers\' AND c."owner" = 0'
/** SQLite keeps the order of a CROSS JOIN; by itself it would go through all orders of each customer. */
const ordersBy = join => `"Link" l ${join} "Order" o ON o."tenant" = l."tenant" AND o."ordinal" = l."target"
  WHERE l."tenant" = c."tenant" AND l."source" = c."ordinal" AND l."place" = 'Bench.Customer/Orders'`

const sqlite = {
  item: 'json_object(\'@odata.etag\', \'W/"\' || c."changed" || \'"\', \'Id\', c."Id", \'Name\', c."Name"',
  inner: `json((SELECT json_group_array(json_object('@odata.etag', 'W/"' || o."changed" || '"', 'Id', o."Id", 'Total', o."Total")) FROM (SELECT o.* FROM ${ordersBy('CROSS JOIN')} ORDER BY o."ordinal") o))`,
  list: 'group_concat(p."json", \',\')'
}
// Which customers is found first, so that nothing is made of others.
const statementOf = expands => `SELECT ${sqlite.list} AS "rows" FROM (SELECT ${sqlite.item}${expands ? `, 'Orders', ${sqlite.inner}` : ''}) AS "json" FROM (SELECT c.* FROM ${customers}
  WHERE t."id" = 'default'${expands ? '' : ` AND EXISTS (SELECT 1 FROM ${ordersBy('CROSS JOIN')} AND o."Total" > ?)`} ORDER BY c."ordinal" LIMIT ?) c) p`

const postgresItem = 'SELECT \'W/"\' || c."changed" || \'"\' AS "@odata.etag", c."Id", c."Name"'
const postgresInner = `(SELECT coalesce(json_agg(row_to_json(x)), '[]'::json) FROM (SELECT 'W/"' || o."changed" || '"' AS "@odata.etag", o."Id", o."Total" FROM ${ordersBy('JOIN')} ORDER BY o."ordinal") x) AS "Orders"`
const postgres = {
  expand: `SELECT string_agg(row_to_json(p)::text, ',') AS "rows" FROM (${postgresItem}, ${postgresInner} FROM ${customers} WHERE t."id" = 'default' ORDER BY c."ordinal" LIMIT $1) p`,
  lambda: `SELECT string_agg(row_to_json(p)::text, ',') AS "rows" FROM (${postgresItem} FROM ${customers} WHERE t."id" = 'default'
    AND EXISTS (SELECT 1 FROM ${ordersBy('JOIN')} AND o."Total" > $1) ORDER BY c."ordinal" LIMIT $2) p`
}

function open () {
  if (databaseUrl.startsWith('file:')) {
    const database = new Database(databaseUrl.slice('file:'.length), { timeout: 10_000 })
    database.exec('PRAGMA journal_mode = WAL; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -32000;')
    const [expand, lambda] = [true, false].map(expands => database.prepare(statementOf(expands)))
    return { expand: async top => expand.get(top).rows, lambda: async (total, top) => lambda.get(total, top).rows }
  }
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 10 })
  const run = async (name, ...values) => (await pool.query({ name, text: postgres[name], values })).rows[0].rows
  return { expand: async top => await run('expand', top), lambda: async (total, top) => await run('lambda', total, top) }
}

const database = open()
const app = Fastify({ logger: false })
app.get('/readyz', async () => 'ready')
app.get('/odata/Customers', async (request, reply) => {
  const { $filter, $top } = request.query
  const [, total] = /^Orders\/any\(o:o\/Total gt (\d+)\)$/.exec($filter ?? '') ?? []
  const rows = total === undefined ? await database.expand(Number($top)) : await database.lambda(Number(total), Number($top))
  const context = `${request.protocol}://${request.host}/odata/$metadata#Customers${total === undefined ? '(Orders())' : ''}`
  return reply.header('Content-Type', 'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8')
    .header('OData-Version', '4.0').send(`{"@odata.context":"${context}","value":[${rows ?? ''}]}`)
})
await app.listen({ port: Number(port), host: '127.0.0.1' })
process.once('SIGTERM', () => process.exit(0))
