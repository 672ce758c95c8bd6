/** Writes of a dynamic property by its own path (OData-Protocol 4.01, section 11.4.9): what the value that has it would be sent with. */
import { namedValues } from '../../base/named-values.js'
import type { EdmModel } from '../../edm/types.js'
import { ODataError } from '../../errors.js'
import { isObject } from '../json/body-annotations.js'
import type { BodyReading } from '../json/body-reading.js'
import { writeExactJson } from '../json/exact-json.js'
import { ofValue } from '../json/inner-relations.js'
import { readStructured } from '../json/read-body.js'
import type { InnerChange, StructuredValue } from '../json/structured-value.js'
import type { ODataRequest } from '../odata-request.js'
import { rawAsJson, readTold, typeTold } from './cast-change.js'
import { readRawText } from './raw-value.js'
import type { Target } from './target.js'
import { isUnsupported, unsupported } from './unsupported.js'
import type { Unsupported } from './unsupported.js'
import { readJson } from './write-body.js'

type Members = Readonly<Record<string, unknown>>

/** What the entity is changed by. A missing dynamic property is one that is null (section 11.4.9.2). */
export function readDynamicChange (
  model: EdmModel,
  target: Extract<Target, { kind: 'dynamic' }>,
  request: ODataRequest,
  reading: BodyReading
): StructuredValue | Unsupported {
  const { location, way, property, declared, inner, raw, member } = target
  const { name } = property
  if (way.some(({ type }) => type.abstract)) return unsupported(`Writing '${name}' without a cast to a concrete type`)
  const told = request.method === 'DELETE' ? undefined : typeTold(target)
  const body = request.method === 'DELETE' ? { value: null } : raw ? { value: rawOf(target, request) } : readJson(model, request)
  if (!isObject(body)) throw new ODataError('modelValidation', "The body must be an object with the member 'value', or a complex value.", { target: name })
  const read = told === undefined ? { sent: body } : readTold(model, told, ofValueAlone(body), request, reading)
  if (isUnsupported(read)) return read
  const { sent } = read
  const isWrapped = told?.type.kind !== 'complex' && Object.keys(sent).filter(member => !member.includes('@')).join() === 'value'
  const last = way.at(-1)
  const type = last?.type ?? location.type
  const merges = request.method === 'PATCH' && !isWrapped
  const isDeclared = declared || member !== undefined
  const value = merges || inner.length > 0
    ? { type, properties: {}, keepsType: true, inner: innerChange(target, sent, { isWrapped, merges }) }
    : readStructured(model, type, isWrapped ? unwrapped(name, sent, isDeclared) : complex(name, sent), 'update', reading)
  return last === undefined ? value : ofValue(location.type, { way: way.slice(0, -1), property: last.property }, value)
}

/** Without a type it is a text. */
const rawOf = ({ property, member }: Extract<Target, { kind: 'dynamic' }>, request: ODataRequest): unknown =>
  member === undefined ? readRawText(property, request) : rawAsJson(member, request)

/** PATCH of an object changes its members; whatever else is addressed inside of a value is a member of the object around it. */
function innerChange (
  { property, inner, member }: Extract<Target, { kind: 'dynamic' }>,
  sent: Members,
  { isWrapped, merges }: { readonly isWrapped: boolean, readonly merges: boolean }
): InnerChange {
  const names = [...inner]
  const last = merges ? undefined : names.pop()
  const members = last === undefined ? ofValueAlone(sent) : isWrapped ? unwrapped(last, sent, member !== undefined) : complex(last, sent)
  return { way: [property.name, ...names], members: writeExactJson(members).slice(1, -1) }
}

/** `{"@odata.type": …, "value": …}`; the type may be said of the value, too. That of a declared property is not kept. */
function unwrapped (name: string, sent: Members, declared: boolean): Members {
  const said = declared ? undefined : ['@odata.type', '@type', 'value@odata.type', 'value@type'].find(annotation => Object.hasOwn(sent, annotation))
  return namedValues({ ...said === undefined ? {} : { [`${name}@odata.type`]: sent[said] }, [name]: sent['value'] })
}

/** What is said of the answer, and not of the value, is not kept. */
const complex = (name: string, sent: Members): Members => namedValues({ [name]: ofValueAlone(sent) })

const ofValueAlone = (sent: Members): Members => Object.fromEntries(Object.entries(sent).filter(([member]) => !OF_ANSWER.has(member)))

const OF_ANSWER: ReadonlySet<string> = new Set(['@odata.context', '@context', '@odata.etag', '@etag'])
