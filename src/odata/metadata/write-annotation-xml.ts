/** Annotations in CSDL XML (OData CSDL XML 4.01, section 14). */
import type { Annotation, AnnotationValue } from './annotation.js'
import { qualify } from './vocabularies.js'
import { element } from './xml-text.js'
import type { XmlElement } from './xml-text.js'

export const writeAnnotations = (annotations: readonly Annotation[]): readonly XmlElement[] =>
  annotations.map(({ term, value }) => holder('Annotation', { Term: term }, value))

/** An element that holds a value: constants in an attribute, what is composed inside. */
function holder (name: string, attributes: XmlElement['attributes'], value: AnnotationValue): XmlElement {
  if (value.kind === 'collection' || value.kind === 'record') return element(name, attributes, [writeValue(value)])
  return element(name, { ...attributes, [expressionNames[value.kind]]: constantText(value) })
}

/** Sections 14.3 and 14.4 */
function writeValue (value: AnnotationValue): XmlElement {
  switch (value.kind) {
    case 'collection':
      return element('Collection', {}, value.items.map(writeValue))
    case 'record':
      return element(
        'Record',
        { Type: value.type === undefined ? undefined : qualify(value.type) },
        Object.entries(value.properties).map(([Property, member]) => holder('PropertyValue', { Property }, member))
      )
    default:
      return element(expressionNames[value.kind], {}, constantText(value))
  }
}

type Constant = Exclude<AnnotationValue, { kind: 'collection' | 'record' }>

const expressionNames: Readonly<Record<Constant['kind'], string>> = {
  string: 'String', boolean: 'Bool', dateTimeOffset: 'DateTimeOffset', propertyPath: 'PropertyPath', enumMember: 'EnumMember'
}

const constantText = (value: Constant): string =>
  value.kind === 'enumMember' ? value.members.map(member => `${qualify(value.type)}/${member}`).join(' ') : String(value.value)
