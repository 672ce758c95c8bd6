/** Whatever can be declared is read back as it was written, in both formats. */
import t from 'tap'
import { bindModel } from '../../src/csdl/bind/bind-model.js'
import type {
  CsdlDocument, EnumTypeNode, NavigationPropertyNode, OperationNode, PropertyNode, ResourceNode, SchemaElementNode, StructuredTypeNode,
  TypeDefinitionNode, TypeNode
} from '../../src/csdl/document.js'
import { readCsdl } from '../../src/csdl/read-csdl.js'
import type { Annotation, AnnotationExpression, EdmModel, Facets } from '../../src/edm/types.js'
import { writeMetadata } from '../../src/odata/metadata/metadata-documents.js'
import { jsonOf, structureOf, treeOf } from '../support/compare-models.js'
import { fc } from '../support/property.js'

const name = fc.stringMatching(/^[A-Za-z_äΩ][A-Za-z0-9_é-]{0,8}$/)
const names = (count: number): fc.Arbitrary<readonly string[]> =>
  fc.uniqueArray(name, { minLength: count, maxLength: count })

/** What XML and JSON can hold: no control characters but the three, no half of a pair. */
const text = fc.string({ unit: 'binary', maxLength: 12 }).map(value => [...value].filter(character =>
  (!/[\p{Cc}\ufffe\uffff]/u.test(character) || '\t\n\r'.includes(character)) && character.isWellFormed()).join(''))

const path = fc.array(name, { minLength: 1, maxLength: 3 }).map(steps => steps.join('/'))
const qualified = fc.constantFrom('Self.Term', 'N.Term', 'Org.OData.Unknown.V9.Term', 'Core.Nothing')

interface Level {
  readonly expression: fc.Arbitrary<AnnotationExpression>
  readonly annotations: fc.Arbitrary<readonly Annotation[]>
}

const leaf: fc.Arbitrary<AnnotationExpression> = fc.oneof(
  fc.record({ kind: fc.constant('string' as const), value: text }),
  fc.boolean().map(value => ({ kind: 'boolean' as const, value })),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(value => ({ kind: 'int' as const, value: String(value) })),
  fc.record({ kind: fc.constantFrom('path' as const, 'propertyPath' as const, 'annotationPath' as const), value: path }),
  fc.record({ kind: fc.constant('enumMember' as const), type: fc.constant('N.Kind'), members: fc.array(name, { minLength: 1, maxLength: 3 }) })
)

/** Expressions, and annotations that hold them, one level deeper. */
function above ({ expression, annotations }: Level): Level {
  const deeper: fc.Arbitrary<AnnotationExpression> = fc.oneof(
    leaf,
    fc.array(expression, { maxLength: 3 }).map(items => ({ kind: 'collection' as const, items })),
    fc.record({
      kind: fc.constant('record' as const),
      type: fc.constantFrom(undefined, 'Self.T', 'N.T'),
      properties: fc.uniqueArray(fc.record({ name, value: expression, annotations }), {
        maxLength: 3, selector: property => property.name
      }),
      annotations
    }),
    fc.record({ kind: fc.constantFrom('and' as const, 'divBy' as const, 'in' as const), left: expression, right: expression, annotations }),
    fc.record({ kind: fc.constantFrom('not' as const, 'neg' as const, 'urlRef' as const), operand: expression, annotations }),
    fc.record({
      kind: fc.constant('apply' as const), function: fc.constant('odata.concat'), arguments: fc.array(expression, { maxLength: 2 }), annotations
    }),
    fc.record({
      kind: fc.constant('cast' as const),
      typeName: fc.constantFrom('Edm.Decimal', 'Self.T'),
      collection: fc.boolean(),
      facets: fc.constantFrom({}, { Precision: '5', Scale: '2' }),
      operand: expression,
      annotations
    }),
    fc.record({
      kind: fc.constant('if' as const), condition: expression, then: expression, else: fc.option(expression, { nil: undefined }), annotations
    }),
    fc.record({ kind: fc.constant('labeledElement' as const), name, value: expression, annotations }),
    fc.record({ kind: fc.constant('null' as const), annotations })
  )
  return {
    expression: deeper,
    annotations: fc.uniqueArray(fc.record({
      term: fc.constant(''), spelling: qualified, qualifier: fc.option(name, { nil: undefined }), value: deeper, annotations
    }), { maxLength: 2, selector: ({ spelling, qualifier }) => `${spelling}#${String(qualifier)}` })
  }
}

const levels = [0, 1, 2].reduce(above, { expression: leaf, annotations: fc.constant([]) })
const { expression } = levels

const aliases = new Map([['Self', 'N']])

/** Terms are resolved as a reader does it. */
function resolved (value: unknown): never {
  return JSON.parse(JSON.stringify(value, (_, member: unknown) => isAnnotation(member)
    ? { ...member, term: member.spelling.replace(/^Self\./, 'N.') }
    : member)) as never
}

const isAnnotation = (value: unknown): value is Annotation => typeof value === 'object' && value !== null && 'spelling' in value

