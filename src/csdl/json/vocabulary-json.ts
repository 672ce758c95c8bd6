/** The vocabularies of OASIS as the CSDL JSON that a library brings; each is loaded when it is first needed. */
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)

/** Members of the document, by name. */
export type VocabularyJson = Readonly<Record<string, Readonly<Record<string, unknown>>>>

const loaded = new Map<string, VocabularyJson | undefined>()

/** Undefined when the namespace is not that of a vocabulary of OASIS. */
export function vocabularyJson (namespace: string): VocabularyJson | undefined {
  if (!/^Org\.OData\.\w+\.V1$/.test(namespace)) return undefined
  if (!loaded.has(namespace)) loaded.set(namespace, load(namespace))
  return loaded.get(namespace)
}

function load (namespace: string): VocabularyJson | undefined {
  try {
    return (require(`@sap-ux/odata-vocabularies/dist/resources/${namespace}.js`) as { default: VocabularyJson }).default
  } catch {
    return undefined
  }
}
