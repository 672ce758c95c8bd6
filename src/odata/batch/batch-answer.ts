/** What became of the units of a batch, in order, before it is written. */
import type { ODataResponse } from '../odata-request.js'
import type { BatchItem } from './batch.js'

export interface AnsweredItem {
  readonly item: BatchItem
  /** What was asked for, absolute, with references replaced and without a query. */
  readonly url: string
  readonly response: ODataResponse
}

export type UnitAnswer =
  | { readonly kind: 'request', readonly answer: AnsweredItem }
  /** `failed` is the one whose failure undid the group; the others then have a 424. */
  | { readonly kind: 'group', readonly name: string, readonly answers: readonly AnsweredItem[], readonly failed: AnsweredItem | undefined }

/** A success, so that what depends on it may run (JSON format 4.01, section 19.1). */
export const succeeded = ({ status }: ODataResponse): boolean => status >= 200 && status < 300

/** A failure, which undoes a group and, where the client did not prefer otherwise, ends a multipart batch. */
export const isFailure = ({ status }: ODataResponse): boolean => status >= 400

export const answersOf = (unit: UnitAnswer): readonly AnsweredItem[] => unit.kind === 'group' ? unit.answers : [unit.answer]

export const hasFailed = (unit: UnitAnswer): boolean => unit.kind === 'group' ? unit.failed !== undefined : isFailure(unit.answer.response)
