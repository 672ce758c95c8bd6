/** OData-URL 4.01, section 5.1.6. */
import t from 'tap'
import { bindOrderBy } from '../../../src/odata/bind/bind-order-by.js'
import { parseQueryOptions } from '../../../src/odata/url/parse-query.js'
import { printBound } from './expression/print-bound.js'
import { scopeOf } from './expression/scope-of.js'

function orderBy (text: string, type = 'officeClientCheckinStatus'): readonly string[] {
  const { orderBy = [], aliases } = parseQueryOptions(`$orderby=${text}`)
  return bindOrderBy({ ...scopeOf(type, {}, '$orderby'), aliases }, orderBy)
    .map(({ expression, descending }) => `${printBound(expression)}${descending ? ' desc' : ''}`)
}

t.strictSame(orderBy('devicename'), ['$it.deviceName'])
t.strictSame(orderBy('deviceName desc,length(userId) asc,$it/checkinDateTime'), ['$it.deviceName desc', 'length($it.userId):Int32', '$it.checkinDateTime'])
t.strictSame(orderBy('appliedPolicies/$count desc'), ['$it.appliedPolicies/$count() desc'])
t.strictSame(orderBy('wasSuccessful and null'), ['($it.wasSuccessful and null:Boolean)?'])
t.strictSame(orderBy('@p desc&@p=userId'), ['$it.userId desc'])
t.strictSame(orderBy('@missing'), ['null:String'])
t.strictSame(orderBy('$it', 'Edm.String'), ['$it'])
t.strictSame(orderBy('tenantUserCheckinSummary/failedUserCount', 'officeConfiguration'), ['$it.tenantUserCheckinSummary.failedUserCount'])

const faults: ReadonlyArray<readonly [string, string, string?]> = [
  ['deviceName,deviceNam', '$orderby: expected a property of microsoft.graph.officeClientCheckinStatus at position 12, found "deviceNam". Did you mean "deviceName"?'],
  ['appliedPolicies', '$orderby: expected a single primitive value to sort by at position 1, found Collection(Edm.String).'],
  ['deviceName,$it', '$orderby: expected a single primitive value to sort by at position 12, found microsoft.graph.officeClientCheckinStatus.'],
  ['policyPayload', '$orderby: expected a single primitive value to sort by at position 1, found Edm.Stream.', 'officeClientConfiguration'],
  [`${Array.from({ length: 51 }, () => 'concat(@p,@p)').join(',')}&@p=userId`, '$orderby: more than 100 uses of parameter aliases.'],
  [Array.from({ length: 101 }, () => 'userId').join(','), '$orderby: more than 100 keys.']
]

for (const [text, message, type] of faults) t.throws(() => orderBy(text, type), { kind: 'badRequest', message, target: '$orderby' }, text)
