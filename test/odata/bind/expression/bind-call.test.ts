/** OData-URL 4.01, sections 5.1.1.4 to 5.1.1.11: overloads and their arguments. */
import t from 'tap'
import { bind } from './scope-of.js'

const cases: ReadonlyArray<readonly [text: string, bound: string]> = [
  ['concat(deviceName,null)', 'concat($it.deviceName, null:String):String?'],
  ["contains(deviceName,'a')", "contains($it.deviceName, 'a':String):Boolean?"],
  ["CONTAINS(deviceName,'a')", "contains($it.deviceName, 'a':String):Boolean?"],
  ["endswith(deviceName,'a')", "endswith($it.deviceName, 'a':String):Boolean?"],
  ["startswith(deviceName,'a')", "startswith($it.deviceName, 'a':String):Boolean?"],
  ["indexof(deviceName,'a')", "indexof($it.deviceName, 'a':String):Int32?"],
  ["length('abc')", "length('abc':String):Int32"],
  ['substring(deviceName,1)', 'substring($it.deviceName, 1:Int32):String?'],
  ['substring(deviceName,1,2)', 'substring($it.deviceName, 1:Int32, 2:Int32):String?'],
  ["substring(deviceName,indexof(deviceName,'-') add 1)", "substring($it.deviceName, Int32?((Int64?(indexof($it.deviceName, '-':String):Int32?) add 1:Int64):Int64?)):String?"],
  ["matchesPattern(deviceName,'^a')", "matchespattern($it.deviceName, '^a':String):Boolean?"],
  ['matchesPattern(deviceName,null)', 'null:Boolean'],
  ['tolower(trim(userId))', 'tolower(trim($it.userId):String):String'],
  ['toupper(userId)', 'toupper($it.userId):String'],
  ['date(checkinDateTime)', 'date($it.checkinDateTime):Date'],
  ['time(checkinDateTime)', 'time($it.checkinDateTime):TimeOfDay'],
  ['day(date(checkinDateTime))', 'day(date($it.checkinDateTime):Date):Int32'],
  ['year(checkinDateTime)', 'year($it.checkinDateTime):Int32'],
  ['month(null)', 'month(null:Date):Int32?'],
  ['hour(12:30)', "hour('12:30:00.000000000000':TimeOfDay):Int32"],
  ['minute(checkinDateTime)', 'minute($it.checkinDateTime):Int32'],
  ['second(checkinDateTime)', 'second($it.checkinDateTime):Int32'],
  ['fractionalseconds(checkinDateTime)', 'fractionalseconds($it.checkinDateTime):Decimal'],
  ['totaloffsetminutes(checkinDateTime)', 'totaloffsetminutes($it.checkinDateTime):Int32'],
  ["totalseconds('P1D')", 'totalseconds(864000000000:Duration):Decimal'],
  ['totalseconds(now() sub checkinDateTime)', 'totalseconds((now():DateTimeOffset sub $it.checkinDateTime):Duration):Decimal'],
  ['mindatetime()', 'mindatetime():DateTimeOffset'],
  ['maxdatetime()', 'maxdatetime():DateTimeOffset'],
  ['round(2.5)', 'round(2.5:Decimal):Decimal'],
  ['floor(2.5e0)', 'floor(2.5:Double):Double'],
  ['ceiling(length(deviceName))', 'ceiling(Decimal?(length($it.deviceName):Int32?)):Decimal?'],
  ['ceiling(5)', 'ceiling(5:Decimal):Decimal']
]

const faults: ReadonlyArray<readonly [text: string, kind: string, message: string]> = [
  ['contains(deviceName)', 'badRequest', '$filter: expected contains(Edm.String,Edm.String) at position 1, found contains(Edm.String).'],
  ['contains(deviceName,5)', 'badRequest', '$filter: expected contains(Edm.String,Edm.String) at position 1, found contains(Edm.String,Edm.Int32).'],
  ["contains(deviceName,'a','b')", 'badRequest', '$filter: expected contains(Edm.String,Edm.String) at position 1, found contains(Edm.String,Edm.String,Edm.String).'],
  ['substring(deviceName,1.5)', 'badRequest', '$filter: expected substring(Edm.String,Edm.Int32) or substring(Edm.String,Edm.Int32,Edm.Int32) at position 1, found substring(Edm.String,Edm.Decimal).'],
  ['substring(deviceName)', 'badRequest', '$filter: expected substring(Edm.String,Edm.Int32) or substring(Edm.String,Edm.Int32,Edm.Int32) at position 1, found substring(Edm.String).'],
  ['length(5)', 'badRequest', '$filter: expected length(Edm.String) at position 1, found length(Edm.Int32).'],
  ['now(1)', 'badRequest', '$filter: expected now() at position 1, found now(Edm.Int32).'],
  ["day('2020')", 'badRequest', '$filter: expected day(Edm.Date) or day(Edm.DateTimeOffset) at position 1, found day(Edm.String).'],
  ['hour(2020-01-01)', 'badRequest', '$filter: expected hour(Edm.DateTimeOffset) or hour(Edm.TimeOfDay) at position 1, found hour(Edm.Date).'],
  ["contain(deviceName,'x')", 'badRequest', '$filter: expected a canonical function at position 1, found "contain". Did you mean "contains"?'],
  ['foo(deviceName)', 'badRequest', '$filter: expected a canonical function at position 1, found "foo".'],
  ['microsoft.graph.foo(deviceName)', 'badRequest', '$filter: expected a canonical function at position 1, found "microsoft.graph.foo".'],
  ['matchesPattern(deviceName,userId)', 'notImplemented', 'matchesPattern with a pattern that is not a literal is not supported by this service.'],
  ["contains(appliedPolicies,'x')", 'badRequest', '$filter: expected contains(collection,collection) at position 1, found contains(Collection(Edm.String),Edm.String).'],
  ['substring(appliedPolicies,1)', 'notImplemented', 'The function substring with collections is not supported by this service.'],
  ['tolower(appliedPolicies)', 'badRequest', '$filter: expected tolower(Edm.String) at position 1, found tolower(Collection(Edm.String)).'],
  ['tolower($it)', 'badRequest', '$filter: expected tolower(Edm.String) at position 1, found tolower(microsoft.graph.officeClientCheckinStatus).'],
  ['geo.length(deviceName)', 'badRequest', '$filter: expected geo.length(Edm.GeographyLineString), or the same of Edm.Geometry at position 1, found geo.length(Edm.String).'],
  ['geo.distance(deviceName,deviceName)', 'badRequest', '$filter: expected geo.distance(Edm.GeographyPoint,Edm.GeographyPoint), or the same of Edm.Geometry at position 1, found geo.distance(Edm.String,Edm.String).'],
  ['hassubset(appliedPolicies)', 'badRequest', '$filter: expected hassubset(collection,collection) at position 1, found 1 arguments.'],
  ['hasSubsequence(appliedPolicies,deviceName)', 'badRequest', '$filter: expected hassubsequence(collection,collection) at position 1, found hassubsequence(Collection(Edm.String),Edm.String).'],
  ['appliedPolicies(1)', 'badRequest', '$filter: expected no key after Collection(Edm.String) at position 1, found a key.'],
  ['foo(a=1)', 'badRequest', '$filter: expected a canonical function at position 1, found "foo".'],
  ['appliedPolicies(a=1)', 'badRequest', '$filter: expected no key after Collection(Edm.String) at position 16, found a key.']
]

for (const [text, bound] of cases) t.equal(bind(text), bound, text)
for (const [text, kind, message] of faults) t.throws(() => bind(text), { kind, message, target: '$filter' }, text)
