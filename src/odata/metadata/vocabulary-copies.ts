/**
 * Copies of the vocabularies, for clients that load what `$metadata` refers to and cannot reach OASIS. They are those of a package, read
 * when the first is asked for.
 */
import { vocabularies } from './vocabularies.js'
import { writeVocabularyXml } from './write-vocabulary-xml.js'
import type { CsdlObject } from './write-vocabulary-xml.js'

/** The documents in CSDL JSON, by namespace. */
type Documents = ReadonlyMap<string, CsdlObject>

const loaders = [
  async () => await import('@sap-ux/odata-vocabularies/dist/resources/Org.OData.Aggregation.V1.js'),
  async () => await import('@sap-ux/odata-vocabularies/dist/resources/Org.OData.Authorization.V1.js'),
  async () => await import('@sap-ux/odata-vocabularies/dist/resources/Org.OData.Capabilities.V1.js'),
  async () => await import('@sap-ux/odata-vocabularies/dist/resources/Org.OData.Core.V1.js'),
  async () => await import('@sap-ux/odata-vocabularies/dist/resources/Org.OData.Validation.V1.js')
]

let loaded: Promise<Documents> | undefined

async function load (): Promise<Documents> {
  const modules = await Promise.all(loaders.map(async loader => await loader())) as unknown as readonly CsdlModule[]
  const documents = modules.map(({ default: found }) => 'default' in found ? found.default : found) as readonly CsdlObject[]
  return new Map(documents.map(document => [namespaceOf(document), document]))
}

/** Seen from an ES module, what a CommonJS module exports is its default, and that has the module's own default. */
interface CsdlModule {
  readonly default: CsdlObject | { readonly default: CsdlObject }
}

const namespaceOf = (document: CsdlObject): string => vocabularies.find(({ namespace }) => namespace in document)?.namespace ?? ''

/** `Org.OData.Core.V1.xml` or `.json`; its own references are to its siblings. Undefined when there is no such vocabulary. */
export async function vocabularyCopy (file: string): Promise<{ readonly format: 'xml' | 'json', readonly text: string } | undefined> {
  const [, namespace = '', extension] = /^(.*)\.(xml|json)$/.exec(file) ?? []
  if (!vocabularies.some(vocabulary => vocabulary.namespace === namespace)) return undefined
  const documents = await (loaded ??= load())
  const format = extension === 'xml' ? 'xml' : 'json'
  const document = withSiblings(documents.get(namespace) ?? {}, format)
  const find = (name: string): CsdlObject | undefined => findElement(documents, name)
  return { format, text: format === 'xml' ? writeVocabularyXml(document, namespace, find) : JSON.stringify(document, undefined, 2) }
}

/** Relative to where the document is. */
function withSiblings (document: CsdlObject, format: string): CsdlObject {
  const references = Object.entries((document['$Reference'] ?? {}) as CsdlObject)
  return {
    ...document,
    $Reference: Object.fromEntries(references.map(([url, reference]) => [url.replace(/^.*\/|\.json$/g, '') + `.${format}`, reference]))
  }
}

/** With the namespace or the alias. */
function findElement (documents: Documents, name: string): CsdlObject | undefined {
  const dot = name.lastIndexOf('.')
  const qualifier = name.slice(0, dot)
  const namespace = vocabularies.find(({ alias }) => alias === qualifier)?.namespace ?? qualifier
  return (documents.get(namespace)?.[namespace] as CsdlObject | undefined)?.[name.slice(dot + 1)] as CsdlObject | undefined
}
