/** Annotations and their expressions in CSDL JSON (OData CSDL JSON 4.01, section 14). */
import type { Annotation, AnnotationExpression, BinaryExpressionKind, PropertyValue } from '../../edm/annotation-expression.js'
import { quote } from '../csdl-error.js'
import { fullName, spelled } from '../reading.js'
import { arrayMember, flagMember, objectOf, requiredString, stringOf } from './json-member.js'
import type { JsonReading } from './json-reading.js'
import type { JsonNode, ObjectNode } from './parse-json-tree.js'
import { readConstant } from './read-json-constant.js'
import type { ExpectedType } from './term-types.js'

const NONE: readonly Annotation[] = []

const byOwner = new WeakMap<ObjectNode, ReadonlyMap<string, ReadonlyArray<readonly [string, JsonNode]>>>()

/** The annotations among an object's members by what they annotate: nothing for the object itself, the name of a member, `@Term`. */
function annotationMembers (node: ObjectNode): ReadonlyMap<string, ReadonlyArray<readonly [string, JsonNode]>> {
  const known = byOwner.get(node)
  if (known !== undefined) return known
  const owners = new Map<string, Array<readonly [string, JsonNode]>>()
  for (const [name, value] of node.members) {
    const sign = name.lastIndexOf('@')
    if (sign === -1) continue
    const owner = name.slice(0, sign)
    const others = owners.get(owner)
    if (others === undefined) owners.set(owner, [[name.slice(sign + 1), value]])
    else others.push([name.slice(sign + 1), value])
  }
  byOwner.set(node, owners)
  return owners
}

/** Those of control information are not annotations. */
const isTerm = (name: string): boolean => name.includes('.') && !name.startsWith('odata.')

/**
 * Section 14.2. `owner`: the member they are about; nothing for the object itself. `host`: the type of what they annotate, of which
 * the value of a term of the type Edm.PrimitiveType then is (`Validation.Minimum`).
 */
export function readAnnotations (reading: JsonReading, node: ObjectNode, owner = '', host?: ExpectedType): readonly Annotation[] {
  const members = annotationMembers(node).get(owner)
  if (members === undefined) return NONE
  return members.filter(([name]) => isTerm(name)).map(([name, value]) => {
    const [term = '', qualifier] = name.split('#')
    const full = fullName(reading, term)
    const type = reading.types.ofTerm(full)
    return {
      term: full,
      spelling: spelled(reading, term),
      qualifier,
      value: readExpression(reading, value, type?.name === 'Edm.PrimitiveType' && host !== undefined ? { ...type, name: host.name } : type),
      annotations: readAnnotations(reading, node, `${owner}@${name}`)
    }
  })
}

const binaryOperators: ReadonlyMap<string, BinaryExpressionKind> = new Map((
  ['and', 'or', 'eq', 'ne', 'gt', 'ge', 'lt', 'le', 'has', 'in', 'add', 'sub', 'mul', 'div', 'divBy', 'mod'] as const
).map(kind => [`$${kind.slice(0, 1).toUpperCase()}${kind.slice(1)}`, kind]))

const unaryOperators: ReadonlyMap<string, 'not' | 'neg' | 'urlRef'> = new Map([['$Not', 'not'], ['$Neg', 'neg'], ['$UrlRef', 'urlRef']])

const FACETS = ['MaxLength', 'Precision', 'Scale', 'SRID', 'Unicode'] as const

/** `expected`: the type of the term or property, where it is known. */
function readExpression (reading: JsonReading, node: JsonNode, expected?: ExpectedType): AnnotationExpression {
  switch (node.kind) {
    case 'array': {
      const item = expected === undefined ? undefined : { ...expected, collection: false }
      return { kind: 'collection', items: node.items.map(child => readExpression(reading, child, item)) }
    }
    case 'object': return readDynamic(reading, node, expected)
    default: return readConstant(reading, node, expected)
  }
}

/** Section 14.4: the member that begins with `$` says which expression it is; without one it is a record. */
function readDynamic (reading: JsonReading, node: ObjectNode, expected?: ExpectedType): AnnotationExpression {
  for (const [name, value] of node.members) {
    if (!name.startsWith('$') || parts.has(name)) continue
    return readNamed(reading, node, name, value, expected)
  }
  return readRecord(reading, node, expected)
}

