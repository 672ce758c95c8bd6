/** The key pairs that sign this service's own tokens: as durable as the database, and the same for every instance on it. */
import sql from 'sql-template-tag'
import type { Database } from './database/database.js'

export interface SigningKeyStore {
  /** Private keys as the JSON of a JWK, oldest first; none before the first token. */
  read (): Promise<readonly string[]>
  /** Keeps `jwk` unless there is a key already. Of several instances that try at once, one succeeds; read afterwards to learn which. */
  addFirst (jwk: string, createdAt: Date): Promise<void>
}

export function createSigningKeyStore (database: Database): SigningKeyStore {
  return {
    read: async () => (await database.query(sql`SELECT "jwk" FROM "SigningKey" ORDER BY "generation"`)).map(([jwk]) => String(jwk)),
    addFirst: async (jwk, createdAt) => {
      await database.execute(
        sql`INSERT INTO "SigningKey" ("generation", "jwk", "createdAt") VALUES (1, ${jwk}, ${createdAt.toISOString()}) ON CONFLICT ("generation") DO NOTHING`
      )
    }
  }
}
