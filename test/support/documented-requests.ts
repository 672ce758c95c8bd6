/** What the OpenAPI documents say of requests, as far as tests send them. */

export type Examples = Readonly<Record<string, { readonly value: unknown }>>

export interface Media {
  readonly schema: unknown
  readonly examples?: Examples
}

interface Schema {
  readonly type?: unknown
  readonly format?: string
  readonly enum?: readonly string[]
  readonly items?: { readonly enum?: readonly string[] }
}

export interface Parameter {
  readonly name: string
  readonly in: string
  readonly examples?: Examples
  readonly schema: Schema
}

export interface Operation {
  readonly operationId: string
  readonly description?: string
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly content: Readonly<Record<string, Media>> }
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, Media>> }>>
}

export type Paths = Readonly<Record<string, Readonly<Record<string, Operation>>>>

export interface DocumentedRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly path: string
  readonly operation: Operation
}

interface Document {
  readonly paths?: Paths
  readonly components?: { readonly schemas?: object, readonly parameters?: Readonly<Record<string, Parameter>> }
}

/** Every operation with the method and the path that it is at, and with the parameters that it names. */
export const requestsOf = ({ paths = {}, components }: Document): readonly DocumentedRequest[] =>
  Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, { parameters, ...operation }]) => ({
      method: method.toUpperCase() as 'GET',
      path,
      operation: {
        ...operation,
        ...parameters === undefined ? {} : { parameters: parameters.map(parameter => referred(components?.parameters, parameter)) }
      }
    })))

const referred = (named: Readonly<Record<string, Parameter>> = {}, parameter: Parameter): Parameter => {
  const { $ref = '' } = parameter as { readonly $ref?: string }
  return named[$ref.replace('#/components/parameters/', '')] ?? parameter
}

/** Values by the names of the examples. */
export const examplesOf = (media: { readonly examples?: Examples } | undefined): Array<[name: string, value: unknown]> =>
  Object.entries(media?.examples ?? {}).map(([name, { value }]) => [name, value])