const annotations: fc.Arbitrary<readonly Annotation[]> = above({ expression: leaf, annotations: fc.constant([]) }).annotations
  .map(list => resolved(list))

const facets: Readonly<Record<string, fc.Arbitrary<Facets>>> = {
  'Edm.String': fc.record({ maxLength: fc.integer({ min: 1, max: 4000 }), unicode: fc.boolean() }, { requiredKeys: [] }),
  'Edm.Decimal': fc.record({ precision: fc.integer({ min: 10, max: 30 }), scale: fc.oneof(fc.integer({ min: 0, max: 9 }), fc.constantFrom('variable' as const, 'floating' as const)) }),
  'Edm.DateTimeOffset': fc.record({ precision: fc.integer({ min: 1, max: 12 }) }, { requiredKeys: [] }),
  'Edm.GeographyPoint': fc.record({ srid: fc.oneof(fc.integer({ min: 0, max: 9999 }), fc.constant('variable' as const)) }, { requiredKeys: [] }),
  'Edm.Int32': fc.constant({})
}
const primitiveNames = Object.keys(facets)

const typeOf = (typeNames: readonly string[]): fc.Arbitrary<TypeNode> =>
  fc.constantFrom(...primitiveNames, ...typeNames).chain(name => fc.record({
    name: fc.constant(name),
    collection: fc.boolean(),
    nullable: fc.boolean(),
    facets: facets[name] ?? fc.constant({})
  }))

const placed = <Value extends object>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value & { readonly at: number }> =>
  value.map(node => ({ ...node, at: 0 }))

/** A document of some types of each kind, all of which the others may use. */
const document: fc.Arbitrary<CsdlDocument> = names(14).chain(typeNames => {
  const [enums, definitions, complexes, entities, [action = '', fn = '', container = '', term = '']] = [typeNames.slice(0, 2), typeNames.slice(2, 4), typeNames.slice(4, 7), typeNames.slice(7, 10), typeNames.slice(10)] as const
  const full = (list: readonly string[]): readonly string[] => list.map(type => `N.${type}`)
  const valueTypes = [...full(enums), ...full(definitions)]
  const member = (own: string): fc.Arbitrary<PropertyNode | NavigationPropertyNode> => fc.oneof(
    placed(fc.record({ kind: fc.constant('property' as const), name: fc.constant(own), type: typeOf([...valueTypes, ...full(complexes)]).map(type => full(complexes).includes(type.name) ? { ...type, nullable: true } : type), defaultValue: fc.constant(undefined), annotations })),
    placed(fc.record({
      kind: fc.constant('navigation' as const),
      name: fc.constant(own),
      target: fc.constantFrom(...full(entities)),
      collection: fc.boolean(),
      nullable: fc.boolean(),
      containsTarget: fc.boolean(),
      partner: fc.option(path, { nil: undefined }),
      referentialConstraints: fc.uniqueArray(fc.record({ property: path, referencedProperty: path, annotations }), {
        maxLength: 2, selector: ({ property }) => property
      }),
      onDelete: fc.option(fc.record({ action: fc.constantFrom('Cascade' as const, 'SetNull' as const), annotations }), { nil: undefined }),
      annotations
    })).map(node => node.collection ? { ...node, nullable: undefined } : node)
  )
  const members = (prefix: string): fc.Arbitrary<StructuredTypeNode['members']> => names(3).chain(own => fc.tuple(...own.map(item => member(`${prefix}${item}`))))
  const enumType = (own: string): fc.Arbitrary<EnumTypeNode> => placed(fc.record({
    kind: fc.constant('enum' as const),
    name: fc.constant(own),
    underlyingType: fc.constantFrom('Edm.Int32', 'Edm.Int64'),
    isFlags: fc.boolean(),
    members: names(3).chain(list => fc.tuple(...list.map(item => placed(fc.record({
      name: fc.constant(item), value: fc.bigInt({ min: -(2n ** 31n), max: 2n ** 31n - 1n }), annotations
    }))))),
    annotations
  }))
  const definition = (own: string): fc.Arbitrary<TypeDefinitionNode> => fc.constantFrom(...primitiveNames).chain(underlyingType =>
    placed(fc.record({
      kind: fc.constant('typeDefinition' as const), name: fc.constant(own), underlyingType: fc.constant(underlyingType), facets: facets[underlyingType] ?? fc.constant({}), annotations
    })))
  const structured = (kind: 'entity' | 'complex', list: readonly string[]): ReadonlyArray<fc.Arbitrary<StructuredTypeNode>> => list.map((own, index) => placed(fc.record({
    kind: fc.constant(kind),
    name: fc.constant(own),
    baseType: index === 0 ? fc.constant(undefined) : fc.constantFrom(undefined, `N.${String(list[index - 1])}`),
    abstract: fc.boolean(),
    open: fc.boolean(),
    hasStream: kind === 'entity' ? fc.boolean() : fc.constant(false),
    key: fc.constant([]),
    members: members(`${kind[0]}${index}`),
    annotations
  })).map(node => kind === 'complex' || node.baseType !== undefined
    ? node
    : { ...node, key: [{ path: 'key', alias: undefined }], members: [{ kind: 'property', name: 'key', type: { name: 'Edm.String', collection: false, nullable: false, facets: {} }, defaultValue: undefined, annotations: [], at: 0 }, ...node.members] }))
  const anyType = typeOf([...valueTypes, ...full(complexes), ...full(entities)]).map(type =>
    type.collection && full(entities).includes(type.name) ? { ...type, nullable: undefined } : type
  )
  const operation = (kind: 'action' | 'function', own: string): fc.Arbitrary<OperationNode> => placed(fc.record({
    kind: fc.constant(kind),
    name: fc.constant(own),
    bound: fc.boolean(),
    entitySetPath: fc.option(path, { nil: undefined }),
    composable: kind === 'function' ? fc.boolean() : fc.constant(false),
    parameters: names(2).chain(list => fc.tuple(...list.map(item =>
      placed(fc.record({ name: fc.constant(item), type: anyType, annotations }))
    ))),
    returnType: fc.record({ type: anyType, annotations, at: fc.constant(0) }),
    annotations
  }))
  const resource = (own: string): fc.Arbitrary<ResourceNode> => placed(fc.record({
    kind: fc.constantFrom('entitySet' as const, 'singleton' as const),
    name: fc.constant(own),
    type: fc.constantFrom(...full(entities)),
    nullable: fc.boolean(),
    includeInServiceDocument: fc.boolean(),
    bindings: fc.uniqueArray(fc.record({ path, target: fc.constant(own) }), { maxLength: 2, selector: binding => binding.path }),
    annotations
  })).map(node => node.kind === 'entitySet' ? { ...node, nullable: false } : { ...node, includeInServiceDocument: true })
  const elements: ReadonlyArray<fc.Arbitrary<SchemaElementNode>> = [
    ...enums.map(enumType), ...definitions.map(definition), ...structured('complex', complexes), ...structured('entity', entities),
    operation('action', action), operation('function', fn),
    placed(fc.record({ kind: fc.constant('term' as const), name: fc.constant(term), type: typeOf(full(complexes)), baseTerm: fc.constantFrom(undefined, 'N.Other'), defaultValue: fc.constant(undefined), appliesTo: fc.constantFrom([], ['EntityType', 'Property']), annotations })),
    placed(fc.record({ kind: fc.constant('container' as const), name: fc.constant(container), extends: fc.constant(undefined), children: names(3).chain(list => fc.tuple(...list.map(resource))), annotations }))
  ]
  return fc.tuple(fc.tuple(...elements), annotations, fc.uniqueArray(fc.record({
    target: fc.constantFrom(`Self.${String(entities[0])}`, `N.${container}/x/y`, 'Other.Type'), qualifier: fc.constant(undefined), annotations: annotations.filter(list => list.length > 0)
  }), { maxLength: 2, selector: ({ target }) => target })).map(([made, own, annotationGroups]): CsdlDocument => ({
    version: '4.01',
    references: [{ uri: 'https://example.org/other', includes: [{ namespace: 'Other', alias: 'O', annotations: own }], includeAnnotations: [{ termNamespace: 'T', qualifier: 'q', targetNamespace: undefined }], annotations: own, at: 0 }],
    schemas: [{ namespace: 'N', alias: 'Self', elements: made, annotationGroups, annotations: own, at: 0 }],
    entityContainer: undefined,
    fault: sentence => new Error(sentence)
  }))
})

