/** `/__admin/requests`: the journal. */
import { Type } from '@sinclair/typebox'
import { MAX_JOURNAL_BODY_BYTES, MAX_JOURNAL_SIZE } from '../../settings.js'
import { ODataError } from '../../errors.js'
import type { AdminSection } from '../section.js'
import { eventStream } from './event-stream.js'
import { harOf } from './har.js'
import { JournalQuerySchema, filterOf, selectEntries } from './journal-query.js'
import type { Journal, JournalSettings } from './journal.js'
import { ShownEntrySchema, showEntry } from './show-entry.js'
import { VerificationSchema, VerifiedSchema, verify } from './verify.js'

export interface JournalSectionOptions {
  readonly journal: Journal
  readonly stopping: AbortSignal
  /** Of this program, for the HAR. */
  readonly version: string
}

export interface JournalSettingsSectionOptions {
  readonly journal: Journal
  /** What `JOURNAL_SIZE` and `JOURNAL_BODY_BYTES` said at start. */
  readonly initial: JournalSettings
}

const tags = ['Journal']
const querystring = JournalQuerySchema

const SettingsSchema = Type.Object({
  size: Type.Integer({ minimum: 0, maximum: MAX_JOURNAL_SIZE, description: 'Requests that the journal keeps; 0 switches it off.' }),
  bodyBytes: Type.Integer({ minimum: 0, maximum: MAX_JOURNAL_BODY_BYTES, description: 'Bytes of each body that it keeps.' })
}, { additionalProperties: false, description: 'How much the journal keeps.' })

const SettingsChange = Type.Partial(SettingsSchema, {
  additionalProperties: false,
  minProperties: 1,
  description: 'What is left out stays as it is.'
})

/** `/__admin/requests/settings`, which answers whether the journal is on or off. */
export const journalSettingsSection = (
  { journal, initial }: JournalSettingsSectionOptions
): AdminSection => async app => {
  const response = { 200: SettingsSchema }
  const shown = (): JournalSettings => ({ size: journal.size, bodyBytes: journal.bodyBytes })

  app.get('/requests/settings', {
    schema: { operationId: 'getJournalSettings', summary: 'How much the journal keeps', tags, response }
  }, async () => shown())

  app.put('/requests/settings', {
    schema: {
      operationId: 'setJournal',
      summary: 'Switch the journal on or off, or resize it',
      description: 'The latest requests stay, as many as fit. Bodies that are there already stay as they were kept.',
      tags,
      body: SettingsChange,
      response
    }
  }, async ({ body: { size = journal.size, bodyBytes = journal.bodyBytes } }) => {
    journal.set({ size, bodyBytes })
    return shown()
  })

  app.delete('/requests/settings', {
    schema: { operationId: 'resetJournal', summary: 'Keep as much again as the service was started with', tags, response }
  }, async () => {
    journal.set(initial)
    return shown()
  })
}

export const journalSection = ({ journal, stopping, version }: JournalSectionOptions): AdminSection => async app => {
  app.addHook('onRequest', async () => {
    if (journal.size > 0) return
    throw new ODataError('notFound', 'The journal is off. PUT {"size":1000} to /__admin/requests/settings, or start with a JOURNAL_SIZE above 0.')
  })

  app.get('/requests', {
    schema: {
      operationId: 'listRequests',
      summary: 'What was asked and answered, in order',
      tags,
      querystring,
      response: { 200: Type.Object({ value: Type.Array(ShownEntrySchema) }) }
    }
  }, async ({ query }) => ({ value: selectEntries(journal.entries(), query).map(showEntry) }))

  app.delete('/requests', {
    schema: { operationId: 'clearRequests', summary: 'Forget all of it', tags, response: { 204: Type.Null({ description: 'Done.' }) } }
  }, async (_request, reply) => {
    journal.clear()
    reply.code(204)
  })

  app.get('/requests/:id', {
    schema: {
      operationId: 'getRequest',
      summary: 'One request with its answer',
      tags,
      params: Type.Object({ id: Type.Integer() }),
      response: { 200: ShownEntrySchema }
    }
  }, async ({ params: { id } }) => {
    const entry = journal.find(id)
    if (entry === undefined) {
      throw new ODataError('notFound', `The journal has no request ${id}; it may have been cleared, or have made room for later ones.`)
    }
    return showEntry(entry)
  })

  app.post('/requests/verify', {
    schema: {
      operationId: 'verifyRequests',
      summary: 'Whether something was called, how often, and what came near',
      tags,
      body: VerificationSchema,
      response: { 200: VerifiedSchema }
    }
  }, async ({ body }) => {
    return verify(journal.entries(), body)
  })

  app.get(
    '/requests.har',
    { schema: { operationId: 'exportRequests', summary: 'The journal as HTTP Archive 1.2', tags, querystring } },
    async ({ query }, reply) =>
      await reply.header('Content-Disposition', 'attachment; filename="requests.har"').send(
        harOf(selectEntries(journal.entries(), query), version)
      )
  )

  app.get('/requests/stream', {
    schema: { operationId: 'streamRequests', summary: 'The journal as it is written, as Server-Sent Events', tags, querystring }
  }, async ({ query, headers }, reply) => {
    const last = Number(headers['last-event-id'] ?? Number.NaN)
    const stream = eventStream(journal, { filter: filterOf(query), lastEventId: Number.isInteger(last) ? last : query.after, stopping })
    return await reply.header('Content-Type', 'text/event-stream').send(stream)
  })
}
