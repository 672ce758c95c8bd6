/** Annotations and their expressions in CSDL XML (OData CSDL XML 4.01, section 14). */
import type {
  Annotation,
  AnnotationExpression,
  AnnotationGroup,
  BinaryExpressionKind,
  EnumMemberExpression,
  PathKind,
  PropertyValue,
  TextConstantKind,
  TypeNameWithFacets
} from '../../edm/annotation-expression.js'
import { quote } from '../csdl-error.js'
import { fullName, spelled } from '../reading.js'
import type { Reading } from '../reading.js'
import type { XmlNode } from './parse-xml.js'
import { checkShape, childrenNamed, ownChildren, readBoolean, required } from './xml-element.js'

const textConstants: Readonly<Record<string, TextConstantKind>> = {
  Binary: 'binary',
  Date: 'date',
  DateTimeOffset: 'dateTimeOffset',
  Decimal: 'decimal',
  Duration: 'duration',
  Float: 'float',
  Guid: 'guid',
  Int: 'int',
  String: 'string',
  TimeOfDay: 'timeOfDay'
}

const paths: Readonly<Record<string, PathKind>> = {
  AnnotationPath: 'annotationPath',
  ModelElementPath: 'modelElementPath',
  NavigationPropertyPath: 'navigationPropertyPath',
  Path: 'path',
  PropertyPath: 'propertyPath'
}

const binaryOperators: Readonly<Record<string, BinaryExpressionKind>> = {
  And: 'and',
  Or: 'or',
  Eq: 'eq',
  Ne: 'ne',
  Gt: 'gt',
  Ge: 'ge',
  Lt: 'lt',
  Le: 'le',
  Has: 'has',
  In: 'in',
  Add: 'add',
  Sub: 'sub',
  Mul: 'mul',
  Div: 'div',
  DivBy: 'divBy',
  Mod: 'mod'
}

const unaryOperators: Readonly<Record<string, 'not' | 'neg' | 'urlRef'>> = { Not: 'not', Neg: 'neg', UrlRef: 'urlRef' }

/** Constants and paths, which an attribute can say too. */
const inlineNames: readonly string[] = [...Object.keys(textConstants), ...Object.keys(paths), 'Bool', 'EnumMember', 'UrlRef']

const expressionNames: readonly string[] = [
  ...inlineNames, ...Object.keys(binaryOperators), 'Not', 'Neg', 'Apply', 'Cast', 'Collection', 'If', 'IsOf', 'LabeledElement',
  'LabeledElementReference', 'Null', 'Record'
]

const FACETS = ['MaxLength', 'Precision', 'Scale', 'SRID', 'Unicode'] as const

/** The annotations written inside an element, in order. */
export const readAnnotations = (reading: Reading, node: XmlNode): readonly Annotation[] =>
  node.children.length === 0 ? NONE : childrenNamed(node, 'Annotation').map(child => readAnnotation(reading, child))

const NONE: readonly Annotation[] = []

/** Section 14.2 */
function readAnnotation (reading: Reading, node: XmlNode): Annotation {
  checkShape(reading, node, ['Term', 'Qualifier', ...inlineNames], ['Annotation', ...expressionNames])
  const term = required(reading, node, 'Term')
  return {
    term: fullName(reading, term),
    spelling: spelled(reading, term),
    qualifier: node.attributes['Qualifier'],
    value: readHeld(reading, node),
    annotations: readAnnotations(reading, node)
  }
}

/** Section 5.2 */
export function readAnnotationGroup (reading: Reading, node: XmlNode): AnnotationGroup {
  checkShape(reading, node, ['Target', 'Qualifier'], ['Annotation'])
  return {
    target: spelled(reading, required(reading, node, 'Target').trim()),
    qualifier: node.attributes['Qualifier'],
    annotations: readAnnotations(reading, node)
  }
}

/** What an element holds: an attribute or a child. */
function readHeld (reading: Reading, node: XmlNode): AnnotationExpression | undefined {
  for (const name in node.attributes) {
    if (inlineNames.includes(name)) return readInline(reading, name, node.attributes[name] ?? '', node.at)
  }
  const [first, second] = operands(node)
  if (second !== undefined) throw reading.fault(`The element ${node.name} has one value, not several.`, second.at)
  return first === undefined ? undefined : readExpression(reading, first)
}

const operands = (node: XmlNode): readonly XmlNode[] => ownChildren(node).filter(({ name }) => name !== 'Annotation')

function readInline (reading: Reading, name: string, text: string, at: number): AnnotationExpression {
  const constant = textConstants[name]
  if (constant !== undefined) return { kind: constant, value: constant === 'string' ? text : text.trim() }
  const path = paths[name]
  if (path !== undefined) return { kind: path, value: spelled(reading, text.trim()) }
  if (name === 'Bool') return { kind: 'boolean', value: readBoolean(reading, text, name, at) }
  if (name === 'EnumMember') return readEnumMember(reading, text)
  return { kind: 'urlRef', operand: { kind: 'string', value: text }, annotations: NONE }
}

