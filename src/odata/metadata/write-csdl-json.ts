/** The model as CSDL JSON (OData CSDL JSON 4.01). */
import { MAX_PRECISION } from '../../edm/date-time-offset.js'
import type {
  Action,
  EdmModel,
  NavigationProperty,
  Parameter,
  Property,
  Singleton,
  StructuredType,
  TypeReference
} from '../../edm/types.js'
import { annotateCollections } from './annotate-collections.js'
import { annotateContainer, annotateSingleton } from './annotate-container.js'
import { annotateAction, annotateNavigationProperty, annotateProperty, annotateType } from './annotate-type.js'
import type { Annotation, AnnotationValue } from './annotation.js'
import { describe } from './describe.js'
import { ownNavigationProperties, ownProperties } from './own-members.js'
import { qualify, vocabularies, vocabularyUrl } from './vocabularies.js'

type Json = string | number | boolean | readonly Json[] | { readonly [name: string]: Json }
type JsonObject = { readonly [name: string]: Json }

/** The document object (section 3). `version` is that of the answer it goes with. */
export function writeCsdlJson (model: EdmModel, version: string): string {
  return JSON.stringify(
    {
      $Version: version,
      $EntityContainer: `${model.namespace}.${model.container.name}`,
      $Reference: Object.fromEntries(
        vocabularies.map(
          vocabulary => [vocabularyUrl(vocabulary, 'json'), { $Include: [{ $Namespace: vocabulary.namespace, $Alias: vocabulary.alias }] }]
        )
      ),
      [model.namespace]: writeSchema(model)
    },
    undefined,
    2
  )
}

const writeSchema = (model: EdmModel): JsonObject => ({
  $Alias: model.alias,
  ...Object.fromEntries([...model.types.values()].map(type => [type.name, writeType(type)])),
  ...Object.fromEntries(model.actions.map(action => [action.name, [writeAction(action)]])),
  [model.container.name]: {
    $Kind: 'EntityContainer',
    ...Object.fromEntries(model.container.singletons.map(singleton => [singleton.name, writeSingleton(singleton)])),
    ...writeAnnotations(annotateContainer())
  },
  $Annotations: Object.fromEntries(annotateCollections(model).map(({ target, annotations }) => [target, writeAnnotations(annotations)]))
})

/** Sections 6 and 9. */
const writeType = (type: StructuredType): JsonObject => ({
  $Kind: type.kind === 'entity' ? 'EntityType' : 'ComplexType',
  ...type.baseType === undefined ? {} : { $BaseType: type.baseType.fullName },
  ...type.abstract ? { $Abstract: true } : {},
  ...type.kind === 'entity' && type.baseType === undefined ? { $Key: type.key } : {},
  ...Object.fromEntries(ownProperties(type).map(property => [property.name, writeProperty(property, type)])),
  ...Object.fromEntries(ownNavigationProperties(type).map(property => [property.name, writeNavigationProperty(property)])),
  ...writeAnnotations(annotateType(type))
})

/** Section 7 */
const writeProperty = (property: Property, owner: StructuredType): JsonObject => ({
  ...writeTypeReference(property.type),
  ...property.defaultValue === undefined ? {} : { $DefaultValue: property.defaultValue as string | number | boolean },
  ...writeAnnotations(annotateProperty(property, owner))
})

/** Section 8 */
const writeNavigationProperty = (property: NavigationProperty): JsonObject => ({
  $Kind: 'NavigationProperty',
  ...property.collection ? { $Collection: true } : {},
  $Type: property.target.fullName,
  ...property.containsTarget ? { $ContainsTarget: true } : {},
  ...writeAnnotations(annotateNavigationProperty(property))
})

/** Sections 4.1 and 7.2: a string is the type where there is none; a value is never null unless it says so. */
function writeTypeReference ({ type, nullable, maxLength }: TypeReference): JsonObject {
  if (type.kind === 'collection') return { $Collection: true, ...writeTypeReference(type.elementType) }
  const name = type.kind === 'primitive' ? type.name : type.fullName
  return {
    ...name === 'Edm.String' ? {} : { $Type: name },
    ...nullable ? { $Nullable: true } : {},
    ...maxLength === undefined ? {} : { $MaxLength: maxLength },
    ...name === 'Edm.DateTimeOffset' ? { $Precision: MAX_PRECISION } : {}
  }
}

/** Section 12 */
const writeAction = (action: Action): JsonObject => ({
  $Kind: 'Action',
  $IsBound: true,
  $Parameter: action.parameters.map(writeParameter),
  ...action.returnType === undefined ? {} : { $ReturnType: writeTypeReference(action.returnType) },
  ...writeAnnotations(annotateAction(action))
})

const writeParameter = ({ name, type, description }: Parameter): JsonObject => ({
  $Name: name,
  ...writeTypeReference(type),
  ...writeAnnotations(describe(description))
})

const writeSingleton = (singleton: Singleton): JsonObject => ({
  $Type: singleton.type.fullName,
  ...writeAnnotations(annotateSingleton(singleton))
})

/** Section 14.2 */
const writeAnnotations = (annotations: readonly Annotation[]): JsonObject =>
  Object.fromEntries(annotations.map(({ term, value }) => [`@${term}`, writeValue(value)]))

/** Sections 14.3 and 14.4 */
function writeValue (value: AnnotationValue): Json {
  switch (value.kind) {
    case 'enumMember': return value.members.join(',')
    case 'collection': return value.items.map(writeValue)
    case 'record': return {
      ...value.type === undefined ? {} : { '@odata.type': typeUrl(value.type) },
      ...Object.fromEntries(Object.entries(value.properties).map(([name, member]) => [name, writeValue(member)]))
    }
    default: return value.value
  }
}

/** A type of another document, by the URL of that document. */
function typeUrl (name: string): string {
  const vocabulary = vocabularies.find(({ alias }) => name.startsWith(`${alias}.`))
  return `${vocabulary === undefined ? '' : vocabularyUrl(vocabulary, 'json')}#${qualify(name)}`
}
