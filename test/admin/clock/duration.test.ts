import t from 'tap'
import { addDuration, parseDuration, printDuration } from '../../../src/admin/clock/calendar-duration.js'

const from = (time: string, duration: string): string => addDuration(new Date(time), parseDuration(duration)!).toISOString()

t.test('months are the calendar\'s, and end on their last day', t => {
  t.equal(from('2026-01-31T09:30:00Z', 'P1M'), '2026-02-28T09:30:00.000Z')
  t.equal(from('2024-01-31T00:00:00Z', 'P1M'), '2024-02-29T00:00:00.000Z')
  t.equal(from('2026-03-31T00:00:00Z', '-P1M'), '2026-02-28T00:00:00.000Z')
  t.equal(from('2024-02-29T00:00:00Z', 'P1Y'), '2025-02-28T00:00:00.000Z')
  t.equal(from('2026-12-15T00:00:00Z', 'P2M'), '2027-02-15T00:00:00.000Z')
  t.equal(from('2026-01-01T00:00:00Z', '-P3M'), '2025-10-01T00:00:00.000Z')
  t.end()
})

t.test('days and less are lengths', t => {
  t.equal(from('2026-01-31T23:59:59.5Z', 'P1DT1H1M0.5S'), '2026-02-02T01:01:00.000Z')
  t.equal(from('2026-01-31T00:00:00Z', 'P2W'), '2026-02-14T00:00:00.000Z')
  t.equal(from('2026-01-01T00:00:00Z', '-PT1S'), '2025-12-31T23:59:59.000Z')
  t.end()
})

t.test('what is no duration', t => {
  for (const text of ['', 'P', '1D', 'PT', 'P1', 'P1DT', 'in P1D', 'P1D or so', 'P1H', 'P1.5M', 'P1D1Y', `P${'1'.repeat(70)}D`]) t.equal(parseDuration(text), undefined, text)
  t.end()
})

t.test('printed', t => {
  for (const text of ['PT1H', '-P1D', 'P3DT4H5M6.5S']) t.equal(printDuration(addDuration(new Date(0), parseDuration(text)!).getTime()), text)
  t.end()
})
