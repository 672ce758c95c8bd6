/** What happens to a request of its own happens to each of a batch: faults, limits, and an entry in the journal that names the batch's. */
import type { FastifyRequest } from 'fastify'
import type { SubRequest, SubRequestHooks } from '../http/batch/sub-request.js'
import type { Controls } from './create-controls.js'
import { captureBytes, captureContent } from './journal/captured-body.js'
import type { Journal, JournalEntry } from './journal/journal.js'
import { lowerCased } from './journal/observe.js'

/** The hooks of a batch, by the request that it came in. */
export function batchHooks ({ interceptor, journal }: Pick<Controls, 'interceptor' | 'journal'>): (batch: FastifyRequest) => SubRequestHooks {
  return batch => ({
    around: async (request, run) => {
      const { method, url, headers, tenant } = request
      const [path = '', ...query] = url.split('?')
      const entry = begin(journal, batch, request)
      const call = { method, path, query: query.join('?'), tenant, application: batch.application, headers }
      const response = await interceptor.aroundCall(call, request, run, fault => { if (entry !== undefined) entry.fault = fault })
      if (entry !== undefined) {
        entry.status = response.status
        entry.responseHeaders = lowerCased(response.headers)
        if (response.body !== undefined) entry.responseBody = captureContent(response.body, journal.bodyBytes)
        journal.finish(entry, 'answered')
      }
      return response
    }
  })
}

function begin (journal: Journal, batch: FastifyRequest, { method, url, headers, tenant, body }: SubRequest): JournalEntry | undefined {
  if (journal.size === 0) return undefined
  const parent = batch.journalEntry?.id
  const entry = journal.begin({ method, url, headers, ...parent === undefined ? {} : { parent } })
  entry.tenant = tenant
  entry.application = batch.application
  if (body !== undefined) entry.requestBody = captureBytes(body, journal.bodyBytes)
  return entry
}
