/** Where vocabularies are published, in both formats beside each other. */

const published = /^(https:\/\/(?:oasis-tcs|sap)\.github\.io\/odata-vocabularies\/vocabularies\/[\w.]+)\.(?:xml|json)$/

/** The URL of a document that a reference names, in a format; other documents have one URL. */
export const referenceUrl = (uri: string, format: 'xml' | 'json'): string => {
  const [, base] = published.exec(uri) ?? []
  return base === undefined ? uri : `${base}.${format}`
}
