import t from 'tap'
import { isSpace, lex, qualifiedNameEnd, type TokenKind } from '../../../src/odata/url/lexer.js'

/** All tokens as `kind:text`. */
function tokens (text: string): string[] {
  const found: string[] = []
  for (let token = lex(text, 0); token.kind !== 'end'; token = lex(text, token.end)) found.push(token.kind === token.text ? token.text : `${token.literalKind ?? token.kind}:${token.text}`)
  return found
}

t.same(tokens('( ) [ ] { } , ; : / = * . - #'), ['(', ')', '[', ']', '{', '}', ',', ';', ':', '/', '=', '*', '.', '-', '#'], 'punctuation')
t.same(tokens('a _b c1 Ns.Type größe 名前'), ['name:a', 'name:_b', 'name:c1', 'name:Ns.Type', 'name:größe', 'name:名前'], 'names')
t.same(tokens('Ns.* a.'), ['name:Ns', '.', '*', 'name:a', '.'], 'a dot that joins nothing')
t.same(tokens('$it @p @Ns.Term'), ['dollarName:$it', 'atName:p', 'atName:Ns.Term'], 'sigils')
t.same(tokens("'O''Neil' '' \"a\\\"b\" binary'Zg'"), ["string:O'Neil", 'string:', 'jsonString:a"b', 'prefixedString:Zg'], 'strings')
t.same(tokens('1 -2 +3 4.5 6e7 -INF INF NaN INFx -x'), ['int32:1', 'int32:-2', 'int32:3', 'decimal:4.5', 'double:6e7', 'double:-INF', 'double:INF', 'double:NaN', 'name:INFx', '-', 'name:x'], 'numbers')
t.same(tokens('null NULL tRUe False'), ['null:null', 'name:NULL', 'boolean:true', 'boolean:false'], 'words that are literals')
t.same(tokens('2012-09-20 -0001-01-01 23:59:60.123456789012 2012-08-31T18:19:22.1Z'), ['date:2012-09-20', 'date:-0001-01-01', 'timeOfDay:23:59:60.123456789012', 'dateTimeOffset:2012-08-31T18:19:22.1Z'], 'dates and times')
t.same(tokens('01234567-89ab-cdef-0123-456789ABCDEF abcdef01-89ab-cdef-0123-456789abcdef'), ['guid:01234567-89ab-cdef-0123-456789ABCDEF', 'guid:abcdef01-89ab-cdef-0123-456789abcdef'], 'guids')
t.same(tokens('12:5'), ['int32:12', ':', 'int32:5'], 'no time of day')
t.same(tokens('\t a \t'), ['name:a'], 'white space')

const invalid = ['42a', '2012-13-01', '2012-01-01T24:00Z', "'open", '"open', '"\\q"', '"\\ud800"', '$', '@1', '!', '+', '+x', '\u00a0', '\u0000', '🙂', '01234g67-89ab-cdef-0123-456789abcdef']
for (const text of invalid) t.equal(lex(text, 0).kind, 'invalid' satisfies TokenKind, `${JSON.stringify(text)} begins no token`)

t.match(lex('2012-09-03T14:53 02:00', 0), { kind: 'invalid', suggestion: '2012-09-03T14:53%2B02:00' }, 'a plus that became a space is recognised')
t.match(lex('  abc', 0), { kind: 'name', start: 2, end: 5 }, 'positions')
t.equal(qualifiedNameEnd('a.b.c(', 0), 5)
t.equal(qualifiedNameEnd('(', 0), 0)
t.ok(isSpace(9))
