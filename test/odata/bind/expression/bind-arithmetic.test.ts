/** OData-URL 4.01, section 5.1.1.2. */
import t from 'tap'
import { bind } from './scope-of.js'

const cases: ReadonlyArray<readonly [text: string, bound: string]> = [
  ['length(deviceName) add 1', '(Int64?(length($it.deviceName):Int32?) add 1:Int64):Int64?'],
  ['1 add 2', '(1:Int64 add 2:Int64):Int64'],
  ['1 sub 3000000000', '(1:Int64 sub 3000000000:Int64):Int64'],
  ['1 mul 2.5', '(1:Decimal mul 2.5:Decimal):Decimal'],
  ['1.5 mul 1e0', '(1.5:Double mul 1:Double):Double'],
  ['7 div 2', '(7:Int64 div 2:Int64):Int64?'],
  ['7 divby 2', '(7:Double divby 2:Double):Double?'],
  ["duration'PT1S' divby 2", '(10000000:Duration divby 2:Int64):Duration?'],
  ['7.5 divby 2', '(7.5:Decimal divby 2:Decimal):Decimal?'],
  ['7e0 divby 2', '(7:Double divby 2:Double):Double?'],
  ['7 mod 2', '(7:Int64 mod 2:Int64):Int64?'],
  ['1 add null', '(1:Int64 add null:Int64):Int64?'],
  ['null mul 2.5', '(null:Decimal mul 2.5:Decimal):Decimal?'],
  ['null add null', '(null:Int64 add null:Int64):Int64?'],
  ['1 add 2 mul 3', '(1:Int64 add (2:Int64 mul 3:Int64):Int64):Int64'],
  ['(1 add 2) mul 3', '((1:Int64 add 2:Int64):Int64 mul 3:Int64):Int64'],
  ['5 sub 2 sub 1', '((5:Int64 sub 2:Int64):Int64 sub 1:Int64):Int64'],
  ["checkinDateTime add duration'P1D'", '($it.checkinDateTime add 864000000000:Duration):DateTimeOffset'],
  ["checkinDateTime add 'P1D'", '($it.checkinDateTime add 864000000000:Duration):DateTimeOffset'],
  ["checkinDateTime sub duration'PT1S'", '($it.checkinDateTime sub 10000000:Duration):DateTimeOffset'],
  ['checkinDateTime sub now()', '($it.checkinDateTime sub now():DateTimeOffset):Duration'],
  ['checkinDateTime add null', '($it.checkinDateTime add null:Duration):DateTimeOffset?'],
  ['checkinDateTime sub null', '($it.checkinDateTime sub null:Duration):DateTimeOffset?'],
  ['null sub checkinDateTime', '(null:DateTimeOffset sub $it.checkinDateTime):Duration?'],
  ["date(checkinDateTime) add duration'P1D'", '(date($it.checkinDateTime):Date add 864000000000:Duration):Date'],
  ['date(checkinDateTime) sub 2020-01-01', "(date($it.checkinDateTime):Date sub '2020-01-01':Date):Duration"],
  ["duration'PT1S' add duration'PT2S'", '(10000000:Duration add 20000000:Duration):Duration'],
  ["duration'PT1S' sub duration'PT2S'", '(10000000:Duration sub 20000000:Duration):Duration'],
  ["duration'PT1S' mul 2", '(10000000:Duration mul 2:Int64):Duration'],
  ["2.5 mul duration'PT1S'", '(10000000:Duration mul 2.5:Decimal):Duration'],
  ["duration'PT1S' div 2", '(10000000:Duration div 2:Int64):Duration?'],
  ["duration'PT1S' mul null", '(10000000:Duration mul null:Int64):Duration?'],
  ['- 5', '-5:Int32'],
  ['-(5)', '-5:Int32'],
  ['- 1.5', '-1.5:Decimal'],
  ['- INF', '-Infinity:Double'],
  ['- 3000000000', '-3000000000:Int64'],
  ['- -2147483648', '2147483648:Int64'],
  ["-duration'PT1S'", '-10000000:Duration'],
  ['-length(deviceName)', 'negate(Int64?(length($it.deviceName):Int32?)):Int64?'],
  ['-null', 'negate(null:Int64):Int64?'],
  ['-(1.5 add 1)', 'negate((1.5:Decimal add 1:Decimal):Decimal):Decimal'],
  ['-(now() sub checkinDateTime)', 'negate((now():DateTimeOffset sub $it.checkinDateTime):Duration):Duration']
]

const faults: ReadonlyArray<readonly [text: string, kind: string, message: string]> = [
  ["deviceName add 'a'", 'badRequest', '$filter: expected operands that "add" takes at position 12, found Edm.String and Edm.String.'],
  ["1 add 'a'", 'badRequest', '$filter: expected operands that "add" takes at position 3, found Edm.Int32 and Edm.String.'],
  ['wasSuccessful add 1', 'badRequest', '$filter: expected operands that "add" takes at position 15, found Edm.Boolean and Edm.Int32.'],
  ['checkinDateTime mul 2', 'badRequest', '$filter: expected operands that "mul" takes at position 17, found Edm.DateTimeOffset and Edm.Int32.'],
  ['checkinDateTime add 1', 'badRequest', '$filter: expected operands that "add" takes at position 17, found Edm.DateTimeOffset and Edm.Int32.'],
  ['checkinDateTime add checkinDateTime', 'badRequest', '$filter: expected operands that "add" takes at position 17, found Edm.DateTimeOffset and Edm.DateTimeOffset.'],
  ["2 divby duration'PT1S'", 'badRequest', '$filter: expected operands that "divby" takes at position 3, found Edm.Int32 and Edm.Duration.'],
  ["2 div duration'PT1S'", 'badRequest', '$filter: expected operands that "div" takes at position 3, found Edm.Int32 and Edm.Duration.'],
  ['appliedPolicies add 1', 'badRequest', '$filter: expected operands that "add" takes at position 17, found Collection(Edm.String) and Edm.Int32.'],
  ['-deviceName', 'badRequest', '$filter: expected a number or a duration after "-" at position 2, found Edm.String.'],
  ['-$it', 'badRequest', '$filter: expected a number or a duration after "-" at position 2, found microsoft.graph.officeClientCheckinStatus.'],
  ['-(-9223372036854775808)', 'badRequest', '$filter: expected a value that an Edm.Int64 can hold at position 1, found -(-9223372036854775808).']
]

for (const [text, bound] of cases) t.equal(bind(text), bound, text)
for (const [text, kind, message] of faults) t.throws(() => bind(text), { kind, message, target: '$filter' }, text)
