/** OData-URL 4.01, section 5.1.9. */
import t from 'tap'
import { bindCompute } from '../../../src/odata/bind/bind-compute.js'
import type { BoundCompute } from '../../../src/odata/bind/bind-compute.js'
import { parseQueryOptions } from '../../../src/odata/url/parse-query.js'
import { printBound } from './expression/print-bound.js'
import { printFilter, scopeOf, whole } from './expression/scope-of.js'

function compute (text: string, type = 'officeClientCheckinStatus'): BoundCompute {
  const { compute = [], aliases } = parseQueryOptions(`$compute=${text}`)
  const bound = bindCompute({ ...scopeOf(type, {}, '$compute'), aliases }, compute)
  for (const { expression } of bound.items) whole(expression)
  return bound
}

const print = (text: string): readonly string[] => compute(text).items.map(({ expression, name }) => `${printBound(expression)} as ${name}`)

t.strictSame(print('length(deviceName) as n'), ['length($it.deviceName):Int32? as n'])
t.strictSame(print('length(deviceName) as n,n mul 2 as m,@p as k&@p=m add n'), [
  'length($it.deviceName):Int32? as n',
  '(Int64?(#n) mul 2:Int64):Int64? as m',
  '(#m add Int64?(#n)):Int64? as k'
])
t.strictSame(print('null as a,a eq null as b'), ['null:String as a', '(#a eq null:String) as b'])

t.test('the options after it see the names', t => {
  const scope = { ...compute('length(deviceName) as n').scope, option: '$filter' }
  t.equal(printFilter(scope, 'n gt 3'), '(#n gt 3:Int32)')
  t.equal(printFilter(scope, 'appliedPolicies/any(p:length(p) eq n)'), '$it.appliedPolicies/any(p:String? => (length(p):Int32? eq #n))')
  t.equal(printFilter(scope, "appliedPolicies/any(n:n eq 'x')"), "$it.appliedPolicies/any(n:String? => (n eq 'x':String))", 'a lambda variable comes first')
  t.throws(() => printFilter(scope, 'nn gt 3'), { message: '$filter: expected a property of microsoft.graph.officeClientCheckinStatus at position 1, found "nn". Did you mean "n"?' })
  t.throws(() => printFilter(scope, 'appliedPolicies/$count($filter=n eq 3) gt 0'), { message: '$filter: expected $this, because the item is an Edm.String, at position 32, found "n".' })
  t.end()
})

const faults: ReadonlyArray<readonly [text: string, kind: string, message: string, type?: string]> = [
  ['1 add 1 as deviceName', 'badRequest', '$compute: expected a name after "as" that no property has at position 1, found "deviceName".'],
  ['1 as a,1 as DEVICENAME', 'badRequest', '$compute: expected a name after "as" that no property has at position 8, found "DEVICENAME".'],
  ['1 as a,2 as a', 'badRequest', '$compute: expected a name after "as" that no property has at position 8, found "a".'],
  ['b as a,1 as b', 'badRequest', '$compute: expected a property of microsoft.graph.officeClientCheckinStatus at position 1, found "b".'],
  ['1 as clientConfigurations', 'badRequest', '$compute: expected a name after "as" that no property has at position 1, found "clientConfigurations".', 'officeConfiguration'],
  ['appliedPolicies as a', 'notImplemented', 'A computed value that is not a single primitive value is not supported by this service.'],
  ['$it as a', 'notImplemented', 'A computed value that is not a single primitive value is not supported by this service.']
]

for (const [text, kind, message, type] of faults) t.throws(() => compute(text, type), { kind, message, target: '$compute' }, text)
