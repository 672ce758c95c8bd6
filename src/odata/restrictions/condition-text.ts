/** A dynamic expression of an annotation (OData CSDL 4.01, section 14.4) as the text of an expression of a URL. */
import type { AnnotationExpression } from '../../edm/types.js'

/** Operators whose names differ. */
const operators: Readonly<Record<string, string>> = { divBy: 'divby' }

/** Undefined for what no URL can say. `prefix`: what paths begin with, `Address/`. */
export function conditionText (value: AnnotationExpression | undefined, prefix: string): string | undefined {
  if (value === undefined) return undefined
  const text = (inner: AnnotationExpression | undefined): string | undefined => conditionText(inner, prefix)
  switch (value.kind) {
    case 'path': case 'propertyPath': case 'navigationPropertyPath': return `${prefix}${value.value}`
    case 'string': return `'${value.value.replaceAll("'", "''")}'`
    case 'boolean': return String(value.value)
    case 'null': return 'null'
    case 'int': case 'decimal': case 'float': case 'date': case 'dateTimeOffset': case 'timeOfDay': case 'guid': return value.value
    case 'duration': case 'binary': return `${value.kind}'${value.value}'`
    case 'enumMember': return `${value.type}'${value.members.map(member => member.slice(member.lastIndexOf('/') + 1)).join(',')}'`
    case 'not': return filled`not (${text(value.operand)})`
    case 'neg': return filled`-(${text(value.operand)})`
    case 'collection': return together(value.items.map(text))
    case 'if': return value.else === undefined ? undefined : filled`case(${text(value.condition)}:${text(value.then)},true:${text(value.else)})`
    case 'apply': return callText(value.function.replace(/^odata\./, ''), value.arguments.map(text))
    case 'isOf': case 'cast': {
      const type = value.collection ? undefined : value.typeName
      return value.kind === 'isOf' ? filled`isof(${text(value.operand)},${type})` : filled`cast(${text(value.operand)},${type})`
    }
    case 'and': case 'or': case 'eq': case 'ne': case 'gt': case 'ge': case 'lt': case 'le': case 'has': case 'in':
    case 'add': case 'sub': case 'mul': case 'div': case 'divBy': case 'mod':
      return filled`(${text(value.left)} ${operators[value.kind] ?? value.kind} ${text(value.right)})`
    default: return undefined
  }
}

/** `odata.concat` takes any number of texts (section 14.4.4.1). */
function callText (name: string, values: ReadonlyArray<string | undefined>): string | undefined {
  const [first, ...rest] = values
  if (name === 'concat' && rest.length > 1) return filled`concat(${first},${callText(name, rest)})`
  return filled`${name}${together(values)}`
}

function together (values: ReadonlyArray<string | undefined>): string | undefined {
  return values.some(value => value === undefined) ? undefined : `(${values.join(',')})`
}

/** Undefined where a part is. */
function filled (strings: TemplateStringsArray, ...parts: ReadonlyArray<string | undefined>): string | undefined {
  return parts.some(part => part === undefined) ? undefined : String.raw({ raw: strings }, ...parts)
}
