/** OData JSON format 4.01, section 4.6.3: which types an answer names. */
import t from 'tap'
import { primitive } from '../../../src/edm/primitives.js'
import type { EdmType, PrimitiveTypeName } from '../../../src/edm/types.js'
import { graphModel } from '../../../src/families/office-configuration/model/graph-model.js'
import { typeAnnotation } from '../../../src/odata/json/type-annotation.js'

const collection = (type: EdmType): EdmType => ({ kind: 'collection', elementType: { type, nullable: false } })
const row = graphModel.types.get('microsoft.graph.officeClientCheckinStatus')!
const color = { kind: 'enum', fullName: 'N.Color' } as EdmType
const code = { kind: 'typeDefinition', fullName: 'N.Code', underlyingType: primitive('Edm.String') } as EdmType

const cases: ReadonlyArray<readonly [EdmType, string | undefined]> = [
  ...(['Edm.String', 'Edm.Boolean', 'Edm.Double'] as PrimitiveTypeName[]).map(name => [primitive(name), undefined] as const),
  ...(['Edm.Int32', 'Edm.Int64', 'Edm.Decimal', 'Edm.Date'] as PrimitiveTypeName[]).map(name => [primitive(name), `#${name.slice(4)}`] as const),
  [color, '#N.Color'],
  [code, '#N.Code'],
  [collection(primitive('Edm.String')), '#Collection(String)'],
  [collection(row), '#Collection(microsoft.graph.officeClientCheckinStatus)'],
  [row, undefined]
]

for (const [type, expected] of cases) {
  const name = type.kind === 'primitive' ? type.name : type.kind
  t.equal(typeAnnotation({ metadata: 'full' }, type, 'declared'), expected, `full: ${name}`)
  t.equal(typeAnnotation({ metadata: 'minimal' }, type, 'undeclared'), expected, `minimal, undeclared: ${name}`)
  t.equal(typeAnnotation({ metadata: 'minimal' }, type, 'declared'), undefined, `minimal, declared: ${name}`)
  t.equal(typeAnnotation({ metadata: 'none' }, type, 'undeclared'), undefined, `none: ${name}`)
}
