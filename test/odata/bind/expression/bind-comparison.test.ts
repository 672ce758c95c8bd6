/** OData-URL 4.01, section 5.1.1.1, and numeric promotion. */
import t from 'tap'
import { bind, printExpression, scopeOf } from './scope-of.js'

const cases: ReadonlyArray<readonly [text: string, bound: string]> = [
  ["deviceName eq 'a'", "($it.deviceName eq 'a':String)"],
  ['DEVICENAME ne null', '($it.deviceName ne null:String)'],
  ['null eq deviceName', '(null:String eq $it.deviceName)'],
  ['null eq null', '(null:String eq null:String)'],
  ['null gt 5', '(null:Int32 gt 5:Int32)'],
  ['wasSuccessful gt false', '($it.wasSuccessful gt false:Boolean)'],
  ['wasSuccessful eq null', '($it.wasSuccessful eq null:Boolean)'],
  ['deviceName lt userId', '($it.deviceName lt $it.userId)'],
  ['checkinDateTime ge 2020-01-01T00:00:00Z', "($it.checkinDateTime ge '2020-01-01T00:00:00Z':DateTimeOffset)"],
  ['date(checkinDateTime) eq 2020-02-29', "(date($it.checkinDateTime):Date eq '2020-02-29':Date)"],
  ['12:30:15.5 lt time(checkinDateTime)', "('12:30:15.500000000000':TimeOfDay lt time($it.checkinDateTime):TimeOfDay)"],
  ['length(deviceName) eq 5', '(length($it.deviceName):Int32? eq 5:Int32)'],
  ['length(deviceName) eq 3000000000', '(Int64?(length($it.deviceName):Int32?) eq 3000000000:Int64)'],
  ['length(deviceName) lt 2.5', '(Decimal?(length($it.deviceName):Int32?) lt 2.5:Decimal)'],
  ['length(deviceName) le 1e1', '(Double?(length($it.deviceName):Int32?) le 10:Double)'],
  ['length(deviceName) ne null', '(length($it.deviceName):Int32? ne null:Int32)'],
  ['5 eq 5.5', '(5:Decimal eq 5.5:Decimal)'],
  ['3000000000 eq 5.5', '(3000000000:Decimal eq 5.5:Decimal)'],
  ['5.5 lt INF', '(5.5:Double lt Infinity:Double)'],
  ['3000000000 gt 5', '(3000000000:Int64 gt 5:Int64)'],
  ["now() sub checkinDateTime gt 'P1D'", '((now():DateTimeOffset sub $it.checkinDateTime):Duration gt 864000000000:Duration)'],
  ["'P1D' eq 'P1D'", "('P1D':String eq 'P1D':String)"],
  ['87D349ED-44d7-43e1-9a83-5f2406dee5bd eq cast(userId,Edm.Guid)', "('87d349ed-44d7-43e1-9a83-5f2406dee5bd':Guid eq Guid?($it.userId))"],
  ["binary'AAAA' eq binary'AA=='", "('AAAA':Binary eq 'AA':Binary)"]
]

const casesOfType: ReadonlyArray<readonly [type: string, text: string, bound: string]> = [
  ['officeConfiguration', 'tenantUserCheckinSummary eq null', '($it.tenantUserCheckinSummary eq null:officeUserCheckinSummary)'],
  ['officeConfiguration', 'null ne tenantUserCheckinSummary', '($it.tenantUserCheckinSummary ne null:officeUserCheckinSummary)'],
  ['officeClientConfiguration', 'policyPayload ne null', '($it.policyPayload ne null:Stream)']
]

