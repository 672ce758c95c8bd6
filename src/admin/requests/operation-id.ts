/** Which documented operation a request is, however its URL is spelled: below any root, in any case, keys in parentheses or not. */
import type { Documentation, NamedCall } from '../../http/openapi/documentation.js'
import type { ServiceRoots } from '../../http/service-root.js'
import { decode } from './graph-call.js'
import type { CallNames } from './graph-call.js'

interface Operation {
  readonly id: string
  readonly segments: readonly string[]
}

/** `clientConfigurations('x')/assignments` is three segments. */
const segmentsOf = (path: string): string[] => path.replace(/\(([^()]*)\)/g, '/$1').split('/').filter(segment => segment !== '').map(segment => decode(segment).toLowerCase())

/** `{id}`, `'{id}'`, or several parts of a key: `place='{place}',row={row}`. */
const isParameter = (segment: string): boolean => /^'?[:{*]/.test(segment) || segment.includes('={') || segment.includes("='{")

/** What the requests of one service are called; its documentation is asked with the first of them. */
export function createCallNames (documentation: Pick<Documentation, 'operations' | 'later'>, roots: ServiceRoots): CallNames {
  const belowRoot = (path: string): string => {
    try {
      return roots.split(path).path
    } catch {
      return path
    }
  }
  let known: ReadonlyMap<string, readonly Operation[]> | undefined
  return {
    belowRoot,
    operationIdOf: ({ method, path }) => {
      const sought = method === 'HEAD' ? 'GET' : method
      const segments = segmentsOf(belowRoot(path))
      known ??= byBeginning(namesOf(documentation))
      return known.get(beginningOf(sought, segments))?.find(operation =>
        operation.segments.every((segment, index) => segment === segments[index] || isParameter(segment)))?.id
    }
  }
}

const namesOf = ({ operations, later }: Pick<Documentation, 'operations' | 'later'>): readonly NamedCall[] =>
  later?.names() ?? operations.map(({ method, path, schema }) => ({ method: String(method), path, id: schema.operationId }))

/** Operations of one method and resource with so many segments: few, however many there are. */
const beginningOf = (method: string, segments: readonly string[]): string => `${method} ${segments.length} ${segments[0] ?? ''}`

function byBeginning (documented: readonly NamedCall[]): ReadonlyMap<string, readonly Operation[]> {
  const found = new Map<string, Operation[]>()
  for (const { method, path, id } of documented) {
    const segments = segmentsOf(path)
    const beginning = beginningOf(method.toUpperCase(), segments)
    found.set(beginning, [...found.get(beginning) ?? [], { id, segments }])
  }
  return found
}
