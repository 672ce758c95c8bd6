/** Documents that nobody made for this reader: they are read whole, or refused with a sentence. */
import { createRequire } from 'node:module'
import t from 'tap'
import { pruneModel } from '../../src/csdl/prune-model.js'
import { readCsdl } from '../../src/csdl/read-csdl.js'
import type { EdmModel } from '../../src/edm/types.js'
import { writeMetadata } from '../../src/odata/metadata/metadata-documents.js'
import { treeOf } from '../support/compare-models.js'
import { xmlFaults } from '../support/csdl-judges.js'
import { zoo } from './zoo.js'
import { fc } from '../support/property.js'

const require = createRequire(import.meta.url)

const vocabularies = ['Aggregation', 'Authorization', 'Capabilities', 'Core', 'JSON', 'Measures', 'Repeatability', 'Temporal', 'Validation']

const readVocabulary = (name: string): EdmModel => {
  const { default: content } = require(`@sap-ux/odata-vocabularies/dist/resources/Org.OData.${name}.V1.js`) as { default: object }
  return readCsdl([{ name, content: JSON.stringify(content) }], { withoutContainer: true })
}

t.test("OData's own vocabularies", async t => {
  for (const name of vocabularies) {
    const model = readVocabulary(name)
    t.ok(model.terms.size + model.types.size > 0, name)
    const xml = writeMetadata(model, 'xml', '4.01')
    const again = readCsdl([{ name, content: xml }], { withoutContainer: true })
    t.same(treeOf(again), treeOf(model), `${name} in XML`)
    t.equal(writeMetadata(again, 'json', '4.01'), writeMetadata(model, 'json', '4.01'), `${name} in JSON`)
    if (name === 'Capabilities') t.same(await xmlFaults(xml), [], `${name} is valid`)
  }
})

t.test('types of vocabularies are known by name, with and without a reference, and are not written', t => {
  const uri = 'https://oasis-tcs.github.io/odata-vocabularies/vocabularies/Org.OData.Core.V1.xml'
  const reference = `<edmx:Reference Uri="${uri}"><edmx:Include Namespace="Org.OData.Core.V1" Alias="Core"/></edmx:Reference>`
  const content = `<edmx:Edmx xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx" Version="4.0">${reference}<edmx:DataServices>
    <Schema Namespace="A" xmlns="http://docs.oasis-open.org/odata/ns/edm">
      <Term Name="Hidden" Type="Core.Tag" DefaultValue="true"/>
      <EntityType Name="E"><Key><PropertyRef Name="Id"/></Key><Property Name="Id" Type="Core.LocalDateTime" Nullable="false"/>
        <Property Name="Messages" Type="Collection(Org.OData.Core.V1.MessageType)" Nullable="false"/>
        <Property Name="Any" Type="Edm.ComplexType"/></EntityType>
      <EntityContainer Name="C"><EntitySet Name="Es" EntityType="A.E"/></EntityContainer>
    </Schema></edmx:DataServices></edmx:Edmx>`
  for (const text of [content, content.replace(reference, '').replaceAll('Core.Tag', 'Org.OData.Core.V1.Tag').replace('"Core.', '"Org.OData.Core.V1.')]) {
    const model = readCsdl([{ name: 'a', content: text }])
    const [id, messages, any] = model.types.get('A.E')?.properties ?? []
    t.match(id?.type.type, { kind: 'typeDefinition', underlyingType: { name: 'Edm.String' } })
    t.match(messages?.type.type, { elementType: { type: { fullName: 'Org.OData.Core.V1.MessageType', concreteTypes: [{ name: 'MessageType' }] } } })
    t.match(any?.type.type, { concreteTypes: [] }, 'no complex type of the model itself')
    t.same([...model.types.keys()], ['A.E'])
    t.same(model.schemas.map(({ namespace }) => namespace), ['A'])
    t.equal(model.references.length, text === content ? 1 : 0)
    for (const format of ['xml', 'json'] as const) {
      t.same(treeOf(readCsdl([{ name: 'again', content: writeMetadata(model, format, '4.01') }])), treeOf(model), format)
    }
    t.same(treeOf(pruneModel(model, ['Es'])), treeOf(model))
  }
  t.end()
})

const json = writeMetadata(readCsdl([{ name: 'zoo', content: zoo }]), 'json', '4.01')

const words = [
  'Edm.String', 'Zoo.Animal', 'Zoo.Cage', 'true', 'null', '"', '<', '>', '{', '}', '[', ']', ',', '$Type', 'Collection(', ')', '@', '/', '0',
  '-1', '99999999999999999999', ' Nullable="false"', ' Abstract="true"', '<Key/>', '__proto__', 'constructor', '&amp;', '\u0000', '\ud800'
]

const place = fc.nat({ max: 999_999 })

/** A few changes: a piece left out, a word put in, a piece repeated elsewhere. */
const changes = fc.array(fc.tuple(place, fc.nat({ max: 40 }), fc.constantFrom(...words), fc.nat({ max: 2 }), place), {
  minLength: 1, maxLength: 3
})

function change (text: string, [place, length, word, kind, elsewhere]: readonly [number, number, string, number, number]): string {
  const [at, other] = [place % text.length, elsewhere % text.length]
  if (kind === 0) return text.slice(0, at) + text.slice(at + length)
  if (kind === 1) return text.slice(0, at) + word + text.slice(at)
  return text.slice(0, other) + text.slice(at, at + length) + text.slice(other)
}

t.test('blanks around a path are nothing in JSON, as they are in XML', t => {
  const plain = readCsdl([{ name: 'zoo', content: json }])
  const padded = json.replaceAll('"$Path": "A"', '"$Path": " A "')
  t.not(padded, json)
  const model = readCsdl([{ name: 'padded', content: padded }])
  t.same(treeOf(model), treeOf(plain))
  t.same(treeOf(readCsdl([{ name: 'again', content: writeMetadata(model, 'xml', '4.01') }])), treeOf(plain))
  t.end()
})

t.test('documents that were right but for a few characters', t => {
  let [whole, refused] = [0, 0]
  fc.assert(fc.property(fc.constantFrom(zoo, json), changes, (text, list) => {
    let model: EdmModel
    try {
      model = readCsdl([{ name: 'changed', content: list.reduce(change, text) }])
    } catch (error) {
      refused++
      return (error as Error).name === 'CsdlError'
    }
    whole++
    const again = readCsdl([{ name: 'again', content: writeMetadata(model, 'xml', '4.01') }], { container: model.container.fullName })
    readCsdl([{ name: 'again', content: writeMetadata(model, 'json', '4.01') }])
    return JSON.stringify(treeOf(again)) === JSON.stringify(treeOf(model))
  }), { numRuns: 500 })
  t.ok(whole > 10 && refused > 10, `${whole} were read, ${refused} were refused`)
  t.end()
})
