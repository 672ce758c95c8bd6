/** OData-URL 4.01, section 5.1.1.15. */
import t from 'tap'
import { bind, printExpression, scopeOf } from './scope-of.js'

const cases: ReadonlyArray<readonly [text: string, bound: string]> = [
  ['deviceName', '$it.deviceName'],
  ['DEVICENAME', '$it.deviceName'],
  ['$it/deviceName', '$it.deviceName'],
  ['$this/userId', '$it.userId']
]

const casesOfType: ReadonlyArray<readonly [type: string, text: string, bound: string]> = [
  ['officeConfiguration', 'tenantUserCheckinSummary/failedUserCount', '$it.tenantUserCheckinSummary.failedUserCount'],
  ['officeClientConfiguration', 'microsoft.graph.windowsOfficeClientConfiguration/priority', '$it.<windowsOfficeClientConfiguration?>.priority'],
  ['officeClientConfiguration', 'graph.entity/id', '$it.<entity>.id'],
  ['officeClientConfigurationAssignment', 'target/microsoft.graph.officeConfigurationGroupAssignmentTarget/groupId', '$it.target.<officeConfigurationGroupAssignmentTarget?>.groupId'],
  ['officeConfiguration', 'tenantCheckinStatuses', '$it.tenantCheckinStatuses'],
  ['officeConfiguration', 'tenantCheckinStatuses/$filter(wasSuccessful)/aggregate(length(deviceName) with max)', '$it.tenantCheckinStatuses/aggregate(length($this.deviceName):Int32?, max, $this.wasSuccessful)'],
  ['Edm.String', '$it', '$it'],
  ['Edm.String', '$this', '$it']
]

const faults: ReadonlyArray<readonly [text: string, kind: string, message: string]> = [
  ['deviceNam', 'badRequest', '$filter: expected a property of microsoft.graph.officeClientCheckinStatus at position 1, found "deviceNam". Did you mean "deviceName"?'],
  ['xyz eq 1', 'badRequest', '$filter: expected a property of microsoft.graph.officeClientCheckinStatus at position 1, found "xyz".'],
  ['deviceName/foo', 'badRequest', '$filter: expected nothing after a value of type Edm.String at position 12, found "foo".'],
  ['appliedPolicies/foo', 'badRequest', '$filter: expected any, all, $count or $filter after Collection(Edm.String) at position 17, found "foo".'],
  ['$root/nothing/id', 'badRequest', '$filter: expected an entity set or a singleton after "$root" at position 7, found "nothing".'],
  ['$root/officeConfiguration/id', 'notImplemented', 'A path that begins with $root is not supported by this service.'],
  ['@Org.X', 'notImplemented', 'An annotation in an expression is not supported by this service.'],
  ['deviceName/@Org.X', 'notImplemented', 'An annotation in an expression is not supported by this service.'],
  ['appliedPolicies/aggregate($this with Ns.median)', 'notImplemented', 'The aggregation method Ns.median is not supported by this service.']
]

const faultsOfType: ReadonlyArray<readonly [type: string, text: string, kind: string, message: string]> = [
  ['officeConfiguration', 'tenantUserCheckinSummary/failedUser', 'badRequest', '$filter: expected a property of microsoft.graph.officeUserCheckinSummary at position 26, found "failedUser".'],
  ['officeClientConfiguration', 'microsoft.graph.windowsOfficeClientConfig/priority', 'badRequest', '$filter: expected the qualified name of a type at position 1, found "microsoft.graph.windowsOfficeClientConfi…". Did you mean "microsoft.graph.windowsOfficeClientConfiguration"?'],
  ['officeClientConfiguration', 'microsoft.graph.officeConfiguration/priority', 'badRequest', '$filter: expected microsoft.graph.officeClientConfiguration or a type derived from it at position 1, found microsoft.graph.officeConfiguration.'],
  ['officeClientConfigurationAssignment', 'target/groupId', 'badRequest', '$filter: expected a property of microsoft.graph.officeConfigurationAssignmentTarget at position 8, found "groupId".'],
  ['officeClientConfigurationAssignment', 'target/groupId()', 'badRequest', '$filter: expected a property of microsoft.graph.officeConfigurationAssignmentTarget at position 8, found "groupId".'],
  ['officeConfiguration', 'clientConfigurations(1)/priority', 'badRequest', '$filter: expected operands of one type for "eq" at position 22, found Edm.String and Edm.Int32. Put it in single quotes: a literal of type Edm.String has them.'],
  ['officeConfiguration', "clientConfigurations(x='x')/priority", 'badRequest', '$filter: expected the key of microsoft.graph.officeClientConfiguration: id=… at position 21, found other names.'],
  ['officeClientConfiguration', "graph.windowsOfficeClientConfiguration('x')/id", 'badRequest', '$filter: expected a canonical function at position 1, found "graph.windowsOfficeClientConfiguration".'],
  ['officeClientConfiguration', "$it/graph.windowsOfficeClientConfiguration('x')", 'badRequest', '$filter: expected no key after microsoft.graph.windowsOfficeClientConfiguration at position 43, found a key.'],
  ['Edm.String', 'foo', 'badRequest', '$filter: expected $it, because the item is an Edm.String, at position 1, found "foo".']
]

for (const [text, bound] of cases) t.equal(bind(text), bound, text)
for (const [type, text, bound] of casesOfType) t.equal(printExpression(scopeOf(type), text), bound, text)
for (const [text, kind, message] of faults) t.throws(() => bind(text), { kind, message, target: '$filter' }, text)
for (const [type, text, kind, message] of faultsOfType) t.throws(() => printExpression(scopeOf(type), text), { kind, message, target: '$filter' }, text)
