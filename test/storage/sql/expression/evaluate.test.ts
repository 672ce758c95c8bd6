/** Random expressions over random rows: both databases answer as the plain evaluator in `test/support/evaluate` does. */
import sql, { join } from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import t from 'tap'
import { ODataError } from '../../../../src/errors.js'
import type { Test } from 'tap'
import { instantOf } from '../../../../src/edm/date-time-offset.js'
import type { PrimitiveValue } from '../../../../src/edm/types.js'
import type { Expression } from '../../../../src/odata/bind/expression/expression.js'
import type { Database, SqlRow } from '../../../../src/storage/database/database.js'
import { openDatabase } from '../../../../src/storage/database/open-database.js'
import { identifier } from '../../../../src/storage/sql/identifier.js'
import { renderExpression, renderFilter, renderOrderBy } from '../../../../src/storage/sql/expression/render-expression.js'
import type { RenderContext } from '../../../../src/storage/sql/expression/render-context.js'
import { renderSearch } from '../../../../src/storage/sql/answer/search-sql.js'
import { dialects, newDatabase } from '../../../support/databases.js'
import { anyExpression, expressions, rowType, rows, searches, textNames } from '../../../support/evaluate/arbitrary.js'
import { fromDatabase, show } from '../../../support/evaluate/build.js'
import { evaluate, matches, order } from '../../../support/evaluate/evaluate.js'
import type { Row } from '../../../support/evaluate/evaluate.js'
import { Failure } from '../../../support/evaluate/evaluation-failure.js'
import { fc, runs, seed } from '../../../support/property.js'

const RUNS = runs(300)
const ROWS = 24
const DEPTH = 4
const NOW = '2020-02-29T12:00:00.500000000000'
const table = fc.sample(rows, { numRuns: ROWS, seed })

async function open (t: Test, dialect: Database['dialect']): Promise<Database> {
  const database = await openDatabase(await newDatabase(t, dialect), { synchronous: 'off', poolSize: 2 })
  t.teardown(async () => { await database.close() })
  await database.execute(sql`INSERT INTO "Tenant" ("key", "id", "createdAt") VALUES (1, 'one', '')`)
  const columns = [...textNames, 'checkinDateTime', 'checkinDateTime_instant', 'appliedPolicies', 'wasSuccessful']
  for (const [ordinal, row] of table.entries()) {
    const values = [...textNames.map(name => row[name]), row['checkinDateTime'], instantOf(String(row['checkinDateTime'])), JSON.stringify(row['appliedPolicies'])]
    await database.execute(sql`INSERT INTO "OfficeClientCheckinStatus" ("tenant", "owner", "ordinal", "changed", ${join(columns.map(identifier))})
      VALUES (1, 0, ${ordinal}, 1, ${join(values)}, ${row['wasSuccessful'] === true ? sql`TRUE` : sql`FALSE`})`)
  }
  return database
}

interface Expected {
  readonly values: ReadonlyArray<PrimitiveValue | null>
  /** Every message that evaluating a row ends in: a database stops at the first. */
  readonly failures: readonly string[]
}

function expected (results: (row: Row) => PrimitiveValue | null): Expected {
  const failures: string[] = []
  const values = table.map(row => {
    try {
      return results(row)
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      failures.push(...error.messages)
      return null
    }
  })
  return { values, failures }
}

const evaluated = (expression: Expression, lazy: boolean): Expected =>
  expected(row => evaluate(expression, { row, now: NOW, variables: new Map(), lazy }))

/** What a statement gives, and what it should: the message of a failure, or the values that `wanted` makes of the expressions'. */
async function compare (
  database: Database,
  statement: Sql,
  read: (row: SqlRow) => unknown,
  operands: readonly Expression[],
  wanted: (expected: readonly Expected[]) => readonly unknown[]
): Promise<[unknown, unknown]> {
  try {
    const found = (await database.query(statement)).map(read)
    const lazy = operands.map(operand => evaluated(operand, true))
    const failures = lazy.flatMap(operand => operand.failures)
    return [found, failures.length > 0 ? failures : wanted(lazy)]
  } catch (error) {
    const message = (error instanceof ODataError ? error.message : undefined)
    if (message === undefined) throw error
    const failures = operands.flatMap(operand => evaluated(operand, false).failures)
    return [message, failures.includes(message) ? message : [...new Set(failures)]]
  }
}

