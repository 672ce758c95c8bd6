import { setTimeout as delay } from 'node:timers/promises'
import t from 'tap'
import { createLanes } from '../../../src/storage/database/lanes.js'

const BUSY = { kind: 'unavailable', headers: { 'Retry-After': '5' } }
const errorOf = async (work: Promise<unknown>): Promise<unknown> => await work.then(() => undefined, error => error as unknown)

t.test('a tenant leaves one lane to the others, who go first in the order they came', async t => {
  const enter = createLanes({ lanes: 2, patience: 10_000 })
  const entered: string[] = []
  const come = async (tenant: string): Promise<() => void> => {
    const leave = await enter({ tenant })
    entered.push(tenant)
    return leave
  }
  const first = await come('a')
  const waiting = [come('a'), come('a')]
  const other = await come('b')
  const third = come('c')
  await delay(1)
  t.same(entered, ['a', 'b'])
  first()
  const second = await waiting[0]!
  t.same(entered, ['a', 'b', 'a'], 'the second of a, whose first has left; c came later')
  other()
  await third
  t.same(entered, ['a', 'b', 'a', 'c'])
  second()
  await waiting[1]
  t.same(entered, ['a', 'b', 'a', 'c', 'a'])
})

t.test('who waits for too long, or has left, is sent away and takes no lane', async t => {
  const enter = createLanes({ lanes: 1, patience: 200 })
  const leave = await enter({ tenant: 'a' })
  const caller = { destroyed: false }
  const gone = errorOf(enter({ tenant: 'b', caller }))
  caller.destroyed = true
  t.match(await gone, BUSY)
  t.match(await errorOf(enter({ tenant: 'b' })), BUSY)
  leave()
  t.ok(await enter({ tenant: 'c' }))
})

t.test('no more wait than can be served', async t => {
  const enter = createLanes({ lanes: 1, patience: 300 })
  await enter({ tenant: 'a' })
  const waiting = Promise.allSettled(Array.from({ length: 1000 }, async () => await enter({ tenant: 'a' })))
  const asked = performance.now()
  t.match(await errorOf(enter({ tenant: 'a' })), BUSY)
  t.ok(performance.now() - asked < 250, 'at once')
  await waiting
})
