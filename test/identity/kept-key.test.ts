/** The pair of keys that a user keeps: made once, read by nobody else, and nothing that a start could fail with. */
import { chmodSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { JWK } from 'jose'
import t from 'tap'
import { keptKey, keptKeyFile } from '../../src/identity/kept-key.js'
import { useEmptyCache } from '../support/cache-folder.js'

const pair = (kid: string): JWK => ({ kty: 'RSA', kid, n: 'n', e: 'AQAB', d: 'd' })

t.beforeEach(t => { useEmptyCache(t) })

const never = async (): Promise<JWK> => { throw new Error('there is one') }

t.test('is made once', async t => {
  t.strictSame(await keptKey(async () => pair('first')), pair('first'))
  t.strictSame(await keptKey(never), pair('first'))
})

t.test('is whole, and of its owner alone', { skip: process.platform === 'win32' && 'Windows has no such modes' }, async t => {
  await Promise.all(['a', 'b', 'c'].map(async kid => await keptKey(async () => pair(kid))))
  t.strictSame(readdirSync(dirname(keptKeyFile())), ['signing-key.json'])
  t.match((await keptKey(never)).kid, /^[abc]$/)
  t.equal(statSync(keptKeyFile()).mode & 0o777, 0o600)
})

t.test('is made anew where others could read it', { skip: process.platform === 'win32' && 'Windows has no such modes' }, async t => {
  await keptKey(async () => pair('known'))
  chmodSync(keptKeyFile(), 0o644)
  t.equal((await keptKey(async () => pair('new'))).kid, 'new')
  t.equal(statSync(keptKeyFile()).mode & 0o777, 0o600)
})

for (const [what, text] of [['no JSON', '{'], ['a public key', JSON.stringify({ ...pair('public'), d: undefined })], ['null', 'null']] as const) {
  t.test(`is made anew where the file has ${what}`, async t => {
    mkdirSync(dirname(keptKeyFile()))
    writeFileSync(keptKeyFile(), text, { mode: 0o600 })
    t.equal((await keptKey(async () => pair('new'))).kid, 'new')
    t.match(JSON.parse(readFileSync(keptKeyFile(), 'utf8')), pair('new'))
  })
}

t.test('is of this program alone where there is no folder for it', async t => {
  writeFileSync(dirname(keptKeyFile()), 'a file where the folder should be')
  t.equal((await keptKey(async () => pair('first'))).kid, 'first')
  t.equal((await keptKey(async () => pair('second'))).kid, 'second')
})