const read = (content: string): EdmModel => readCsdl([{ name: 'random', content }])
const RUNS = 150

t.test('a model, its XML, and the model of that', t => {
  fc.assert(fc.property(document, generated => {
    const model = bindModel([generated], aliases)
    t.same(treeOf(read(writeMetadata(model, 'xml', '4.01'))), treeOf(model))
    return t.passing()
  }), { numRuns: RUNS })
  t.end()
})

t.test('a model, its JSON, and the model of that', t => {
  fc.assert(fc.property(document, generated => {
    const model = bindModel([generated], aliases)
    const again = read(writeMetadata(model, 'json', '4.01'))
    t.same(jsonOf(again), jsonOf(model))
    t.same(structureOf(again), structureOf(model))
    t.equal(writeMetadata(again, 'json', '4.01'), writeMetadata(model, 'json', '4.01'))
    return t.passing()
  }), { numRuns: RUNS })
  t.end()
})

t.test('an expression keeps its form in XML', t => {
  fc.assert(fc.property(expression, value => {
    const holder: CsdlDocument = {
      version: '4.0',
      references: [],
      schemas: [{ namespace: 'N', alias: 'Self', elements: [], annotationGroups: [], annotations: resolved([{ term: '', spelling: 'N.Term', qualifier: undefined, value, annotations: [] }]), at: 0 }],
      entityContainer: undefined,
      fault: sentence => new Error(sentence)
    }
    const model = bindModel([holder], aliases, { withoutContainer: true })
    t.same(treeOf(readCsdl([{ name: 'x', content: writeMetadata(model, 'xml', '4.0') }], { withoutContainer: true })), treeOf(model))
    return t.passing()
  }), { numRuns: 500 })
  t.end()
})
