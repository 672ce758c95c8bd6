/** What a document becomes: types are references to objects, and what is inherited is there (OData CSDL 4.01). */
import t from 'tap'
import { annotationsAt, annotationsOf, findAnnotation } from '../../src/edm/annotation-lookup.js'
import { findProperty, findType, isAssignable } from '../../src/edm/lookup.js'
import type { EntityType, StructuredType } from '../../src/edm/types.js'
import { readCsdl } from '../../src/csdl/read-csdl.js'
import { zoo } from './zoo.js'

const model = readCsdl([{ name: 'zoo.xml', content: zoo }])
const typeNamed = (name: string): StructuredType => {
  const type = model.types.get(name)
  if (type === undefined) throw new Error(`no type ${name}`)
  return type
}
const animal = typeNamed('Zoo.Animal') as EntityType
const lion = typeNamed('Zoo.Lion') as EntityType
const names = (items: ReadonlyArray<{ readonly name: string }>): readonly string[] => items.map(({ name }) => name)

t.test('schemas, aliases and references', t => {
  t.same(model.schemas.map(({ namespace, alias }) => [namespace, alias]), [['Zoo', 'Self'], ['Zoo.Expressions', 'Ex']])
  t.same([...model.aliases], [['Core', 'Org.OData.Core.V1'], ['Self', 'Zoo'], ['Ex', 'Zoo.Expressions']])
  t.equal(findType(model, 'Self.Animal'), animal)
  t.equal(findType(model, '#Zoo.Animal'), animal)
  t.same(model.references.map(({ includes, includeAnnotations }) => [includes.length, includeAnnotations.length]), [[1, 0], [1, 0], [0, 2]])
  t.end()
})

t.test('inheritance', t => {
  t.equal(lion.baseType, animal)
  t.same(names(animal.derivedTypes), ['Lion'])
  t.same(names(typeNamed('Zoo.Thing').concreteTypes), ['Animal', 'Lion'])
  t.equal(lion.properties.at(-1)?.name, 'Mane')
  t.equal(lion.properties[0], animal.properties[0], 'one object a property')
  t.same(names(lion.navigationProperties), ['Keeper', 'Parents', 'Any', 'Records', 'Passport', 'Pride'])
  t.same(names(lion.declaredMembers), ['Mane', 'Pride'])
  t.equal(lion.key, animal.key)
  t.same([lion.open, lion.hasStream, animal.abstract, typeNamed('Zoo.Thing').abstract], [true, true, false, true])
  t.end()
})

t.test('keys', t => {
  t.same(animal.key.map(({ path, alias, property }) => [path, alias, property.name]), [['Id', undefined, 'Id'], ['Home/Number', 'CageNumber', 'Number']])
  t.equal((typeNamed('Zoo.Keyless') as EntityType).key.length, 0)
  t.end()
})

t.test('types and facets', t => {
  const typeOf = (name: string): unknown => {
    const { type: { type, ...facets } } = findProperty(animal, name) ?? { type: { type: { kind: 'none' } } }
    return { kind: type.kind, name: 'name' in type ? type.name : undefined, ...facets }
  }
  t.same(typeOf('Name'), { kind: 'primitive', name: 'Edm.String', nullable: true, maxLength: 'max', unicode: true })
  t.same(typeOf('Decimal'), { kind: 'primitive', name: 'Edm.Decimal', nullable: true, precision: 20, scale: 'variable' })
  t.same(typeOf('Whole'), { kind: 'primitive', name: 'Edm.Decimal', nullable: true, scale: 0 })
  t.same(typeOf('Track'), { kind: 'primitive', name: 'Edm.GeographyLineString', nullable: true, srid: 4326 })
  t.same(typeOf('Untyped'), { kind: 'builtIn', name: 'Edm.Untyped', nullable: true })
  t.same(typeOf('Size'), { kind: 'enum', name: 'Size', nullable: false })
  t.same(typeOf('Weight'), { kind: 'typeDefinition', name: 'Weight', nullable: true })
  t.match(model.typeDefinitions.get('Zoo.Weight'), { underlyingType: { name: 'Edm.Decimal' }, precision: 10, scale: 3 })
  const tags = findProperty(animal, 'Tags')?.type.type
  t.match(tags, { kind: 'collection', elementType: { nullable: false, maxLength: 20 } })
  t.end()
})

t.test('defaults are values of their type', t => {
  const defaults = Object.fromEntries(animal.properties.flatMap(({ name, defaultValue }) =>
    defaultValue === undefined ? [] : [[name, defaultValue]]
  ))
  t.same(defaults, {
    Name: 'Nobody & "none"',
    Diet: 'Plants,Meat',
    Size: 'Large',
    Weight: '1.250',
    Binary: 'T0RhdGE',
    Boolean: true,
    Byte: 255,
    Date: '2000-01-31',
    DateTimeOffset: '2000-01-31T12:00:00.1234567+01:00',
    Decimal: '12345678901234567.89',
    Double: -Infinity,
    Duration: 937_845_000_000n,
    Int16: -32768,
    Int64: 9223372036854775807n,
    SByte: -128,
    Single: 1.5,
    TimeOfDay: '12:30:00'
  })
  t.end()
})

