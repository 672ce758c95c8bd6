/** OData Extension for Data Aggregation 4.0, section 3. */
import { limits } from '../../../../src/base/limits.js'
import t from 'tap'
import { typeName } from '../../../../src/edm/lookup.js'
import type { BoundApply, Transformation } from '../../../../src/odata/bind/apply/apply-expression.js'
import { bindApply } from '../../../../src/odata/bind/apply/bind-apply.js'
import { bindCompute } from '../../../../src/odata/bind/bind-compute.js'
import { parseQueryOptions } from '../../../../src/odata/url/parse-query.js'
import { checkApplied } from '../../../../src/plan/supported/check-supported.js'
import { printBound, printSearch } from '../expression/print-bound.js'
import { printFilter, scopeOf } from '../expression/scope-of.js'

function apply (text: string): BoundApply {
  const { apply = [], aliases } = parseQueryOptions(`$apply=${text}`)
  const bound = bindApply({ ...scopeOf('officeClientCheckinStatus', {}, '$apply'), aliases }, apply)
  checkApplied({ ...bound, selection: undefined, unsupported: [] })
  return bound
}

function printTransformation (transformation: Transformation): string {
  switch (transformation.kind) {
    case 'filter': return `filter(${printBound(transformation.filter)})`
    case 'search': return `search(${printSearch(transformation.search)})`
    case 'compute': return `compute(${transformation.items.map(({ name, expression }) => `${printBound(expression)} as ${name}`).join(', ')})`
    case 'orderBy': return `orderby(${transformation.items.map(({ expression, descending }) => `${printBound(expression)}${descending ? ' desc' : ''}`).join(', ')})`
    case 'top': case 'skip': return `${transformation.kind}(${transformation.value})`
    case 'aggregate': return `aggregate(${transformation.items.map(({ name, method, expression }) => `${expression === undefined ? '' : `${printBound(expression)} `}${method} as ${name}`).join(', ')})`
    case 'groupBy': return `groupby(${transformation.keys.map(({ expression }) => printBound(expression)).join(', ')}${transformation.transformations === undefined ? '' : `; ${print(transformation.transformations)}`})`
    case 'nest': return `nest(${transformation.items.map(({ member: { name }, transformations }) => `${print(transformations)} as ${name}`).join('; ')})`
    case 'concat': return `concat(${transformation.sequences.map(print).join('; ')})`
    case 'join': return `${transformation.outer ? 'outerjoin' : 'join'}(${printBound(transformation.collection)} as ${transformation.member.name}; ${print(transformation.transformations)})`
    case 'relatives': return `${transformation.direction}(${printBound(transformation.path)}; ${print(transformation.transformations)})`
    case 'rollupNodes': return `rolluprecursive(${printBound(transformation.path)}; ${print(transformation.transformations)})`
    case 'traverse': return `traverse(${printBound(transformation.path)}; ${transformation.order})`
    case 'extremes': return `${transformation.top ? 'top' : 'bottom'}${transformation.measure}(${transformation.amount}; ${printBound(transformation.expression)})`
    case 'unsupported': return `⟨${transformation.what}⟩`
  }
}

const print = (transformations: readonly Transformation[]): string => transformations.map(printTransformation).join('/')

const printOutput = ({ output }: BoundApply): string => output.map(({ name, type: { type, nullable }, property }) => `${name}${property === undefined ? '' : '*'} ${typeName(type).replace('Edm.', '')}${nullable ? '?' : ''}`).join(', ')

const row = 'userPrincipalName* String?, deviceName* String?, devicePlatform* String?, devicePlatformVersion* String?, wasSuccessful* Boolean, userId* String, checkinDateTime* DateTimeOffset, errorMessage* String?, appliedPolicies* Collection(String)'

