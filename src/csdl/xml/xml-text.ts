/** XML elements as text (XML 1.0). */

export interface XmlElement {
  readonly name: string
  /** Those that are undefined are left out. */
  readonly attributes: Readonly<Record<string, string | undefined>>
  /** Elements, or text alone. */
  readonly content: readonly XmlElement[] | string
}

export const element = (name: string, attributes: XmlElement['attributes'] = {}, content: XmlElement['content'] = []): XmlElement => ({
  name,
  attributes,
  content
})

/** A document in UTF-8, indented for people. */
export const writeXml = (root: XmlElement): string => `<?xml version="1.0" encoding="utf-8"?>\n${writeElement(root, '')}\n`

function writeElement ({ name, attributes, content }: XmlElement, indent: string): string {
  const start = `${indent}<${name}${Object.entries(attributes).map(writeAttribute).join('')}`
  if (content.length === 0) return `${start}/>`
  if (typeof content === 'string') return `${start}>${escapeXml(content)}</${name}>`
  return `${start}>\n${content.map(child => writeElement(child, `${indent}  `)).join('\n')}\n${indent}</${name}>`
}

const writeAttribute = ([name, value]: [string, string | undefined]): string => value === undefined ? '' : ` ${name}="${escapeXml(value)}"`

const references: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/**
 * White space but the space itself would be a space when it is read from an attribute (section 3.3.3); control characters cannot be written
 * at all.
 */
export function escapeXml (text: string): string {
  return text
    .replace(/[&<>"]/g, character => references[character] ?? character)
    .replace(/[\t\n\r]/g, character => `&#${character.charCodeAt(0)};`)
    .replace(/\p{Cc}/gu, '\ufffd')
}
