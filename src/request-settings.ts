/** The settings of what a request may ask for, and how long it may take; `settings.ts` has them among the others. */
import { boolean, choice, integer } from './setting-schemas.js'

const MEBIBYTE = 1024 * 1024

export const requestSettings = {
  maxBodyBytes: {
    group: 'Requests',
    schema: integer({
      default: 64 * MEBIBYTE,
      minimum: 1024,
      maximum: 1024 * MEBIBYTE,
      description: 'Maximum size of a request body in bytes; a larger one gets a 413.'
    })
  },
  maxUrlLength: {
    group: 'Requests',
    schema: integer({ default: 16384, minimum: 256, maximum: 1048576, description: 'Maximum length of a URL in characters; a longer one gets a 414.' })
  },
  requestTimeout: {
    group: 'Requests',
    schema: integer({
      default: 300000,
      minimum: 0,
      maximum: 86400000,
      description: 'Milliseconds within which a request must arrive, including its body; a slower one gets a 408. 0: no limit.'
    })
  },
  sendTimeout: {
    group: 'Requests',
    schema: integer({
      default: 60000,
      minimum: 0,
      maximum: 86400000,
      description: 'Milliseconds for which a client may read nothing of its answer before the connection is closed; 0: no limit.'
    })
  },
  queryTimeout: {
    group: 'Requests',
    schema: integer({
      default: 30000,
      minimum: 1,
      maximum: 600000,
      description: 'Milliseconds that a statement may run in the database; a longer one is interrupted, and the request gets a 503.'
    })
  },
  rememberedBytes: {
    group: 'Requests',
    schema: integer({
      default: 16 * MEBIBYTE,
      minimum: 0,
      maximum: 1024 * MEBIBYTE,
      description: 'Bytes of memory for cached answers of pages and counts that took a while, valid until their tenant changes; 0: none are cached.'
    })
  },
  maxEventLoopDelay: {
    group: 'Requests',
    schema: integer({
      default: 0,
      minimum: 0,
      maximum: 60000,
      description: 'Milliseconds by which the event loop may be late before requests get a 503 with `Retry-After` at once; 0: no limit.'
    })
  },
  requireIfMatch: {
    group: 'Requests',
    schema: boolean({ default: false, description: 'Require `If-Match` to change or delete what exists (428 without it).' })
  },
  maxStreamBytes: {
    group: 'Requests',
    schema: integer({
      default: 16 * MEBIBYTE,
      minimum: 1024,
      maximum: 1024 * MEBIBYTE,
      description: 'Maximum size of a stream, such as `policyPayload`, in bytes; a larger one gets a 413.'
    })
  },
  pageSize: {
    group: 'Requests',
    schema: integer({
      default: 100,
      minimum: 1,
      maximum: 100000,
      description: 'Rows of a page, unless the client asks for another number (`Prefer: odata.maxpagesize`).'
    })
  },
  maxPageSize: {
    group: 'Requests',
    schema: integer({ default: 1000, minimum: 1, maximum: 100000, description: 'Maximum number of rows of a page, whatever the client asks for.' })
  },
  asyncRetention: {
    group: 'Requests',
    schema: integer({ default: 3_600_000, minimum: 1000, maximum: 2_592_000_000, description: 'Milliseconds for which the answer of an asynchronous request is kept, by the clock of the service.' })
  },
  summaryMode: {
    group: 'Requests',
    schema: choice(['stored', 'computed'], {
      default: 'stored',
      description: 'Whether check-in summaries are shown as they were written (`stored`) or computed from the rows (`computed`).'
    })
  }
} as const
