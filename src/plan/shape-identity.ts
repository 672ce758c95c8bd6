/** What entities of many types in one answer say of themselves: their type and where they are (OData JSON format 4.01, section 4.5.1). */
import { controlName } from '../odata/json/format.js'
import type { Format } from '../odata/json/format.js'
import type { ObjectShape, ShapeMember } from './shape.js'

/** The shape with both, where it does not have them. */
export function withIdentity (shape: ObjectShape, format: Format): ObjectShape {
  if (format.metadata === 'none') return shape
  const [type, id] = [controlName(format, 'type'), controlName(format, 'id')]
  const has = (name: string): boolean => shape.members.some(member => member.name === name)
  const added: readonly ShapeMember[] = [
    ...has(type) ? [] : [{ kind: 'constant', name: type, json: JSON.stringify(`#${shape.type.fullName}`) } as const],
    ...has(id) ? [] : [{ kind: 'link', name: id, suffix: '', around: ['', ''] } as const]
  ]
  const etags = shape.members.filter(({ kind }) => kind === 'etag')
  return {
    ...shape,
    members: shape.variants === undefined ? [...etags, ...added, ...shape.members.filter(({ kind }) => kind !== 'etag')] : shape.members,
    ...shape.variants === undefined ? {} : { variants: shape.variants.map(variant => withIdentity(variant, format)) }
  }
}
