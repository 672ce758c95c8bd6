/** The key that signs: begun ahead, or made when it is needed, and the same for everyone on a database. */
import t from 'tap'
import { systemClock } from '../../src/base/clock.js'
import { beginKey, createKeyRing } from '../../src/identity/key-ring.js'
import { openDatabase } from '../../src/storage/database/open-database.js'
import { createSigningKeyStore } from '../../src/storage/signing-keys.js'

t.test('a key that was begun is the first one, and of no use where there is one', async t => {
  const database = await openDatabase('file::memory:', { poolSize: 1, synchronous: 'off' })
  t.teardown(async () => await database.close())
  const store = createSigningKeyStore(database)
  const ahead = beginKey()
  const { id } = await createKeyRing(store, systemClock, ahead).signingKey()
  t.equal(id, (await ahead).kid)
  const late = createKeyRing(store, systemClock, beginKey())
  t.equal((await late.signingKey()).id, id)
  t.strictSame((await late.publicKeys()).keys.map(({ kid, alg }) => [kid, alg]), [[id, 'RS256']])
})
