// The best we know without OData and Prisma: Fastify, a driver, one prepared statement a request, the answer put together as text.
// It answers the benchmark's requests and no others. node bench/baseline/server.mjs <port> <database url>
import Fastify from 'fastify'
import { openPostgres } from './postgresql.mjs'
import { openSqlite } from './sqlite.mjs'
import { configurationText, entityText, nextPath, pageText, readPosition } from './answer.mjs'

const OFFICE = '/beta/officeConfiguration'
const ROWS = `${OFFICE}/tenantCheckinStatuses`
const PAGE_SIZE = 100

const [port, databaseUrl] = process.argv.slice(2)
const database = databaseUrl.startsWith('file:') ? openSqlite(databaseUrl.slice('file:'.length)) : openPostgres(databaseUrl)
const app = Fastify({ logger: false, bodyLimit: 64 * 1024 * 1024 })

app.decorateRequest('tenant', '')
app.addHook('onRequest', (request, reply, done) => {
  const { authorization } = request.headers
  if (authorization !== undefined) request.tenant = tenantOf(authorization)
  else if (request.url !== '/readyz') return reply.code(401).send()
  done()
})

app.get('/readyz', async () => 'ready')

app.get(OFFICE, async (request, reply) => sendEntity(request, reply, await database.readEntity(request.tenant)))

app.patch(OFFICE, async (request, reply) => {
  const { tenantCheckinStatuses, tenantUserCheckinSummary } = request.body
  const entity = tenantCheckinStatuses === undefined
    ? await database.writeSummary(request.tenant, tenantUserCheckinSummary)
    : await database.replaceRows(request.tenant, tenantCheckinStatuses)
  return sendEntity(request, reply, entity)
})

app.get(`${OFFICE}/clientConfigurations/:id`, async (request, reply) => {
  const found = await database.readConfiguration(request.tenant, request.params.id)
  return found === undefined ? reply.code(404).send() : send(reply, found.changed, configurationText(rootOf(request), found))
})

app.post(ROWS, async (request, reply) => {
  const changed = await database.addRow(request.tenant, request.body)
  return reply.code(204).header('ETag', `W/"${changed}"`).header('OData-Version', '4.0').send()
})

app.get(ROWS, async (request, reply) => {
  const { $filter, $count, $top, $skiptoken } = request.query
  const page = await readPage(request.tenant, $filter, Number($top), $count === 'true', $skiptoken)
  const root = rootOf(request)
  const next = page.last === undefined ? undefined : `${root}${nextPath(request.url, page.last).slice('/beta'.length)}`
  return send(reply, page.changed, pageText(root, page, next))
})

async function readPage (tenant, filter, top, count, token) {
  if (filter === undefined) return await database.readInOrder(tenant, readPosition(token), PAGE_SIZE)
  const [, contained] = /^contains\(deviceName,'(.*)'\)$/.exec(filter) ?? []
  if (contained !== undefined) return await database.readContaining(tenant, contained, top)
  const [, wasSuccessful, platform] = /^wasSuccessful eq (true|false) and devicePlatform eq '(.*)'$/.exec(filter)
  const read = count ? database.readCountedPage : database.readPage
  return await read(tenant, wasSuccessful === 'true', platform, top)
}

const rootOf = request => `${request.protocol}://${request.host}/beta`

const sendEntity = (request, reply, entity) => send(reply, entity.changed, entityText(rootOf(request), entity))

function send (reply, changed, text) {
  return reply.header('Content-Type', 'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8')
    .header('ETag', `W/"${changed}"`).header('OData-Version', '4.0').send(text)
}

/** The claim `tid`. */
function tenantOf (authorization) {
  const [, claims] = authorization.split('.', 2)
  return claims === undefined ? 'default' : JSON.parse(Buffer.from(claims, 'base64url').toString()).tid
}

process.once('SIGTERM', async () => {
  await app.close()
  await database.close()
})
await app.listen({ port: Number(port), host: '127.0.0.1' })