/** Section 14.3.7. What names members of several types, or none, is kept as it is. */
function readEnumMember (reading: Reading, text: string): EnumMemberExpression {
  const members = text.trim().split(/[\s,]+/).map(member => {
    const slash = member.lastIndexOf('/')
    return { whole: spelled(reading, member), type: spelled(reading, member.slice(0, Math.max(slash, 0))), name: member.slice(slash + 1) }
  })
  const type = members[0]?.type ?? ''
  return members.every(member => member.type === type)
    ? { kind: 'enumMember', type, members: members.map(({ name }) => name) }
    : { kind: 'enumMember', type: '', members: members.map(({ whole }) => whole) }
}

function readExpression (reading: Reading, node: XmlNode): AnnotationExpression {
  const { name } = node
  const binary = binaryOperators[name]
  if (binary !== undefined) return readBinary(reading, node, binary)
  const unary = unaryOperators[name]
  if (unary !== undefined) {
    const [operand] = readOperands(reading, node, 1)
    return { kind: unary, operand: operand as AnnotationExpression, annotations: readAnnotations(reading, node) }
  }
  if (inlineNames.includes(name)) return readInline(reading, name, node.text, node.at)
  switch (name) {
    case 'Collection': return { kind: 'collection', items: operands(node).map(child => readExpression(reading, child)) }
    case 'Record': return readRecord(reading, node)
    case 'If': return readIf(reading, node)
    case 'Apply': return {
      kind: 'apply',
      function: spelled(reading, node.attributes['Function'] ?? ''),
      arguments: operands(node).map(child => readExpression(reading, child)),
      annotations: readAnnotations(reading, node)
    }
    case 'Cast': case 'IsOf': {
      const [operand] = readOperands(reading, node, 1)
      return {
        kind: name === 'Cast' ? 'cast' : 'isOf',
        ...readTypeName(reading, node),
        operand: operand as AnnotationExpression,
        annotations: readAnnotations(reading, node)
      }
    }
    case 'LabeledElement': {
      const value = readHeld(reading, node)
      if (value === undefined) throw reading.fault('The element LabeledElement needs a value.', node.at)
      return { kind: 'labeledElement', name: required(reading, node, 'Name'), value, annotations: readAnnotations(reading, node) }
    }
    case 'LabeledElementReference': return { kind: 'labeledElementReference', name: spelled(reading, node.text.trim()) }
    case 'Null': return { kind: 'null', annotations: readAnnotations(reading, node) }
    default: throw reading.fault(`${quote(name)} is not an expression of CSDL.`, node.at)
  }
}

function readBinary (reading: Reading, node: XmlNode, kind: BinaryExpressionKind): AnnotationExpression {
  const [left, right] = readOperands(reading, node, 2)
  return { kind, left: left as AnnotationExpression, right: right as AnnotationExpression, annotations: readAnnotations(reading, node) }
}

function readOperands (reading: Reading, node: XmlNode, count: number): readonly AnnotationExpression[] {
  const found = operands(node)
  if (found.length !== count) {
    throw reading.fault(`The expression ${node.name} has ${count === 1 ? 'one operand' : `${count} operands`}, not ${found.length}.`, node.at)
  }
  return found.map(child => readExpression(reading, child))
}

/** Section 14.4.7 */
function readIf (reading: Reading, node: XmlNode): AnnotationExpression {
  const parts = operands(node)
  if (parts.length < 2 || parts.length > 3) {
    throw reading.fault(`The expression If has a condition and one or two values, not ${parts.length} operands.`, node.at)
  }
  const [condition, then, otherwise] = parts.map(child => readExpression(reading, child))
  return {
    kind: 'if',
    condition: condition as AnnotationExpression,
    then: then as AnnotationExpression,
    else: otherwise,
    annotations: readAnnotations(reading, node)
  }
}

/** Section 14.4.12 */
function readRecord (reading: Reading, node: XmlNode): AnnotationExpression {
  checkShape(reading, node, ['Type'], ['PropertyValue', 'Annotation'])
  const type = node.attributes['Type']
  return {
    kind: 'record',
    type: type === undefined ? undefined : spelled(reading, type),
    properties: childrenNamed(node, 'PropertyValue').map(child => readPropertyValue(reading, child)),
    annotations: readAnnotations(reading, node)
  }
}

function readPropertyValue (reading: Reading, node: XmlNode): PropertyValue {
  checkShape(reading, node, ['Property', ...inlineNames], ['Annotation', ...expressionNames])
  return {
    name: required(reading, node, 'Property'),
    value: readHeld(reading, node),
    annotations: readAnnotations(reading, node)
  }
}

function readTypeName (reading: Reading, node: XmlNode): TypeNameWithFacets {
  const written = node.attributes['Type']?.trim() ?? ''
  const item = /^Collection\((.*)\)$/.exec(written)?.[1]
  return {
    typeName: spelled(reading, item ?? written),
    collection: item !== undefined,
    facets: Object.fromEntries(FACETS.flatMap(name => {
      const value = node.attributes[name]
      return value === undefined ? [] : [[name, value]]
    }))
  }
}
