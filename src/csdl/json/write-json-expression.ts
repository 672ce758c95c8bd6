/** Annotations in CSDL JSON (OData CSDL JSON 4.01, section 14). */
import type { Annotation, AnnotationExpression, AnnotationGroup, RecordExpression } from '../../edm/annotation-expression.js'
import type { Facets } from '../../edm/types.js'

export type Json = null | string | number | boolean | readonly Json[] | { readonly [name: string]: Json }
export type JsonObject = { readonly [name: string]: Json }

/** How the type of a record is named: with the URL of the document that defines it. */
export interface ExpressionWriter {
  readonly typeUrl: (name: string) => string
  /** The value of an annotation without an expression: JSON has none such. */
  readonly defaultOf: (term: string) => Json
}

/** Members of an object; `prefix`: the member they are about, for those of a record or a constraint. */
export const writeAnnotations = (writer: ExpressionWriter, annotations: readonly Annotation[], prefix = ''): JsonObject =>
  annotations.length === 0
    ? {}
    : Object.fromEntries(annotations.flatMap(({ term, spelling, qualifier, value, annotations: own }) => {
      const name = `${prefix}@${spelling}${qualifier === undefined ? '' : `#${qualifier}`}`
      return [
        [name, value === undefined ? writer.defaultOf(term) : writeExpression(writer, value)] as [string, Json],
        ...Object.entries(writeAnnotations(writer, own, name))
      ]
    }))

/** Section 5.2: the annotations of each target, those of several groups together. */
export function writeAnnotationGroups (writer: ExpressionWriter, groups: readonly AnnotationGroup[]): JsonObject {
  const targets: Record<string, Record<string, Json>> = {}
  for (const { target, qualifier, annotations } of groups) {
    const own = annotations.map(annotation => ({ ...annotation, qualifier: annotation.qualifier ?? qualifier }))
    Object.assign(targets[target] ??= {}, writeAnnotations(writer, own))
  }
  return targets
}

/** Sections 14.3 and 14.4 */
function writeExpression (writer: ExpressionWriter, value: AnnotationExpression): Json {
  const write = (operand: AnnotationExpression): Json => writeExpression(writer, operand)
  const own = (annotations: readonly Annotation[]): JsonObject => writeAnnotations(writer, annotations)
  switch (value.kind) {
    case 'boolean': return value.value
    case 'int': case 'decimal': case 'float': return numberOrText(value.value)
    case 'enumMember': return value.members.map(member => member.slice(member.lastIndexOf('/') + 1)).join(',')
    case 'path': return { $Path: value.value }
    case 'collection': return value.items.map(write)
    case 'record': return writeRecord(writer, value)
    case 'not': case 'neg': case 'urlRef': return { [`$${capital(value.kind)}`]: write(value.operand), ...own(value.annotations) }
    case 'apply': return { $Apply: value.arguments.map(write), $Function: value.function, ...own(value.annotations) }
    case 'cast': case 'isOf': return {
      [`$${capital(value.kind)}`]: write(value.operand),
      ...value.collection ? { $Collection: true } : {},
      $Type: value.typeName,
      ...Object.fromEntries(Object.entries(value.facets).map(([name, text]) => [`$${name}`, facetJson(name, text)])),
      ...own(value.annotations)
    }
    case 'if': return {
      $If: [value.condition, value.then, ...value.else === undefined ? [] : [value.else]].map(write),
      ...own(value.annotations)
    }
    case 'labeledElement': return { $LabeledElement: write(value.value), $Name: value.name, ...own(value.annotations) }
    case 'labeledElementReference': return { $LabeledElementReference: value.name }
    case 'null': return value.annotations.length === 0 ? null : { $Null: null, ...own(value.annotations) }
    case 'and': case 'or': case 'eq': case 'ne': case 'gt': case 'ge': case 'lt': case 'le': case 'has': case 'in':
    case 'add': case 'sub': case 'mul': case 'div': case 'divBy': case 'mod':
      return { [`$${capital(value.kind)}`]: [write(value.left), write(value.right)], ...own(value.annotations) }
    default: return value.value
  }
}

/** Section 14.4.12 */
const writeRecord = (writer: ExpressionWriter, { type, properties, annotations }: RecordExpression): JsonObject => ({
  ...type === undefined ? {} : { '@odata.type': writer.typeUrl(type) },
  ...writeAnnotations(writer, annotations),
  ...Object.fromEntries(properties.flatMap(({ name, value, annotations }): Array<[string, Json]> => [
    [name, value === undefined ? true : writeExpression(writer, value)],
    ...Object.entries(writeAnnotations(writer, annotations, name))
  ]))
})

/** A number where JSON's numbers say exactly the same, else text. */
export function numberOrText (text: string): Json {
  const number = Number(text)
  return text !== '' && String(number) === text && (!Number.isInteger(number) || Number.isSafeInteger(number)) && Number.isFinite(number) ? number : text
}

function facetJson (name: string, text: string): Json {
  return name === 'Unicode' ? text === 'true' : numberOrText(text)
}

const capital = (kind: string): string => kind.slice(0, 1).toUpperCase() + kind.slice(1)

/** Of their values CSDL XML gives no decimals of the seconds by leaving out the precision, CSDL JSON any number. */
const temporal: ReadonlySet<string> = new Set(['Edm.DateTimeOffset', 'Edm.Duration', 'Edm.TimeOfDay'])

/** Section 3.4: `$Scale` is `variable` where it is not given. */
export const writeFacets = ({ maxLength, precision, scale, unicode, srid }: Facets, typeName: string): JsonObject => ({
  ...maxLength === undefined || maxLength === 'max' ? {} : { $MaxLength: maxLength },
  ...unicode === undefined ? {} : { $Unicode: unicode },
  ...precision === undefined ? temporal.has(typeName) ? { $Precision: 0 } : {} : { $Precision: precision },
  ...scale === undefined || (scale === 'variable' && typeName === 'Edm.Decimal') ? {} : { $Scale: scale },
  ...srid === undefined ? {} : { $SRID: String(srid) }
})
