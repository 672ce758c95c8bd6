/** The metadata document in both formats (OData CSDL XML and JSON 4.01), checked by readers that are not ours. */
import { existsSync, readFileSync } from 'node:fs'
import { parse } from '@sap-ux/edmx-parser'
import t from 'tap'
import type { Test } from 'tap'
import { buildModel } from '../../../src/edm/build-model.js'
import { complexCollection, complexType, contains, edmBoolean, edmDateTimeOffset, edmString, entityType } from '../../../src/edm/declare.js'
import type { EdmModel } from '../../../src/edm/types.js'
import { graphModel } from '../../../src/families/office-configuration/model/graph-model.js'
import type { CsdlVersion } from '../../../src/csdl/document.js'
import { writeMetadata } from '../../../src/odata/metadata/metadata-documents.js'
import { csdlXmlToJson } from '../../support/csdl-xml.js'
import type { Json, JsonObject } from '../../support/csdl-xml.js'
import { faultsOf } from '../../support/vocabularies.js'

const writeCsdlXml = (model: EdmModel, version: CsdlVersion): string => writeMetadata(model, 'xml', version)
const writeCsdlJson = (model: EdmModel, version: CsdlVersion): string => writeMetadata(model, 'json', version)

const xml = writeCsdlXml(graphModel, '4.0')
const json = JSON.parse(writeCsdlJson(graphModel, '4.0')) as JsonObject
const schema = json['microsoft.graph'] as JsonObject

/** A model unlike the real one: nothing below is written for that one alone. */
const item = entityType('item', { abstract: true, description: '' }, { id: edmString({ nullable: false, readOnly: true, description: 'The key.' }) })
const part = complexType('part', { description: 'A part. It may be "sharp" & <pointed>,\n\tor none.' }, { made: edmDateTimeOffset({ description: 'When?' }), broken: edmBoolean({ nullable: false, defaultValue: true }) })
const box = entityType('box', { baseType: item, description: 'A box.' }, { parts: complexCollection(part, { description: 'What is inside.' }) })
const crate = entityType('crate', { baseType: box, description: 'A box of boxes.' }, { boxes: contains(box, { description: 'The boxes.' }) })
const otherModel = buildModel({ namespace: 'a.b', alias: 'b', types: [item, part, box, crate], container: 'All', singletons: [{ name: 'top', type: crate, description: 'The top.' }, { name: 'any', type: box, description: 'Any box.' }], actions: () => [] })

t.test('both formats say the same', t => {
  for (const model of [graphModel, otherModel]) {
    for (const version of ['4.0', '4.01'] as const) t.same(csdlXmlToJson(writeCsdlXml(model, version)), JSON.parse(writeCsdlJson(model, version)), `${model.container.fullName} ${version}`)
  }
  t.end()
})

t.test('the document', t => {
  t.match(json, { $Version: '4.0', $EntityContainer: 'microsoft.graph.GraphService' })
  t.equal((JSON.parse(writeCsdlJson(graphModel, '4.01')) as JsonObject)['$Version'], '4.01')
  t.same(Object.keys(json['$Reference'] as JsonObject), ['Aggregation', 'Authorization', 'Capabilities', 'Core', 'Validation'].map(alias => `https://oasis-tcs.github.io/odata-vocabularies/vocabularies/Org.OData.${alias}.V1.json`))
  t.match(schema['entity'], { $Kind: 'EntityType', $Abstract: true, $Key: ['id'], id: { '@Core.Computed': true } })
  t.same((schema['officeClientCheckinStatus'] as JsonObject)['checkinDateTime'], {
    $Type: 'Edm.DateTimeOffset',
    $Precision: 12,
    $DefaultValue: '0001-01-01T00:00:00Z',
    '@Core.Description': 'When the device last checked in.',
    '@Core.LongDescription': 'When the device last checked in. Comes back exactly as it was sent; is compared and sorted as an instant.',
    '@Validation.Minimum': '0001-01-01T00:00:00Z',
    '@Validation.Maximum': '9999-12-31T23:59:59.999999999999Z'
  })
  t.same((schema['officeClientCheckinStatus'] as JsonObject)['appliedPolicies'], { $Collection: true, $Nullable: true, '@Core.Description': 'The policies that were applied to the device.' })
  t.same((schema['officeConfiguration'] as JsonObject)['clientConfigurations'], {
    $Kind: 'NavigationProperty', $Collection: true, $Type: 'microsoft.graph.officeClientConfiguration', $ContainsTarget: true, '@Core.Description': 'The client configurations of the tenant.', '@Core.LongDescription': 'The client configurations of the tenant. Returned only when expanded.'
  })
  t.match(schema['assign'], [{ $IsBound: true, $Parameter: [{ $Name: 'bindingParameter' }, { $Collection: true }], $ReturnType: { $Collection: true, $Type: 'microsoft.graph.officeClientConfigurationAssignment' } }])
  t.end()
})

