/** `/healthz` tells of the process, `/readyz` of the database; neither wants a token. */
import { onBothDatabases } from '../support/service.js'

onBothDatabases('health', async (t, { app }) => {
  for (const [url, status] of [['/healthz', 'ok'], ['/readyz', 'ready']] as const) {
    const response = await app.inject({ url })
    t.equal(response.statusCode, 200)
    t.same(response.json(), { status })
  }
  t.equal((await app.inject({ url: '/' })).headers.location, '/__admin/')
})
