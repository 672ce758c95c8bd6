/** OData-URL 4.01, section 5.1.1.12.1. */
import t from 'tap'
import { bind } from './scope-of.js'

const cases: ReadonlyArray<readonly [text: string, bound: string]> = [
  ["case(wasSuccessful:'a')", "case($it.wasSuccessful => 'a':String):String?"],
  ['case(wasSuccessful:1,true:2.5)', 'case($it.wasSuccessful => 1:Decimal, true:Boolean => 2.5:Decimal):Decimal'],
  ['case(wasSuccessful:1,true:null)', 'case($it.wasSuccessful => 1:Int32, true:Boolean => null:Int32):Int32?'],
  ['case(wasSuccessful:null,deviceName eq null:5)', 'case($it.wasSuccessful => null:Int32, ($it.deviceName eq null:String) => 5:Int32):Int32?'],
  ['case(wasSuccessful:null)', 'case($it.wasSuccessful => null:String):String?'],
  ['case(null:1,true:2)', 'case(null:Boolean => 1:Int32, true:Boolean => 2:Int32):Int32'],
  ["case(wasSuccessful:deviceName,not wasSuccessful:userId,true:'x') eq 'x'", "(case($it.wasSuccessful => $it.deviceName, not($it.wasSuccessful):Boolean => $it.userId, true:Boolean => 'x':String):String? eq 'x':String)"]
]

const faults: ReadonlyArray<readonly [text: string, kind: string, message: string]> = [
  ["case(wasSuccessful:1,false:'x')", 'badRequest', '$filter: expected values of one type in "case" at position 28, found Edm.Int32 and Edm.String.'],
  ['case(5:1)', 'badRequest', '$filter: expected Edm.Boolean before ":" at position 6, found Edm.Int32.'],
  ['case(true:appliedPolicies)', 'notImplemented', 'A structured value or a collection in "case" is not supported by this service.'],
  ['case(true:$it)', 'notImplemented', 'A structured value or a collection in "case" is not supported by this service.']
]

for (const [text, bound] of cases) t.equal(bind(text), bound, text)
for (const [text, kind, message] of faults) t.throws(() => bind(text), { kind, message, target: '$filter' }, text)