const scan = (select: Sql, where: Sql, orderBy: Sql): Sql => sql`SELECT ${select} FROM "OfficeClientCheckinStatus" r WHERE r."tenant" = 1 AND r."owner" = 0 AND ${where} ORDER BY ${orderBy}`
const ordinals = Array.from(table.keys())
const byOrdinal = sql`r."ordinal"`
const readOrdinal = ([ordinal]: SqlRow): number => Number(ordinal)

for (const dialect of dialects) {
  t.test(dialect, async t => {
    t.comment(`PROPERTY_SEED=${seed} PROPERTY_RUNS=${RUNS}`)
    const database = await open(t, dialect)
    const context: RenderContext = { dialect, now: NOW, tableAlias: ({ name }) => name === '$it' ? 'r' : undefined, computed: new Map() }
    const check = async <Value>(
      title: string,
      values: fc.Arbitrary<Value>,
      print: (value: Value) => string,
      run: (value: Value) => Promise<[unknown, unknown]>
    ) => {
      let message: unknown
      await fc.assert(
        fc.asyncProperty(values, async value => {
          const [found, wanted] = await run(value).catch((error: unknown) => {
            throw new Error(`${print(value)}: ${String(error)}`, { cause: error })
          })
          if (JSON.stringify(found, bigints) !== JSON.stringify(wanted, bigints)) { throw new Error(`${print(value)} gives\n${JSON.stringify(found, bigints)}\n  instead of\n${JSON.stringify(wanted, bigints)}`) }
        }),
        { seed, numRuns: RUNS }
      ).catch((thrown: unknown) => {
        message = thrown instanceof Error ? String(thrown.cause ?? thrown) : thrown
      })
      t.equal(message, undefined, title)
    }

    await check(
      'values',
      anyExpression(DEPTH),
      show,
      async expression =>
        await compare(
          database,
          scan(renderExpression(context, expression), sql`1 = 1`, byOrdinal),
          ([value]) => fromDatabase(value, expression.type),
          [expression],
          ([result]) => result?.values ?? []
        )
    )
    await check(
      'filters',
      expressions(DEPTH).bool,
      show,
      async filter =>
        await compare(database, scan(byOrdinal, renderFilter(context, filter), byOrdinal), readOrdinal, [filter], ([result]) =>
          ordinals.filter(ordinal =>
            result?.values[ordinal] === true
          ))
    )
    await check(
      'orders',
      fc.tuple(anyExpression(2), fc.boolean(), anyExpression(2), fc.boolean()),
      ([first, , second]) => `${show(first)}, ${show(second)}`,
      async ([first, firstDown, second, secondDown]) => {
        const items = [{ expression: first, descending: firstDown }, { expression: second, descending: secondDown }]
        const statement = scan(byOrdinal, sql`1 = 1`, join([...renderOrderBy(context, items), byOrdinal]))
        return await compare(database, statement, readOrdinal, [first, second], results =>
          [...ordinals].sort((a, b) => {
            for (const [index, { expression: { type: { type } }, descending }] of items.entries()) {
              const compared = order(
                results[index]?.values[a] ?? null,
                results[index]?.values[b] ?? null,
                type.kind === 'primitive' ? type.name : ''
              )
              if (compared !== 0) return descending ? -compared : compared
            }
            return a - b
          }))
      }
    )
    await check('searches', searches, search => JSON.stringify(search), async search => {
      const texts = (row: Row) => [...textNames.map(name => row[name] as string | null), ...row['appliedPolicies'] as ReadonlyArray<string | null>]
      return await compare(database, scan(byOrdinal, renderSearch(context, search, { alias: 'r', type: rowType }), byOrdinal), readOrdinal, [],
        () => ordinals.filter(ordinal => matches(search, texts(table[ordinal] as Row))))
    })
  })
}

const bigints = (_key: string, value: unknown): unknown => typeof value === 'bigint' ? `${value}n` : value
