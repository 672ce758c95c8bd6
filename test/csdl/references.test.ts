/** Documents that refer to others (OData CSDL 4.01, section 4.1): files beside them, never the network. */
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import type { Test } from 'tap'
import { readCsdl } from '../../src/csdl/read-csdl.js'
import { writeMetadata } from '../../src/odata/metadata/metadata-documents.js'
import { treeOf } from '../support/compare-models.js'

const document = (references: string, schemas: string): string =>
  `<edmx:Edmx xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx" Version="4.0">${references}<edmx:DataServices>${schemas}</edmx:DataServices></edmx:Edmx>`
const schema = (attributes: string, content: string): string => `<Schema ${attributes} xmlns="http://docs.oasis-open.org/odata/ns/edm">${content}</Schema>`
const reference = (uri: string, includes: string): string => `<edmx:Reference Uri="${uri}"><edmx:Include ${includes}/></edmx:Reference>`

const main = (uri: string): string => document(reference(uri, 'Namespace="Shared.Types" Alias="S"'), schema('Namespace="Main" Alias="Self"', `
  <EntityType Name="E"><Key><PropertyRef Name="Id"/></Key><Property Name="Id" Type="S.Code" Nullable="false"/>
    <Property Name="Where" Type="S.Address"/></EntityType>
  <EntityContainer Name="C"><EntitySet Name="Es" EntityType="Self.E"/></EntityContainer>`))
const shared = document('', schema('Namespace="Shared.Types" Alias="Self"', `
  <TypeDefinition Name="Code" UnderlyingType="Edm.String" MaxLength="5"/>
  <ComplexType Name="Address"><Property Name="City" Type="Edm.String"/><Annotation Term="Self.Label" String="An address"/></ComplexType>
  <Term Name="Label" Type="Edm.String"/>
  <Annotations Target="Self.Address/City"><Annotation Term="Org.OData.Core.V1.Description" String="Its city"/></Annotations>`))

function folderWith (t: Test, files: Readonly<Record<string, string>>): string {
  const folder = t.testdir({})
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  return folder
}

t.test('by a relative URL, below a folder, with the end of another format, and by the last segment of an absolute one', t => {
  for (const [uri, name] of [['shared.xml', 'shared.xml'], ['./sub/shared.xml', 'sub/shared.xml'], ['shared', 'shared.xml'], ['https://example.org/v1/shared.xml?x=1', 'shared.xml'], ['a%20b.xml', 'a b.xml']] as const) {
    const folder = folderWith(t, { 'main.xml': main(uri), [name]: shared })
    const model = readCsdl([join(folder, 'main.xml')])
    t.match(model.types.get('Main.E')?.properties[0], { type: { type: { kind: 'typeDefinition', fullName: 'Shared.Types.Code' } } }, uri)
    t.equal(model.types.get('Shared.Types.Address')?.properties[0]?.description, 'Its city')
    t.equal(model.container.fullName, 'Main.C')
  }
  t.end()
})

t.test('what is written is one document that stands by itself', t => {
  const model = readCsdl([join(folderWith(t, { 'main.xml': main('shared.xml'), 'shared.xml': shared }), 'main.xml')])
  t.same(model.references, [])
  t.same(model.schemas.map(({ namespace }) => namespace), ['Main', 'Shared.Types'])
  t.same(model.types.get('Shared.Types.Address')?.annotations.map(({ term, spelling }) => [term, spelling]), [['Shared.Types.Label', 'Shared.Types.Label']], 'Self is the alias of the main document')
  t.same(treeOf(readCsdl([{ name: 'again', content: writeMetadata(model, 'xml', '4.01') }])), treeOf(model))
  t.end()
})

t.test('an alias that schemas of two documents have is written once', t => {
  const model = readCsdl([join(folderWith(t, { 'main.xml': main('shared.xml'), 'shared.xml': shared }), 'main.xml')])
  const again = readCsdl([{ name: 'again', content: writeMetadata(model, 'json', '4.01') }])
  t.same(again.schemas.map(({ alias }) => alias), ['Self', undefined])
  t.end()
})

t.test('given by name, in any order of references, in either format', t => {
  const json = writeMetadata(readCsdl([{ name: 'shared', content: shared }], { withoutContainer: true }), 'json', '4.01')
  for (const content of [shared, json]) {
    const model = readCsdl([{ name: 'main', content: main('http://nowhere.example/x') }, { name: 'shared', content }])
    t.equal(model.types.get('Shared.Types.Address')?.properties.length, 1)
  }
  t.end()
})

t.test('documents may refer to each other', t => {
  const other = document(reference('main.xml', 'Namespace="Main"'), schema('Namespace="Shared.Types"', '<TypeDefinition Name="Code" UnderlyingType="Edm.String"/><ComplexType Name="Address"><NavigationProperty Name="Back" Type="Main.E"/></ComplexType>'))
  const model = readCsdl([join(folderWith(t, { 'main.xml': main('shared.xml'), 'shared.xml': other }), 'main.xml')])
  t.equal(model.types.get('Shared.Types.Address')?.navigationProperties[0]?.target, model.types.get('Main.E'))
  t.end()
})

t.test('what lies outside the folder, or is no file, is not looked at', t => {
  const folder = folderWith(t, { 'models/main.xml': main('../shared.xml'), 'shared.xml': shared, 'models/up/x': '' })
  t.throws(() => readCsdl([join(folder, 'models/main.xml')]), /the document '\.\.\/shared\.xml' defines\. That was not found beside this one/)
  for (const uri of ['/dev/zero', 'up', '', 'file:///etc/', '%00', '%zz', '..']) {
    writeFileSync(join(folder, 'models/main.xml'), main(uri))
    t.throws(() => readCsdl([join(folder, 'models/main.xml')]), { name: 'CsdlError', sentence: /That was not found beside this one/ }, uri)
  }
  symlinkSync('/dev/zero', join(folder, 'models/zero.xml'))
  writeFileSync(join(folder, 'models/main.xml'), main('zero.xml'))
  t.throws(() => readCsdl([join(folder, 'models/main.xml')]), { name: 'CsdlError' }, 'a device is no file')
  t.end()
})

t.test('a document that is needed and wrong is refused by its own name', t => {
  const folder = folderWith(t, { 'main.xml': main('shared.xml'), 'shared.xml': '<edmx:Edmx' })
  t.throws(() => readCsdl([join(folder, 'main.xml')]), { name: 'CsdlError', message: /shared\.xml:1:\d+: The document is not well-formed XML/ })
  t.end()
})

t.test('vocabularies are known by name, and are not read', t => {
  const uri = 'https://oasis-tcs.github.io/odata-vocabularies/vocabularies/Org.OData.Core.V1.xml'
  const text = document(reference(uri, 'Namespace="Org.OData.Core.V1" Alias="Core"'), schema('Namespace="A"', '<EntityContainer Name="C"><Annotation Term="Core.Description" String="x"/></EntityContainer>'))
  const folder = folderWith(t, { 'main.xml': text, 'Org.OData.Core.V1.xml': 'not XML' })
  const model = readCsdl([join(folder, 'main.xml')])
  t.same(model.references.map(({ uri }) => uri), [uri])
  t.equal(model.container.description, 'x')
  t.match(writeMetadata(model, 'json', '4.01'), '"https://oasis-tcs.github.io/odata-vocabularies/vocabularies/Org.OData.Core.V1.json"')
  t.end()
})
