/** Annotations in CSDL XML (OData CSDL XML 4.01, section 14). */
import type { Annotation, AnnotationExpression, AnnotationGroup, ConstantExpression, PathExpression } from '../../edm/annotation-expression.js'
import { element } from './xml-text.js'
import type { XmlElement } from './xml-text.js'

export const writeAnnotations = (annotations: readonly Annotation[]): readonly XmlElement[] =>
  annotations.map(({ spelling, qualifier, value, annotations: own }) =>
    holder('Annotation', { Term: spelling, Qualifier: qualifier }, value, own)
  )

/** Section 5.2 */
export const writeAnnotationGroup = ({ target, qualifier, annotations }: AnnotationGroup): XmlElement =>
  element('Annotations', { Target: target, Qualifier: qualifier }, writeAnnotations(annotations))

/** An element that holds a value: constants and paths in an attribute, what is composed inside. */
function holder (
  name: string, attributes: XmlElement['attributes'], value: AnnotationExpression | undefined, annotations: readonly Annotation[]
): XmlElement {
  const own = writeAnnotations(annotations)
  if (value === undefined) return element(name, attributes, own)
  if (value.kind === 'urlRef' && value.operand.kind === 'string' && value.annotations.length === 0) {
    return element(name, { ...attributes, UrlRef: value.operand.value }, own)
  }
  return isSimple(value)
    ? element(name, { ...attributes, [simpleNames[value.kind]]: simpleText(value) }, own)
    : element(name, attributes, [writeExpression(value), ...own])
}

type SimpleExpression = ConstantExpression | PathExpression

const simpleNames: Readonly<Record<SimpleExpression['kind'], string>> = {
  annotationPath: 'AnnotationPath',
  binary: 'Binary',
  boolean: 'Bool',
  date: 'Date',
  dateTimeOffset: 'DateTimeOffset',
  decimal: 'Decimal',
  duration: 'Duration',
  enumMember: 'EnumMember',
  float: 'Float',
  guid: 'Guid',
  int: 'Int',
  modelElementPath: 'ModelElementPath',
  navigationPropertyPath: 'NavigationPropertyPath',
  path: 'Path',
  propertyPath: 'PropertyPath',
  string: 'String',
  timeOfDay: 'TimeOfDay'
}

const isSimple = (value: AnnotationExpression): value is SimpleExpression => value.kind in simpleNames

/** Members that were not of one type are there with their types. */
const simpleText = (value: SimpleExpression): string => value.kind === 'enumMember'
  ? value.members.map(member => value.type === '' ? member : `${value.type}/${member}`).join(' ')
  : String(value.value)

/** Sections 14.3 and 14.4 */
function writeExpression (value: AnnotationExpression): XmlElement {
  if (isSimple(value)) return element(simpleNames[value.kind], {}, simpleText(value))
  switch (value.kind) {
    case 'collection': return element('Collection', {}, value.items.map(writeExpression))
    case 'record': return element('Record', { Type: value.type }, [
      ...value.properties.map(({ name, value, annotations }) => holder('PropertyValue', { Property: name }, value, annotations)),
      ...writeAnnotations(value.annotations)
    ])
    case 'not': case 'neg': case 'urlRef': return composed(capital(value.kind), {}, [value.operand], value.annotations)
    case 'apply': return composed('Apply', { Function: value.function === '' ? undefined : value.function }, value.arguments, value.annotations)
    case 'cast': case 'isOf': return composed(
      capital(value.kind),
      {
        Type: value.typeName === '' ? undefined : value.collection ? `Collection(${value.typeName})` : value.typeName,
        ...value.facets
      },
      [value.operand],
      value.annotations
    )
    case 'if': return composed('If', {}, [value.condition, value.then, ...value.else === undefined ? [] : [value.else]], value.annotations)
    case 'labeledElement': return holder('LabeledElement', { Name: value.name }, value.value, value.annotations)
    case 'labeledElementReference': return element('LabeledElementReference', {}, value.name)
    case 'null': return element('Null', {}, writeAnnotations(value.annotations))
    default: return composed(capital(value.kind), {}, [value.left, value.right], value.annotations)
  }
}

const composed = (
  name: string, attributes: XmlElement['attributes'], operands: readonly AnnotationExpression[], annotations: readonly Annotation[]
): XmlElement => element(name, attributes, [...writeAnnotations(annotations), ...operands.map(writeExpression)])

const capital = (kind: string): string => kind.slice(0, 1).toUpperCase() + kind.slice(1)
