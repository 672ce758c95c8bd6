/** Whatever a client sends, it stays a value where it is written. */
import { validateHeaderValue } from 'node:http'
import t from 'tap'
import { escapeFor, inHeader } from '../../../../src/admin/faults/template/escapes.js'
import { fc } from '../../../support/property.js'

const anyText = fc.string({ unit: 'binary' })

t.test('JSON reads back what was written', t => {
  for (const type of ['application/json', 'application/problem+json;charset=utf-8']) {
    fc.assert(fc.property(anyText, text => (JSON.parse(`"${escapeFor(type)(text)}"`) as string) === text))
  }
  t.end()
})

t.test('markup has no character that ends a text or an attribute', t => {
  for (const type of ['text/html; charset=utf-8', 'application/xml', 'application/atom+xml']) {
    fc.assert(fc.property(anyText, text => !/[<>"']/.test(escapeFor(type)(text))))
    t.equal(escapeFor(type)('a<b>&"\''), 'a&lt;b&gt;&amp;&quot;&#39;', type)
  }
  t.end()
})

t.test('every header value can be sent, and half a pair of surrogates is a replacement character', t => {
  fc.assert(fc.property(anyText, text => { validateHeaderValue('x', inHeader(text)) }))
  t.equal(inHeader('a\r\nb\u0000 ü €\ud800'), 'a%0D%0Ab%00 ü %E2%82%AC%EF%BF%BD')
  t.end()
})

t.test('other text is as it is', t => {
  t.equal(escapeFor('text/csv')('a"<\n'), 'a"<\n')
  t.end()
})
