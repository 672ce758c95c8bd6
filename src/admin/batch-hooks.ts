/** What happens to a request of its own happens to each of a batch: faults, limits, and an entry in the journal that names the batch's. */
import type { FastifyRequest } from 'fastify'
import type { AnsweredRequest, SubRequestHooks } from '../http/batch/sub-request.js'
import type { ODataResponse } from '../odata/odata-request.js'
import type { BatchItem } from '../odata/batch/batch.js'
import type { Controls } from './create-controls.js'
import { FAULT_HEADER } from './faults/fault-per-request.js'
import { captureBytes, captureContent } from './journal/captured-body.js'
import type { Journal, JournalEntry } from './journal/journal.js'
import { lowerCased } from '../odata/odata-request.js'
import { graphCall } from './requests/graph-call.js'

/** The hooks of a batch, by the request that it came in. */
export function batchHooks (
  { interceptor, journal }: Pick<Controls, 'interceptor' | 'journal'>
): (batch: FastifyRequest) => SubRequestHooks {
  return batch => {
    const entries = createEntries(journal, batch)
    return {
      around: async (request, run) => {
        const { method, url, headers, tenant, body } = request
        const entry = entries.of(request)
        // A group that is run anew has the faults of its last run.
        if (entry !== undefined) entry.fault = undefined
        const { server: { callNames: names }, application, tenantLimits: limits } = batch
        // Whoever may ask for faults of the batch may ask for those of its requests.
        const sent = headers[FAULT_HEADER] === undefined ? headers : { 'x-admin-key': batch.headers['x-admin-key'], ...headers }
        const call = graphCall({ names, method, url, tenant, application, limits, headers: sent, body })
        const response = await interceptor.aroundCall(call, request, run, fault => { if (entry !== undefined) entry.fault = fault })
        if (entry !== undefined) {
          entry.milliseconds = performance.now() - entry.began
          entry.tolerated = [...request.tolerated]
        }
        return response
      },
      answered: entries.finish
    }
  }
}

interface Entries {
  /** Undefined when the journal is off. */
  readonly of: (request: AnsweredRequest) => JournalEntry | undefined
  readonly finish: (request: AnsweredRequest, response: ODataResponse) => void
}

/** One for each request, however often its group is run; with the answer that the client gets. */
function createEntries (journal: Journal, batch: FastifyRequest): Entries {
  const entries = new Map<BatchItem, JournalEntry>()
  const begin = (request: AnsweredRequest): JournalEntry => {
    const entry = beginEntry(journal, batch, request)
    entries.set(request.item, entry)
    return entry
  }
  const of: Entries['of'] = request => journal.size === 0 ? undefined : entries.get(request.item) ?? begin(request)
  return {
    of,
    finish: (request, { status, headers, body }) => {
      const entry = of(request)
      if (entry === undefined) return
      entry.status = status
      entry.responseHeaders = lowerCased(headers)
      if (body !== undefined) entry.responseBody = captureContent(body, journal.bodyBytes)
      journal.finish(entry, 'answered')
    }
  }
}

function beginEntry (
  journal: Journal,
  batch: FastifyRequest,
  { item: { method, headers, body }, url, tenant }: AnsweredRequest
): JournalEntry {
  const parent = batch.journalEntry?.id
  const entry = journal.begin({ method, url, headers, ...parent === undefined ? {} : { parent } })
  entry.tenant = tenant
  entry.application = batch.application
  if (body !== undefined) entry.requestBody = captureBytes(body, journal.bodyBytes)
  return entry
}
