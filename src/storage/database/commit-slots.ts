/**
 * How a transaction is known whose COMMIT was not answered. Its first statement writes its number into a row that belongs to its connection
 * alone. That row is data like the rest: it has the number exactly when the rest is stored, also after a crash, on a server that took
 * over, and through a pooler; and it is locked for as long as the transaction may still be committed.
 * (PostgreSQL's own `pg_xact_status` is not so exact: after a crash the id of a lost transaction can be another's.)
 */
import { randomUUID } from 'node:crypto'
import type { PoolClient, QueryConfig } from 'pg'

/** What a transaction is known by. */
export interface Proof {
  readonly slot: string
  readonly number: number
}

export interface CommitSlots {
  /** The statement for the next transaction on the connection, and what it will be known by. */
  next (client: PoolClient): { readonly proof: Proof, readonly statement: QueryConfig }
}

interface Slot {
  readonly name: string
  readonly madeAt: number
  number: number
}

/** Rows of "Revision" whose names begin so are slots; the day on which they were made follows. */
const SLOT_PREFIX = 'commit:'
const DAY_MS = 24 * 3600 * 1000
/** Days after which a slot is nobody's: none is used for longer than one. */
const KEPT_DAYS = 7

const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10)

/** Slots whose names lie between these two are nobody's any more. */
export const abandonedSlots = (): readonly [from: string, to: string] => [SLOT_PREFIX, SLOT_PREFIX + dayOf(Date.now() - KEPT_DAYS * DAY_MS)]

/** A slot that was made today. */
export const slotName = (owner: string): string => `${SLOT_PREFIX}${dayOf(Date.now())}:${owner}`

/** @param prepare Whether a session may have statements that are prepared by name. */
export function createCommitSlots (prepare: boolean): CommitSlots {
  const instance = randomUUID()
  const slots = new WeakMap<PoolClient, Slot>()
  let made = 0
  const slotOf = (client: PoolClient): Slot => {
    const known = slots.get(client)
    const now = Date.now()
    if (known !== undefined && now - known.madeAt < DAY_MS) return known
    const slot: Slot = { name: slotName(`${instance}:${++made}`), madeAt: now, number: 0 }
    slots.set(client, slot)
    return slot
  }
  return {
    next: client => {
      const slot = slotOf(client)
      slot.number++
      return {
        proof: { slot: slot.name, number: slot.number },
        statement: { text: NOTE, values: [slot.name, slot.number], ...prepare ? { name: 'commit_slot' } : {} }
      }
    }
  }
}

/** Fails when the slot is closed. */
const NOTE = `INSERT INTO "Revision" ("name", "value") VALUES ($1, $2) ON CONFLICT ("name") DO UPDATE
  SET "value" = excluded."value" / (CASE WHEN "Revision"."value" < 0 THEN 0 ELSE 1 END)`

/**
 * Closes a slot for ever, so that a transaction whose message is still under way cannot be committed any more. It stays known which one was
 * committed last: as a number below zero.
 */
export const CLOSE_SLOT = `INSERT INTO "Revision" ("name", "value") VALUES ($1, -1) ON CONFLICT ("name") DO UPDATE
  SET "value" = CASE WHEN "Revision"."value" < 0 THEN "Revision"."value" ELSE -1 - "Revision"."value" END RETURNING -1 - "value" AS "last"`
