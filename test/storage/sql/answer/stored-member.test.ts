/** Members of members, however deep, are those that one step after the other leads to; SQLite is asked by one path. */
import sql from 'sql-template-tag'
import t from 'tap'
import { memberOf, memberText } from '../../../../src/storage/sql/answer/stored-member.js'
import { openDatabase } from '../../../../src/storage/database/open-database.js'
import { dialects, newDatabase } from '../../../support/databases.js'

const NAMES = ['a', 'a.b', '"', '\\', '[0]', 'ä', '@type', "'"]
const VALUE = Object.fromEntries(NAMES.map(outer => [outer, {
  ...Object.fromEntries(NAMES.map(inner => [inner, { number: '1.50', text: `${outer} ${inner}`, nothing: null, list: [1] }])),
  none: null
}]))

for (const dialect of dialects) {
  t.test(`members of members (${dialect})`, async t => {
    const database = await openDatabase(await newDatabase(t, dialect), { synchronous: 'off', poolSize: 1 })
    t.teardown(async () => await database.close())
    const json = dialect === 'sqlite' ? sql`${JSON.stringify(VALUE)}` : sql`${JSON.stringify(VALUE)}::json`
    const to = (...names: readonly string[]) => names.reduce((json, name) => memberOf({ dialect }, json, name), json)
    const valueOf = async (asked: ReturnType<typeof to>): Promise<unknown> => (await database.query(sql`SELECT CAST(${asked} AS text)`))[0]?.[0]
    for (const outer of NAMES) {
      for (const inner of NAMES) {
        t.equal(await valueOf(memberText({ dialect }, to(outer, inner), 'text')), `${outer} ${inner}`)
        t.equal(await valueOf(to(outer, inner, 'number')), '"1.50"')
      }
    }
    t.equal(await valueOf(to('a', 'a', 'nothing')), 'null')
    t.equal(await valueOf(to('a', 'none')), 'null')
    for (const names of [['a', 'none', 'text'], ['a', 'missing', 'text'], ['a', 'a', 'text', 'more'], ['a', 'a', 'list', 'more']]) t.equal(await valueOf(to(...names)), null, names.join('/'))
    t.equal(await valueOf(memberText({ dialect }, to('a', 'a'), 'nothing')), null)
    if (dialect === 'sqlite') t.strictSame(to('a', 'ä', 'text').sql, '(? -> \'$."a"."ä"."text"\')')
  })
}
