/** Segments behind a property that nothing tells the type of, as casts tell it (OData-URL 4.01, sections 4.6 and 4.11). */
import { dialectOf } from '../../dialect/service-dialect.js'
import { findProperty, memberNames } from '../../edm/lookup.js'
import type { EdmModel, EdmType, TypeReference } from '../../edm/types.js'
import type { PlainSegmentNode } from '../url/ast.js'
import type { PathSegment } from './path.js'
import { unknownSegment } from './unknown-segment.js'
import { unsupported } from './unsupported.js'
import { mayHave, valueCast } from './value-cast.js'

/** What is inside of the value, or a type that it may be of, one at a time. */
export function bindInValue (model: EdmModel, previous: PathSegment, type: TypeReference, node: PlainSegmentNode): PathSegment {
  const { text, name, parentheses } = node
  const dialect = dialectOf(model)
  if (name === undefined || parentheses.length > 0) return unsupported(`'${text}' behind a property without a type`)
  if (name.includes('.')) {
    const cast = previous.kind === 'valueCast' ? undefined : valueCast(model, name, 0)
    if (cast === undefined) throw unknownSegment(dialect, name)
    return { kind: 'valueCast', cast, type }
  }
  const around = typeAround(previous)
  if (around === undefined) return { kind: 'dynamic', name: text, type }
  if (around.kind !== 'complex' || !mayHave(model, { type: around }, name)) throw unknownSegment(dialect, name, around.kind === 'complex' ? memberNames(around) : [])
  const member = findProperty(around, name)
  return { kind: 'dynamic', name: member?.name ?? text, type, ...member === undefined ? {} : { member } }
}

/** The type of a value, where a cast tells it. */
function typeAround (previous: PathSegment): EdmType | undefined {
  const type = previous.kind === 'valueCast' ? previous.cast.type : previous.kind === 'dynamic' ? previous.member?.type.type : undefined
  return type?.kind === 'builtIn' ? undefined : type
}
