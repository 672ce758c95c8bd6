/** The answer to a batch in JSON (OData JSON format 4.01, section 19.6). */
import type { AnsweredItem, UnitAnswer } from './batch-answer.js'
import { answersOf } from './batch-answer.js'
import { writeJsonBody } from './json-body.js'

type Piece = string | Uint8Array

/**
 * In the order of the requests. Header names keep the spelling of the wire, as Microsoft Graph's do: its client looks `Content-Type` up by
 * case.
 */
export function writeJsonBatch (units: readonly UnitAnswer[]): readonly Piece[] {
  const objects = units.flatMap(unit => answersOf(unit).map(answer => writeResponse(answer, unit.kind === 'group' ? unit.name : undefined)))
  return ['{"responses":[', ...objects.flatMap((object, index) => index === 0 ? object : [',', ...object]), ']}']
}

function writeResponse (
  { item: { id }, response: { status, headers, body } }: AnsweredItem,
  atomicityGroup: string | undefined
): readonly Piece[] {
  const head = JSON.stringify({
    ...id === undefined ? {} : { id },
    ...atomicityGroup === undefined ? {} : { atomicityGroup },
    status,
    headers
  })
  return body === undefined
    ? [head]
    : [`${head.slice(0, -1)},"body":`, ...writeJsonBody(headers['Content-Type'] ?? 'application/json', body), '}']
}
