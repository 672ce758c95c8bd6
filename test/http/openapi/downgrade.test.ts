import t from 'tap'
import { downgrade } from '../../../src/http/openapi/downgrade.js'

t.test('null and examples of OpenAPI 3.0', t => {
  t.same(downgrade({ openapi: '3.1.0', a: { type: ['string', 'null'], examples: ['x', 'y'] } }), { openapi: '3.0.3', a: { type: 'string', nullable: true, example: 'x' } })
  t.same(downgrade({ a: { anyOf: [{ $ref: '#/x' }, { type: 'null' }], description: 'd' } }), { openapi: '3.0.3', a: { type: 'object', allOf: [{ $ref: '#/x' }], nullable: true, description: 'd' } })
  t.same(downgrade({ info: { license: { name: 'MIT', identifier: 'MIT' } } }), { openapi: '3.0.3', info: { license: { name: 'MIT', url: 'https://spdx.org/licenses/MIT.html' } } })
  t.same(downgrade({ content: { examples: { one: { value: null } } }, list: [{ type: 'integer' }] }), { openapi: '3.0.3', content: { examples: { one: { value: null } } }, list: [{ type: 'integer' }] })
  t.same(downgrade({ a: { $ref: '#/x', description: 'd' } }), { openapi: '3.0.3', a: { $ref: '#/x' } })
  t.end()
})
