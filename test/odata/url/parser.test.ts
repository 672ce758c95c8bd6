import { limits } from '../../../src/base/limits.js'
import t from 'tap'
import { isIdentifier, isQualifiedName, Parser } from '../../../src/odata/url/parser.js'

t.equal(new Parser('$x', 'a b').advance().text, 'a')
t.same(new Parser('$x', 'a,b , c').whole(parser => parser.list(',', () => parser.expectIdentifier())), ['a', 'b', 'c'])
t.throws(() => new Parser('$x', 'a b').whole(parser => parser.expectIdentifier()), { message: '$x: expected the end at position 3, found "b".', target: '$x', kind: 'badRequest' })
t.throws(() => new Parser('$x', 'a.b').expectIdentifier(), { message: '$x: expected a name without a dot at position 1, found "a.b".' })
t.throws(() => new Parser('$x', '(').expectWord('as'), { message: '$x: expected "as" at position 1, found "(".' })
t.throws(() => new Parser('$x', '').expect('name', 'a name'), { message: '$x: expected a name at position 1, found the end.' })
t.throws(() => new Parser('$x', 'a'.repeat(limits.identifierLength.most + 1)).expectName(), { message: '$x: a name is longer than 128 characters.' })
t.equal(new Parser('$x', `${'a'.repeat(limits.identifierLength.most)}.b`).expectName().length, limits.identifierLength.most + 2, 'the limit is one of each identifier')
t.throws(() => new Parser('$x', ' a').expectGlued('a value'), { message: '$x: expected a value at position 1, found " ".' })
t.equal(new Parser('Resource path', 'abc', 1).token.start, 1, 'a parse can begin anywhere')

const raw = new Parser('$x', 'a!b c')
raw.advance()
t.equal(raw.matchRaw(/!b/y), '!b', 'text outside of the tokens')
t.equal(raw.matchRaw(/z/y), undefined)
raw.resume()
t.equal(raw.token.text, 'c')

function deep (parser: Parser, levels: number): number {
  return levels === 0 ? 0 : parser.nested(() => deep(parser, levels - 1))
}
t.equal(deep(new Parser('$x', ''), limits.depth.most), 0)
t.throws(() => deep(new Parser('$x', ''), limits.depth.most + 1), { message: '$x: nested deeper than 100 levels.' })

t.ok(isQualifiedName('a.b'))
t.notOk(isQualifiedName(''))
t.ok(isIdentifier('a'))
t.notOk(isIdentifier('a.b'))
t.notOk(isIdentifier('a'.repeat(129)))
