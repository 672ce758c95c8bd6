/**
 * Carries an accepted request out so that what it changes and its answer are one transaction: whenever the process ends, either both are
 * stored or neither is, and a request that was cancelled has changed nothing.
 */
import type { ODataResponse } from '../../odata/odata-request.js'
import type { Caller, Store } from '../../plan/plan.js'
import type { Database } from '../database/database.js'
import { savepointsIn } from '../database/savepoints.js'
import { createStore } from '../prisma-store.js'
import { storeAnswer } from './operation-table.js'

export interface Work {
  readonly id: string
  /** Whoever waits; leaves when the operation is cancelled, which ends its statements. */
  readonly caller: Caller
  /** Whether it changes nothing, and so needs no transaction. */
  readonly readsOnly: boolean
  /** Answers the request. What it throws, it has not changed anything. */
  readonly run: (store: Store) => Promise<ODataResponse>
  /** The answer to what {@link run} throws. */
  readonly refusal: (error: unknown) => ODataResponse
  /** Milliseconds of 1970 at which an answer of now expires. */
  readonly expiresAt: () => number
}

class Cancelled extends Error {
  override readonly name = 'Cancelled'
}

/** Resolves when there is an answer, or nobody wants it any more. */
export async function carryOut (database: Database, store: Store, work: Work): Promise<void> {
  try {
    if (work.readsOnly) await storeAnswer(database, work.id, await work.run(store), work.expiresAt())
    else await carryOutAtomically(database, work)
  } catch (error) {
    if (!(error instanceof Cancelled)) await storeAnswer(database, work.id, work.refusal(error), work.expiresAt())
  }
}

async function carryOutAtomically (database: Database, { id, caller, run, expiresAt }: Work): Promise<void> {
  await (database.onBehalfOf?.(caller) ?? database).transaction(async connection => {
    const savepoints = savepointsIn(connection, database.dialect)
    const response = await run(createStore(savepoints)).catch((error: unknown) => { throw savepoints.lost() ?? error })
    const lost = savepoints.lost()
    if (lost !== undefined) throw lost
    if (!await storeAnswer(connection, id, response, expiresAt())) throw new Cancelled('cancelled while it was carried out')
  })
}
