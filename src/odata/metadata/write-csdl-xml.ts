/** The model as CSDL XML (OData CSDL XML 4.01). */
import { MAX_PRECISION } from '../../edm/date-time-offset.js'
import { typeName } from '../../edm/lookup.js'
import type { Action, EdmModel, NavigationProperty, Property, Singleton, StructuredType, TypeReference } from '../../edm/types.js'
import { annotateCollections } from './annotate-collections.js'
import { annotateContainer, annotateSingleton } from './annotate-container.js'
import { annotateAction, annotateNavigationProperty, annotateProperty, annotateType } from './annotate-type.js'
import { describe } from './describe.js'
import { ownNavigationProperties, ownProperties } from './own-members.js'
import { vocabularies, vocabularyUrl } from './vocabularies.js'
import { writeAnnotations } from './write-annotation-xml.js'
import { element, writeXml } from './xml-text.js'
import type { XmlElement } from './xml-text.js'

/** `edmx:Edmx` (section 3). `version` is that of the answer it goes with. */
export function writeCsdlXml (model: EdmModel, version: string): string {
  return writeXml(element('edmx:Edmx', { Version: version, 'xmlns:edmx': 'http://docs.oasis-open.org/odata/ns/edmx' }, [
    ...vocabularies.map(vocabulary => element('edmx:Reference', { Uri: vocabularyUrl(vocabulary, 'xml') }, [
      element('edmx:Include', { Namespace: vocabulary.namespace, Alias: vocabulary.alias })
    ])),
    element('edmx:DataServices', {}, [writeSchema(model)])
  ]))
}

const writeSchema = (model: EdmModel): XmlElement =>
  element('Schema', { Namespace: model.namespace, Alias: model.alias, xmlns: 'http://docs.oasis-open.org/odata/ns/edm' }, [
    ...[...model.types.values()].map(writeType),
    ...model.actions.map(writeAction),
    element('EntityContainer', { Name: model.container.name }, [
      ...model.container.singletons.map(writeSingleton),
      ...writeAnnotations(annotateContainer())
    ]),
    ...annotateCollections(model).map(({ target, annotations }) =>
      element('Annotations', { Target: target }, writeAnnotations(annotations))
    )
  ])

/** Sections 6 and 9. */
function writeType (type: StructuredType): XmlElement {
  const key = type.kind === 'entity' && type.baseType === undefined
    ? [element('Key', {}, type.key.map(name => element('PropertyRef', { Name: name })))]
    : []
  return element(type.kind === 'entity' ? 'EntityType' : 'ComplexType', {
    Name: type.name,
    BaseType: type.baseType?.fullName,
    Abstract: type.abstract ? 'true' : undefined
  }, [
    ...key,
    ...ownProperties(type).map(property => writeProperty(property, type)),
    ...ownNavigationProperties(type).map(writeNavigationProperty),
    ...writeAnnotations(annotateType(type))
  ])
}

/** Section 7 */
const writeProperty = (property: Property, owner: StructuredType): XmlElement => element('Property', {
  Name: property.name,
  ...typeAttributes(property.type),
  DefaultValue: property.defaultValue === undefined ? undefined : String(property.defaultValue)
}, writeAnnotations(annotateProperty(property, owner)))

/** Section 8; a collection of entities has no `Nullable`. */
const writeNavigationProperty = (property: NavigationProperty): XmlElement => element('NavigationProperty', {
  Name: property.name,
  Type: property.collection ? `Collection(${property.target.fullName})` : property.target.fullName,
  ContainsTarget: property.containsTarget ? 'true' : undefined
}, writeAnnotations(annotateNavigationProperty(property)))

/** Section 7.2: null is allowed unless it is said otherwise; of a collection it has to be said (section 7.2.1). */
function typeAttributes (reference: TypeReference): XmlElement['attributes'] {
  const isCollection = reference.type.kind === 'collection'
  const { type, nullable, maxLength } = reference.type.kind === 'collection' ? reference.type.elementType : reference
  return {
    Type: typeName(reference.type),
    Nullable: isCollection && type.kind === 'entity' ? undefined : !nullable ? 'false' : isCollection ? 'true' : undefined,
    MaxLength: maxLength === undefined ? undefined : String(maxLength),
    Precision: type.kind === 'primitive' && type.name === 'Edm.DateTimeOffset' ? String(MAX_PRECISION) : undefined
  }
}

/** Section 12 */
const writeAction = (action: Action): XmlElement =>
  element('Action', { Name: action.name, IsBound: 'true' }, [
    ...action.parameters.map(({ name, type, description }) =>
      element('Parameter', { Name: name, ...typeAttributes(type) }, writeAnnotations(describe(description)))
    ),
    ...action.returnType === undefined ? [] : [element('ReturnType', typeAttributes(action.returnType))],
    ...writeAnnotations(annotateAction(action))
  ])

/** Section 13.3 */
const writeSingleton = (singleton: Singleton): XmlElement =>
  element('Singleton', { Name: singleton.name, Type: singleton.type.fullName }, writeAnnotations(annotateSingleton(singleton)))
