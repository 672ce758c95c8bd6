/** What a service's OpenAPI document says beside what its routes say themselves. */
import type { FastifySchema, HTTPMethods } from 'fastify'
import type { ErrorKind } from '../../errors.js'

/** JSON Schema as plain data, the dialect of OpenAPI 3.1. */
export type JsonSchema = Readonly<Record<string, unknown>>

/** The `$ref` of a component. */
export const componentNamed = (name: string): JsonSchema => ({ $ref: `${name}#` })

export interface Example {
  readonly summary: string
  readonly value: unknown
}

/** Examples by name; Swagger UI starts with the first one. */
export type Examples = Readonly<Record<string, Example>>

/** An explicit route whose schema the document shows. */
export interface DocumentedOperation {
  readonly method: HTTPMethods
  /** As the document writes it: `{officeClientConfiguration-id}`. */
  readonly path: string
  /** As the router writes it: `:officeClientConfiguration_id`. */
  readonly url: string
  readonly schema: FastifySchema & { readonly operationId: string }
  /** The errors it can answer with. */
  readonly errors: readonly ErrorKind[]
  /** Whether there are others that no document knows, as those of an action's effect. */
  readonly ownErrors?: boolean
  /** Examples of the request body by media type (OpenAPI 3.1, section 4.8.14). */
  readonly requestExamples: Readonly<Record<string, Examples>>
  /** Examples of parameters by name. */
  readonly parameterExamples: Readonly<Record<string, Examples>>
}

/** A service root as the document shows it (OpenAPI 3.1, section 4.8.5). */
export interface ServiceRoot {
  readonly url: string
  readonly description: string
  readonly variables?: Readonly<Record<string, { readonly default: string }>>
}

export interface Documentation {
  readonly title: string
  /** In Markdown. */
  readonly description: string
  readonly operations: readonly DocumentedOperation[]
  /** In the order in which the document shows them. */
  readonly tags: ReadonlyArray<{ readonly name: string, readonly description: string }>
  /** Component schemas, each with its `$id`. */
  readonly components: readonly JsonSchema[]
  /** The service roots that its paths are below, the one to begin with first. */
  readonly roots: readonly ServiceRoot[]
  /** Resources that have no routes of their own, and are described when the document is asked for. */
  readonly later?: LaterResources
}

export interface LaterResources {
  /** What their requests are called; asked for with the first request. */
  readonly names: () => readonly NamedCall[]
  readonly describe: () => Promise<ResourceDocument>
  /** Whether there are so many that a page had better begin with them closed. */
  readonly many: boolean
}

/** What a request is called. */
export interface NamedCall {
  readonly method: string
  /** As the document writes it. */
  readonly path: string
  readonly id: string
}

/** What is added to a document that has everything but resources. */
export interface ResourceDocument {
  readonly paths: Readonly<Record<string, JsonSchema>>
  readonly tags: ReadonlyArray<{ readonly name: string, readonly description: string }>
  readonly components: { readonly schemas: Readonly<Record<string, JsonSchema>>, readonly responses: object }
  /** What it does not show; empty where it shows everything. */
  readonly leftOut: string
}
