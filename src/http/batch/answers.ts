/** What later requests of a batch may depend on and refer to: the answers so far. */
import { ODataError } from '../../errors.js'
import type { BatchItem } from '../../odata/batch/batch.js'
import { answersOf, hasFailed, succeeded } from '../../odata/batch/batch-answer.js'
import type { AnsweredItem, UnitAnswer } from '../../odata/batch/batch-answer.js'
import type { LookUp, Referable } from '../../odata/batch/references.js'

/** Undefined for a request that failed, or that is of a group which failed. */
type Outcome = Referable | undefined

export interface Answers {
  /** The 424 of a request that must not be run; undefined when everything it depends on has succeeded, or is of its own group. */
  unmet (item: BatchItem): ODataError | undefined
  readonly lookUp: LookUp
  /** These answers and those of a group that is under way. */
  with (members: readonly AnsweredItem[]): Answers
}

/** `ids` are those of the whole batch. */
export function answersSoFar (ids: ReadonlySet<string>, units: readonly UnitAnswer[]): Answers {
  const outcomes = new Map<string, Outcome>()
  const failedGroups = new Set<string>()
  for (const unit of units) {
    const failed = hasFailed(unit)
    for (const answer of answersOf(unit)) {
      if (answer.item.id !== undefined) outcomes.set(answer.item.id, failed ? undefined : outcomeOf(answer))
    }
    if (unit.kind === 'group' && (failed || !unit.answers.every(({ response }) => succeeded(response)))) failedGroups.add(unit.name)
  }
  return answersOver(ids, outcomes, failedGroups)
}

function answersOver (ids: ReadonlySet<string>, outcomes: ReadonlyMap<string, Outcome>, failedGroups: ReadonlySet<string>): Answers {
  return {
    unmet: ({ dependsOn, conditional }) => {
      if (conditional) {
        return new ODataError(
          'failedDependency',
          "A condition of its own ('if') for a request of a batch is not supported by this service, so the request was not run.",
          { target: 'if' }
        )
      }
      const failed = dependsOn.find(name => failedGroups.has(name) || (outcomes.has(name) && outcomes.get(name) === undefined))
      return failed === undefined ? undefined : failedDependency(failed)
    },
    lookUp: id => {
      if (!ids.has(id)) return undefined
      if (!outcomes.has(id)) throw new ODataError('badRequest', `'$${id}' refers to a request that does not come before this one.`)
      const outcome = outcomes.get(id)
      if (outcome === undefined) throw failedDependency(id)
      return outcome
    },
    with: members =>
      answersOver(
        ids,
        new Map([
          ...outcomes,
          ...members.flatMap(answer => answer.item.id === undefined ? [] : [[answer.item.id, outcomeOf(answer)] as const])
        ]),
        failedGroups
      )
  }
}

const failedDependency = (name: string): ODataError =>
  new ODataError('failedDependency', `The request was not run, because '${name}', which it depends on, did not succeed.`)

/** What was created, else what was asked for: the URL of later references. */
function outcomeOf ({ url, response }: AnsweredItem): Outcome {
  if (!succeeded(response)) return undefined
  const { Location, 'OData-EntityId': entityId, ETag } = response.headers
  return { url: absolute(Location ?? entityId ?? url, url), etag: ETag }
}

/** A Location may be relative to the request's URL. */
const absolute = (location: string, base: string): string =>
  URL.canParse(location) || !URL.canParse(base) ? location : new URL(location, base).href
