/** Examples of query options on the page: none is filled in unasked. */
interface Parameter {
  examples?: object
}

interface Document {
  readonly paths?: Readonly<Record<string, Readonly<Record<string, { readonly parameters?: readonly Parameter[] }>>>>
  readonly components?: { readonly parameters?: Readonly<Record<string, Parameter>> }
}

/** For Swagger UI, which fills the first example in: one that sends nothing. In a document for all it would be a value that is refused. */
export function beginWithNothing<Shown extends object> (document: Shown): Shown {
  const { paths = {}, components = {} } = document as Document
  const operations = Object.values(paths).flatMap(path => Object.values(path))
  for (const parameter of [...operations.flatMap(({ parameters = [] }) => parameters), ...Object.values(components.parameters ?? {})]) {
    if (parameter.examples !== undefined) parameter.examples = { none: { summary: '(nothing)', value: '' }, ...parameter.examples }
  }
  return document
}
