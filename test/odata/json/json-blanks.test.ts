/** What is long for nothing. */
import t from 'tap'
import { limits } from '../../../src/base/limits.js'
import { createTurns } from '../../../src/base/turns.js'
import { withoutBlanks } from '../../../src/odata/json/json-blanks.js'

const without = async (text: string): Promise<string> => (await withoutBlanks(Buffer.from(text), createTurns())).toString()
const gap = ' \n\t\r'.repeat(50_000)

t.test('one blank for several, but inside of texts', async t => {
  t.equal(await without('"a" :  1'), '"a" :  1', 'a short piece stays as it is')
  t.equal(await without(`"a"${gap}:${gap}1`), '"a" : 1')
  t.equal(await without(`"a \\"  b\\\\"${gap}:  "  \\\\\\"  "${gap}`), '"a \\"  b\\\\" : "  \\\\\\"  " ')
  t.equal(await without(`1${gap}2`), '1 2', 'two numbers stay two')
})

t.test('numbers and words without end', async t => {
  const most = limits.bodyText.most
  t.equal((await without('1'.repeat(most))).length, most)
  await t.rejects(without('1'.repeat(most + 1)), { message: /A text in the body is longer/ })
  await t.rejects(without('x'.repeat(2 * most)), SyntaxError)
})
