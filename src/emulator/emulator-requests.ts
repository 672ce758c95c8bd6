/** What was asked of an emulator, for the test it is in. */
import type { Journal } from '../admin/journal/journal.js'
import { JournalQuerySchema, selectEntries } from '../admin/journal/journal-query.js'
import type { JournalQuery } from '../admin/journal/journal-query.js'
import { showOf } from '../admin/journal/show-entry.js'
import type { ShownEntry } from '../admin/journal/show-entry.js'
import { VerificationSchema, verify } from '../admin/journal/verify.js'
import type { Verification, Verified } from '../admin/journal/verify.js'
import { createCheck } from '../admin/validation.js'

/**
 * The requests to the resources with their answers, the latest `journalSize` of them; those of a batch too, each with its `parent`. Tokens
 * are masked.
 */
export interface EmulatorRequests {
  /** In the order they came. Throws an ODataError for a query that cannot be. */
  list (query?: JournalQuery): readonly ShownEntry[]
  /**
   * Whether the requests that match were so many: `exactly`, or `atLeast` and `atMost`; at least one when nothing is said. Never throws
   * because of the number: `assert.ok(result.verified, result.message)`. Throws an ODataError for a question that cannot be.
   */
  verify (question: Verification): Verified
  /** Forgets all; ids go on. */
  clear (): void
}

const checkQuery = createCheck<JournalQuery>(JournalQuerySchema)
const checkVerification = createCheck<Verification>(VerificationSchema)

/** With `journalSize: 0` every question throws, instead of finding that nothing was called. */
export function emulatorRequests (journal: Journal): EmulatorRequests {
  const entries = (): ReturnType<Journal['entries']> => {
    if (journal.size === 0) throw new Error('The journal is off: journalSize is 0, or admin is off.')
    return journal.entries()
  }
  return {
    list: (query = {}) => selectEntries(entries(), checkQuery(query, 'query')).map(showOf(query)),
    verify: question => verify(entries(), checkVerification(question, 'question')),
    clear: () => { journal.clear() }
  }
}
