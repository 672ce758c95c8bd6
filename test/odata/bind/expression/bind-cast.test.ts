/** OData-URL 4.01, section 5.1.1.10. */
import t from 'tap'
import { bind, printExpression, scopeOf } from './scope-of.js'

const cases: ReadonlyArray<readonly [text: string, bound: string]> = [
  ['cast(deviceName,Edm.Int32)', 'Int32?($it.deviceName)'],
  ['cast(deviceName,Edm.String)', '$it.deviceName'],
  ['cast(length(deviceName),Edm.String)', 'String?(length($it.deviceName):Int32?)'],
  ['cast(length(deviceName),Edm.Double)', 'Double?(length($it.deviceName):Int32?)'],
  ['cast(length(deviceName),Edm.Byte)', 'Byte?(length($it.deviceName):Int32?)'],
  ['cast(wasSuccessful,Edm.String)', 'String?($it.wasSuccessful)'],
  ['cast(checkinDateTime,Edm.Date)', 'Date?($it.checkinDateTime)'],
  ['cast(checkinDateTime,Edm.TimeOfDay)', 'TimeOfDay?($it.checkinDateTime)'],
  ["cast('true',Edm.Boolean)", "Boolean?('true':String)"],
  ['cast(5,Edm.Int64)', '5:Int64'],
  ['cast(1.5,Edm.Int32)', 'Int32?(1.5:Decimal)'],
  ['cast(5,Edm.Byte)', 'Byte?(5:Int32)'],
  ['cast(1e300,Edm.Int64)', 'Int64?(1e+300:Double)'],
  ['cast(null,Edm.Int32)', 'null:Int32'],
  ['cast(null,microsoft.graph.officeClientCheckinStatus)', 'null:officeClientCheckinStatus'],
  ['isof(microsoft.graph.officeClientCheckinStatus)', '($it is officeClientCheckinStatus)'],
  ['isof(deviceName,Edm.String)', '($it.deviceName is String)'],
  ['isof(deviceName,Edm.Int32)', '($it.deviceName is Int32)'],
  ['isof(null,Edm.String)', '(null:String is String)']
]

const casesOfType: ReadonlyArray<readonly [type: string, text: string, bound: string]> = [
  ['officeClientConfigurationAssignment', 'cast(target,microsoft.graph.officeConfigurationGroupAssignmentTarget)', '$it.target.<officeConfigurationGroupAssignmentTarget?>'],
  ['officeClientConfiguration', 'cast(graph.windowsOfficeClientConfiguration)', '$it.<windowsOfficeClientConfiguration?>'],
  ['officeClientConfiguration', 'cast($it,microsoft.graph.entity)', '$it.<entity>'],
  ['Edm.String', 'cast(Edm.Int32)', 'Int32?($it)'],
  ['officeClientConfiguration', 'isof(microsoft.graph.windowsOfficeClientConfiguration)', '($it is windowsOfficeClientConfiguration)'],
  ['officeClientConfigurationAssignment', 'isof(target,microsoft.graph.officeConfigurationGroupAssignmentTarget)', '($it.target is officeConfigurationGroupAssignmentTarget)']
]

const faults: ReadonlyArray<readonly [text: string, kind: string, message: string]> = [
  ['cast(wasSuccessful,Edm.Int32)', 'badRequest', '$filter: expected a type that Edm.Boolean can be cast to at position 20, found Edm.Int32.'],
  ["cast(null,Edm.Int32) eq 'x'", 'badRequest', '$filter: expected operands of one type for "eq" at position 22, found Edm.Int32 and Edm.String.'],
  ['cast(deviceName,Edm.Strin)', 'badRequest', '$filter: expected the qualified name of a type at position 17, found "Edm.Strin". Did you mean "Edm.String"?'],
  ['cast(deviceName,microsoft.graph.officeClientCheckinStatu)', 'badRequest', '$filter: expected the qualified name of a type at position 17, found "microsoft.graph.officeClientCheckinStatu". Did you mean "microsoft.graph.officeClientCheckinStatus"?'],
  ['cast(deviceName,microsoft.graph.officeClientCheckinStatus)', 'badRequest', '$filter: expected a type that Edm.String can be cast to at position 17, found microsoft.graph.officeClientCheckinStatus.'],
  ['cast($it,microsoft.graph.officeConfiguration)', 'badRequest', '$filter: expected a type that microsoft.graph.officeClientCheckinStatus can be cast to at position 10, found microsoft.graph.officeConfiguration.'],
  ['cast(Edm.String)', 'badRequest', '$filter: expected a type that microsoft.graph.officeClientCheckinStatus can be cast to at position 6, found Edm.String.'],
  ['cast(appliedPolicies,Edm.String)', 'badRequest', '$filter: expected a type that Collection(Edm.String) can be cast to at position 22, found Edm.String.'],
  ['cast(date(checkinDateTime),Edm.DateTimeOffset)', 'badRequest', '$filter: expected a type that Edm.Date can be cast to at position 28, found Edm.DateTimeOffset.'],
  ['cast(1.5,Edm.String)', 'notImplemented', 'A cast from Edm.Decimal to Edm.String is not supported by this service.'],
  ['cast(deviceName,Edm.Duration)', 'notImplemented', 'A cast from Edm.String to Edm.Duration is not supported by this service.'],
  ['cast(deviceName,Edm.Stream)', 'badRequest', '$filter: expected a type that Edm.String can be cast to at position 17, found Edm.Stream.'],
  ['cast(deviceName,Collection(Edm.String))', 'notImplemented', '"cast" with a collection type is not supported by this service.'],
  ['cast(deviceName,Edm.GeographyPoint)', 'notImplemented', 'The type Edm.GeographyPoint is not supported by this service.'],
  ['isof(Edm.String)', 'badRequest', '$filter: expected a type that microsoft.graph.officeClientCheckinStatus can be of at position 6, found Edm.String.'],
  ['isof(deviceName,Collection(Edm.String))', 'notImplemented', '"isof" with a collection type is not supported by this service.'],
  ['isof(deviceName,microsoft.graph.officeClientCheckinStatus)', 'badRequest', '$filter: expected a type that Edm.String can be of at position 17, found microsoft.graph.officeClientCheckinStatus.'],
  ['isof(appliedPolicies,Edm.String)', 'badRequest', '$filter: expected a type that Collection(Edm.String) can be of at position 22, found Edm.String.']
]

const faultsOfType: ReadonlyArray<readonly [type: string, text: string, kind: string, message: string]> = [
  ['officeClientConfiguration', 'isof(graph.officeUserCheckinSummary)', 'badRequest', '$filter: expected a type that microsoft.graph.officeClientConfiguration can be of at position 6, found microsoft.graph.officeUserCheckinSummary.']
]

for (const [text, bound] of cases) t.equal(bind(text), bound, text)
for (const [type, text, bound] of casesOfType) t.equal(printExpression(scopeOf(type), text), bound, text)
for (const [text, kind, message] of faults) t.throws(() => bind(text), { kind, message, target: '$filter' }, text)
for (const [type, text, kind, message] of faultsOfType) t.throws(() => printExpression(scopeOf(type), text), { kind, message, target: '$filter' }, text)
