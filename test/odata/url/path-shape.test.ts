/** Paths of one shape differ in keys alone, each of which is one literal (OData-URL 4.01, section 4.3). */
import t from 'tap'
import { pathShapeOf } from '../../../src/odata/url/path-shape.js'

const GUID = '01234567-89ab-cdef-0123-456789ABCDEF'
const of = (path: string): unknown => pathShapeOf(path)?.keys.map(({ kind, text }) => `${kind} ${text}`)

t.test('keys in parentheses, and what can be nothing but a key', t => {
  const cases: ReadonlyArray<readonly [path: string, keys: unknown]> = [
    ["People('a')", ['string a']],
    ["People('it''s')/Trips(7)/Name/$value", ["string it's", 'int64 7']],
    ["People('a%2Fb%20%C3%A4')", ['string a/b ä']],
    ['People%28%27a%27%29', ['string a']],
    ['Values(-3)', ['int64 -3']],
    [`Airports(${GUID})`, [`guid ${GUID}`]],
    [`devices/${GUID}/owner`, [`segment ${GUID}`]],
    ["Namespace.Type('a')", ['string a']]
  ]
  for (const [path, keys] of cases) t.same(of(path), keys, path)
  t.end()
})

t.test('what is not one literal is part of the text', t => {
  const paths = [
    'People', 'People/a', "People(UserName='a')", 'People(@p)', 'Values(null)', 'Values(true)', "Values(duration'P1D')", "Values(S.Color'Red')", 'Values(1.5)', "People('a')('b')",
    "People('a'", "People('it's')", 'Values(1234567890123456789)', "People('a%00')", '$metadata', 'a/b', ''
  ]
  for (const path of paths) t.equal(of(path), undefined, path)
  t.equal(pathShapeOf("People('%')"), undefined, 'nor what cannot be decoded')
  t.equal(pathShapeOf("People('a')/%FF"), undefined)
  t.end()
})

t.test('paths of different shapes have different keys', t => {
  const paths = ["People('a')", 'People(1)', `People(${GUID})`, `People/${GUID}`, "people('a')", "People('a')/Trips", "People('a')/Trips(1)", "People('a')/Trips('b')"]
  t.equal(new Set(paths.map(path => pathShapeOf(path)?.key)).size, paths.length)
  t.equal(pathShapeOf("People('a')")?.key, pathShapeOf('People%28%27b%27%29')?.key)
  t.end()
})
