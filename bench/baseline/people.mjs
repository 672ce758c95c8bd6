// TripPin's people by hand, over the tables of our service: prepared statements whose JSON the database builds.
//   node bench/baseline/people.mjs <port> <database url>
import Database from 'better-sqlite3'
import Fastify from 'fastify'
import pg from 'pg'

const [port, databaseUrl] = process.argv.slice(2)
const people = '"Person" r JOIN "Tenant" t ON t."key" = r."tenant" AND t."id" = \'default\' WHERE r."place" = \'People\' AND r."owner" = 0'
const wanted = parameter => `${people} AND r."Gender_value" = 1 AND substr(r."FirstName", 1, ${parameter('length')}) = ${parameter('text')}`

const members = ['"UserName"', '"FirstName"', '"LastName"']
const sqlite = {
  item: `json_object('@odata.etag', 'W/"' || r."changed" || '"', ${members.map(name => `${name.replaceAll('"', '\'')}, r.${name}`).join(', ')}, 'Emails', json(r."Emails"),
    'AddressInfo', json((SELECT json_group_array(json_object('Address', a.value ->> 'Address', 'City', json_object('CountryRegion', a.value ->> '$.City.CountryRegion',
      'Name', a.value ->> '$.City.Name', 'Region', a.value ->> '$.City.Region'))) FROM json_each(r."AddressInfo") a)), 'Gender', r."Gender", 'Concurrency', r."Concurrency")`,
  parameter: name => `@${name}`
}
// A row as text of the same members in the same order.
const postgres = {
  item: `json_build_object('@odata.etag', 'W/"' || r."changed" || '"', ${members.map(name => `${name.replaceAll('"', '\'')}, r.${name}`).join(', ')}, 'Emails', r."Emails"::json,
    'AddressInfo', (SELECT json_agg(json_build_object('Address', a -> 'Address', 'City', json_build_object('CountryRegion', a #> '{City,CountryRegion}',
      'Name', a #> '{City,Name}', 'Region', a #> '{City,Region}'))) FROM json_array_elements(r."AddressInfo"::json) a), 'Gender', r."Gender", 'Concurrency', r."Concurrency")`,
  parameter: name => name === 'length' ? '$1' : '$2'
}
const page = ({ item, parameter }, top, join) =>
  `SELECT ${join(`${item}`)} AS "rows" FROM (SELECT r.* FROM ${wanted(parameter)} ORDER BY r."LastName", r."ordinal" LIMIT ${top}) r`
const count = ({ parameter }) => `SELECT count(*) AS "count" FROM ${wanted(parameter)}`
const one = ({ item }, key) => `SELECT ${item} AS "row" FROM ${people} AND r."UserName" = ${key}`

function open () {
  if (databaseUrl.startsWith('file:')) {
    const database = new Database(databaseUrl.slice('file:'.length), { timeout: 10_000 })
    database.exec('PRAGMA journal_mode = WAL; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -32000;')
    const [list, total, byKey] = [page(sqlite, '@top', json => `group_concat(${json}, ',')`), count(sqlite), one(sqlite, '@key')].map(text => database.prepare(text))
    return {
      list: async (text, top) => ({ rows: list.get({ length: text.length, text, top }).rows, total: total.get({ length: text.length, text }).count }),
      byKey: async key => byKey.get({ key })?.row
    }
  }
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 10 })
  const query = async (name, text, values) => (await pool.query({ name, text, values })).rows[0]
  return {
    list: async (text, top) => {
      const [found, all] = await Promise.all([
        query('list', page(postgres, '$3', json => `string_agg(${json}::text, ',')`), [text.length, text, top]),
        query('count', count(postgres), [text.length, text])
      ])
      return { rows: found.rows, total: Number(all.count) }
    },
    byKey: async key => (await query('one', `${one(postgres, '$1').replace(' AS "row"', '::text AS "row"')}`, [key]))?.row
  }
}

const database = open()
const app = Fastify({ logger: false })
const send = (reply, text) => reply.header('Content-Type', 'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8').header('OData-Version', '4.0').send(text)
app.get('/readyz', async () => 'ready')
app.get('/odata/People', async (request, reply) => {
  const { $filter, $top } = request.query
  const [, text = ''] = /^Gender eq 'Female' and startswith\(FirstName,'(\w+)'\)$/.exec($filter ?? '') ?? []
  const { rows, total } = await database.list(text, Number($top))
  return send(reply, `{"@odata.context":"${request.protocol}://${request.host}/odata/$metadata#People","@odata.count":${total},"value":[${rows ?? ''}]}`)
})
app.get('/odata/:person', async (request, reply) => {
  const [, key] = /^People\('(.*)'\)$/.exec(request.params.person) ?? []
  const row = key === undefined ? undefined : await database.byKey(key)
  if (row === undefined) return reply.code(404).send()
  return send(reply.header('ETag', /"@odata.etag"\s*:\s*"(W\/\\"\d+\\")"/.exec(row)[1].replaceAll('\\', '')), `{"@odata.context":"${request.protocol}://${request.host}/odata/$metadata#People/$entity",${row.slice(1)}`)
})
await app.listen({ port: Number(port), host: '127.0.0.1' })
process.once('SIGTERM', () => process.exit(0))
