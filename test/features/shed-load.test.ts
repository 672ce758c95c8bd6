/** `MAX_EVENT_LOOP_DELAY`: what an overloaded service answers, and that it recovers. */
import { setTimeout as wait } from 'node:timers/promises'
import t from 'tap'
import { newDatabase } from '../support/databases.js'
import { OFFICE, callerOf, startService } from '../support/service.js'

const LATE = 60

function block (milliseconds: number): void {
  const end = performance.now() + milliseconds
  while (performance.now() < end);
}

t.test('requests are turned away while the event loop is late, and served after that', async t => {
  const app = await startService(t, { databaseUrl: await newDatabase(t, 'sqlite'), maxEventLoopDelay: 40, journalSize: 10 })
  const call = callerOf(app)
  t.equal((await call('GET', OFFICE)).statusCode, 200)
  let answer = await call('GET', OFFICE)
  for (let turn = 0; turn < 100 && answer.statusCode === 200; turn++) {
    block(LATE)
    await wait(1)
    answer = await call('GET', OFFICE)
  }
  t.equal(answer.statusCode, 503)
  t.equal(answer.headers['retry-after'], '1')
  t.match(answer.json(), { error: { code: 'ServiceUnavailable', message: /overloaded.*MAX_EVENT_LOOP_DELAY/ } })
  for (const path of ['/healthz', '/__admin/clock']) t.equal((await call('GET', path)).statusCode, 200, path)
  const [entry] = (await call('GET', '/__admin/requests?status=503')).json<{ value: Array<{ status: number }> }>().value
  t.equal(entry?.status, 503, 'the journal has it')
  while (answer.statusCode === 503) {
    await wait(20)
    answer = await call('GET', OFFICE)
  }
  t.equal(answer.statusCode, 200)
})
