/** `/__admin/requests`: the journal. */
import { Type } from '@sinclair/typebox'
import { settings } from '../../settings.js'
import { ODataError, methodNotAllowed } from '../../errors.js'
import type { Examples } from '../../http/openapi/documentation.js'
import { answer, done, textAnswer } from '../openapi/control-documentation.js'
import type { ControlDocumentation } from '../openapi/control-documentation.js'
import type { AdminSection } from '../section.js'
import { eventStream } from './event-stream.js'
import { harOf } from './har.js'
import { JournalQuerySchema, filterOf, selectEntries } from './journal-query.js'
import type { Journal, JournalSettings } from './journal.js'
import { ShownEntrySchema, showEntry, showOf } from './show-entry.js'
import { VerificationSchema, VerifiedSchema, verify } from './verify.js'

export interface JournalSectionOptions {
  readonly journal: Journal
  readonly stopping: AbortSignal
  /** Of this program, for the HAR. */
  readonly version: string
}

/** Both are so on a service that answered something, and nothing wrongly. */
const verificationExamples: Examples = {
  noErrors: { summary: 'Nothing failed', value: { match: { status: '4xx,5xx' }, exactly: 0 } },
  read: { summary: 'The resource was requested', value: { match: { path: 'officeConfiguration/**' }, atLeast: 1 } }
}

const Archive = Type.Object({
  log: Type.Object({
    version: Type.String(),
    creator: Type.Object({ name: Type.String(), version: Type.String() }),
    entries: Type.Array(Type.Object({}, { additionalProperties: true }))
  })
}, { title: 'HttpArchive', description: 'HAR 1.2.' })

export interface JournalSettingsSectionOptions {
  readonly journal: Journal
  /** What `JOURNAL_SIZE` and `JOURNAL_BODY_BYTES` said at start. */
  readonly initial: JournalSettings
}

const tags = ['Journal']
const querystring = JournalQuerySchema
const EntryList = Type.Object({ value: Type.Array(ShownEntrySchema) }, { title: 'JournalEntryList' })
/** While the journal is off, and where an entry is not there. */
const documentation: ControlDocumentation = { errors: ['notFound'] }

const StreamQuery = Type.Object({
  ...JournalQuerySchema.properties,
  seconds: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 86_400,
      description: 'Seconds that the stream lasts; without it, the stream has no end. This page fills in 10, because it shows an answer only when that is complete.',
      examples: [10]
    })
  )
}, { additionalProperties: false })

const LastEventId = Type.Object({
  'last-event-id': Type.Optional(Type.String({ description: 'The last event of an earlier stream: what came since is sent first.' }))
})

/** As much as the settings allow at the start. */
const MOST = { size: settings.journalSize.schema.maximum!, bodyBytes: settings.journalBodyBytes.schema.maximum! }

const SettingsSchema = Type.Object({
  size: Type.Integer({ minimum: 0, maximum: MOST.size, description: 'Requests that the journal keeps; 0 switches it off.' }),
  bodyBytes: Type.Integer({ minimum: 0, maximum: MOST.bodyBytes, description: 'Bytes of each body that it keeps.' })
}, { additionalProperties: false, title: 'JournalSettings', description: 'How much the journal keeps.' })

const SettingsChange = Type.Partial(SettingsSchema, {
  additionalProperties: false,
  minProperties: 1,
  title: 'JournalSettingsChange',
  description: 'Members that are left out stay as they are.'
})

