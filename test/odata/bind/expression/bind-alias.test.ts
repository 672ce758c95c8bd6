/** OData-URL 4.01, section 5.3; and how much one option may bind. */
import t from 'tap'
import type { Aliases } from './scope-of.js'
import { bind, filter, printExpression, scopeOf } from './scope-of.js'

const cases: ReadonlyArray<readonly [text: string, aliases: Aliases, bound: string]> = [
  ['deviceName eq @p', { p: "'a'" }, "($it.deviceName eq 'a':String)"],
  ['deviceName eq @p', {}, '($it.deviceName eq null:String)'],
  ['@p', {}, 'null:Boolean'],
  ['@p eq @p', { p: '5' }, '(5:Int32 eq 5:Int32)'],
  ['length(deviceName) gt @p', { p: '2.5' }, '(Decimal?(length($it.deviceName):Int32?) gt 2.5:Decimal)'],
  ['@p and wasSuccessful', { p: "deviceName eq 'a' or wasSuccessful" }, "((($it.deviceName eq 'a':String) or $it.wasSuccessful) and $it.wasSuccessful)"],
  ['@p/deviceName eq @q', { p: '$it', q: '@r', r: 'userId' }, '($it.deviceName eq $it.userId)'],
  ['@p/any(x:x eq @q)', { p: 'appliedPolicies', q: "'a'" }, "$it.appliedPolicies/any(x:String? => (x eq 'a':String))"],
  ['contains(@p,@q)', { p: 'deviceName', q: '@p' }, 'contains($it.deviceName, $it.deviceName):Boolean?'],
  ['deviceName in @p', { p: "['a','b',null]" }, "($it.deviceName in ['a':String, 'b':String, null:String])"],
  ['deviceName in @p', { p: '["a",@q]', q: "'b'" }, "($it.deviceName in ['a':String, 'b':String])"],
  ['deviceName in @p', { p: '@q', q: '["a"]' }, "($it.deviceName in ['a':String])"],
  ['deviceName in (@p)', { p: '["a"]' }, "($it.deviceName in ['a':String])"],
  ["'a' in @p", { p: 'appliedPolicies' }, "('a':String in $it.appliedPolicies)"]
]

const faults: ReadonlyArray<readonly [text: string, aliases: Aliases, message: string, target?: string]> = [
  ['deviceName eq @p', { p: '5' }, '$filter: expected operands of one type for "eq" at position 12, found Edm.String and Edm.Int32. Put it in single quotes: a literal of type Edm.String has them.'],
  ['@p', { p: '5' }, '$filter: expected Edm.Boolean at position 1, found Edm.Int32.'],
  ['@p', { p: "deviceNam eq 'a'" }, '@p: expected a property of microsoft.graph.officeClientCheckinStatus at position 1, found "deviceNam". Did you mean "deviceName"?', '@p'],
  ['deviceName in @p', { p: '["a",5]' }, '@p: expected an item of type Edm.String for "in" at position 6, found Edm.Int32. Put it in single quotes: a literal of type Edm.String has them.', '@p'],
  ['@p', { p: '@p' }, '@p: expected an alias that does not lead back to itself at position 1, found "@p".', '@p'],
  ['@p', { p: 'true and @q', q: 'not @p' }, '@q: expected an alias that does not lead back to itself at position 5, found "@p".', '@q'],
  ['deviceName in @p', { p: '@p' }, '@p: expected an alias that does not lead back to itself at position 1, found "@p".', '@p'],
  ['deviceName in @p', { p: '[@p]' }, '@p: expected an alias that does not lead back to itself at position 2, found "@p".', '@p']
]

for (const [text, aliases, bound] of cases) t.equal(filter(text, aliases), bound, text)
for (const [text, aliases, message, target = '$filter'] of faults) t.throws(() => filter(text, aliases), { kind: 'badRequest', message, target }, text)

const many = (count: number, text: string, separator: string): string => Array.from({ length: count }, () => text).join(separator)

t.ok(bind(many(100, '@p', ' and '), { p: 'true' }), 'a hundred uses of an alias')
t.throws(() => bind(many(101, '@p', ' and '), { p: 'true' }), { kind: 'badRequest', message: '$filter: more than 100 uses of parameter aliases.' })
t.throws(() => bind('@a', { a: '@b or @b or @b or @b', b: '@c or @c or @c or @c', c: '@d or @d or @d or @d', d: '@e or @e or @e or @e', e: 'true' }),
  { kind: 'badRequest', message: '@d: more than 100 uses of parameter aliases.' })

const long = `deviceName in (${many(3000, "'a'", ',')})`
t.ok(bind(long))
t.throws(() => bind('@p or @p or @p or @p', { p: long }), { kind: 'badRequest', message: '@p: more than 10000 values and operators, parameter aliases replaced.', target: '@p' })

t.test('as deep as the parser lets it be, and no deeper', t => {
  const chain = many(1500, 'wasSuccessful', ' and ')
  t.ok(bind(chain))
  t.ok(bind(`${'not ('.repeat(32)}${chain}${')'.repeat(32)}`), 'brackets around a chain')
  const aliases = Object.fromEntries(Array.from({ length: 90 }, (_, index): [string, string] =>
    [`p${index}`, `@p${index + 1} add ${many(400, '1', ' add ')}`]))
  t.throws(() => bind('@p0 eq 1', aliases), { kind: 'badRequest', message: /^@p\d: nested deeper than 600 levels, parameter aliases replaced\.$/ })
  t.end()
})

t.test('an alias sees the place where it stands', t => {
  const scope = scopeOf('officeConfiguration', { p: "c/displayName eq 'a'" })
  t.equal(printExpression(scope, 'clientConfigurations/any(c:@p)'), "$it.clientConfigurations/any(c:officeClientConfiguration => (c.displayName eq 'a':String))")
  t.throws(() => printExpression(scope, '@p'), { kind: 'badRequest', message: '@p: expected a property of microsoft.graph.officeConfiguration at position 1, found "c".' })
  t.end()
})
