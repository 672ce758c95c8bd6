/** Names of models in any script (CSDL 4.01, section 15.2), which headers have percent-encoded (OData-Protocol 4.01, section 8.3.2). */
import { json, onBothDatabases } from '../support/service.js'

const LETTERS = { model: 'test/models/letters.csdl.xml' }

const BOOKS = `/odata/${encodeURIComponent('Книги')}`
const BOOK = `${BOOKS}(${encodeURIComponent('Ключ')}='%C3%A4',${encodeURIComponent('番号')}=1)`
const VOLUMES = `${BOOK}/${encodeURIComponent('Тома')}`

onBothDatabases('8.3.2 Location and 8.3.4 OData-EntityId are URLs, whatever letters names have', async (t, { call }) => {
  const minimal = { prefer: 'return=minimal' }
  const created = await call('POST', BOOKS, { body: { Ключ: 'ä', 番号: 1, Größe: 5, Тома: [{ Id: 1 }] } })
  t.equal(created.statusCode, 201, created.body)
  t.equal(new URL(String(created.headers.location)).pathname, BOOK)
  t.ok(String(created.headers.location).endsWith(BOOK), 'in ASCII')
  const upserted = await call('PUT', `${VOLUMES}(2)`, { body: { Id: 2 }, headers: minimal })
  t.equal(upserted.statusCode, 204, upserted.body)
  t.equal(new URL(String(upserted.headers['odata-entityid'])).pathname, `${VOLUMES}(2)`)
  const town = await call('POST', '/odata/St%C3%A4dte', { body: { Id: 7 }, headers: minimal })
  t.equal(new URL(String(town.headers.location)).pathname, '/odata/St%C3%A4dte(7)', 'Latin 1, too, which a header could have')
  const { value } = json(await call('GET', `${VOLUMES}?$count=true&$orderby=Id`)) as { value: unknown[] }
  t.equal(value.length, 2)
}, LETTERS)

onBothDatabases('JSON format 19.5: the same inside of batches, whose headers are in lower case, and of what links refer to', async (t, { call }) => {
  const { responses } = json(await call('POST', '/odata/$batch', {
    body: { requests: [{ id: '1', method: 'POST', url: BOOKS, headers: { 'content-type': 'application/json' }, body: { Ключ: 'ä', 番号: 1 } }, { id: '2', method: 'POST', url: BOOKS, headers: { 'content-type': 'application/json' }, body: { Ключ: 'b', 番号: 2 } }] }
  })) as { responses: Array<{ status: number, headers: Record<string, string> }> }
  t.same(responses.map(({ status }) => status), [201, 201])
  t.equal(new URL(String(responses[0]?.headers['location'])).pathname, BOOK)
  const found = await call('GET', `${BOOK}/$ref`)
  const reference = String(json(found)['@odata.id'])
  t.equal(new URL(reference).pathname, BOOK, found.body)
  const second = `${BOOKS}(${encodeURIComponent("Ключ='b',番号=2")})`
  const related = await call('POST', `${second}/${encodeURIComponent('Ähnliche')}/$ref`, { body: { '@odata.id': reference } })
  t.equal(related.statusCode, 204, related.body)
  const expanded = json(await call('GET', `${second}?$expand=${encodeURIComponent('Ähnliche($select=番号)')}`))
  t.match(expanded, { Ähnliche: [{ 番号: 1 }] })
}, LETTERS)
