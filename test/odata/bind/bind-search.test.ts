/** OData-URL 4.01, section 5.1.8. */
import t from 'tap'
import { bindSearch } from '../../../src/odata/bind/bind-search.js'
import { parseQueryOptions } from '../../../src/odata/url/parse-query.js'
import { printSearch } from './expression/print-bound.js'

function search (text: string): string {
  const node = parseQueryOptions(`$search=${text}`).search
  return node === undefined ? 'none' : printSearch(bindSearch(node))
}

t.equal(search('blue'), '"blue"')
t.equal(search('blue OR green NOT red'), '("blue" or ("green" and not("red")))')
t.equal(search('(blue OR green) AND "light red"'), '(("blue" or "green") and "light red")')
t.throws(() => search('blue a%00b'), { kind: 'badRequest', message: '$search: expected text without the character U+0000 at position 6.', target: '$search' })
