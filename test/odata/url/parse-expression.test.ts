/** OData-URL 4.01, sections 5.1.1.2 to 5.1.1.4 and 5.1.1.14: operators, their precedence, calls. */
import t from 'tap'
import type { ExpressionNode } from '../../../src/odata/url/ast.js'
import { parseExpression } from '../../../src/odata/url/parse-expression.js'
import { printExpression } from '../../../src/odata/url/print.js'

const parse = (text: string): ExpressionNode => parseExpression(text, '$filter')

/** The tree with every binary and unary operation in brackets. */
function shape (node: ExpressionNode): string {
  if (node.kind === 'binary') return `[${shape(node.left)} ${node.operator} ${shape(node.right)}]`
  if (node.kind === 'unary') return `[${node.operator} ${shape(node.operand)}]`
  return printExpression(node)
}

const shapes: ReadonlyArray<readonly [string, string]> = [
  ['not a and b', '[[not a] and b]'],
  ['a or b and c', '[a or [b and c]]'],
  ['a and b or c', '[[a and b] or c]'],
  ['a mul 2 add 3', '[[a mul 2] add 3]'],
  ['a add 2 mul 3', '[a add [2 mul 3]]'],
  ['a sub b sub c', '[[a sub b] sub c]'],
  ['a div b mul c mod d divby e', '[[[[a div b] mul c] mod d] divby e]'],
  ['a sub (b sub c)', '[a sub [b sub c]]'],
  ["not contains(a,'x')", "[not contains(a,'x')]"],
  ['not (a or b)', '[not [a or b]]'],
  ['not(a)', '[not a]'],
  ['not x eq y', '[[not x] eq y]'],
  ['not not x', '[not [not x]]'],
  ['-a mul b', '[[negate a] mul b]'],
  ['- - 5', '[negate [negate 5]]'],
  ['-5 mul 2', '[-5 mul 2]'],
  ['a sub -5', '[a sub -5]'],
  ['a eq b gt c', '[a eq [b gt c]]'],
  ['a gt b eq c lt d', '[[a gt b] eq [c lt d]]'],
  ['a eq b ne c', '[[a eq b] ne c]'],
  ['a eq b and c ne d', '[[a eq b] and [c ne d]]'],
  ['not a in (1,2)', '[not [a in (1,2)]]'],
  ["-a has Ns.E'x'", "[negate [a has Ns.E'x']]"],
  ["a add b in ('x')", "[a add [b in ('x')]]"],
  ['a in b in c', '[[a in b] in c]'],
  ['a EQ 1 AND NOT b', '[[a eq 1] and [not b]]'],
  ['mod mod b', '[mod mod b]'],
  ['mod/x eq 1', '[mod/x eq 1]'],
  ['in in (1)', '[in in (1)]'],
  ['and', 'and'],
  ['(and) or and', '[and or and]'],
  ['a eq and', '[a eq and]'],
  ['f(div,mod)', 'f(div,mod)'],
  ['not', 'not'],
  ['NOT eq true', '[NOT eq true]'],
  ['not not', '[not not]'],
  ['not not not', '[not [not not]]'],
  ['not(not)', '[not not]'],
  ['not/x and a', '[not/x and a]'],
  ['not in (1)', '[not in (1)]'],
  ['not and not', '[not and not]'],
  ['not eq', '[not eq]'],
  ['not eq eq 1', '[[not eq] eq 1]'],
  ['not desc', '[not desc]'],
  ['not as eq true', '[[not as] eq true]'],
  ['a in ()', '[a in ()]'],
  ['a in (b)', '[a in b]'],
  ['a in (1 add 2)', '[a in [1 add 2]]'],
  ['a in [1,2]', '[a in [1,2]]'],
  ['a in @list', '[a in @list]'],
  ['(a)', 'a']
]

for (const [text, wanted] of shapes) t.equal(shape(parse(text)), wanted, text)

