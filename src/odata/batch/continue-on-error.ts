/** `Prefer: continue-on-error` (OData-Protocol 4.01, section 8.2.8.3): what becomes of the rest when a request of a batch fails. */
import { parsePreferences } from '../preferences.js'
import type { BatchFormat } from './batch.js'

export interface ContinueOnError {
  /** Whether the requests after one that failed are run. */
  readonly goOn: boolean
  /** For `Preference-Applied`, in the spelling of the client; undefined when nothing was preferred. */
  readonly applied: string | undefined
}

/**
 * JSON goes on unless the client prefers `false` (JSON format 4.01, section 19.5, and so does Graph); multipart only when it prefers so
 * (section 11.7.7.5).
 */
export function continueOnError (prefer: string | undefined, format: BatchFormat): ContinueOnError {
  const { continueOnError: goOn, spelling } = parsePreferences(prefer)
  if (goOn === undefined) return { goOn: format === 'json', applied: undefined }
  return { goOn, applied: `${spelling.get('continue-on-error') ?? ''}${goOn ? '' : '=false'}` }
}
