/** The model of the officeConfiguration family as a tenant has it served. */
import type { EdmModel } from '../../edm/types.js'
import { buildGraphModel, graphModel } from './model/graph-model.js'
import { checkinSummary } from './checkin-summary.js'

/** Whether reads show the check-in summaries as they were written, or as they follow from the rows at the time of the request. */
export type SummaryMode = 'stored' | 'computed'

let computing: EdmModel | undefined

/** The same object each time: what is cached is cached by it. */
export function officeModel (mode: SummaryMode): EdmModel {
  if (mode === 'stored') return graphModel
  computing ??= buildGraphModel({ checkinSummary })
  return computing
}
