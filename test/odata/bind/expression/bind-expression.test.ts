/** OData-URL 4.01, section 5.1.1: precedence and the types of logical operators. The other operators have files of their own. */
import t from 'tap'
import { bind } from './scope-of.js'

const cases: ReadonlyArray<readonly [text: string, bound: string]> = [
  ["deviceName eq 'a' or wasSuccessful and userId eq 'b'", "(($it.deviceName eq 'a':String) or ($it.wasSuccessful and ($it.userId eq 'b':String)))"],
  ["(deviceName eq 'a' or wasSuccessful) and userId eq 'b'", "((($it.deviceName eq 'a':String) or $it.wasSuccessful) and ($it.userId eq 'b':String))"],
  ['not wasSuccessful eq true', '(not($it.wasSuccessful):Boolean eq true:Boolean)'],
  ["not (deviceName eq 'a')", "not(($it.deviceName eq 'a':String)):Boolean"],
  ['not null', 'not(null:Boolean):Boolean?'],
  ['wasSuccessful AND NOT wasSuccessful', '($it.wasSuccessful and not($it.wasSuccessful):Boolean)'],
  ['wasSuccessful or null', '($it.wasSuccessful or null:Boolean)?'],
  ['1 add 2 mul 3 gt 4 eq true', '(((1:Int64 add (2:Int64 mul 3:Int64):Int64):Int64 gt 4:Int64) eq true:Boolean)'],
  ['$it', '$it'],
  ['$this/deviceName', '$it.deviceName']
]

const faults: ReadonlyArray<readonly [text: string, kind: string, message: string]> = [
  ['deviceName and true', 'badRequest', '$filter: expected Edm.Boolean beside "and" at position 1, found Edm.String.'],
  ['true or 5', 'badRequest', '$filter: expected Edm.Boolean beside "or" at position 9, found Edm.Int32.'],
  ['not deviceName', 'badRequest', '$filter: expected Edm.Boolean after "not" at position 5, found Edm.String.'],
  ['not appliedPolicies', 'badRequest', '$filter: expected Edm.Boolean after "not" at position 5, found Collection(Edm.String).'],
  ['$it and true', 'badRequest', '$filter: expected Edm.Boolean beside "and" at position 1, found microsoft.graph.officeClientCheckinStatus.'],
  ["deviceName has 'a'", 'badRequest', '$filter: expected a value of an enumeration before "has" at position 12, found Edm.String.'],
  ["$these/deviceName eq 'a'", 'notImplemented', '$these is not supported by this service.']
]

for (const [text, bound] of cases) t.equal(bind(text), bound, text)
for (const [text, kind, message] of faults) t.throws(() => bind(text), { kind, message, target: '$filter' }, text)
