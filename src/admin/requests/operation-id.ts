/** Which documented operation a request is, however its URL is spelled: below any root, in any case, keys in parentheses or not. */
import { documentedOperations } from '../../http/openapi/documented-operations.js'
import { splitUrl } from '../../http/service-root.js'
import { decode } from './graph-call.js'
import type { GraphCall } from './graph-call.js'

interface Operation {
  readonly id: string
  readonly method: string
  readonly segments: readonly string[]
}

/** `clientConfigurations('x')/assignments` is three segments. */
const segmentsOf = (path: string): string[] => path.replace(/\(([^()]*)\)/g, '/$1').split('/').filter(segment => segment !== '').map(segment => decode(segment).toLowerCase())

const operations: readonly Operation[] = documentedOperations.map(({ method, url, schema }) =>
  ({ id: schema.operationId, method: String(method).toUpperCase(), segments: segmentsOf(splitUrl(url).path) }))

const isParameter = (segment: string): boolean => /^'?[:{*]/.test(segment)

/** Undefined for a URL that no document lists. */
export function operationIdOf ({ method, path }: Pick<GraphCall, 'method' | 'path'>): string | undefined {
  const sought = method === 'HEAD' ? 'GET' : method
  const segments = segmentsOf(belowRoot(path))
  return operations.find(operation => operation.method === sought && operation.segments.length === segments.length &&
    operation.segments.every((segment, index) => segment === segments[index] || isParameter(segment)))?.id
}

/** The path below its service root, whichever that is; the path itself where there is none. */
export function belowRoot (path: string): string {
  try {
    return splitUrl(path).path
  } catch {
    return path
  }
}
