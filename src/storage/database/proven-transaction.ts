/** A transaction of another process, which may end when it has committed and not yet said so: then the database is asked. */
import { randomUUID } from 'node:crypto'
import sql from 'sql-template-tag'
import { slotName } from './commit-slots.js'
import type { Connection } from './database.js'

type Work<Result> = (connection: Connection) => Promise<Result>

/** `run` is given the work to do in one transaction; what it throws is thrown, unless the transaction was committed. */
export type ProvenTransaction = <Result>(run: (work: Work<Result>) => Promise<Result>, work: Work<Result>) => Promise<Result>

/**
 * As on PostgreSQL (`commit-slots.ts`), each transaction writes its number into a row of this process.
 * @param reader Sees what is committed.
 */
export function proveTransactions (reader: Connection): ProvenTransaction {
  const instance = randomUUID()
  let count = 0
  return async (run, work) => {
    const [slot, number] = [slotName(instance), ++count]
    let done: { readonly result: Awaited<ReturnType<typeof work>> } | undefined
    try {
      return await run(async connection => {
        await connection.execute(
          sql`INSERT INTO "Revision" ("name", "value") VALUES (${slot}, ${number})
            ON CONFLICT ("name") DO UPDATE SET "value" = excluded."value"`
        )
        done = { result: await work(connection) }
        return done.result
      })
    } catch (error) {
      if (done === undefined) throw error
      const [row] = await reader.query(sql`SELECT "value" FROM "Revision" WHERE "name" = ${slot}`)
      if (Number(row?.[0]) !== number) throw error
      return done.result
    }
  }
}
