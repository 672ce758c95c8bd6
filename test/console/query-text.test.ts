/** The console's query bar: options read, written, encoded, and the place of a fault found in them. */
import t from 'tap'
import { encodeOptions, faultPosition, nextOrder, optionOf, printOptions, readOptions, withOption } from '../../console/data/query-text.js'

t.test('an ampersand within a text is no end of an option', t => {
  const query = "$filter=name eq 'A & B'&$orderby=name desc&$count=true"
  t.same(readOptions(query), [['$filter', "name eq 'A & B'"], ['$orderby', 'name desc'], ['$count', 'true']])
  t.equal(printOptions(readOptions(query)), query)
  t.equal(optionOf(query, '$orderby'), 'name desc')
  t.equal(optionOf(query, '$top'), undefined)
  t.same(readOptions('  '), [])
  t.end()
})

t.test('what is sent means what was typed', t => {
  for (const value of ["name eq 'A & B + 100% #1'", "contains(name,'ü=?')", 'a/b in (1,2)', "x eq '%41'"]) {
    const sent = encodeOptions([['$filter', value]])
    t.equal(new URLSearchParams(sent).get('$filter'), value, sent)
    t.match(sent, /^\$filter=/)
    t.notMatch(sent.slice(8), /[&#+ ]/)
  }
  t.end()
})

t.test('an option is set, changed and removed', t => {
  t.equal(withOption('', '$top', '5'), '$top=5')
  t.equal(withOption('$filter=a&$top=5', '$filter', 'b'), '$filter=b&$top=5')
  t.equal(withOption('$filter=a&$top=5', '$filter', undefined), '$top=5')
  const orders = ['', '$orderby=name', '$orderby=name desc', '']
  for (const [index, order] of orders.slice(0, -1).entries()) t.equal(nextOrder(order, 'name'), orders[index + 1])
  t.equal(nextOrder('$orderby=other', 'name'), '$orderby=name')
  t.end()
})

t.test('where in the query the fault is', t => {
  const query = '$top=5&$filter=a and &$orderby=b'
  t.equal(faultPosition(query, '$filter: expected an expression at position 7, found the end.'), query.indexOf('=a and') + 7)
  t.equal(faultPosition(query, '$search: expected a word at position 1, found the end.'), undefined)
  t.equal(faultPosition(query, 'There is no property x.'), undefined)
  t.end()
})
