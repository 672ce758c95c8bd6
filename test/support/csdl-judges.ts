/** Readers and schemas of others that a CSDL document must satisfy. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { Ajv } from 'ajv'
import { validateXML } from 'xmllint-wasm'

const require = createRequire(import.meta.url)
const { xml2json } = require('odata-csdl') as { xml2json: (xml: string) => unknown }

const schemaText = (name: string): string => readFileSync(require.resolve(`odata-csdl/schemas/${name}`), 'utf8')

/** What the XML schemas of OASIS have against a document. */
export async function xmlFaults (xml: string): Promise<readonly string[]> {
  const { errors } = await validateXML({
    xml: [{ fileName: 'metadata.xml', contents: xml }],
    schema: [schemaText('edmx.xsd')],
    preload: [{ fileName: 'edm.xsd', contents: schemaText('edm.xsd') }],
    maxMemoryPages: 8192
  })
  return errors.map(({ message }) => message)
}

const validate = new Ajv({ strict: false, allErrors: true }).compile(JSON.parse(schemaText('csdl.schema.json')) as object)

/** What the JSON schema of OASIS has against a document. */
export function jsonFaults (json: string): readonly string[] {
  validate(JSON.parse(json))
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${String(message)}`)
}

/** CSDL XML as `odata-csdl` reads it, with namespaces in place of these aliases. */
export function readByOthers (xml: string, aliases: ReadonlyMap<string, string> = new Map()): unknown {
  const expand = (text: string): string => [...aliases].reduce((name, [alias, namespace]) =>
    name.replace(new RegExp(`(?<![\\w.])${alias}\\.(?=\\w+(?:$|[/#@(,)]))`, 'g'), `${namespace}.`), text)
  const visit = (value: unknown): unknown => {
    if (typeof value === 'string') return expand(value)
    if (Array.isArray(value)) return value.map(visit)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name.startsWith('$Alias') ? name : expand(name), visit(member)]))
  }
  return visit(JSON.parse(JSON.stringify(xml2json(xml.replace(/^\ufeff/, '')))))
}
