/** The pieces of a long answer: a beginning in memory, the rest in a file that is gone when nobody needs it. */
import { chmodSync, existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import type { Test } from 'tap'
import { drop, heldLength, release, textOf } from '../../../src/odata/content.js'
import { createAnswerRoom } from '../../../src/storage/read/answer-room.js'
import { createAnswerPieces } from '../../../src/storage/read/answer-pieces.js'
import type { AnswerPieces } from '../../../src/storage/read/answer-pieces.js'

const MOST = 4

/** What stands in the pieces, where no more than four bytes stay in memory. */
function piecesOf (folder: string | undefined, texts: readonly string[]): ReturnType<AnswerPieces['end']> {
  const pieces = createAnswerPieces(folder, MOST, createAnswerRoom(0))
  for (const text of texts) pieces.add(Buffer.from(text))
  return pieces.end()
}

const sent = (pieces: ReturnType<AnswerPieces['end']>): string => Buffer.concat([...release(pieces)]).toString()

/** The files that this process has open; undefined where the system does not say. */
function openFiles (): number | undefined {
  return existsSync('/proc/self/fd') ? readdirSync('/proc/self/fd').length : undefined
}

t.test('short pieces behind a long one follow it', t => {
  for (const texts of [['ab', 'cdefgh', ',', 'i', '€'], ['abcdef', ',', 'g'], ['ab'], []]) {
    const pieces = piecesOf(t.testdir(), texts)
    t.ok(heldLength(pieces) <= MOST)
    t.equal(textOf(pieces), texts.join(''), 'looked at')
    t.equal(sent(pieces), texts.join(''), 'and sent')
  }
  t.end()
})

t.test('a file of many pieces is read in many', t => {
  const text = 'x'.repeat(200_000)
  const [, ...rest] = release(piecesOf(t.testdir(), ['abcd', text]))
  t.ok(rest.length > 2)
  t.equal(Buffer.concat(rest).toString(), text)
  t.end()
})

t.test('no file stays open or lies about: sent, dropped, ended before its end, or not needed after all', t => {
  const folder = t.testdir()
  const before = openFiles()
  sent(piecesOf(folder, ['abcd', 'efg']))
  drop(piecesOf(folder, ['abcd', 'efg']))
  const bytes = release(piecesOf(folder, ['abcd', 'efg']))
  bytes.next()
  bytes.return(undefined)
  const pieces = createAnswerPieces(folder, MOST, createAnswerRoom(0))
  pieces.add(Buffer.from('abcde'))
  pieces.drop()
  t.equal(openFiles(), before)
  t.strictSame(readdirSync(folder), [])
  t.end()
})

t.test('without a folder, or in one where no file can be made, everything stays in memory', t => {
  const without = (test: Test, folder: string | undefined): void => {
    const pieces = piecesOf(folder, ['abc', 'defgh', 'i'])
    test.equal(heldLength(pieces), 9)
    test.equal(sent(pieces), 'abcdefghi')
  }
  without(t, undefined)
  without(t, join(t.testdir(), 'not-there'))
  const folder = join(t.testdir({ readonly: {} }), 'readonly')
  chmodSync(folder, 0o500)
  t.equal(sent(piecesOf(folder, ['abc', 'defgh', 'i'])), 'abcdefghi')
  t.end()
})

t.test('what finds room in memory is in no file, and gives its room back: sent, dropped, ended before its end, or not needed after all', t => {
  const room = createAnswerRoom(6)
  const fill = (...texts: string[]): AnswerPieces => {
    const pieces = createAnswerPieces(t.testdir(), MOST, room)
    for (const text of texts) pieces.add(Buffer.from(text))
    return pieces
  }
  const [first, second] = [fill('abcd', 'efg').end(), fill('ABCD', 'EFGH', 'I').end()]
  t.strictSame([heldLength(first), heldLength(second)], [7, 4], 'the second one has a file')
  t.strictSame([textOf(first), textOf(second)], ['abcdefg', 'ABCDEFGHI'])
  t.strictSame([sent(first), sent(second)], ['abcdefg', 'ABCDEFGHI'])
  const roomLeft = (): boolean => {
    const pieces = fill('abcd', 'efghij').end()
    const fits = heldLength(pieces) === 10
    drop(pieces)
    return fits
  }
  t.ok(roomLeft(), 'sent')
  t.ok(roomLeft(), 'dropped')
  const bytes = release(fill('abcd', 'efg').end())
  bytes.next()
  bytes.return(undefined)
  t.ok(roomLeft(), 'ended')
  fill('abcd', 'efg').drop()
  t.ok(roomLeft(), 'not needed')
  t.end()
})
