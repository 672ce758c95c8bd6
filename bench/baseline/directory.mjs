// Members of groups of Microsoft Graph by hand, over the tables of our service: prepared statements whose JSON the database builds.
//   node bench/baseline/directory.mjs <port> <database url> <a user and a group, as they are answered, as JSON>
import Database from 'better-sqlite3'
import Fastify from 'fastify'
import pg from 'pg'

const [port, databaseUrl, samples] = process.argv.slice(2)
const { user, group } = JSON.parse(samples)
/** From an entity, over what relates it, to the entities that it is related to, in the order of these. */
const related = (parameter, set, from) => `"Tenant" t
  JOIN "DirectoryObject" s ON s."tenant" = t."key" AND s."place" = '${set}' AND s."owner" = 0 AND s."id" = ${parameter}
  JOIN "Link" l ON l."tenant" = t."key" AND l."${from}" = s."ordinal" AND l."place" = 'microsoft.graph.group/members'`
const rows = to => `JOIN "DirectoryObject" r ON r."tenant" = l."tenant" AND r."ordinal" = l."${to}"`
const WHERE = 'WHERE t."id" = \'default\''

/** The columns of a type's properties: where types have properties of one name, those of a user come first and those of a group last. */
function columnsOf (all, sample, place) {
  return Object.entries(sample).filter(([name]) => !name.startsWith('@')).map(([name, value]) => {
    const own = all.filter(column => column === name || (column.startsWith(`${name}_`) && /^[0-9a-f]{8}$/.test(column.slice(name.length + 1))))
    return { name, column: `r."${own.at(place)}"`, isJson: Array.isArray(value) }
  })
}

const etag = '\'W/"\' || r."changed" || \'"\''
const sqliteItem = (columns, type) => `json_object('@odata.etag', ${etag}, '@odata.type', '${type}', ${columns.map(({ name, column, isJson }) => `'${name}', ${isJson ? `json(coalesce(${column}, '[]'))` : column}`).join(', ')})`
const postgresItem = (columns, type) => `row_to_json((SELECT x FROM (SELECT ${etag} AS "@odata.etag", '${type}' AS "@odata.type", ${columns.map(({ name, column, isJson }) => `${isJson ? `coalesce(${column}, '[]')::json` : column} AS "${name}"`).join(', ')}) x))::text`

function statementsOf (all, { item, join, parameter }) {
  const members = item(columnsOf(all, user, 0), '#microsoft.graph.user')
  const groups = item(columnsOf(all, group, -1), '#microsoft.graph.group')
  const [down, up] = [related(parameter(1), 'groups', 'source'), related(parameter(1), 'users', 'target')]
  return {
    members: `SELECT ${join(members)} AS "rows" FROM (SELECT r.* FROM ${down} ${rows('target')} ${WHERE} ORDER BY l."target" LIMIT ${parameter(2)}) r`,
    count: `SELECT count(*) AS "count" FROM ${down} ${WHERE}`,
    memberOf: `SELECT ${join(groups)} AS "rows" FROM (SELECT r.* FROM ${up} ${rows('source')} ${WHERE} ORDER BY l."source" LIMIT ${parameter(2)}) r`
  }
}

async function open () {
  if (databaseUrl.startsWith('file:')) {
    const database = new Database(databaseUrl.slice('file:'.length), { timeout: 10_000 })
    database.exec('PRAGMA journal_mode = WAL; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -32000;')
    const all = database.prepare('SELECT "name" FROM pragma_table_info(\'DirectoryObject\')').all().map(({ name }) => name)
    const texts = statementsOf(all, { item: sqliteItem, join: json => `group_concat(${json}, ',')`, parameter: () => '?' })
    const [members, count, memberOf] = ['members', 'count', 'memberOf'].map(name => database.prepare(texts[name]))
    return {
      members: async (id, top) => ({ rows: members.get(id, top).rows, total: count.get(id).count }),
      memberOf: async id => memberOf.get(id, 100).rows
    }
  }
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 10 })
  const found = await pool.query('SELECT "column_name" AS "name" FROM "information_schema"."columns" WHERE "table_name" = \'DirectoryObject\' AND "table_schema" = current_schema() ORDER BY "ordinal_position"')
  const texts = statementsOf(found.rows.map(({ name }) => name), { item: postgresItem, join: json => `string_agg(${json}, ',')`, parameter: number => `$${number}` })
  const query = async (name, ...values) => (await pool.query({ name, text: texts[name], values })).rows[0]
  return {
    members: async (id, top) => {
      const [page, all] = await Promise.all([query('members', id, top), query('count', id)])
      return { rows: page.rows, total: Number(all.count) }
    },
    memberOf: async id => (await query('memberOf', id, 100)).rows
  }
}

const database = await open()
const app = Fastify({ logger: false })
const send = (reply, text) => reply.header('Content-Type', 'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8').header('OData-Version', '4.0').send(text)
const context = request => `"@odata.context":"${request.protocol}://${request.host}/v1.0/$metadata#directoryObjects"`
app.get('/readyz', async () => 'ready')
app.get('/v1.0/groups/:id/members', async (request, reply) => {
  const { rows, total } = await database.members(request.params.id, Number(request.query.$top))
  return send(reply, `{${context(request)},"@odata.count":${total},"value":[${rows ?? ''}]}`)
})
app.get('/v1.0/users/:id/memberOf', async (request, reply) => send(reply, `{${context(request)},"value":[${await database.memberOf(request.params.id) ?? ''}]}`))
await app.listen({ port: Number(port), host: '127.0.0.1' })
process.once('SIGTERM', () => process.exit(0))