t.same(parse('a eq 5'), {
  kind: 'binary',
  operator: 'eq',
  left: { kind: 'path', segments: [{ kind: 'name', name: 'a', parentheses: [], position: 0 }], position: 0 },
  right: { kind: 'literal', literalKind: 'int32', text: '5', position: 5 },
  position: 2
}, 'a binary node is where its operator is')
t.match(parse("x in ('a', null)"), { right: { kind: 'list', items: [{ text: 'a' }, { literalKind: 'null' }], position: 5 } })
t.match(parse('ToLower( a )'), { kind: 'methodCall', name: 'ToLower', arguments: [{ kind: 'path' }], position: 0 }, 'a name keeps its case')
t.match(parse('now()'), { kind: 'methodCall', name: 'now', arguments: [] })
t.match(parse('geo.distance(a,b)'), { kind: 'methodCall', name: 'geo.distance' })
t.match(parse('Items(1)'), { kind: 'methodCall', name: 'Items' }, 'a key at the head looks like a call')
t.match(parse('Items(1)/Name'), { kind: 'path', segments: [{ name: 'Items', parentheses: [{ kind: 'key', value: { text: '1' }, position: 5 }] }, { name: 'Name' }] })
t.match(parse('Ns.F(a=1,b=x/y)'), { kind: 'path', segments: [{ name: 'Ns.F', parentheses: [{ kind: 'parameters', parameters: [{ name: 'a', position: 5 }, { name: 'b' }] }] }] })
t.match(parse('Ns.F(null=1,true=x,INF=2)/y'), { segments: [{ parentheses: [{ parameters: [{ name: 'null', value: { text: '1' } }, { name: 'true' }, { name: 'INF' }] }] }, { name: 'y' }] })
t.match(parse('f()/x'), { kind: 'path', segments: [{ name: 'f', parentheses: [{ kind: 'parameters', parameters: [] }] }, { name: 'x' }] })
t.match(parse('f(x=2)(2)'), { kind: 'path', segments: [{ name: 'f', parentheses: [{ kind: 'parameters' }, { kind: 'key' }] }] })
t.match(parse('case(a gt 0:1,true:-1)'), { kind: 'case', branches: [{ condition: { operator: 'gt' }, value: { text: '1' } }, { condition: { text: 'true' }, value: { text: '-1' } }] })
t.match(parse('cast(Edm.String)'), { kind: 'cast', type: { name: 'Edm.String', collection: false, position: 5 }, position: 0 })
t.match(parse('cast(a/b,Edm.String)'), { kind: 'cast', operand: { kind: 'path' }, type: { name: 'Edm.String' } })
t.match(parse('isof(Collection(Edm.String))'), { kind: 'isOf', type: { name: 'Edm.String', collection: true } })
t.match(parse('isof(Customer)'), { kind: 'isOf', type: { name: 'Customer' } })
t.match(parse('ISOF(Address, Ns.Type)'), { kind: 'isOf', operand: { kind: 'path' }, type: { name: 'Ns.Type' } })

const faults: ReadonlyArray<readonly [string, string]> = [
  ['', 'expected an expression at position 1, found the end.'],
  [' a', 'expected an expression at position 1, found " ".'],
  ['a eq and b', 'expected an expression at position 6, found "and".'],
  ['a eqs 5', 'expected an operator or the end of the expression at position 3, found "eqs". Did you mean "eq"?'],
  ['a == 5', 'expected an operator or the end of the expression at position 3, found "=". Did you mean "eq"?'],
  ['a >= 5', 'expected an operator or the end of the expression at position 3, found ">=". Did you mean "ge"?'],
  ['a - 5', 'expected an operator or the end of the expression at position 3, found "-". Did you mean "sub"?'],
  ['(a nad b)', 'expected an operator or the end of the expression at position 4, found "nad". Did you mean "and"?'],
  ['a eq 5 6', 'expected an operator or the end of the expression at position 8, found "6".'],
  ['(a', 'expected ")" at position 3, found the end.'],
  ['a)', 'expected the end at position 2, found ")".'],
  ['not -', 'expected an expression at position 6, found the end.'],
  ['contains(a,', 'expected an expression at position 12, found the end.'],
  ['a in (1,b)', 'expected a literal at position 9, found "b".'],
  ['a in (b,1)', 'expected ")" at position 8, found ",".'],
  ['any()', 'expected a collection and "/" before "any" at position 1, found "any".'],
  ['concat(a,b)/c', 'expected the end at position 12, found "/".'],
  ['x/f(1,2)', 'expected ")" after a single key value at position 7, found ",".'],
  ['f(a=1,2)', 'expected a parameter name at position 7, found "2".'],
  ['case(a)', 'expected ":" at position 7, found ")".'],
  ['cast(a add 1)', 'expected "," at position 13, found ")".'],
  ['cast(a,1)', 'expected a type name at position 8, found "1".'],
  ['Ns.Type', 'expected "/" or "(" after "Ns.Type" at position 8, found the end.'],
  ['contains (a,b)', 'expected an operator or the end of the expression at position 10, found "(".']
]

for (const [text, message] of faults) t.throws(() => parse(text), { message: `$filter: ${message}`, target: '$filter', status: 400 }, text)
