/** Attributes and children of an element of CSDL XML; what does not belong there is refused, what is of another namespace passed over. */
import { quote } from '../csdl-error.js'
import type { Reading } from '../reading.js'
import type { XmlNode } from './parse-xml.js'

export const EDM = 'http://docs.oasis-open.org/odata/ns/edm'
export const EDMX = 'http://docs.oasis-open.org/odata/ns/edmx'

/** Of OData 2 and 3; converters leave them behind, and they change nothing. */
const legacyAttributes: ReadonlySet<string> = new Set(['FixedLength', 'Collation', 'ConcurrencyMode'])

/** The children of the vocabularies edm and edmx. */
export const ownChildren = ({ children }: XmlNode): readonly XmlNode[] =>
  children.length === 0 || children.every(isOwn) ? children : children.filter(isOwn)

const isOwn = ({ namespace }: XmlNode): boolean => namespace === EDM || namespace === EDMX

export const childrenNamed = ({ children }: XmlNode, name: string): readonly XmlNode[] =>
  children.length === 0 ? children : children.filter(child => child.name === name && isOwn(child))

/** @throws CsdlError for an attribute or a child that the element does not have */
export function checkShape (reading: Reading, node: XmlNode, attributes: readonly string[], children: readonly string[]): void {
  for (const name in node.attributes) {
    if (!attributes.includes(name) && !legacyAttributes.has(name)) {
      throw reading.fault(`The element ${node.name} has no attribute ${quote(name)}; it has ${listed(attributes)}.`, node.at)
    }
  }
  for (const child of ownChildren(node)) {
    if (!children.includes(child.name)) {
      throw reading.fault(`The element ${quote(child.name)} does not belong in ${node.name}, which has ${listed(children)}.`, child.at)
    }
  }
}

const listed = (names: readonly string[]): string => names.length === 0 ? 'none' : names.join(', ')

/** @throws CsdlError when the attribute is missing */
export function required (reading: Reading, node: XmlNode, name: string): string {
  const value = node.attributes[name]
  if (value === undefined) throw reading.fault(`The element ${node.name} needs the attribute ${name}.`, node.at)
  return value
}

/** @throws CsdlError when it is neither true nor false */
export function flag (reading: Reading, node: XmlNode, name: string): boolean | undefined {
  const value = node.attributes[name]
  return value === undefined ? undefined : readBoolean(reading, value, name, node.at)
}

/** `xs:boolean`, in any case, as some services write it. */
export function readBoolean (reading: Reading, text: string, name: string, at: number): boolean {
  switch (text.trim().toLowerCase()) {
    case 'true': case '1': return true
    case 'false': case '0': return false
    default: throw reading.fault(`${name} is true or false, not ${quote(text)}.`, at)
  }
}
