/**
 * What the metadata says of `$filter`, `$orderby` and `$apply`, asked of the binder for every property, function and transformation there
 * is.
 */
import t from 'tap'
import { ODataError } from '../../../src/errors.js'
import { graphModel } from '../../../src/families/office-configuration/model/graph-model.js'
import { bindApply } from '../../../src/odata/bind/apply/bind-apply.js'
import { bindFilter } from '../../../src/odata/bind/expression/bind-expression.js'
import { bindOrderBy } from '../../../src/odata/bind/bind-order-by.js'
import type { Scope } from '../../../src/odata/bind/expression/scope.js'
import { functionSignatures } from '../../../src/odata/bind/expression/function-signatures.js'
import { writeMetadata } from '../../../src/odata/metadata/metadata-documents.js'
import { parseApply } from '../../../src/odata/url/apply.js'
import { parseExpression } from '../../../src/odata/url/parse-expression.js'
import { parseOrderBy } from '../../../src/odata/url/order-by.js'
import { Parser } from '../../../src/odata/url/parser.js'
import { checkExpression } from '../../../src/plan/supported/check-expression.js'
import { checkApplied } from '../../../src/plan/supported/check-supported.js'
import { scopeOf } from '../bind/expression/scope-of.js'
import type { JsonObject } from '../../support/csdl-xml.js'
import { allowedValues } from '../../support/vocabularies.js'

const schema = (JSON.parse(writeMetadata(graphModel, 'json', '4.0')) as JsonObject)['microsoft.graph'] as Record<string, JsonObject>
const container = schema['GraphService'] as JsonObject

const filterBy = (scope: Scope, text: string): void =>
  checkExpression({ documents: false }, bindFilter(scope, parseExpression(text, '$filter')))

const apply = (scope: Scope, text: string): void =>
  checkApplied({ ...bindApply(scope, new Parser('$apply', text).whole(parseApply)), selection: undefined, unsupported: [] })

/** Whether nothing refuses it; defects are no refusals. */
function isBound (bind: () => unknown): boolean {
  try {
    bind()
    return true
  } catch (error) {
    if (error instanceof ODataError) return false
    throw error
  }
}

t.test('which properties sort, in every collection', t => {
  for (const [target, annotations] of Object.entries(schema['$Annotations'] as JsonObject)) {
    const names = target.split('/').slice(1)
    const type = names.slice(1).reduce((owner, name) => {
      const member = schema[owner]?.[name] as JsonObject
      return String(member['$Type']).replace('microsoft.graph.', '')
    }, 'officeConfiguration')
    const { NonSortableProperties: unsortable = [] } = (annotations as JsonObject)['@Capabilities.SortRestrictions'] as { NonSortableProperties?: readonly string[] }
    for (const { name } of graphModel.types.get(`microsoft.graph.${type}`)?.properties ?? []) {
      const scope = scopeOf(type, {}, '$orderby')
      t.equal(isBound(() => bindOrderBy(scope, new Parser('$orderby', name).whole(parseOrderBy))), !unsortable.includes(name), `${target}: ${name}`)
      t.ok(isBound(() => bindFilter(scope, parseExpression(`${name}${schema[type]?.[name] !== undefined && (schema[type]?.[name] as JsonObject)['$Collection'] === true ? '/$count eq 0' : ' eq null'}`, '$filter'))), `${name} filters`)
    }
  }
  t.end()
})

/** Arguments that each function takes. */
const samples: Readonly<Record<string, string>> = { 'Edm.String': "'a'", 'Edm.Int32': '1', 'Edm.DateTimeOffset': 'checkinDateTime', 'Edm.Date': '2026-01-31', 'Edm.TimeOfDay': '12:00:00', 'Edm.Duration': "duration'PT1S'", 'Edm.Decimal': '1.5', 'Edm.Double': '1.5e0' }

const operators: Readonly<Record<string, string>> = {
  in: "userId in ('a','b')", and: 'true and false', or: 'true or false', not: 'not true', any: 'appliedPolicies/any()', all: "appliedPolicies/all(p:p eq 'a')", case: 'case(true:true,true:false)', cast: "cast(wasSuccessful,Edm.String) eq 'true'", isof: 'isof(userId,Edm.String)', has: "userId has 'a'"
}

const filterOf = (name: string): string => operators[name] ?? (['add', 'sub', 'mul', 'div', 'divby', 'mod'].includes(name) ? `1 ${name} 1 eq 1` : `1 ${name} 1`)

t.test('which operators and functions filter', t => {
  const announced = container['@Capabilities.FilterFunctions'] as readonly string[]
  const scope = scopeOf('officeClientCheckinStatus')
  for (const [name, overloads] of Object.entries(functionSignatures)) {
    const [{ parameters, result }] = overloads
    const call = `${name}(${parameters.map(parameter => samples[parameter]).join(',')})`
    const filter = String(result) === 'Edm.Boolean' ? call : `${call} eq null`
    t.equal(isBound(() => filterBy(scope, filter)), announced.includes(name), filter)
  }
  const known = ['eq', 'ne', 'gt', 'ge', 'lt', 'le', 'in', 'has', 'and', 'or', 'not', 'add', 'sub', 'mul', 'div', 'divby', 'mod', 'any', 'all', 'case', 'cast', 'isof']
  for (const name of known) t.equal(isBound(() => filterBy(scope, filterOf(name))), announced.includes(name), filterOf(name))
  t.same(announced.filter(name => !known.includes(name) && !(name in functionSignatures)), [], 'and no more')
  t.end()
})

const transformationSamples: Readonly<Record<string, string>> = {
  aggregate: 'aggregate($count as n)', groupby: 'groupby((userId))', concat: 'concat(identity,identity)', filter: 'filter(wasSuccessful)', search: 'search(a)', compute: 'compute(1 add 1 as two)', orderby: 'orderby(userId)', top: 'top(1)', skip: 'skip(1)', nest: 'nest(identity as all)', addnested: 'addnested(appliedPolicies,identity as all)', join: 'join(appliedPolicies as p)', outerjoin: 'outerjoin(appliedPolicies as p)', bottomcount: 'bottomcount(1,1)', bottomsum: 'bottomsum(1,1)', bottompercent: 'bottompercent(1,1)', topcount: 'topcount(1,1)', topsum: 'topsum(1,1)', toppercent: 'toppercent(1,1)', ancestors: 'ancestors($root/a,b,c,filter(true))', descendants: 'descendants($root/a,b,c,filter(true))', traverse: 'traverse($root/a,b,c,preorder)', identity: 'identity'
}

t.test('which transformations apply', t => {
  const { Transformations: announced } = ((schema['$Annotations'] as JsonObject)['microsoft.graph.GraphService/officeConfiguration/tenantCheckinStatuses'] as JsonObject)['@Aggregation.ApplySupported'] as { Transformations: readonly string[] }
  for (const name of allowedValues('Aggregation.Transformation')) {
    const text = transformationSamples[String(name)] ?? ''
    t.ok(text, String(name))
    t.equal(isBound(() => apply(scopeOf('officeClientCheckinStatus', {}, '$apply'), text)), announced.includes(String(name)), text)
  }
  t.end()
})
