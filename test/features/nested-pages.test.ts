/** Pages of related entities inside of an answer, on both databases. */
import { json, onBothDatabases } from '../support/service.js'

onBothDatabases('Protocol 11.2.6.7: a page of related entities that is full is the last one, unless there is one more', async (t, { call }) => {
  for (const [index, name] of ['a', 'b', 'c'].entries()) {
    await call('POST', '/odata/People', { body: { Name: name, Reports: Array.from({ length: index + 1 }, (_report, number) => ({ Name: `${name}${number}` })) } })
  }
  const { value } = json(await call('GET', '/odata/People?$expand=Reports($select=Name)&$filter=length(Name) eq 1&$orderby=Name&$top=2'))
  t.match(value, [{ Reports: [{ Name: 'a0' }] }, { Reports: [{ Name: 'b0' }, { Name: 'b1' }] }])
  for (const one of value as ReadonlyArray<Record<string, unknown>>) t.notHas(one, 'Reports@odata.nextLink')
  const third = json(await call('GET', "/odata/People('c')?$expand=Reports($select=Name)"))
  t.match(third['Reports'], [{ Name: 'c0' }, { Name: 'c1' }])
  const next = await call('GET', String(third['Reports@odata.nextLink']).replace(/^https?:\/\/[^/]*/, ''))
  t.match(json(next), { value: [{ Name: 'c2' }] })
}, { model: 'test/models/club.csdl.xml', pageSize: 2 })
