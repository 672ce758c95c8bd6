/**
 * An atomicity group: one transaction, in which every request succeeds or none is applied (OData-Protocol 4.01, section 11.7.7.5; JSON
 * format 4.01, section 19.5).
 */
import { ODataError } from '../../errors.js'
import type { BatchItem, BatchUnit } from '../../odata/batch/batch.js'
import { isFailure } from '../../odata/batch/batch-answer.js'
import type { AnsweredItem, UnitAnswer } from '../../odata/batch/batch-answer.js'
import type { Store } from '../../plan/plan.js'
import { toODataError } from '../error-answer.js'
import type { Answers } from './answers.js'
import { refuse, runSubRequest } from './sub-request.js'
import type { BatchContext, SubAnswer } from './sub-request.js'

type Group = Extract<BatchUnit, { kind: 'group' }>

/** The member at which the last run of the transaction ended. */
interface Attempt {
  failed?: SubAnswer
}

export async function runGroup (context: BatchContext, group: Group, before: Answers): Promise<UnitAnswer> {
  const { name, items: [first] } = group
  const unmet = firstUnmet(context, group.items, before)
  if (unmet !== undefined) return undone(context, group, unmet)
  const attempt: Attempt = {}
  try {
    const answers = await context.service.store.atomically(
      async store => await runMembers(context, store, group, before, attempt),
      { caller: context.caller, onStatement: context.timing.onStatement }
    )
    return { kind: 'group', name, answers, failed: undefined }
  } catch (error) {
    return undone(context, group, attempt.failed ?? refuse(context, first as BatchItem, toODataError(error)))
  }
}

/** Before anything is run: a dependency outside of the group that failed. */
function firstUnmet (context: BatchContext, items: readonly BatchItem[], before: Answers): SubAnswer | undefined {
  for (const item of items) {
    const error = before.unmet(item)
    if (error !== undefined) return refuse(context, item, error)
  }
  return undefined
}

/** Throws at the first failure, and throws the database's own error, so that a transaction which lost against another one is run again. */
async function runMembers (
  context: BatchContext,
  store: Store,
  { items }: Group,
  before: Answers,
  attempt: Attempt
): Promise<readonly AnsweredItem[]> {
  delete attempt.failed
  const answers: AnsweredItem[] = []
  for (const item of items) {
    const seen = before.with(answers)
    const unmet = seen.unmet(item)
    const answer = unmet === undefined
      ? await runSubRequest(context, { ...context.service, store, reset: undefined }, item, seen.lookUp)
      : refuse(context, item, unmet)
    if (isFailure(answer.response)) {
      attempt.failed = answer
      throw answer.error ?? new Error('a hook made a request of an atomicity group fail')
    }
    answers.push(answer)
  }
  return answers
}

/** The one that failed keeps its answer; whatever the others had is gone. */
function undone (context: BatchContext, { name, items }: Group, failed: AnsweredItem): UnitAnswer {
  const error = new ODataError(
    'failedDependency',
    `The request was not applied, because request '${failed.item.id ?? items.indexOf(failed.item) + 1}' of the same atomicity group failed.`
  )
  return { kind: 'group', name, answers: items.map(item => item === failed.item ? failed : refuse(context, item, error)), failed }
}
