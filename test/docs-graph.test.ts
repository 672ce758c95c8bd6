/** docs/graph.md: each request is answered as it says. */
import { readFileSync } from 'node:fs'
import t from 'tap'
import { dialects, newDatabase } from './support/databases.js'
import { startApp } from './support/service-pool.js'
import { readRequest } from './support/shown-requests.js'
import type { Shown } from './support/shown-requests.js'

interface Told extends Shown {
  readonly texts: readonly string[]
}

const page = readFileSync('docs/graph.md', 'utf8')

/** Rows of tables and blocks, as they follow one another. */
const requests: readonly Told[] = [...page.matchAll(/^\| `([A-Z]+) ([^`]*)` \| (\d+)(.*) \|$|^```http\n([^]*?)\n```$/gm)].map(
  ([, method = '', url = '', status = '', texts = '', block]) => block === undefined
    ? { method, url, headers: {}, body: undefined, status: Number(status), texts: [...texts.matchAll(/`([^`]+)`/g)].map(([, text = '']) => text) }
    : { ...readRequest(block), texts: [] }
)

for (const dialect of dialects) {
  t.test(`the requests of the page (${dialect})`, async t => {
    const app = await startApp(t, { model: 'graph', databaseUrl: await newDatabase(t, dialect) })
    t.ok(requests.length > 15, `${requests.length} requests`)
    for (const { method, url, headers, body, status, texts } of requests) {
      const sent = { authorization: 'Bearer any-word', ...headers }
      const response = await app.inject({ method: method as 'GET', url: `/v1.0/${encodeURI(url)}`, headers: sent, ...body === undefined ? {} : { payload: body } })
      t.equal(response.statusCode, status, `${method} ${url}: ${response.body.slice(0, 400)}`)
      for (const text of texts) t.ok(response.body.includes(text), `${url} has ${text}: ${response.body.slice(0, 1000)}`)
    }
  })
}
