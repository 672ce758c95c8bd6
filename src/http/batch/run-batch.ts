/** The units of a batch, in the order they were sent; neighbouring reads side by side. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { BatchUnit } from '../../odata/batch/batch.js'
import { itemsOf } from '../../odata/batch/batch.js'
import { hasFailed } from '../../odata/batch/batch-answer.js'
import type { UnitAnswer } from '../../odata/batch/batch-answer.js'
import { mayRefer } from '../../odata/batch/references.js'
import { answersSoFar } from './answers.js'
import { runGroup } from './run-group.js'
import { refuse, runSubRequest } from './sub-request.js'
import type { BatchContext } from './sub-request.js'

/** Reads of one batch under way at once: enough to overlap, and connections are left for others. */
const MAX_PARALLEL = 5

/**
 * Every write has happened before what follows it is begun, so a read sees what was written before it in the batch, whether or not it says
 * that it depends on it. Ends after the first failure unless it is to go on; what was not run has no answer then.
 */
export async function runBatch (context: BatchContext, units: readonly BatchUnit[], goOn: boolean): Promise<readonly UnitAnswer[]> {
  const ids = new Set(units.flatMap(itemsOf).flatMap(({ id }) => id === undefined ? [] : [id]))
  const done: UnitAnswer[] = []
  while (done.length < units.length) {
    const next = nextUnits(units.slice(done.length), goOn)
    // What each does before it waits for the database is done in a turn of its own.
    done.push(...await Promise.all(next.map(async (unit, index) => {
      if (index > 0) await turns(index)
      return await runUnit(context, ids, unit, done)
    })))
    if (!goOn && done.some(hasFailed)) break
  }
  return done
}

/** Waits for so many turns of the event loop. */
async function turns (count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await nextTurn()
}

/** Reads that nothing holds back, or one unit of any kind. Where the first failure ends the batch, nothing after it may run. */
function nextUnits (units: readonly BatchUnit[], goOn: boolean): readonly BatchUnit[] {
  const end = units.findIndex(unit => !isFreeRead(unit))
  const free = goOn ? units.slice(0, end === -1 ? units.length : end).slice(0, MAX_PARALLEL) : []
  return free.length > 0 ? free : units.slice(0, 1)
}

function isFreeRead (unit: BatchUnit): boolean {
  return unit.kind === 'request' && unit.item.method === 'GET' && unit.item.dependsOn.length === 0 && !unit.item.conditional &&
    !mayRefer(unit.item)
}

async function runUnit (
  context: BatchContext,
  ids: ReadonlySet<string>,
  unit: BatchUnit,
  done: readonly UnitAnswer[]
): Promise<UnitAnswer> {
  const answers = answersSoFar(ids, done)
  if (unit.kind === 'group') return await runGroup(context, unit, answers)
  const unmet = answers.unmet(unit.item)
  return {
    kind: 'request',
    answer: unmet === undefined
      ? await runSubRequest(context, context.service, unit.item, answers.lookUp)
      : refuse(context, unit.item, unmet)
  }
}
