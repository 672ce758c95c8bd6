// node --test own-model.mjs
import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { startEmulator } from 'graph-office-emulator'

let emulator
const books = async (path = '', options = {}) => await fetch(`${emulator.baseUrl}/Books${path}`, options)

before(async () => {
  emulator = await startEmulator({ model: fileURLToPath(new URL('library.csdl.xml', import.meta.url)) })
  await emulator.importState({ Books: [{ Isbn: '978-3', Title: 'Faust', Price: 12.5, Copies: [{ Number: 1 }] }] })
  await emulator.snapshot('one-book')
})
beforeEach(async () => {
  await emulator.restore('one-book')
  emulator.faults.clear()
})
after(async () => { await emulator.stop() })

test('a copy that is lent is found', async () => {
  const body = JSON.stringify({ Lent: true })
  await books("('978-3')/Copies(1)", { method: 'PATCH', headers: { 'content-type': 'application/json' }, body })
  const { value } = await (await books('?$filter=Copies/any(c:c/Lent)&$expand=Copies')).json()
  assert.deepEqual(value.map(({ Isbn, Copies }) => [Isbn, Copies.length]), [['978-3', 1]])
})

test('who is told to come later sees a 429 once', async () => {
  emulator.faults.add({ match: { path: 'Books' }, effect: { kind: 'error', status: 429, retryAfter: 1 }, schedule: { times: 1 } })
  assert.equal((await books()).status, 429)
  assert.equal((await books()).status, 200)
})