/** `*` marks what is a property of the row still, `?` what can be null. */
const cases: ReadonlyArray<readonly [text: string, bound: string, output: string]> = [
  ['identity', '', row],
  ['filter(wasSuccessful eq false)/search(a NOT b)/orderby(deviceName desc,userId)/skip(2)/top(3)',
    'filter(($it.wasSuccessful eq false:Boolean))/search(("a" and not("b")))/orderby($it.deviceName desc, $it.userId)/skip(2)/top(3)', row],
  ['aggregate($count as n)', 'aggregate(count as n)', 'n Int64'],
  ['aggregate(length(userId) with sum as a,length(deviceName) with average as b,userId with min as c,checkinDateTime with max as d,userId with countdistinct as e)',
    'aggregate(length($it.userId):Int32 sum as a, length($it.deviceName):Int32? average as b, $it.userId min as c, $it.checkinDateTime max as d, $it.userId countdistinct as e)',
    'a Int64?, b Double?, c String?, d DateTimeOffset?, e Int64'],
  ['aggregate(length(userId) divby 2 with sum as a,length(userId) divby 2 with average as b,1e0 with sum as c,wasSuccessful with max as d,length(userId) with max as e)',
    'aggregate((Double(length($it.userId):Int32) divby 2:Double):Double? sum as a, (Double(length($it.userId):Int32) divby 2:Double):Double? average as b, 1:Double sum as c, $it.wasSuccessful max as d, length($it.userId):Int32 max as e)',
    'a Double?, b Double?, c Double?, d Boolean?, e Int32?'],
  ['aggregate(appliedPolicies/$count as n,null with max as m)', 'aggregate($it.appliedPolicies/$count() count as n, null:String max as m)', 'n Int64, m String?'],
  ['aggregate(@a with max as m)&@a=length(userId)', 'aggregate(length($it.userId):Int32 max as m)', 'm Int32?'],
  ['groupby((DEVICEPLATFORM,wasSuccessful))', 'groupby($it.devicePlatform, $it.wasSuccessful)', 'devicePlatform* String?, wasSuccessful* Boolean'],
  ['groupby((devicePlatform),aggregate($count as n))/orderby(n desc,devicePlatform)/filter(n gt 1)',
    'groupby($it.devicePlatform; aggregate(count as n))/orderby(#n desc, #devicePlatform)/filter((#n gt 1:Int64))', 'devicePlatform* String?, n Int64'],
  ['groupby((devicePlatform),filter(wasSuccessful)/groupby((userId),aggregate($count as n))/aggregate(n with max as most))',
    'groupby($it.devicePlatform; filter($it.wasSuccessful)/groupby($it.userId; aggregate(count as n))/aggregate(#n max as most))', 'devicePlatform* String?, most Int64?'],
  ['groupby((devicePlatform),groupby((devicePlatform,userId)))', 'groupby($it.devicePlatform; groupby($it.devicePlatform, $it.userId))', 'devicePlatform* String?, userId* String'],
  ['groupby((devicePlatform),top(1))', 'groupby($it.devicePlatform; top(1))', row],
  ['groupby((devicePlatform),identity)', 'groupby($it.devicePlatform; )', row],
  ['compute(length(deviceName) as l,l add 1 as m)/groupby((l))', 'compute(length($it.deviceName):Int32? as l, (Int64?(#l) add 1:Int64):Int64? as m)/groupby(#l)', 'l Int32?'],
  ['compute(1 as x)', 'compute(1:Int32 as x)', `${row}, x Int32`],
  ['groupby((userId))/compute(length(userId) as l)/aggregate(l with sum as l)', 'groupby($it.userId)/compute(length(#userId):Int32 as l)/aggregate(#l sum as l)', 'l Int64?'],
  ['concat(aggregate($count as total),groupby((userId),aggregate($count as n)))', 'concat(aggregate(count as total); groupby($it.userId; aggregate(count as n)))', 'total Int64?, userId* String?, n Int64?'],
  ['concat(top(1)/compute(1 as x),top(2))', 'concat(top(1)/compute(1:Int32 as x); top(2))', `${row}, x Int32?`],
  ['concat(groupby((userId)),identity)', 'concat(groupby($it.userId); )', `userId* String, ${row.replace('userId* String, ', '').replaceAll(/(Boolean|DateTimeOffset)\b/g, '$1?')}`],
  ['concat(aggregate(length(userId) with max as n),aggregate($count as n),aggregate(1e0 with sum as n))', 'concat(aggregate(length($it.userId):Int32 max as n); aggregate(count as n); aggregate(1:Double sum as n))', 'n Double?'],
  ['concat(aggregate(length(userId) with max as n),aggregate($count as n))', 'concat(aggregate(length($it.userId):Int32 max as n); aggregate(count as n))', 'n Int64?'],
  ['aggregate(appliedPolicies with max as x)', 'aggregate($each max as x)', 'x String?']
]

for (const [text, bound, output] of cases) {
  t.equal(print(apply(text).transformations), bound, text)
  t.equal(printOutput(apply(text)), output, text)
}