t.test('enumerations', t => {
  t.same(model.enumTypes.get('Zoo.Diet')?.members.map(({ name, value }) => [name, value]), [['None', 0n], ['Plants', 1n], ['Meat', 2n]])
  t.same(model.enumTypes.get('Zoo.Size')?.members.map(({ value }) => value), [0n, 1n])
  t.equal(model.enumTypes.get('Zoo.Distance')?.members[1]?.value, 9007199254740993n)
  t.end()
})

t.test('navigation', t => {
  const [keeper, , any, records] = animal.navigationProperties
  t.match(keeper, { target: { name: 'Person' }, collection: false, nullable: false, partner: 'Animals' })
  t.same(keeper?.referentialConstraints.map(({ property, referencedProperty, description }) => [property, referencedProperty, description]), [['Name', 'Pet', 'The same name'], ['Home/Number', 'Number', '']])
  t.match(records, { collection: true, containsTarget: true, target: { name: 'Record' } })
  t.equal(any?.target.fullName, 'Edm.EntityType')
  t.ok(any !== undefined && isAssignable(lion, any.target), 'every entity is one')
  t.same(names(any?.target.concreteTypes ?? []), ['Animal', 'Lion', 'Record', 'Person', 'Keyless', 'Holder'])
  t.match((typeNamed('Zoo.Person') as EntityType).navigationProperties[0]?.onDelete, { action: 'SetNull', description: 'They stay' })
  t.equal(typeNamed('Zoo.Cage').navigationProperties.length, 2, 'complex types have them too')
  t.end()
})

t.test('operations', t => {
  t.same(model.actions.map(({ name, bound, parameters, returnType }) => [name, bound, parameters.length, returnType?.type.kind]), [['Feed', true, 3, 'entity'], ['Feed', true, 1, undefined], ['Close', false, 0, undefined]])
  t.match(model.actions[0]?.parameters[2], { optional: true, defaultValue: '1.00', type: { precision: 5, scale: 2 } })
  t.match(model.functions.map(({ name, composable, entitySetPath }) => [name, composable, entitySetPath]), [['Find', true, undefined], ['Find', false, undefined], ['Count', false, undefined]])
  t.end()
})

t.test('the container, with what it extends', t => {
  const { container } = model
  t.equal(container.fullName, 'Zoo.All')
  t.same(container.entitySets.map(({ name, type, includeInServiceDocument }) => [name, type.name, includeInServiceDocument]), [['Records', 'Record', true], ['Animals', 'Lion', true], ['People', 'Person', false]])
  t.same(container.singletons.map(({ name, nullable }) => [name, nullable]), [['Director', true], ['Only', false]])
  t.same(container.entitySets[1]?.navigationPropertyBindings.map(({ path, target, targetResource }) => [path, target, targetResource?.name]), [['Keeper', 'People', 'People'], ['Home/Keeper', 'People', 'People'], ['Zoo.Lion/Pride', 'Zoo.All/Animals', 'Animals']])
  t.equal(container.functionImports[0]?.functions.length, 2, 'every unbound overload')
  t.equal(container.actionImports[0]?.action, model.actions[2])
  t.end()
})

t.test('annotations, inside and from outside', t => {
  const name = findProperty(animal, 'Name')
  t.equal(name?.description, 'Its name', 'described from outside')
  t.equal(findProperty(animal, 'Id')?.readOnly, true)
  t.same(annotationsOf(model, name ?? animal).map(({ term, qualifier }) => [term, qualifier]), [['Org.OData.Core.V1.Description', undefined], ['Zoo.Label', 'Short']])
  t.match(findAnnotation(model, animal, 'Zoo.Danger', 'Tablet'), { spelling: 'Self.Danger', value: undefined })
  t.equal(findAnnotation(model, animal, 'Zoo.Danger'), undefined)
  t.equal(model.actions[0]?.parameters[1]?.description, 'What it gets', 'an overload is named by its parameters')
  t.same(annotationsAt(model, 'Zoo.All/Animals/Keeper').map(({ term }) => term), ['Org.OData.Capabilities.V1.ReadRestrictions'])
  t.end()
})

t.test('a property again, with a derived type (sections 7 and 8, 4.01)', t => {
  const document = (version: string): string => `<edmx:Edmx xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx" Version="${version}"><edmx:DataServices>
    <Schema Namespace="A" xmlns="http://docs.oasis-open.org/odata/ns/edm">
      <ComplexType Name="X"/><ComplexType Name="Y" BaseType="A.X"/>
      <EntityType Name="E"><Property Name="P" Type="A.X"/><Property Name="Q" Type="Edm.String"/></EntityType>
      <EntityType Name="F" BaseType="A.E"><Property Name="P" Type="A.Y"/></EntityType>
      <EntityContainer Name="C"/>
    </Schema></edmx:DataServices></edmx:Edmx>`
  const { types } = readCsdl([{ name: 'again', content: document('4.01') }])
  t.same(types.get('A.F')?.properties.map(({ name, type: { type } }) => [name, 'fullName' in type && type.fullName]), [['P', 'A.Y'], ['Q', false]])
  t.throws(() => readCsdl([{ name: 'again', content: document('4.0') }]), /A\.F has the property 'P' already/)
  t.end()
})
