/** Where the answers of controls lead. */
import t from 'tap'
import { linksOf } from '../../../src/admin/openapi/control-links.js'

const control = (method: string, path: string, operationId: string) => ({ method, path, operationId, summary: `${operationId} it` })

const controls = [
  control('get', '/things', 'list'), control('post', '/things', 'add'), control('delete', '/things', 'clear'),
  control('get', '/things/{id}', 'get'), control('put', '/things/{id}', 'put'), control('post', '/things/{id}/move', 'move'),
  control('get', '/things/{id}/parts/{part}', 'getPart'), control('get', '/things-of-others/{id}', 'other')
]
const leads = (operationId: string, schema: Readonly<Record<string, unknown>>): Array<[string, object]> => {
  const links = linksOf(controls.find(own => own.operationId === operationId)!, schema, controls) ?? {}
  return Object.entries(links).map(([name, link]) => [name, (link as { parameters: object }).parameters])
}

t.test('from what was made, by the member that the path names or by its id', t => {
  const id = { id: '$response.body#/id' }
  t.same(leads('add', { properties: { id: {}, name: {} } }), [['get', id], ['put', id], ['move', id]])
  t.same(leads('add', { properties: { name: {} } }), [], 'an answer that does not say')
  t.same(leads('clear', {}), [])
  t.end()
})

t.test('from a list, to its first item', t => {
  const id = { id: '$response.body#/value/0/id' }
  t.same(leads('list', { properties: { value: { items: { properties: { id: {} } } } } }), [['get', id], ['put', id], ['move', id]])
  t.end()
})

t.test('from what was put, by the same path', t => {
  const id = { id: '$request.path.id' }
  t.same(leads('put', { properties: {} }), [['get', id], ['move', id]])
  t.same(leads('get', { properties: {} }), [], 'a read makes nothing')
  t.end()
})
