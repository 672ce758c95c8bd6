/** Constants in annotations of CSDL JSON: what a string or a number means is the type's to say (OData CSDL JSON 4.01, section 14.3). */
import type { AnnotationExpression, PathKind, TextConstantKind } from '../../edm/annotation-expression.js'
import { spelled } from '../reading.js'
import type { JsonNode } from './parse-json-tree.js'
import type { JsonReading } from './json-reading.js'
import type { ExpectedType } from './term-types.js'

const stringKinds: Readonly<Record<string, TextConstantKind>> = {
  'Edm.Binary': 'binary',
  'Edm.Date': 'date',
  'Edm.DateTimeOffset': 'dateTimeOffset',
  'Edm.Duration': 'duration',
  'Edm.Guid': 'guid',
  'Edm.TimeOfDay': 'timeOfDay'
}

const numberKinds: Readonly<Record<string, TextConstantKind>> = {
  'Edm.Byte': 'int',
  'Edm.SByte': 'int',
  'Edm.Int16': 'int',
  'Edm.Int32': 'int',
  'Edm.Int64': 'int',
  'Edm.Decimal': 'decimal',
  'Edm.Single': 'float',
  'Edm.Double': 'float'
}

const pathKinds: Readonly<Record<string, PathKind>> = {
  'Edm.AnnotationPath': 'annotationPath',
  'Edm.AnyPropertyPath': 'propertyPath',
  'Edm.ModelElementPath': 'modelElementPath',
  'Edm.NavigationPropertyPath': 'navigationPropertyPath',
  'Edm.PropertyPath': 'propertyPath'
}

export function readConstant (
  reading: JsonReading, node: Exclude<JsonNode, { kind: 'object' | 'array' }>, expected: ExpectedType | undefined
): AnnotationExpression {
  const type = expected === undefined ? undefined : reading.types.primitiveOf(expected.name)
  switch (node.kind) {
    case 'null': return { kind: 'null', annotations: [] }
    case 'boolean': return { kind: 'boolean', value: node.value }
    case 'number': return { kind: numberKinds[type ?? ''] ?? numberKind(node.text), value: node.text }
    case 'string': return readString(reading, node.text, type, expected?.name ?? '')
  }
}

/** Without a type a number with a fraction is a decimal, and one with an exponent a floating-point number. */
const numberKind = (text: string): TextConstantKind => /^-?\d+$/.test(text) ? 'int' : /e/i.test(text) ? 'float' : 'decimal'

function readString (reading: JsonReading, text: string, type: string | undefined, typeName: string): AnnotationExpression {
  if (type === undefined) return { kind: 'string', value: text }
  if (type === 'enum') {
    const members = text.split(',').map(member => member.trim())
    return {
      kind: 'enumMember', type: typeName, members: members.map(member => reading.types.memberOf(typeName, member) ?? member)
    }
  }
  const path = pathKinds[type]
  if (path !== undefined) return { kind: path, value: spelled(reading, text.trim()) }
  return { kind: stringKinds[type] ?? numberKinds[type] ?? 'string', value: text }
}