t.test('another model', t => {
  const other = (JSON.parse(writeCsdlJson(otherModel, '4.0')) as JsonObject)['a.b'] as JsonObject
  t.same(Object.keys(other['$Annotations'] as JsonObject), ['a.b.All/top/parts', 'a.b.All/top/boxes', 'a.b.All/top/boxes/parts', 'a.b.All/top/boxes/a.b.crate/boxes', 'a.b.All/any/parts', 'a.b.All/any/a.b.crate/boxes'])
  t.match(other['crate'], { $BaseType: 'a.b.box', boxes: { $Type: 'a.b.box' } })
  t.notOk((other['crate'] as JsonObject)['parts'], 'inherited members are declared once')
  t.match((other['part'] as JsonObject)['@Core.LongDescription'], 'A part. It may be "sharp" & <pointed>,\n\tor none.')
  t.notOk((other['item'] as JsonObject)['@Core.Description'], 'nothing is said where there is nothing to say')
  t.end()
})

interface Named { readonly name: string }

/** The part of the parser's result that is looked at. */
interface ParsedMetadata {
  readonly references: ReadonlyArray<{ readonly alias: string }>
  readonly schema: {
    readonly entityTypes: ReadonlyArray<
      Named & {
        readonly fullyQualifiedName: string
        readonly entityProperties: readonly Named[]
        readonly navigationProperties: readonly Named[]
      }
    >
    readonly complexTypes: ReadonlyArray<{ readonly fullyQualifiedName: string }>
    readonly actions: ReadonlyArray<Named & { readonly isBound: boolean, readonly parameters: readonly Named[] }>
    readonly singletons: ReadonlyArray<Named & { readonly entityTypeName: string }>
    readonly annotations: Readonly<Record<string, ReadonlyArray<{ readonly target: string }>>>
  }
}

t.test('a public parser reads the XML', t => {
  const { schema: read, references } = parse(xml) as unknown as ParsedMetadata
  t.same(references.map(({ alias }) => alias), ['Aggregation', 'Authorization', 'Capabilities', 'Core', 'Validation'])
  t.same(
    [...read.entityTypes, ...read.complexTypes].map(({ fullyQualifiedName }) => fullyQualifiedName).sort(),
    [...graphModel.types.keys()].sort()
  )
  for (const { name, entityProperties, navigationProperties } of read.entityTypes) {
    const own = Object.entries(schema[name] as JsonObject).filter(([member]) => !/^[$@]/.test(member))
    t.same([...entityProperties, ...navigationProperties].map(property => property.name).sort(), own.map(([member]) => member).sort(), name)
  }
  t.same(read.actions.map(({ name, isBound, parameters }) => [name, isBound, parameters.length]), [['assign', true, 2], ['updatePriorities', true, 3]])
  t.same(read.singletons.map(({ name, entityTypeName }) => [name, entityTypeName]), [['officeConfiguration', 'microsoft.graph.officeConfiguration']])
  t.ok(Object.values(read.annotations).flat().some(({ target }) => target === 'microsoft.graph.GraphService/officeConfiguration/clientConfigurations'))
  t.end()
})

