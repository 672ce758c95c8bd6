import t from 'tap'
import { downgrade } from '../../../src/http/openapi/downgrade.js'

t.test('null and examples of OpenAPI 3.0', t => {
  t.same(downgrade({ openapi: '3.1.0', a: { type: ['string', 'null'], examples: ['x', 'y'] } }), { openapi: '3.0.3', a: { type: 'string', nullable: true, example: 'x' } })
  t.same(downgrade({ a: { anyOf: [{ $ref: '#/x' }, { type: 'null' }], description: 'd' } }), { openapi: '3.0.3', a: { type: 'object', allOf: [{ $ref: '#/x' }], nullable: true, description: 'd' } })
  t.same(downgrade({ info: { license: { name: 'MIT', identifier: 'MIT' } } }), { openapi: '3.0.3', info: { license: { name: 'MIT', url: 'https://spdx.org/licenses/MIT.html' } } })
  t.same(downgrade({ content: { examples: { one: { value: null } } }, list: [{ type: 'integer' }] }), { openapi: '3.0.3', content: { examples: { one: { value: null } } }, list: [{ type: 'integer' }] })
  t.same(downgrade({ a: { $ref: '#/x', description: 'd' } }), { openapi: '3.0.3', a: { $ref: '#/x' } })
  const components = { schemas: { color: { type: 'string', enum: ['Red'] } } }
  const color = { $ref: '#/components/schemas/color' }
  t.match(downgrade({ components, a: { anyOf: [color, { type: 'null' }] } }), { a: { anyOf: [color, { type: 'string', enum: [null], nullable: true }] } }, 'a named enumeration')
  const [one, other] = [{ $ref: '#/x' }, { $ref: '#/y' }]
  t.same(downgrade({ a: { anyOf: [one, other, { type: 'null' }] } }), { openapi: '3.0.3', a: { type: 'object', anyOf: [one, other], nullable: true } }, 'one of several, or null')
  const number = { anyOf: [{ type: 'number' }, { type: 'string', enum: ['INF'] }, { type: 'null' }] }
  t.same(downgrade({ a: number }), { openapi: '3.0.3', a: { anyOf: [{ type: 'number', nullable: true }, { type: 'string', enum: ['INF', null], nullable: true }] } })
  const shown = { properties: { type: { type: ['string', 'null'] }, identifier: { type: 'string' } }, examples: { a: { value: { identifier: 'x', type: ['a', 'null'] } } } }
  t.same(downgrade(shown), { openapi: '3.0.3', properties: { type: { type: 'string', nullable: true }, identifier: { type: 'string' } }, examples: shown.examples }, 'data are left as they are')
  t.end()
})
