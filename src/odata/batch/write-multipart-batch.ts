/** The answer to a batch as multipart/mixed (OData-Protocol 4.01, section 11.7.7.6). */
import { randomUUID } from 'node:crypto'
import type { BatchFormat } from './batch.js'
import type { AnsweredItem, UnitAnswer } from './batch-answer.js'
import { answersOf } from './batch-answer.js'
import { writeHttpMessage } from './http-message.js'

type Piece = string | Uint8Array

export interface MultipartAnswer {
  readonly contentType: string
  readonly body: readonly Piece[]
}

/**
 * The parts are those of a multipart request, change sets included; a change set that failed is one part. The answers to a JSON request
 * follow each other.
 */
export function writeMultipartBatch (sent: BatchFormat, units: readonly UnitAnswer[]): MultipartAnswer {
  return writeMultipart('batchresponse', units.flatMap(unit => sent === 'multipart' ? [writeUnit(unit)] : answersOf(unit).map(writeItem)))
}

function writeMultipart (prefix: string, parts: ReadonlyArray<readonly Piece[]>): MultipartAnswer {
  const boundary = `${prefix}_${randomUUID()}`
  return {
    contentType: `multipart/mixed; boundary=${boundary}`,
    body: [...parts.flatMap(part => [`--${boundary}\r\n`, ...part, '\r\n']), `--${boundary}--\r\n`]
  }
}

function writeUnit (unit: UnitAnswer): readonly Piece[] {
  if (unit.kind === 'request') return writeItem(unit.answer)
  if (unit.failed !== undefined) return writeItem(unit.failed)
  const { contentType, body } = writeMultipart('changesetresponse', unit.answers.map(writeItem))
  return [`Content-Type: ${contentType}\r\n\r\n`, ...body]
}

function writeItem ({ item: { id }, response }: AnsweredItem): readonly Piece[] {
  const head = ['Content-Type: application/http', 'Content-Transfer-Encoding: binary', ...id === undefined ? [] : [`Content-ID: ${id}`]]
  return [`${head.join('\r\n')}\r\n\r\n`, ...writeHttpMessage(response)]
}
