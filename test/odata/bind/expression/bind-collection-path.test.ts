/** OData-URL 4.01, section 5.1.1.13, and `$count` of a collection. */
import t from 'tap'
import { bind, printExpression, scopeOf } from './scope-of.js'

const cases: ReadonlyArray<readonly [text: string, bound: string]> = [
  ['appliedPolicies/any()', '$it.appliedPolicies/any()'],
  ["appliedPolicies/any(p:p eq 'x')", "$it.appliedPolicies/any(p:String? => (p eq 'x':String))"],
  ['appliedPolicies/all(p:contains(p,deviceName))', '$it.appliedPolicies/all(p:String? => contains(p, $it.deviceName):Boolean?)'],
  ["appliedPolicies/any(p:p eq 'x') and appliedPolicies/all(p:p ne 'y')", "($it.appliedPolicies/any(p:String? => (p eq 'x':String)) and $it.appliedPolicies/all(p:String? => (p ne 'y':String)))"],
  ['appliedPolicies/any(p:appliedPolicies/any(q:p eq q))', '$it.appliedPolicies/any(p:String? => $it.appliedPolicies/any(q:String? => (p eq q)))'],
  ["appliedPolicies/any(deviceName:deviceName eq 'x')", "$it.appliedPolicies/any(deviceName:String? => (deviceName eq 'x':String))"],
  ['appliedPolicies/any(p:null)', '$it.appliedPolicies/any(p:String? => null:Boolean)'],
  ['appliedPolicies/any(p:p eq $it/deviceName)', '$it.appliedPolicies/any(p:String? => (p eq $it.deviceName))'],
  ['appliedPolicies/$count gt 1', '($it.appliedPolicies/$count() gt 1:Int64)'],
  ["appliedPolicies/$count($filter=$this eq 'x') eq 0", "($it.appliedPolicies/$count(($this eq 'x':String)) eq 0:Int64)"],
  ['appliedPolicies/$count($search=a OR b NOT c) eq 0', '($it.appliedPolicies/$count(search ("a" or ("b" and not("c")))) eq 0:Int64)'],
  ["appliedPolicies/$count($filter=$this eq 'x';$search=a) eq 0", '($it.appliedPolicies/$count(($this eq \'x\':String); search "a") eq 0:Int64)'],
  ["appliedPolicies/$filter(startswith($this,'M'))/$count", "$it.appliedPolicies/$count(startswith($this, 'M':String):Boolean?)"],
  ["appliedPolicies/$filter(startswith($this,'M'))/$filter($this ne 'x')/$count($filter=$this ne $it/userId)", "$it.appliedPolicies/$count(((startswith($this, 'M':String):Boolean? and ($this ne 'x':String))? and ($this ne $it.userId))?)"],
  ["appliedPolicies/$filter($this gt 'M')/any(p:p ne deviceName)", "$it.appliedPolicies/any(p:String? => ((p gt 'M':String) and (p ne $it.deviceName)))"],
  ["appliedPolicies/$filter($this gt 'M')/all(p:p ne deviceName)", "$it.appliedPolicies/all(p:String? => (((p gt 'M':String) ne true:Boolean) or (p ne $it.deviceName)))"],
  ["appliedPolicies/$filter($this gt 'M')/any()", "$it.appliedPolicies/any($this:String? => ($this gt 'M':String))"]
]