/** `/__admin/requests/settings`, which answers whether the journal is on or off. */
export const journalSettingsSection = (
  { journal, initial }: JournalSettingsSectionOptions
): AdminSection => async app => {
  const response = { 200: answer('How much the journal keeps.', SettingsSchema) }
  const shown = (): JournalSettings => ({ size: journal.size, bodyBytes: journal.bodyBytes })

  app.get('/requests/settings', {
    schema: {
      operationId: 'getJournalSettings',
      summary: 'Show how much the journal keeps',
      description: 'A size of 0 means that it is off.',
      tags,
      response
    }
  }, async () => shown())

  app.put('/requests/settings', {
    schema: {
      operationId: 'setJournal',
      summary: 'Switch the journal on or off, or resize it',
      description: 'The latest requests that fit stay. Bodies that were kept already do not change.',
      tags,
      body: SettingsChange,
      documentation: {
        examples: { larger: { summary: 'Keep 5,000 requests', value: { size: 5000 } }, whole: { summary: 'Keep larger bodies', value: { bodyBytes: 1_048_576 } } }
      },
      response
    }
  }, async ({ body: { size = journal.size, bodyBytes = journal.bodyBytes } }) => {
    journal.set({ size, bodyBytes })
    return shown()
  })

  app.delete('/requests/settings', {
    schema: {
      operationId: 'resetJournal',
      summary: 'Reset how much the journal keeps',
      description: 'To what the service was started with.',
      tags,
      response
    }
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
      summary: 'List requests',
      description: 'With their answers, in the order they came. Each parameter narrows the list; without any, it has all that the journal keeps.',
      tags,
      querystring,
      documentation,
      response: { 200: answer('The requests.', EntryList) }
    }
  }, async ({ query }) => ({ value: selectEntries(journal.entries(query.after), query).map(showOf(query)) }))

  app.delete('/requests', {
    schema: {
      operationId: 'clearRequests',
      summary: 'Forget all requests',
      description: 'Ids are not used again.',
      tags,
      documentation,
      response: done
    }
  }, async (_request, reply) => {
    journal.clear()
    reply.code(204)
  })

  app.get('/requests/:id', {
    schema: {
      operationId: 'getRequest',
      summary: 'Show a request',
      description: 'With its answer.',
      tags,
      params: Type.Object({ id: Type.Integer({ description: 'The id of a request in the journal.' }) }),
      documentation,
      response: { 200: answer('The request.', ShownEntrySchema) }
    }
  }, async ({ params: { id } }) => {
    const entry = journal.find(id)
    if (entry === undefined) {
      throw new ODataError('notFound', `The journal has no request ${id}; it may have been cleared, or have made room for later ones.`)
    }
    return showEntry(entry)
  })

  // Otherwise it would be a request with the id 'verify' that is asked for.
  app.get('/requests/verify', { schema: { hide: true }, config: { unlisted: true } }, () => { throw methodNotAllowed('POST, OPTIONS') })

  app.post('/requests/verify', {
    schema: {
      operationId: 'verifyRequests',
      summary: 'Verify what was called',
      description: 'Whether as many requests match as expected; if too few do, the nearest ones, and why they do not count.',
      tags,
      body: VerificationSchema,
      documentation: { ...documentation, examples: verificationExamples },
      response: { 200: answer('Whether the count is as expected.', VerifiedSchema) }
    }
  }, async ({ body }) => {
    return verify(journal.entries(), body)
  })

  app.get(
    '/requests.har',
    {
      schema: {
        operationId: 'exportRequests',
        summary: 'Export requests as HAR',
        description: 'An HTTP Archive 1.2, which the developer tools of browsers open. The parameters are those of the list.',
        tags,
        querystring,
        documentation,
        response: { 200: answer('The archive.', Archive) }
      }
    },
    async ({ query }, reply) =>
      await reply.header('Content-Disposition', 'attachment; filename="requests.har"').send(
        harOf(selectEntries(journal.entries(query.after), query), version)
      )
  )

  app.get('/requests/stream', {
    schema: {
      operationId: 'streamRequests',
      summary: 'Follow requests',
      description: 'Each request as it is answered, as Server-Sent Events with the `JournalEntry` as data. The other parameters are those of the list.',
      tags,
      querystring: StreamQuery,
      headers: LastEventId,
      documentation,
      response: { 200: textAnswer('The events.', ['text/event-stream']) }
    }
  }, async ({ query: { seconds, ...query }, headers }, reply) => {
    const last = Number(headers['last-event-id'] ?? Number.NaN)
    const lastEventId = Number.isInteger(last) ? last : query.after
    const stream = eventStream(journal, { filter: filterOf(query), show: showOf(query), lastEventId, seconds, stopping })
    return await reply.header('Content-Type', 'text/event-stream').send(stream)
  })
}
