/** OData-URL 4.01, section 5.1.8. */
import t from 'tap'
import type { SearchNode } from '../../../src/odata/url/ast.js'
import { parseQueryOptions } from '../../../src/odata/url/parse-query.js'

const parse = (text: string): SearchNode | undefined => parseQueryOptions(`$search=${text}`).search

function shape (node: SearchNode | undefined): string {
  if (node === undefined) return 'nothing'
  switch (node.kind) {
    case 'term': return node.text
    case 'not': return `[not ${shape(node.operand)}]`
    default: return `[${shape(node.left)} ${node.kind} ${shape(node.right)}]`
  }
}

const shapes: ReadonlyArray<readonly [string, string]> = [
  ['blue', 'blue'],
  [' blue ', 'blue'],
  ['blue green', '[blue and green]'],
  ['blue AND green', '[blue and green]'],
  ['a b c', '[[a and b] and c]'],
  ['a OR b c', '[a or [b and c]]'],
  ['a b OR c', '[[a and b] or c]'],
  ['a OR b OR c', '[[a or b] or c]'],
  ['NOT a b', '[[not a] and b]'],
  ['NOT NOT a', '[not [not a]]'],
  ['NOT (a OR b)', '[not [a or b]]'],
  ['( a ) b', '[a and b]'],
  ['(a OR b) AND "c d"', '[[a or b] and c d]'],
  ['"AND"', 'AND'],
  ['"NOT" "OR"', '[NOT and OR]'],
  ['NOT(a)', '[not a]'],
  ['a AND(b)OR c', '[[a and b] or c]'],
  ['a OR"b"', '[a or b]'],
  ['a or b', '[[a and or] and b]'],
  ['not a', '[not and a]'],
  ["O'Neil's a-b* 50%25 x:y", "[[[O'Neil's and a-b*] and 50%] and x:y]"],
  ["'blue ''green'''", "blue 'green'"],
  ['NOTE ORDER ANDY', '[[NOTE and ORDER] and ANDY]'],
  ['größe+名前', '[größe and 名前]']
]

for (const [text, wanted] of shapes) t.equal(shape(parse(text)), wanted, text)

t.same(parse('a OR "b"'), { kind: 'or', left: { kind: 'term', text: 'a', position: 0 }, right: { kind: 'term', text: 'b', position: 5 }, position: 2 })

const faults: ReadonlyArray<readonly [string, string]> = [
  ['', 'expected a word, a phrase in quotation marks, NOT or "(" at position 1, found the end.'],
  ['"blue"green', 'expected the end at position 7, found "green".'],
  ['"blue', 'expected a word, a phrase in quotation marks, NOT or "(" at position 1, found ""blue".'],
  ['""', 'expected a word, a phrase in quotation marks, NOT or "(" at position 1, found """.'],
  ['(a', 'expected ")" at position 3, found the end.'],
  ['a)', 'expected the end at position 2, found ")".'],
  ['a;b', 'expected the end at position 2, found ";".'],
  ['()', 'expected a word, a phrase in quotation marks, NOT or "(" at position 2, found ")".'],
  ['AND', 'expected a word, a phrase in quotation marks, NOT or "(" at position 1, found "AND".'],
  ['OR', 'expected a word, a phrase in quotation marks, NOT or "(" at position 1, found "OR".'],
  ['NOT', 'expected a word, a phrase in quotation marks, NOT or "(" at position 4, found the end.'],
  ['NOT ', 'expected a word, a phrase in quotation marks, NOT or "(" at position 5, found the end.'],
  ['a AND', 'expected a word, a phrase in quotation marks, NOT or "(" at position 6, found the end.'],
  ['windows AND ', 'expected a word, a phrase in quotation marks, NOT or "(" at position 13, found the end.'],
  ['a OR', 'expected a word, a phrase in quotation marks, NOT or "(" at position 5, found the end.'],
  ['a OR )', 'expected a word, a phrase in quotation marks, NOT or "(" at position 6, found ")".'],
  ['a AND OR b', 'expected a word, a phrase in quotation marks, NOT or "(" at position 7, found "OR".'],
  ['(a AND)', 'expected a word, a phrase in quotation marks, NOT or "(" at position 7, found ")".'],
  ['a NOT', 'expected a word, a phrase in quotation marks, NOT or "(" at position 6, found the end.'],
  ["'blue' green", 'expected the end at position 8, found "green".']
]

for (const [text, message] of faults) t.throws(() => parse(text), { message: `$search: ${message}`, target: '$search' }, text)