const casesOfType: ReadonlyArray<readonly [type: string, text: string, bound: string]> = [
  ['officeConfiguration', 'clientConfigurations/$count', '$it.clientConfigurations/$count()'],
  ['officeConfiguration', 'clientConfigurations/any(c:c/priority lt 3 and c/assignments/$count gt 0)', '$it.clientConfigurations/any(c:officeClientConfiguration => ((c.priority lt 3:Int32) and (c.assignments/$count() gt 0:Int64)))'],
  ['officeConfiguration', 'clientConfigurations/microsoft.graph.windowsOfficeClientConfiguration/$count', '$it.clientConfigurations.<Collection(windowsOfficeClientConfiguration)>/$count()'],
  ['officeConfiguration', 'clientConfigurations/graph.windowsOfficeClientConfiguration/any(c:c/priority eq 1)', '$it.clientConfigurations.<Collection(windowsOfficeClientConfiguration)>/any(c:windowsOfficeClientConfiguration => (c.priority eq 1:Int32))'],
  ['officeConfiguration', 'tenantCheckinStatuses/any(r:r/appliedPolicies/any(p:p eq r/deviceName and id ne p))', '$it.tenantCheckinStatuses/any(r:officeClientCheckinStatus => r.appliedPolicies/any(p:String? => ((p eq r.deviceName) and ($it.id ne p))))'],
  ['officeConfiguration', 'tenantCheckinStatuses/$count($filter=deviceName eq $it/id)', '$it.tenantCheckinStatuses/$count(($this.deviceName eq $it.id))'],
  ['officeConfiguration', 'tenantCheckinStatuses/$count($filter=appliedPolicies/$count($filter=$this eq $it/id) gt 0)', '$it.tenantCheckinStatuses/$count(($this.appliedPolicies/$count(($this eq $it.id)) gt 0:Int64))']
]

const faults: ReadonlyArray<readonly [text: string, kind: string, message: string]> = [
  ["appliedPolicies/any(p:appliedPolicies/any(p:p eq 'x'))", 'badRequest', '$filter: expected a new name for the variable of "any" at position 39, found "p".'],
  ['appliedPolicies/any(p:p/foo eq 1)', 'badRequest', '$filter: expected nothing after a value of type Edm.String at position 25, found "foo".'],
  ["appliedPolicies/any(p:q eq 'x')", 'badRequest', '$filter: expected a property of microsoft.graph.officeClientCheckinStatus at position 23, found "q". Did you mean "p"?'],
  ['appliedPolicies/any(p:5)', 'badRequest', '$filter: expected Edm.Boolean in "any" at position 23, found Edm.Int32.'],
  ['appliedPolicies/$count($filter=5)', 'badRequest', '$filter: expected Edm.Boolean in "$filter" at position 32, found Edm.Int32.'],
  ["appliedPolicies/$count($filter=foo eq 'x')", 'badRequest', '$filter: expected $this, because the item is an Edm.String, at position 32, found "foo".'],
  ["appliedPolicies/$filter(deviceName eq 'x')/$count", 'badRequest', '$filter: expected $this, because the item is an Edm.String, at position 25, found "deviceName".'],
  ['appliedPolicies/$filter(true)', 'notImplemented', '$filter(…) without any, all or $count after it is not supported by this service.'],
  ['appliedPolicies/$filter(true)/foo', 'badRequest', '$filter: expected any, all, $count or $filter after "$filter(…)" at position 31, found "foo".'],
  ['deviceName/any(x:true)', 'badRequest', '$filter: expected a collection before "/any" at position 12, found Edm.String.'],
  ['deviceName/$count', 'badRequest', '$filter: expected a collection before "/$count" at position 12, found Edm.String.'],
  ['deviceName/$filter(true)/$count', 'badRequest', '$filter: expected a collection before "/$filter" at position 12, found Edm.String.']
]

const faultsOfType: ReadonlyArray<readonly [type: string, text: string, kind: string, message: string]> = [
  ['officeConfiguration', 'clientConfigurations/any(c:c/prioriti eq 1)', 'badRequest', '$filter: expected a property of microsoft.graph.officeClientConfiguration at position 30, found "prioriti". Did you mean "priority"?'],
  ['officeConfiguration', 'clientConfigurations/graph.officeConfiguration/$count', 'badRequest', '$filter: expected microsoft.graph.officeClientConfiguration or a type derived from it at position 22, found microsoft.graph.officeConfiguration.']
]

for (const [text, bound] of cases) t.equal(bind(text), bound, text)
for (const [type, text, bound] of casesOfType) t.equal(printExpression(scopeOf(type), text), bound, text)
for (const [text, kind, message] of faults) t.throws(() => bind(text), { kind, message, target: '$filter' }, text)
for (const [type, text, kind, message] of faultsOfType) t.throws(() => printExpression(scopeOf(type), text), { kind, message, target: '$filter' }, text)
