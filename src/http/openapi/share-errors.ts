/** Most operations can answer with the same errors: each stands in the document once, and operations refer to it. */

interface ErrorResponse {
  readonly content?: { readonly 'application/json'?: { readonly examples?: object } }
}

interface Document {
  readonly paths?: Readonly<Record<string, Readonly<Record<string, { readonly responses?: Record<string, object> }>>>>
  components?: { responses?: Record<string, object> }
}

/** Named for the codes: `BadRequest`, `BadRequest.ModelValidationFailure`. */
export function shareErrors (document: Document): void {
  const shared: Record<string, object> = {}
  for (const { responses = {} } of Object.values(document.paths ?? {}).flatMap(path => Object.values(path))) {
    for (const [status, response] of Object.entries(responses)) {
      const examples = (response as ErrorResponse).content?.['application/json']?.examples
      if (Number(status) < 400 || examples === undefined) continue
      const name = Object.keys(examples).join('.')
      shared[name] ??= response
      responses[status] = { $ref: `#/components/responses/${name}` }
    }
  }
  document.components = { ...document.components, responses: { ...document.components?.responses, ...shared } }
}
