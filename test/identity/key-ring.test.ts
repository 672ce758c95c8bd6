/** The key that signs: begun ahead, or made when it is needed, and the same for everyone on a database. */
import { createHook } from 'node:async_hooks'
import t from 'tap'
import type { Test } from 'tap'
import { systemClock } from '../../src/base/clock.js'
import { startEmulator } from '../../src/emulator.js'
import { createKeyRing } from '../../src/identity/key-ring.js'
import { openDatabase } from '../../src/storage/database/open-database.js'
import { createSigningKeyStore } from '../../src/storage/signing-keys.js'

/** What Node begins from now on, of these two: listening at a socket, making a pair of keys. */
function begunWork (t: Test): readonly string[] {
  const work: string[] = []
  const hook = createHook({ init: (_id, type) => { if (type === 'TCPSERVERWRAP' || type === 'KEYPAIRGENREQUEST') work.push(type) } })
  hook.enable()
  t.teardown(() => hook.disable())
  return work
}

t.test('a key that was begun is the first one, and of no use where there is one', async t => {
  const database = await openDatabase('file::memory:', { poolSize: 1, synchronous: 'off' })
  t.teardown(async () => await database.close())
  const store = createSigningKeyStore(database)
  const work = begunWork(t)
  const ring = createKeyRing(store, systemClock)
  t.strictSame(work, [], 'a start waits for none')
  ring.begin()
  ring.begin()
  t.strictSame(await store.read(), [], 'nothing is stored before it is needed')
  const { id } = await ring.signingKey()
  t.strictSame(work, ['KEYPAIRGENREQUEST'])
  const late = createKeyRing(store, systemClock)
  late.begin()
  t.equal((await late.signingKey()).id, id)
  t.strictSame((await late.publicKeys()).keys.map(({ kid, alg }) => [kid, alg]), [[id, 'RS256']])
})

t.test('an emulator in memory listens before it begins its key, and the first token is signed with that', async t => {
  const work = begunWork(t)
  const { token, stop } = await startEmulator()
  t.teardown(stop)
  const atStart = [...work]
  t.equal(atStart.indexOf('KEYPAIRGENREQUEST'), atStart.length - 1, 'last, and once')
  t.ok(atStart.includes('TCPSERVERWRAP'))
  await token()
  t.strictSame(work, atStart)
})

t.test('where no token counts no key is begun', async t => {
  const work = begunWork(t)
  t.teardown((await startEmulator({ auth: 'none' })).stop)
  t.strictSame(new Set(work), new Set(['TCPSERVERWRAP']))
})
