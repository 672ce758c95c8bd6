/** Names are found exactly first, then without regard to case (OData-Protocol 4.01, section 13.2.3), in long lists as in short ones. */
import t from 'tap'
import { findByName } from '../../src/edm/name-index.js'

const items = (names: readonly string[]): ReadonlyArray<{ readonly name: string }> => names.map(name => ({ name }))
const many = Array.from({ length: 1000 }, (_, index) => `name${index}`)

t.test('short and long lists answer alike', t => {
  for (const rest of [[], many]) {
    const list = items(['Id', 'ID', 'Name', ...rest])
    t.equal(findByName(list, 'ID'), list[1])
    t.equal(findByName(list, 'id'), list[0], 'of several the first')
    t.equal(findByName(list, 'NAME')?.name, 'Name')
    t.equal(findByName(list, 'NAME', 'exact'), undefined)
    t.equal(findByName(list, 'none'), undefined)
    t.equal(findByName(list, 'constructor'), undefined)
  }
  t.end()
})

t.test('a long list is not looked through each time', t => {
  const list = items(many.map(name => name.repeat(3)))
  const before = process.cpuUsage()
  for (let round = 0; round < 200; round++) for (const { name } of list) findByName(list, name.toUpperCase())
  t.ok(process.cpuUsage(before).user / 1000 < 2000, '200,000 names')
  t.end()
})
