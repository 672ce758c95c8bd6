/** A part of a model that stands by itself. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import t from 'tap'
import { IncludeError, pruneModel } from '../../src/csdl/prune-model.js'
import { readCsdl } from '../../src/csdl/read-csdl.js'
import type { EdmModel } from '../../src/edm/types.js'
import { writeMetadata } from '../../src/odata/metadata/metadata-documents.js'
import { treeOf } from '../support/compare-models.js'
import { reference, skipWithoutReference } from '../support/reference-data.js'
import { zoo } from './zoo.js'

const read = (content: string): EdmModel => readCsdl([{ name: 'model', content }])
const names = (items: Iterable<{ readonly name: string }>): readonly string[] => [...items].map(({ name }) => name)

const document = `<edmx:Edmx xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx" Version="4.01"><edmx:DataServices>
  <Schema Namespace="A" xmlns="http://docs.oasis-open.org/odata/ns/edm">
    <EntityType Name="Base" Abstract="true"><Key><PropertyRef Name="Id"/></Key><Property Name="Id" Type="Edm.Int32" Nullable="false"/></EntityType>
    <EntityType Name="Person" BaseType="A.Base"><Property Name="Address" Type="A.Address"/><Property Name="Kind" Type="A.Kind"/>
      <NavigationProperty Name="Friends" Type="Collection(A.Person)"/>
      <NavigationProperty Name="Notes" Type="Collection(A.Note)" ContainsTarget="true"/>
      <NavigationProperty Name="Orders" Type="Collection(A.Order)" Partner="Buyer"/>
      <NavigationProperty Name="Anything" Type="A.Base"/></EntityType>
    <EntityType Name="Employee" BaseType="A.Person"><Property Name="Code" Type="A.Code"/></EntityType>
    <EntityType Name="Note" BaseType="A.Base"><NavigationProperty Name="Tags" Type="Collection(A.Tag)"/></EntityType>
    <EntityType Name="Order" BaseType="A.Base"><NavigationProperty Name="Buyer" Type="A.Person" Partner="Orders"/><NavigationProperty Name="Lines" Type="Collection(A.Line)" ContainsTarget="true"/></EntityType>
    <EntityType Name="Line" BaseType="A.Base"/>
    <EntityType Name="Tag" BaseType="A.Base"/>
    <ComplexType Name="Address"><NavigationProperty Name="Country" Type="A.Country"/></ComplexType>
    <ComplexType Name="Foreign" BaseType="A.Address"><Property Name="Zone" Type="A.Zone"/></ComplexType>
    <ComplexType Name="Zone"/><ComplexType Name="Unused"/><ComplexType Name="Receipt"/>
    <EntityType Name="Country" BaseType="A.Base"/>
    <EnumType Name="Kind"><Member Name="One"/></EnumType><EnumType Name="Other"><Member Name="One"/></EnumType>
    <TypeDefinition Name="Code" UnderlyingType="Edm.String"/>
    <Action Name="Greet" IsBound="true"><Parameter Name="who" Type="A.Person"/><ReturnType Type="A.Receipt"/></Action>
    <Action Name="Buy" IsBound="true"><Parameter Name="who" Type="A.Person"/><Parameter Name="what" Type="A.Order"/></Action>
    <Function Name="First" IsBound="true" EntitySetPath="who/Orders"><Parameter Name="who" Type="A.Person"/><ReturnType Type="A.Person"/></Function>
    <Action Name="Reset"/>
    <EntityContainer Name="C">
      <EntitySet Name="People" EntityType="A.Person"><NavigationPropertyBinding Path="Friends" Target="People"/><NavigationPropertyBinding Path="Address/Country" Target="Countries"/><NavigationPropertyBinding Path="Notes/Tags" Target="Tags"/></EntitySet>
      <EntitySet Name="Orders" EntityType="A.Order"><NavigationPropertyBinding Path="Buyer" Target="People"/></EntitySet>
      <EntitySet Name="Countries" EntityType="A.Country"/><EntitySet Name="Tags" EntityType="A.Tag"/>
      <Singleton Name="Me" Type="A.Person"/>
      <ActionImport Name="Reset" Action="A.Reset"/>
    </EntityContainer>
    <Annotations Target="A.Person/Orders"><Annotation Term="B.C"/></Annotations>
    <Annotations Target="A.Person/Friends"><Annotation Term="B.C"/></Annotations>
    <Annotations Target="A.C/Orders"><Annotation Term="B.C"/></Annotations>
    <Annotations Target="A.C/People"><Annotation Term="B.C"/></Annotations>
  </Schema></edmx:DataServices></edmx:Edmx>`

t.test('what an entity set reaches', t => {
  const model = pruneModel(read(document), ['people'])
  t.same(names(model.container.entitySets), ['People', 'Countries', 'Tags'], 'what is bound to is kept')
  t.same(names(model.container.singletons), [])
  t.same(names(model.types.values()), ['Base', 'Person', 'Employee', 'Note', 'Tag', 'Address', 'Foreign', 'Zone', 'Receipt', 'Country'])
  t.same([...model.enumTypes.keys(), ...model.typeDefinitions.keys()], ['A.Kind', 'A.Code'])
  t.same(names(model.types.get('A.Person')?.navigationProperties ?? []), ['Friends', 'Notes', 'Anything'], 'nothing leads to what cannot be')
  t.same(names(model.types.get('A.Base')?.derivedTypes ?? []), ['Person', 'Note', 'Tag', 'Country'])
  t.same([names(model.actions), names(model.functions)], [['Greet'], ['First']])
  t.equal(model.functions[0]?.entitySetPath, undefined, 'a path through what is gone is gone')
  t.same(model.schemas[0]?.annotationGroups.map(({ target }) => target), ['A.Person/Friends', 'A.C/People'])
  t.same(treeOf(read(writeMetadata(model, 'xml', '4.01'))), treeOf(model), 'it stands by itself')
  t.end()
})

t.test('more names reach more', t => {
  const model = pruneModel(read(document), ['Orders', 'Me', 'Reset'])
  t.same(names(model.container.entitySets), ['People', 'Orders', 'Countries', 'Tags'])
  t.same([names(model.container.singletons), names(model.container.actionImports)], [['Me'], ['Reset']])
  t.same(names(model.types.get('A.Person')?.navigationProperties ?? []), ['Friends', 'Notes', 'Orders', 'Anything'])
  t.equal(model.types.get('A.Person')?.navigationProperties[2]?.partner, 'Buyer')
  t.same(names(model.actions), ['Greet', 'Buy', 'Reset'])
  t.end()
})

t.test('everything by name is everything but what nothing uses', t => {
  const whole = read(zoo)
  const { entitySets, singletons, actionImports, functionImports } = whole.container
  const part = pruneModel(whole, names([...entitySets, ...singletons, ...actionImports, ...functionImports]))
  t.same([...whole.types.keys()].filter(name => !part.types.has(name)), ['Zoo.Expressions.Holder'])
  t.same(part.actions.length, whole.actions.length)
  t.equal(part.container.fullName, 'Zoo.All')
  t.end()
})

t.test('a name of nobody', t => {
  t.throws(() => pruneModel(read(document), ['Peeple']), new IncludeError("The model has no entity set or singleton 'Peeple'. Did you mean 'People'?"))
  t.throws(() => pruneModel(read(document), ['x'.repeat(5000)]), IncludeError)
  t.end()
})

t.test('TripPin', { skip: skipWithoutReference }, t => {
  const model = pruneModel(readCsdl([fileURLToPath(reference('trippin.csdl.xml'))]), ['Airports'])
  t.same(names(model.types.values()), ['City', 'Location', 'AirportLocation', 'Airport'])
  t.same(names(model.functions), [])
  t.end()
})

t.test('Microsoft Graph', { skip: skipWithoutReference }, t => {
  const graph = read(gunzipSync(readFileSync(reference('graph-v1.0.csdl.xml.gz'))).toString())
  const model = pruneModel(graph, ['users', 'groups', 'devices'])
  t.same(names(model.container.entitySets), ['devices', 'directoryObjects', 'groups', 'users'])
  t.same(names(model.types.get('microsoft.graph.directoryObject')?.concreteTypes ?? []).filter(name => ['user', 'group', 'device', 'servicePrincipal'].includes(name)), ['device', 'group', 'user'])
  const group = names(model.types.get('microsoft.graph.group')?.navigationProperties ?? [])
  t.ok(group.includes('members') && group.includes('owners') && !group.includes('drive'))
  t.ok(model.types.size < graph.types.size / 4)
  t.same(treeOf(read(writeMetadata(model, 'xml', '4.0'))), treeOf(model))
  t.end()
})
