/** `matchesPattern` on both databases: the answers of ECMAScript, and no pattern that takes long. */
import sql, { join } from 'sql-template-tag'
import t from 'tap'
import { openDatabase } from '../../src/storage/database/open-database.js'
import { dialects as dialectTable } from '../../src/storage/sql/dialect.js'
import { renderFunction } from '../../src/storage/sql/expression/function-sql.js'
import { dialects, newDatabase } from '../support/databases.js'
import { text } from '../support/evaluate/build.js'
import { matchesInEcmaScript, patterns, texts } from '../support/evaluate/patterns.js'
import { fc, runs, seed } from '../support/property.js'

const RUNS = runs(300)
/** The time of a match is bounded for each row; the limits below are far above what an idle machine takes. */
const MANY = 2000
const hostile = ['(a*)*b', '(a|a)*b', '^(a|aa)+b', '(?:a?){48}a{48}b', '(.*)(.*)(.*)(.*)(.*)x', '(?:(?:a{1,5}){1,5}){1,4}b', '(\\w+\\s?)+@', '(a|b|ab)*c', '[^b]{1,145}b', '(?:.{0,12}a){10}b', '(?:\\ba?){11}b', '(?:^|a|$){4}b', '(?:(a|b)*a(a|b){10}){2}x']

for (const dialect of dialects) {
  t.test(dialect, async t => {
    const database = await openDatabase(await newDatabase(t, dialect), { synchronous: 'off', poolSize: 2 })
    t.teardown(async () => { await database.close() })
    const matches = (value: ReturnType<typeof sql>, pattern: string) => renderFunction('matchespattern', { dialect: dialectTable[dialect], now: '', arguments: [value, dialectTable[dialect].text(pattern)], expressions: [text(''), text(pattern)] })

    t.comment(`PROPERTY_SEED=${seed} PROPERTY_RUNS=${RUNS}`)
    let message: unknown
    await fc.assert(fc.asyncProperty(patterns, fc.array(texts, { minLength: 8, maxLength: 8 }), async (pattern, values) => {
      const [row = []] = await database.query(sql`SELECT ${join(values.map(value => matches(dialectTable[dialect].text(value), pattern)))}`)
      for (const [index, value] of values.entries()) {
        if (Boolean(row[index]) !== matchesInEcmaScript(pattern, value)) throw new Error(`${JSON.stringify(pattern)} ${String(row[index])} ${JSON.stringify(value)}`)
      }
    }), { seed, numRuns: RUNS }).catch((thrown: unknown) => { message = thrown instanceof Error ? String(thrown.cause ?? thrown) : thrown })
    t.equal(message, undefined, 'random patterns')

    await database.execute(sql`INSERT INTO "Tenant" ("key", "id", "createdAt") VALUES (1, 'one', '')`)
    const rows = sql`SELECT ${'a'.repeat(24)} || CAST(n.i AS text) AS "value" FROM ${dialect === 'sqlite' ? sql`(WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < ${MANY}) SELECT i FROM c) n` : sql`generate_series(1, ${MANY}::int) AS n(i)`}`
    for (const pattern of hostile) {
      const began = performance.now()
      await database.query(sql`SELECT count(*) FROM (${rows}) AS r WHERE ${matches(sql`r."value"`, pattern)}`)
      const milliseconds = Math.round(performance.now() - began)
      t.ok(milliseconds < 20_000, `${MANY} rows in ${milliseconds} ms: ${pattern}`)
      const long = performance.now()
      await database.query(sql`SELECT ${matches(dialectTable[dialect].text('a'.repeat(20_000)), pattern)}`)
      t.ok(performance.now() - long < 20_000, `20,000 characters in ${Math.round(performance.now() - long)} ms: ${pattern}`)
    }
  })
}
