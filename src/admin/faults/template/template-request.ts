/** A request as placeholders see it. */
import { isTooDeep } from '../../../odata/json/parse-json.js'
import type { TemplateRequest } from './placeholder.js'

/** The body is read when it is asked for, and once. */
export function templateRequest ({ call, ids, now }: Omit<TemplateRequest, 'body'>): TemplateRequest {
  let read: { readonly body: unknown } | undefined
  return { call, ids, now, body: () => (read ??= { body: readBody(call.body) }).body }
}

/** JSON that is nested too deep for `JSON.stringify` stays text. */
function readBody (bytes: Uint8Array | undefined): unknown {
  if (bytes === undefined || bytes.length === 0) return undefined
  const text = new TextDecoder().decode(bytes)
  try {
    const value = JSON.parse(text) as unknown
    return isTooDeep(value) ? text : value
  } catch {
    return text
  }
}