/** Each annotation of an element and of what is below it, with what the element is. */
function eachAnnotation (t: Test, element: JsonObject, kinds: readonly string[], path: string): number {
  let seen = 0
  for (const [name, member] of Object.entries(element)) {
    if (name.startsWith('@')) {
      t.same(faultsOf(name.slice(1), member, kinds), [], `${path} ${name}`)
      seen++
    } else if (name === '$Annotations') {
      for (const [target, annotations] of Object.entries(member as JsonObject)) seen += eachAnnotation(t, annotations as JsonObject, ['Collection'], target)
    } else if (Array.isArray(member) && name !== '$Key') {
      for (const item of member) seen += eachAnnotation(t, item as JsonObject, [name === '$Parameter' ? 'Parameter' : 'Action'], `${path}/${name}`)
    } else if (typeof member === 'object' && member !== null) seen += eachAnnotation(t, member as JsonObject, kindsOf(member as JsonObject, kinds), `${path}/${name}`)
  }
  return seen
}

function kindsOf (element: JsonObject, parents: readonly string[]): readonly string[] {
  if (typeof element['$Kind'] === 'string') return [element['$Kind'], ...element['$Collection'] === true ? ['Collection'] : []]
  if (parents.includes('EntityContainer')) return ['Singleton']
  return ['Property', ...element['$Collection'] === true ? ['Collection'] : []]
}

t.test('every annotation is one of its vocabulary, stands where it may, and has a value of its type', t => {
  t.ok(eachAnnotation(t, schema, ['Schema'], '') > 100)
  t.end()
})

t.test('the check above finds what it is for', t => {
  const faults: ReadonlyArray<readonly [string, Json, string, string]> = [
    ['Core.Nonsense', true, 'Property', 'Core.Nonsense: no such term'],
    ['Core.Computed', true, 'EntityType', 'Core.Computed: does not apply to EntityType'],
    ['Core.Computed', 'yes', 'Property', 'Core.Computed: no boolean'],
    ['Capabilities.UpdateRestrictions', { UpdateMethod: 'MERGE' }, 'Singleton', 'Capabilities.UpdateRestrictions/UpdateMethod: no member MERGE'],
    ['Capabilities.UpdateRestrictions', { Updateable: true }, 'Singleton', 'Capabilities.UpdateRestrictions: Org.OData.Capabilities.V1.UpdateRestrictionsType has no Updateable'],
    ['Aggregation.ApplySupported', { Transformations: ['sort'] }, 'Collection', 'Aggregation.ApplySupported/Transformations[0]: sort is not allowed']
  ]
  for (const [term, value, kind, fault] of faults) t.same(faultsOf(term, value, [kind]), [fault])
  t.end()
})

const published = '../shared/reference/officeConfiguration.minimal.csdl.xml'

t.test('the published metadata, where it is at hand', { skip: existsSync(published) ? false : 'the reference folder is absent' }, t => {
  const theirs = csdlXmlToJson(readFileSync(published, 'utf8').replace(/<!--[\s\S]*?-->/, ''))['microsoft.graph'] as JsonObject
  t.same(plain(schema), plain(theirs, theirName => theirName === 'officeConfiguration' ? { $BaseType: 'microsoft.graph.entity' } : {}), 'but for what is said here: officeConfiguration has a base type')
  t.end()
})

/**
 * What both documents can say: types, nullability, containment, parameters. Left out: facets, annotations, the nullability of collections'
 * items and of parameters, of which the published one says nothing.
 */
function plain (schema: JsonObject, more: (name: string) => JsonObject = () => ({})): JsonObject {
  const cut = (value: Json, path: string): Json => {
    if (Array.isArray(value)) return value.map(item => cut(item, path))
    if (typeof value === 'string') return value.replace(/^graph\./, 'microsoft.graph.')
    if (typeof value !== 'object' || value === null) return value
    const object = value as JsonObject
    return Object.fromEntries(Object.entries(object)
      .filter(([name]) => !/^@|^\$(?:Alias|MaxLength|Precision|DefaultValue|Annotations)$/.test(name) && !(name === '$Nullable' && (object['$Collection'] === true || object['$Name'] !== undefined)))
      .map(([name, member]) => [name, cut(member, `${path}/${name}`)]))
  }
  return Object.fromEntries(Object.entries(schema).filter(([name]) => !name.startsWith('$')).map(([name, member]) => {
    const element = cut(member, name)
    return [name, Array.isArray(element) ? element : { ...element as JsonObject, ...more(name) }]
  }))
}
