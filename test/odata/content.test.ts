/** Bodies in pieces, of which some lie elsewhere. */
import t from 'tap'
import { beginningOf, bytesOf, contentLength, drop, heldLength, heldPieces, release, textOf } from '../../src/odata/content.js'
import type { Content, StoredBytes } from '../../src/odata/content.js'

/** Bytes that lie elsewhere, and whether they are still needed. */
function storedBytes (text: string): StoredBytes & { readonly isOpen: () => boolean } {
  const bytes = Buffer.from(text)
  let open = true
  const read = (start: number, end: number): Uint8Array => bytes.subarray(start, end)
  return { byteLength: bytes.length, inMemory: false, read, close: () => { open = false }, isOpen: () => open }
}

t.test('of whatever a body is made, it has one length and one text', t => {
  for (const content of ['a€', ['a', Buffer.from('€')], ['a', storedBytes('€')]] as const) {
    t.equal(contentLength(content), 4)
    t.equal(textOf(content), 'a€')
    t.ok(bytesOf(content).equals(Buffer.from('a€')))
    t.equal(Buffer.concat(heldPieces(content).map(piece => Buffer.from(piece))).toString(), 'a€')
  }
  t.equal(heldLength(['ab', storedBytes('cdef'), Buffer.from('g')]), 3)
  t.end()
})

t.test('the beginning of a piece', t => {
  for (const piece of ['abc', Buffer.from('abc'), storedBytes('abc')]) {
    t.strictSame([2, 9].map(most => Buffer.from(beginningOf(piece, most)).toString()), ['ab', 'abc'])
  }
  t.equal(beginningOf('€€', 4).length, 4, 'counted in bytes')
  t.end()
})

t.test('what was sent, or is not sent, is let go', t => {
  const [first, second, third] = ['1', '2', '3'].map(storedBytes) as [ReturnType<typeof storedBytes>, ReturnType<typeof storedBytes>, ReturnType<typeof storedBytes>]
  const content: Content = [first, 'x', second, third]
  const bytes = release([...content])
  bytes.next()
  bytes.next()
  t.strictSame([first.isOpen(), second.isOpen(), third.isOpen()], [false, true, true])
  bytes.return(undefined)
  t.strictSame([second.isOpen(), third.isOpen()], [false, false])
  const [left] = [storedBytes('x')]
  drop(['a', left])
  drop('text')
  t.notOk(left.isOpen())
  t.end()
})