/** Members beside the one that names the expression. */
const parts: ReadonlySet<string> = new Set(['$Function', '$Type', '$Collection', '$Name', ...FACETS.map(facet => `$${facet}`)])

function readNamed (
  reading: JsonReading, node: ObjectNode, name: string, value: JsonNode, expected: ExpectedType | undefined
): AnnotationExpression {
  const annotations = readAnnotations(reading, node)
  const binary = binaryOperators.get(name)
  if (binary !== undefined) {
    const [left, right] = readOperands(reading, node, name, [2, 2])
    return { kind: binary, left: left as AnnotationExpression, right: right as AnnotationExpression, annotations }
  }
  const unary = unaryOperators.get(name)
  if (unary !== undefined) return { kind: unary, operand: readExpression(reading, value), annotations }
  switch (name) {
    case '$Path': return { kind: 'path', value: spelled(reading, stringOf(reading, value, name).trim()) }
    case '$Null': return { kind: 'null', annotations }
    case '$If': {
      const [condition, then, otherwise] = readOperands(reading, node, name, [2, 3], expected)
      return {
        kind: 'if', condition: condition as AnnotationExpression, then: then as AnnotationExpression, else: otherwise, annotations
      }
    }
    case '$Apply': return {
      kind: 'apply',
      function: spelled(reading, requiredString(reading, node, '$Function')),
      arguments: readOperands(reading, node, name, [0, Infinity]),
      annotations
    }
    case '$Cast': case '$IsOf': return {
      kind: name === '$Cast' ? 'cast' : 'isOf',
      typeName: spelled(reading, node.members.has('$Type') ? requiredString(reading, node, '$Type') : 'Edm.String'),
      collection: flagMember(reading, node, '$Collection'),
      facets: readFacetTexts(node),
      operand: readExpression(reading, value),
      annotations
    }
    case '$LabeledElement': return {
      kind: 'labeledElement', name: requiredString(reading, node, '$Name'), value: readExpression(reading, value, expected), annotations
    }
    case '$LabeledElementReference': return {
      kind: 'labeledElementReference', name: spelled(reading, stringOf(reading, value, name).trim())
    }
    default: throw reading.fault(`${quote(name)} is not an expression of CSDL.`, value.at)
  }
}

function readOperands (
  reading: JsonReading, node: ObjectNode, name: string, [least, most]: readonly [number, number], expected?: ExpectedType
): readonly AnnotationExpression[] {
  const items = arrayMember(reading, node, name)
  if (items.length < least || items.length > most) {
    throw reading.fault(`The expression ${name} has ${least === most ? least : `${least} to ${most}`} operands, not ${items.length}.`, node.at)
  }
  return items.map(item => readExpression(reading, item, expected))
}

const readFacetTexts = (node: ObjectNode): Readonly<Record<string, string>> => Object.fromEntries(FACETS.flatMap(name => {
  const value = node.members.get(`$${name}`)
  if (value === undefined) return []
  return value.kind === 'boolean' ? [[name, String(value.value)]] : 'text' in value ? [[name, value.text]] : []
}))

/** Section 14.4.12; the type is named by the URL of its document and a fragment. */
function readRecord (reading: JsonReading, node: ObjectNode, expected: ExpectedType | undefined): AnnotationExpression {
  const url = ['@type', '@odata.type'].map(name => node.members.get(name)).find(value => value !== undefined)
  const written = url === undefined ? undefined : stringOf(reading, url, '@type').replace(/^[^#]*#/, '')
  const type = written === undefined ? undefined : spelled(reading, written)
  const typeName = written === undefined ? expected?.name : fullName(reading, written)
  const properties = [...node.members].filter(([name]) => !name.includes('@')).map(([name, value]): PropertyValue => ({
    name,
    value: readExpression(reading, value, typeName === undefined ? undefined : reading.types.ofProperty(typeName, name)),
    annotations: readAnnotations(reading, node, name)
  }))
  return { kind: 'record', type, properties, annotations: readAnnotations(reading, node) }
}

/** The annotations of one target in `$Annotations` (section 5.2). */
export const readTarget = (reading: JsonReading, target: string, node: JsonNode) => ({
  target: spelled(reading, target),
  qualifier: undefined,
  annotations: readAnnotations(reading, objectOf(reading, node, target))
})
