/** What is read and written again says the same (OData CSDL XML and JSON 4.01), to this reader and to those of others. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { parse } from '@sap-ux/edmx-parser'
import t from 'tap'
import type { CsdlVersion } from '../../src/csdl/document.js'
import { readCsdl } from '../../src/csdl/read-csdl.js'
import type { EdmModel, StructuredType } from '../../src/edm/types.js'
import { graphModel } from '../../src/families/office-configuration/model/graph-model.js'
import { writeMetadata } from '../../src/odata/metadata/metadata-documents.js'
import { jsonOf, structureOf, treeOf } from '../support/compare-models.js'
import { jsonFaults, readByOthers, xmlFaults } from '../support/csdl-judges.js'
import { reference, skipWithoutReference } from '../support/reference-data.js'
import { expressions, zoo } from './zoo.js'

const read = (content: string, name = 'model'): EdmModel => readCsdl([{ name, content }])
const xmlOf = (model: EdmModel, version: CsdlVersion = '4.01'): string => writeMetadata(model, 'xml', version)
const jsonTextOf = (model: EdmModel, version: CsdlVersion = '4.01'): string => writeMetadata(model, 'json', version)

const model = read(zoo, 'zoo.xml')

t.test('every element, attribute and expression, in XML', async t => {
  const xml = xmlOf(model)
  t.same(treeOf(read(xml)), treeOf(model))
  t.equal(xmlOf(read(xml)), xml, 'and once more it is the same text')
  t.same(await xmlFaults(xml), [])
  t.same(readByOthers(xml, model.aliases), readByOthers(zoo, model.aliases), 'another reader finds no difference')
})

t.test('every element, attribute and expression, in JSON', t => {
  const json = jsonTextOf(model)
  t.same(jsonOf(read(json)), jsonOf(model))
  t.equal(jsonTextOf(read(json)), json, 'and once more it is the same text')
  const unlimited = read(zoo.replace(' MaxLength="max"', ''))
  t.same(structureOf(read(json)), structureOf(unlimited), 'all but a length of as much as the service can hold, for which JSON has no word')
  t.end()
})

t.test('an annotation stands where it stood, by the name it had', t => {
  const names = (text: string): readonly string[] => [...text.matchAll(/<Annotations? (?:xmlns="[^"]*" )?(Term|Target)="([^"]*)"/g)].map(([, , name]) => String(name))
  t.same([...names(xmlOf(model))].sort(), [...names(zoo)].sort())
  t.ok(names(zoo).includes('Core.Description') && names(zoo).includes('Org.OData.Capabilities.V1.BatchSupported'), 'both spellings are among them')
  t.equal(model.types.get('Zoo.Expressions.Holder')?.properties[0]?.annotations.length, 0)
  t.equal(model.types.get('Zoo.Expressions.Holder')?.annotations.length, expressions.length)
  t.end()
})

t.test('4.0 says what it has words for', t => {
  const again = read(xmlOf(model, '4.0'))
  t.match(xmlOf(model, '4.0'), '<edmx:Edmx Version="4.0"')
  t.match(JSON.parse(jsonTextOf(model, '4.0')), { $Version: '4.0' })
  t.equal(again.container.singletons.find(({ name }) => name === 'Director')?.nullable, false)
  t.equal(again.types.get('Zoo.Animal')?.properties.find(({ name }) => name === 'Floating')?.type.scale, 'variable')
  t.end()
})

t.test('the family, from its own metadata in both formats', async t => {
  for (const version of ['4.0', '4.01'] as const) {
    const [xml, json] = [xmlOf(graphModel, version), jsonTextOf(graphModel, version)]
    t.same(await xmlFaults(xml), [])
    t.same(jsonFaults(json), [])
    for (const again of [read(xml), read(json)]) {
      t.equal(xmlOf(again, version), xml, 'byte for byte')
      t.equal(jsonTextOf(again, version), json, 'byte for byte')
      t.same(structureOf(again), structureOf(graphModel))
    }
  }
})

const propertiesOf = (type: StructuredType | undefined): unknown => type?.properties.map(({ name, description, readOnly, defaultValue }) =>
  ({ name, description, readOnly, defaultValue })
)
const navigationOf = (type: StructuredType | undefined): unknown => type?.navigationProperties.map(({ name, target, containsTarget }) =>
  [name, target.fullName, containsTarget]
)
const actionsOf = ({ actions }: EdmModel): unknown => actions.map(({ fullName, bound, parameters }) => [fullName, bound, parameters.length])

t.test('the family means the same, read and declared', t => {
  const again = read(xmlOf(graphModel))
  for (const [name, declared] of graphModel.types) {
    const type = again.types.get(name)
    t.equal(type?.description, declared.description, name)
    t.same(type?.concreteTypes.map(({ fullName }) => fullName), declared.concreteTypes.map(({ fullName }) => fullName))
    t.same(propertiesOf(type), propertiesOf(declared))
    t.same(navigationOf(type), navigationOf(declared))
  }
  t.same(actionsOf(again), actionsOf(graphModel))
  t.end()
})

t.test('TripPin', { skip: skipWithoutReference }, async t => {
  const path = fileURLToPath(reference('trippin.csdl.xml'))
  const trippin = readCsdl([path])
  for (const version of ['4.0', '4.01'] as const) {
    t.same(treeOf(read(xmlOf(trippin, version))), treeOf(trippin))
    t.same(jsonOf(read(jsonTextOf(trippin, version))), jsonOf(trippin))
    t.equal(xmlOf(read(jsonTextOf(trippin, version)), version).replaceAll(' Nullable="false"', ''), xmlOf(trippin, version).replaceAll(' Nullable="false"', ''))
  }
  t.same(await xmlFaults(xmlOf(trippin)), [])
  t.same(jsonFaults(jsonTextOf(trippin)), [])
  t.same(readByOthers(xmlOf(trippin, '4.0')), readByOthers(readFileSync(path, 'utf8')))
  const { schema } = parse(xmlOf(trippin, '4.0')) as unknown as { schema: { entityTypes: ReadonlyArray<{ name: string }>, entitySets: ReadonlyArray<{ name: string }> } }
  t.same(schema.entityTypes.map(({ name }) => name), [...trippin.types.values()].filter(({ kind }) => kind === 'entity').map(({ name }) => name))
  t.same(schema.entitySets.map(({ name }) => name), trippin.container.entitySets.map(({ name }) => name))
})

t.test('Microsoft Graph', { skip: skipWithoutReference }, async t => {
  const original = gunzipSync(readFileSync(reference('graph-v1.0.csdl.xml.gz'))).toString()
  const graph = read(original, 'graph.xml')
  const { schemas, types, enumTypes, actions, functions, container: { entitySets, singletons } } = graph
  t.same([schemas.length, types.size, enumTypes.size, actions.length, functions.length], [11, 1182 + 1780, 861, 857, 324])
  t.same([entitySets.length, singletons.length], [40, 30])
  const xml = xmlOf(graph, '4.0')
  t.same(treeOf(read(xml)), treeOf(graph))
  t.same(await xmlFaults(xml), await xmlFaults(original), 'it has the faults it had')
  t.same(readByOthers(xml, graph.aliases), readByOthers(original, graph.aliases), 'another reader finds no difference')
  const json = jsonTextOf(graph, '4.0')
  t.same(jsonOf(read(json)), jsonOf(graph))
  t.equal(read(json).functions.length, graph.functions.filter(({ fullName }) => !graph.types.has(fullName)).length, 'JSON has no place for a function with the name of a type')
})