const faults: ReadonlyArray<readonly [text: string, kind: string, message: string]> = [
  ['aggregate(deviceName with sum as s)', 'badRequest', '$apply: expected a number before "with sum" at position 11, found Edm.String.'],
  ['aggregate($count as n,checkinDateTime with average as s)', 'badRequest', '$apply: expected a number before "with average" at position 23, found Edm.DateTimeOffset.'],
  ['aggregate($it with max as s)', 'badRequest', '$apply: expected a single primitive value before "with max" at position 11, found microsoft.graph.officeClientCheckinStatus.'],
  ["aggregate(binary'AA==' with max as s)", 'badRequest', '$apply: expected a value that has an order before "with max" at position 11, found Edm.Binary.'],
  ['aggregate(null with sum as s)', 'badRequest', '$apply: expected a number before "with sum" at position 11, found Edm.String.'],
  ['aggregate($count as n,userId with min as n)', 'badRequest', '$apply: expected a name after "as" that nothing else has at position 23, found "n".'],
  ['aggregate($count as deviceName)', 'badRequest', '$apply: expected a name after "as" that nothing else has at position 11, found "deviceName".'],
  ['compute(1 as x)/groupby((x),aggregate($count as x))', 'badRequest', '$apply: expected a name after "as" that nothing else has at position 39, found "x".'],
  ['compute(1 as x)/groupby((x),aggregate($count as n)/compute(n as x))', 'badRequest', '$apply: expected a name after "as" that nothing else has at position 60, found "x".'],
  ['aggregate(deviceNam with max as m)', 'badRequest', '$apply: expected a property of microsoft.graph.officeClientCheckinStatus at position 11, found "deviceNam". Did you mean "deviceName"?'],
  ['aggregate($count as n)/filter(deviceName eq null)', 'badRequest', '$apply: expected a property of the result of $apply at position 31, found "deviceName".'],
  ['groupby((userId))/orderby(userid)', 'badRequest', '$apply: expected a property of the result of $apply at position 27, found "userid". Did you mean "userId"?'],
  ['groupby((userId),aggregate($count as n)/filter(userId eq null))', 'badRequest', '$apply: expected a property of the result of $apply at position 48, found "userId".'],
  ['groupby((userId,UserId))', 'badRequest', '$apply: expected each grouping property once at position 17, found "userId".'],
  ['groupby((appliedPolicies))', 'badRequest', '$apply: expected a single primitive property to group by at position 10, found Collection(Edm.String).'],
  ['groupby((nothing))', 'badRequest', '$apply: expected a property of microsoft.graph.officeClientCheckinStatus at position 10, found "nothing".'],
  ['filter(deviceName)', 'badRequest', '$apply: expected Edm.Boolean at position 8, found Edm.String.'],
  ['aggregate($count as n)/compute(1 as n)', 'badRequest', '$apply: expected a name after "as" that no property has at position 32, found "n".'],
  [Array(limits.transformations.most + 1).fill('identity').join('/'), 'badRequest', `$apply: more than ${limits.transformations.most} transformations.`],
  [`groupby((userId),concat(top(1)/${Array(limits.transformations.most - 3).fill('identity').join('/')},top(2)))`, 'badRequest', `$apply: more than ${limits.transformations.most} transformations.`],
  ['aggregate(userId with my.method as x)', 'notImplemented', 'The aggregation method my.method is not supported by this service.'],
  ['aggregate(Forecast)', 'badRequest', '$apply: expected "with" and a method, or a custom aggregate of the model at position 11, found "Forecast".'],
  ['aggregate(Forecast as f)', 'badRequest', '$apply: expected "with" and a method, or a custom aggregate of the model at position 11, found "Forecast".'],
  ['aggregate($it/appliedPolicies with max as x)', 'notImplemented', 'Aggregating the items of a collection of each item is not supported by this service.'],
  ['concat(aggregate($count as x),aggregate(userId with max as x))', 'notImplemented', 'One name for values of different types, x, in concat is not supported by this service.'],
  ['topcount(-2,length(userId))', 'badRequest', '$apply: expected a whole number that is not negative at position 10, found -2.'],
  ['bottompercent(2,userId)', 'badRequest', '$apply: expected a number to sum at position 17, found Edm.String.'],
  ['expand(a,filter(true))', 'notImplemented', 'The transformation expand is not supported by this service.'],
  ['nest(identity as x)/filter(x/any())', 'notImplemented', "The collection 'x' that $apply has made in an expression is not supported by this service."],
  ['addnested(a,identity as x)', 'badRequest', '$apply: expected a property of microsoft.graph.officeClientCheckinStatus at position 11, found "a".'],
  ['join(a as b)', 'badRequest', '$apply: expected a property of microsoft.graph.officeClientCheckinStatus at position 6, found "a".'],
  ['outerjoin(appliedPolicies as b)', 'badRequest', '$apply: expected a collection of entities to join at position 11, found Collection(Edm.String).'],
  ['ancestors($root/a,b,c,filter(true))', 'badRequest', '$apply: expected an entity set at position 17, found "a".'],
  ['traverse($root/a,b,c,preorder)', 'badRequest', '$apply: expected an entity set at position 16, found "a".'],
  ['my.function()', 'notImplemented', 'The transformation my.function is not supported by this service.']
]

for (const [text, kind, message] of faults) t.throws(() => apply(text), { kind, message, target: '$apply' }, text.slice(0, 100))

t.test('the options after it see what it leaves', t => {
  const scope = { ...apply('groupby((devicePlatform),aggregate($count as n))').scope, option: '$filter' }
  t.equal(printFilter(scope, 'n gt 3 and devicePlatform ne null'), '((#n gt 3:Int64) and (#devicePlatform ne null:String))')
  t.throws(() => printFilter(scope, 'userId eq null'), { message: '$filter: expected a property of the result of $apply at position 1, found "userId".' })
  t.throws(() => bindCompute(scope, parseQueryOptions('$compute=1 as n').compute ?? []), { message: /no property has/ })
  const rows = { ...apply('compute(1 as x)/filter(x eq 1)').scope, option: '$filter' }
  t.equal(printFilter(rows, 'x eq 1 and wasSuccessful'), '((#x eq 1:Int32) and $it.wasSuccessful)')
  t.end()
})
