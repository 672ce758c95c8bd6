/** Where a create leads: what can be done with the new entity, and what it contains (OpenAPI 3.1, section 4.8.20). */
import type { DocumentedOperation, JsonSchema } from './documentation.js'

const parametersOf = (path: string): readonly string[] => [...path.matchAll(/\{([^{}]+)\}/g)].map(([, name = '']) => name)

const linkName = (operationId: string): string => operationId.slice(operationId.lastIndexOf('_') + 1)

/**
 * Links of the answer 201 by name, the nearest of each; undefined for an operation that creates nothing, or where no path has the key as a
 * segment.
 */
export function linksOf (created: DocumentedOperation, operations: readonly DocumentedOperation[]): JsonSchema | undefined {
  if (created.method !== 'POST' || !('201' in (created.schema.response as object))) return undefined
  const outer = parametersOf(created.path)
  const leads = operations.filter(({ path }) => path.startsWith(`${created.path}/{`) && parametersOf(path).length === outer.length + 1)
  if (leads.length === 0) return undefined
  const named = new Map<string, DocumentedOperation>()
  for (const lead of leads) {
    const name = linkName(lead.schema.operationId)
    if (!named.has(name)) named.set(name, lead)
  }
  return Object.fromEntries([...named].map(([name, { path, schema: { operationId, summary } }]) => {
    const key = parametersOf(path).at(-1)!
    const parameters = Object.fromEntries([
      ...outer.map(name => [name, `$request.path.${name}`] as const),
      [key, '$response.body#/id'] as const
    ])
    return [name, { operationId, description: `${summary}.`, parameters }]
  }))
}
