/** PostgreSQL's driver adapter, held to one transaction: the schema engine has no such thing of its own. */
import type { SqlDriverAdapter, Transaction } from '@prisma/driver-adapter-utils'

/**
 * An adapter whose statements are all part of the transaction. A script goes to the server whole, after a savepoint, so that the engine
 * can still note why one failed.
 */
export function adapterWithin (transaction: Transaction, adapter: SqlDriverAdapter): SqlDriverAdapter {
  const run = async (script: string): Promise<void> => { await transaction.executeRaw({ sql: script, args: [], argTypes: [] }) }
  return {
    provider: adapter.provider,
    adapterName: adapter.adapterName,
    queryRaw: async query => await transaction.queryRaw(query),
    executeRaw: async query => await transaction.executeRaw(query),
    executeScript: async script => {
      await run('SAVEPOINT script')
      try {
        await run(script)
      } catch (error) {
        await run('ROLLBACK TO SAVEPOINT script')
        throw error
      }
    },
    startTransaction: async () => await Promise.reject(new Error('there is a transaction already')),
    getConnectionInfo: () => adapter.getConnectionInfo?.() ?? { supportsRelationJoins: false },
    dispose: async () => { await adapter.dispose() }
  }
}
