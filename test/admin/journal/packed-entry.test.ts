/** What is packed is read as it was written, whatever characters it has and however long it is. */
import { isDeepStrictEqual } from 'node:util'
import t from 'tap'
import { captureBytes, captureContent, captureText, readCaptured } from '../../../src/admin/journal/captured-body.js'
import type { CapturedBody } from '../../../src/admin/journal/captured-body.js'
import type { JournalEntry } from '../../../src/admin/journal/journal.js'
import { toleranceNames } from '../../../src/base/tolerances.js'
import { packEntry, unpackEntry } from '../../../src/admin/journal/packed-entry.js'
import type { CallNames } from '../../../src/admin/requests/graph-call.js'
import { fc, runs, seed } from '../../support/property.js'

const RUNS = runs(300)

const names: CallNames = { operationIdOf: () => undefined, belowRoot: path => path }
const text = fc.string({ unit: 'grapheme', maxLength: 40 })
const known = fc.option(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }), { nil: undefined })
const value = fc.stringMatching(/^[ -~\xA1-\xFF]*$/)
const headers = fc.dictionary(fc.stringMatching(/^[a-z_-]{1,20}$/), fc.option(value, { nil: undefined }), { maxKeys: 12 })
const limit = fc.constantFrom(0, 1, 20, 200_000)
const body: fc.Arbitrary<CapturedBody | undefined> = fc.option(
  fc.oneof(
    fc.tuple(text, fc.constantFrom(1, 50, 5000), limit).map(([part, times, most]) => captureText(part.repeat(times), most)),
    fc.tuple(fc.array(text), limit).map(([pieces, most]) => captureContent(pieces, most)),
    fc.tuple(fc.uint8Array(), limit).map(([bytes, most]) => captureBytes(bytes, most))
  ),
  { nil: undefined }
)
const entries: fc.Arbitrary<JournalEntry> = fc.record({
  names: fc.constant(names),
  id: fc.nat(),
  parent: fc.option(fc.nat(), { nil: undefined }),
  at: fc.date({ noInvalidDate: true }),
  began: fc.constant(0),
  method: fc.constantFrom('GET', 'PATCH'),
  url: text,
  requestHeaders: headers,
  requestBody: body,
  tenant: known,
  application: known,
  status: fc.option(fc.integer({ min: 100, max: 599 }), { nil: undefined }),
  responseHeaders: headers,
  responseBody: body,
  fault: known,
  tolerated: fc.subarray([...toleranceNames]),
  milliseconds: fc.nat().map(microseconds => microseconds / 1000),
  outcome: fc.constantFrom('answered', 'aborted')
})

/** As it is shown: bodies as text, and headers that are there. */
const read = ({ requestBody, responseBody, requestHeaders, responseHeaders, ...entry }: JournalEntry): object => ({
  ...entry,
  requestHeaders: Object.entries(requestHeaders).filter(([, value]) => value !== undefined),
  responseHeaders: Object.entries(responseHeaders).filter(([, value]) => value !== undefined),
  bodies: [requestBody, responseBody].map(body => body && readCaptured(body))
})

t.test('packed and unpacked', async t => {
  t.comment(`PROPERTY_SEED=${seed} PROPERTY_RUNS=${RUNS}`)
  fc.assert(
    fc.property(fc.array(entries, { minLength: 1, maxLength: 20 }), all => {
      const packed = all.map(packEntry)
      return all.every((entry, index) => isDeepStrictEqual(read(unpackEntry(packed[index]!, names)), read(entry)))
    }),
    { seed, numRuns: RUNS }
  )
})

t.test('what a header, a URL and a body may be', async t => {
  const entry = fc.sample(entries, { seed, numRuns: 1 })[0]!
  const odd = unpackEntry(packEntry({ ...entry, url: '/a\0b', application: 'x\0', requestHeaders: { accept: ['a', 'b'], empty: '', length: 5 } as never }), names)
  t.same([odd.url, odd.application], ['/a\uFFFDb', 'x\uFFFD'], 'what no text of HTTP has ends none')
  t.same(odd.requestHeaders, { accept: 'a, b', empty: '', length: '5' })
  const long = 'ä'.repeat(2 ** 21)
  const { requestBody, responseBody } = unpackEntry(packEntry({ ...entry, requestBody: captureText(long, 2 ** 30), responseBody: captureText(`${long}!`, 2 ** 30) }), names)
  t.same([requestBody, responseBody].map(body => readCaptured(body!)), [long, `${long}!`].map(text => ({ text, bytes: Buffer.byteLength(text), whole: true })), 'longer than a slab')
})
