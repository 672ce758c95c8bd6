/** OData-URL 4.01, section 5.1.1.1.12. */
import t from 'tap'
import { bind, printExpression, scopeOf } from './scope-of.js'

const cases: ReadonlyArray<readonly [text: string, bound: string]> = [
  ["deviceName in ('a',null,'b')", "($it.deviceName in ['a':String, null:String, 'b':String])"],
  ["deviceName in ('a')", "($it.deviceName in ['a':String])"],
  ['deviceName in ()', '($it.deviceName in [])'],
  ["deviceName in ['a','b']", "($it.deviceName in ['a':String, 'b':String])"],
  ['deviceName in [userId]', '($it.deviceName in [$it.userId])'],
  ['length(deviceName) in (1,2)', '(length($it.deviceName):Int32? in [1:Int32, 2:Int32])'],
  ['length(deviceName) in (1,2.5,null)', '(Decimal?(length($it.deviceName):Int32?) in [1:Decimal, 2.5:Decimal, null:Decimal])'],
  ['null in (1,2.5)', '(null:Decimal in [1:Decimal, 2.5:Decimal])'],
  ["(now() sub checkinDateTime) in ('P1D',duration'PT1S')", '((now():DateTimeOffset sub $it.checkinDateTime):Duration in [864000000000:Duration, 10000000:Duration])'],
  ['wasSuccessful in (true,false)', '($it.wasSuccessful in [true:Boolean, false:Boolean])'],
  ["'x' in appliedPolicies", "('x':String in $it.appliedPolicies)"],
  ['null in appliedPolicies', '(null:String in $it.appliedPolicies)'],
  ["not (deviceName in ('a'))", "not(($it.deviceName in ['a':String])):Boolean"],
  ["not deviceName in ('a')", "not(($it.deviceName in ['a':String])):Boolean"]
]

const faults: ReadonlyArray<readonly [text: string, kind: string, message: string]> = [
  ["now() sub checkinDateTime in ('P1D',duration'PT1S')", 'badRequest', '$filter: expected an item of type Edm.DateTimeOffset for "in" at position 31, found Edm.String. Leave the quotes out: a literal of type Edm.DateTimeOffset has none.'],
  ["deviceName in ('a',5)", 'badRequest', '$filter: expected an item of type Edm.String for "in" at position 20, found Edm.Int32. Put it in single quotes: a literal of type Edm.String has them.'],
  ['deviceName in (5)', 'badRequest', '$filter: expected an item of type Edm.String for "in" at position 16, found Edm.Int32. Put it in single quotes: a literal of type Edm.String has them.'],
  ["checkinDateTime in ('2020-01-01')", 'badRequest', '$filter: expected an item of type Edm.DateTimeOffset for "in" at position 21, found Edm.String. Leave the quotes out: a literal of type Edm.DateTimeOffset has none.'],
  ["wasSuccessful in ('true')", 'badRequest', '$filter: expected an item of type Edm.Boolean for "in" at position 19, found Edm.String. Leave the quotes out: a literal of type Edm.Boolean has none.'],
  ["null in ('a',5)", 'badRequest', '$filter: expected an item of type Edm.String for "in" at position 14, found Edm.Int32.'],
  ['5 in appliedPolicies', 'badRequest', '$filter: expected an operand of the type of the items for "in" at position 3, found Edm.Int32 and Collection(Edm.String).'],
  ['deviceName in userId', 'badRequest', '$filter: expected a list or a collection after "in" at position 15, found Edm.String.'],
  ['deviceName in @missing', 'badRequest', '$filter: expected a list or a collection after "in" at position 15, found null.'],
  ["appliedPolicies in ('a')", 'badRequest', '$filter: expected operands of one type for "eq" at position 17, found Collection(Edm.String) and Edm.String.'],
  ["$it in ('a')", 'badRequest', '$filter: expected operands of one type for "eq" at position 5, found microsoft.graph.officeClientCheckinStatus and Edm.String.'],
  ["deviceName in (geography'SRID=0;Point(1 2)')", 'badRequest', '$filter: expected an item of type Edm.String for "in" at position 16, found Edm.GeographyPoint.'],
  ["deviceName in [['a']]", 'notImplemented', 'A list of values anywhere but to the right of "in" is not supported by this service.']
]

const faultsOfType: ReadonlyArray<readonly [type: string, text: string, kind: string, message: string]> = [
  ['officeClientConfiguration', "policyPayload in ('x')", 'badRequest', '$filter: expected a value that can be compared before "in" at position 1, found Edm.Stream.']
]

for (const [text, bound] of cases) t.equal(bind(text), bound, text)
for (const [text, kind, message] of faults) t.throws(() => bind(text), { kind, message, target: '$filter' }, text)
for (const [type, text, kind, message] of faultsOfType) t.throws(() => printExpression(scopeOf(type), text), { kind, message, target: '$filter' }, text)
