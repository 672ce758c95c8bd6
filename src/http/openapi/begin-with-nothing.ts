/** Examples of query options on the page: none is filled in unasked. */
interface Document {
  readonly paths?: Readonly<Record<string, Readonly<Record<string, { readonly parameters?: ReadonlyArray<{ examples?: object }> }>>>>
}

/** For Swagger UI, which fills the first example in: one that sends nothing. In a document for all it would be a value that is refused. */
export function beginWithNothing<Shown extends object> (document: Shown): Shown {
  const operations = Object.values((document as Document).paths ?? {}).flatMap(path => Object.values(path))
  for (const parameter of operations.flatMap(({ parameters = [] }) => parameters)) {
    if (parameter.examples !== undefined) parameter.examples = { none: { summary: '(nothing)', value: '' }, ...parameter.examples }
  }
  return document
}
