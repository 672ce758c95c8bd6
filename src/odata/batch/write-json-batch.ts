/** The answer to a batch in JSON (OData JSON format 4.01, section 19.6). */
import { createTurns } from '../../base/turns.js'
import type { Turns } from '../../base/turns.js'
import type { ServiceDialect } from '../../dialect/service-dialect.js'
import { lowerCased } from '../odata-request.js'
import type { AnsweredItem, UnitAnswer } from './batch-answer.js'
import { answersOf } from './batch-answer.js'
import { writeJsonBody } from './json-body.js'

type Piece = string | Uint8Array

/**
 * In the order of the requests. Header names are in lower case, as the format says, or keep the spelling of the wire, as Microsoft Graph's
 * do: its client looks `Content-Type` up by case.
 */
export async function writeJsonBatch (units: readonly UnitAnswer[], spelling: ServiceDialect['batchHeaders']): Promise<readonly Piece[]> {
  const turn = createTurns()
  const pieces: Piece[] = []
  for (const unit of units) {
    for (const answer of answersOf(unit)) {
      pieces.push(pieces.length === 0 ? '{"responses":[' : ',')
      for (const piece of await writeResponse(answer, { group: unit.kind === 'group' ? unit.name : undefined, spelling }, turn)) pieces.push(piece)
    }
  }
  return [...pieces, pieces.length === 0 ? '{"responses":[]}' : ']}']
}

async function writeResponse (
  { item: { id }, response: { status, headers, body } }: AnsweredItem,
  { group, spelling }: { readonly group: string | undefined, readonly spelling: ServiceDialect['batchHeaders'] },
  turn: Turns
): Promise<readonly Piece[]> {
  const head = JSON.stringify({
    ...id === undefined ? {} : { id },
    ...group === undefined ? {} : { atomicityGroup: group },
    status,
    headers: spelling === 'wire' ? headers : lowerCased(headers)
  })
  return body === undefined
    ? [head]
    : [`${head.slice(0, -1)},"body":`, ...await writeJsonBody(headers['Content-Type'] ?? 'application/json', body, turn), '}']
}
