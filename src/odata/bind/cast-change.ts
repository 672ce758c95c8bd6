/** Bodies of writes through a cast of a value that nothing is declared of, read as the cast says (OData-URL 4.01, section 4.11). */
import { ExactNumber } from '../../edm/exact-number.js'
import { isBinary, underlyingType } from '../../edm/lookup.js'
import type { ComplexType, EdmModel, Property, TypeReference } from '../../edm/types.js'
import { typeAnnotation } from '../json/body-annotations.js'
import type { BodyReading } from '../json/body-reading.js'
import { readStructured } from '../json/read-body.js'
import type { ODataRequest } from '../odata-request.js'
import { jsonOfText } from '../value-text.js'
import { readRawText } from './raw-value.js'
import type { Target } from './target.js'
import { unsupported } from './unsupported.js'
import type { Unsupported } from './unsupported.js'
import { readWrapped } from './write-body.js'

type DynamicTarget = Extract<Target, { kind: 'dynamic' }>

type Members = Readonly<Record<string, unknown>>

/** What is kept of a body. */
interface Told {
  readonly sent: Members
}

/** The type that the value which is written is cast to, or that the property has which a cast tells; undefined where nothing does. */
export function typeTold ({ casts, inner, member }: DynamicTarget): TypeReference | undefined {
  const cast = casts.find(({ depth }) => depth === inner.length)
  if (cast !== undefined) return { type: cast.type, nullable: true }
  return member?.type.type.kind === 'builtIn' ? undefined : member?.type
}

/** The text of a PUT of `/$value`, as JSON has a value of the property. */
export function rawAsJson (property: Property, request: ODataRequest): unknown {
  const { type } = property
  if (isBinary(type.type)) return Buffer.from(request.body ?? []).toString('base64url')
  const text = readRawText(property, request)
  const json = jsonOfText(type, text) ?? text
  return json instanceof ExactNumber ? new ExactNumber(json.text.replace(/^(-?)0+(?=\d)/, '$1')) : json
}

/**
 * What is kept of a body, which is a complex value, or `{"value": …}`.
 * @throws ODataError `modelValidation` for what is not of the type
 */
export function readTold (
  model: EdmModel,
  told: TypeReference,
  sent: Members,
  request: ODataRequest,
  reading: BodyReading
): Told | Unsupported {
  if (told.type.kind === 'complex') return readComplex(model, told.type, sent, request, reading)
  readWrapped(model, told, sent, reading)
  const { value } = sent
  return { sent: { value: typeof value === 'string' && isWide(told) ? new ExactNumber(value) : value } }
}

/** Numbers that a client may send as text (JSON format 4.01, section 3.2). */
function isWide ({ type }: TypeReference): boolean {
  const underlying = underlyingType(type)
  return underlying.kind === 'primitive' && (underlying.name === 'Edm.Int64' || underlying.name === 'Edm.Decimal')
}

function readComplex (
  model: EdmModel,
  type: ComplexType,
  sent: Members,
  { method }: ODataRequest,
  reading: BodyReading
): Told | Unsupported {
  const named = typeAnnotation(sent)
  if (named === undefined && type.abstract) return unsupported(`Writing a ${type.fullName} without a concrete type`)
  const purpose = method === 'PATCH' ? 'update' : 'create'
  const { related, contained, unsupported: refused } = readStructured(model, type, sent, purpose, reading)
  if (refused !== undefined) return refused
  if (related !== undefined || contained !== undefined) return unsupported(`Relations of a ${type.fullName} that no property is declared for`)
  if (purpose === 'create') return { sent: named === undefined ? { '@odata.type': `#${type.fullName}`, ...sent } : sent }
  // What is changed stays of the type it is, be it a derived one.
  return { sent: Object.fromEntries(Object.entries(sent).filter(([name, value]) => name !== named || !isBase(type, value))) }
}

const isBase = ({ name, fullName }: ComplexType, said: unknown): boolean => said === `#${fullName}` || said === fullName || said === `#${name}`
