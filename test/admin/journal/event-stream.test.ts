/** The stream of the journal's events: what was missed comes first and in pieces, what happens meanwhile comes after it. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import t from 'tap'
import { eventStream } from '../../../src/admin/journal/event-stream.js'
import { createJournal } from '../../../src/admin/journal/journal.js'
import type { Journal, JournalEntry } from '../../../src/admin/journal/journal.js'
import type { ShownEntry } from '../../../src/admin/journal/show-entry.js'

/** More than a stream holds before somebody reads: 64 KiB since Node 22. */
const COUNT = 24_000

const add = (journal: Journal): void => { journal.finish(journal.begin({ method: 'GET', url: '/', headers: {} }), 'answered') }

function journalOf (count: number): Journal {
  const names = { operationIdOf: () => undefined, belowRoot: (path: string) => path }
  const journal = createJournal({ size: 100_000, bodyBytes: 0, clock: { now: () => new Date(0) }, names })
  for (let index = 0; index < count; index++) add(journal)
  return journal
}

const show = ({ id }: JournalEntry): ShownEntry => ({ id }) as ShownEntry
const idsIn = (text: string): readonly number[] => [...text.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id))

t.test('what was missed is written as it is read, and what comes meanwhile after it', async t => {
  const journal = journalOf(COUNT)
  const stopping = new AbortController()
  let [shown, atFirst] = [0, 0]
  const stream = eventStream(journal, {
    filter: ({ id }) => id % 2 === 0,
    show: entry => { shown++; return show(entry) },
    lastEventId: 10,
    seconds: undefined,
    stopping: stopping.signal
  })
  let text = ''
  stream.once('data', () => {
    atFirst = shown
    add(journal)
    add(journal)
  })
  stream.on('data', (piece: Buffer) => { text += piece.toString() })
  while (!text.includes(`id: ${COUNT + 2}\n`)) await nextTurn()
  t.ok(atFirst < COUNT / 4, `${atFirst} were written before the reader took any`)
  add(journal)
  add(journal)
  stopping.abort()
  await new Promise(resolve => stream.once('end', resolve))
  t.same(idsIn(text), Array.from({ length: (COUNT + 4) / 2 - 5 }, (_, index) => 12 + 2 * index))
})

t.test('it can end before all that was missed is written', async t => {
  const stopping = new AbortController()
  const stream = eventStream(journalOf(COUNT), { filter: () => true, show, lastEventId: 0, seconds: undefined, stopping: stopping.signal })
  stream.once('data', () => { stopping.abort() })
  await new Promise((resolve, reject) => { stream.once('end', resolve).once('error', reject).on('data', () => undefined) })
  t.pass('and not with an error')
})

t.test('a reader that takes nothing is let go', async t => {
  const journal = journalOf(50)
  const { signal: stopping } = new AbortController()
  const stream = eventStream(journal, { filter: () => true, show, lastEventId: undefined, seconds: undefined, stopping })
  for (let index = 0; index < 1001; index++) add(journal)
  t.ok(stream.destroyed)
})