const faults: ReadonlyArray<readonly [text: string, kind: string, message: string]> = [
  ['deviceName gt 5', 'badRequest', '$filter: expected operands of one type for "gt" at position 12, found Edm.String and Edm.Int32. Put it in single quotes: a literal of type Edm.String has them.'],
  ['5 eq deviceName', 'badRequest', '$filter: expected operands of one type for "eq" at position 3, found Edm.Int32 and Edm.String. Put it in single quotes: a literal of type Edm.String has them.'],
  ['deviceName eq true', 'badRequest', '$filter: expected operands of one type for "eq" at position 12, found Edm.String and Edm.Boolean. Put it in single quotes: a literal of type Edm.String has them.'],
  ["wasSuccessful eq 'true'", 'badRequest', '$filter: expected operands of one type for "eq" at position 15, found Edm.Boolean and Edm.String. Leave the quotes out: a literal of type Edm.Boolean has none.'],
  ['wasSuccessful eq 1', 'badRequest', '$filter: expected operands of one type for "eq" at position 15, found Edm.Boolean and Edm.Int32.'],
  ["checkinDateTime ge '2020-01-01T00:00:00Z'", 'badRequest', '$filter: expected operands of one type for "ge" at position 17, found Edm.DateTimeOffset and Edm.String. Leave the quotes out: a literal of type Edm.DateTimeOffset has none.'],
  ['checkinDateTime ge 2020-01-01', 'badRequest', '$filter: expected operands of one type for "ge" at position 17, found Edm.DateTimeOffset and Edm.Date.'],
  ["date(checkinDateTime) eq '2020-01-01'", 'badRequest', '$filter: expected operands of one type for "eq" at position 23, found Edm.Date and Edm.String. Leave the quotes out: a literal of type Edm.Date has none.'],
  ["length(deviceName) eq '5'", 'badRequest', '$filter: expected operands of one type for "eq" at position 20, found Edm.Int32 and Edm.String. Leave the quotes out: a literal of type Edm.Int32 has none.'],
  ['userId eq 87D349ED-44d7-43e1-9a83-5f2406dee5bd', 'badRequest', '$filter: expected operands of one type for "eq" at position 8, found Edm.String and Edm.Guid. Put it in single quotes: a literal of type Edm.String has them.'],
  ["now() sub checkinDateTime gt 'one day'", 'badRequest', '$filter: expected operands of one type for "gt" at position 27, found Edm.Duration and Edm.String. Write it as duration\'P1DT2H3M4.5S\'.'],
  ['appliedPolicies gt null', 'badRequest', '$filter: expected operands that "gt" compares at position 17, found Collection(Edm.String) and null.'],
  ["appliedPolicies eq 'a'", 'badRequest', '$filter: expected operands that "eq" compares at position 17, found Collection(Edm.String) and Edm.String.'],
  ['appliedPolicies eq [1]', 'badRequest', '$filter: expected a value of type Edm.String at position 21, found Edm.Int32.'],
  ['appliedPolicies lt ["a"]', 'badRequest', '$filter: expected "eq" or "ne" with a list of values at position 17, found "lt".']
]

const faultsOfType: ReadonlyArray<readonly [type: string, text: string, kind: string, message: string]> = [
  ['officeConfiguration', 'tenantUserCheckinSummary eq tenantCheckinStatuses', 'badRequest', '$filter: expected operands of one type for "eq" at position 26, found microsoft.graph.officeUserCheckinSummary and Collection(microsoft.graph.officeClientCheckinStatus).'],
  ['officeConfiguration', 'tenantUserCheckinSummary gt null', 'badRequest', '$filter: expected operands that "gt" compares at position 26, found microsoft.graph.officeUserCheckinSummary and null.'],
  ['officeConfiguration', 'tenantUserCheckinSummary eq 5', 'badRequest', '$filter: expected operands that "eq" compares at position 26, found microsoft.graph.officeUserCheckinSummary and Edm.Int32.'],
  ['officeClientConfiguration', 'policyPayload eq policyPayload', 'badRequest', '$filter: expected operands that "eq" compares at position 15, found Edm.Stream and Edm.Stream.'],
  ['officeClientConfiguration', "policyPayload eq 'a'", 'badRequest', '$filter: expected operands that "eq" compares at position 15, found Edm.Stream and Edm.String.']
]

for (const [text, bound] of cases) t.equal(bind(text), bound, text)
for (const [type, text, bound] of casesOfType) t.equal(printExpression(scopeOf(type), text), bound, text)
for (const [text, kind, message] of faults) t.throws(() => bind(text), { kind, message, target: '$filter' }, text)
for (const [type, text, kind, message] of faultsOfType) t.throws(() => printExpression(scopeOf(type), text), { kind, message, target: '$filter' }, text)
