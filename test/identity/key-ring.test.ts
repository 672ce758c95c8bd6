/** The key that signs: begun ahead, or made when it is needed, and the same for everyone on a database. */
import { createHook } from 'node:async_hooks'
import { existsSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { decodeProtectedHeader } from 'jose'
import t from 'tap'
import type { Test } from 'tap'
import { systemClock } from '../../src/base/clock.js'
import { startEmulator } from '../../src/emulator.js'
import { keptKeyFile } from '../../src/identity/kept-key.js'
import { createKeyRing } from '../../src/identity/key-ring.js'
import { openDatabase } from '../../src/storage/database/open-database.js'
import { createSigningKeyStore } from '../../src/storage/signing-keys.js'
import { useEmptyCache } from '../support/cache-folder.js'

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
  useEmptyCache(t)
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

t.test('an emulator in memory listens before it begins its key, the first token is signed with that, and the next emulator has it', async t => {
  useEmptyCache(t)
  const work = begunWork(t)
  const { token, stop } = await startEmulator()
  t.teardown(stop)
  while (!existsSync(keptKeyFile())) await setTimeout(10)
  const atStart = [...work]
  t.equal(atStart.indexOf('KEYPAIRGENREQUEST'), atStart.length - 1, 'last, and once')
  t.ok(atStart.includes('TCPSERVERWRAP'))
  const key = decodeProtectedHeader(await token()).kid
  t.strictSame(work, atStart)
  const next = await startEmulator()
  t.teardown(next.stop)
  t.equal(decodeProtectedHeader(await next.token()).kid, key)
  t.equal(work.filter(type => type === 'KEYPAIRGENREQUEST').length, 1)
})

t.test('where no token counts no key is begun', async t => {
  const work = begunWork(t)
  t.teardown((await startEmulator({ auth: 'none' })).stop)
  t.strictSame(new Set(work), new Set(['TCPSERVERWRAP']))
})
