/**
 * XML as a tree of elements with their places (XML 1.0, Namespaces in XML 1.0). The library is strict and knows no entities but the five
 * of XML itself; a document type declaration is refused, so nothing is ever expanded or fetched.
 */
import { namedValues } from '../../base/named-values.js'
import { SaxesParser } from 'saxes'
import { CsdlError, quote } from '../csdl-error.js'
import type { SourceText } from '../source-text.js'
import { positionOf } from '../source-text.js'

export interface XmlNode {
  /** Without its prefix. */
  readonly name: string
  /** The URI of its namespace. */
  readonly namespace: string
  /** Those without a prefix. */
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly XmlNode[]
  /** What stands directly in it. */
  readonly text: string
  /** Where its tag begins, in UTF-16 units. */
  readonly at: number
}

/** Elements inside one another; annotations nest, but not so deep. */
const MAX_DEPTH = 100

/** Namespaces by prefix; that of elements without one by ''. */
type Prefixes = Readonly<Record<string, string>>

interface OpenNode extends XmlNode {
  text: string
  readonly children: XmlNode[]
  readonly prefixes: Prefixes
}

const NO_PREFIXES: Prefixes = { '': '', xml: 'http://www.w3.org/XML/1998/namespace' }

/** @throws CsdlError when the text is not well-formed, has a document type declaration, or is nested too deep */
export function parseXml ({ file, text }: SourceText): XmlNode {
  // Namespaces are resolved here: the library would make an object of each attribute, which doubles its time.
  const parser = new SaxesParser<{ xmlns: false, position: true }>({ xmlns: false, position: true })
  const refuse = (sentence: string, at: number): never => {
    throw new CsdlError(sentence, file, positionOf(text, at))
  }
  const open: OpenNode[] = []
  let [root, start]: [XmlNode | undefined, number] = [undefined, 0]
  parser.on('error', ({ message }) => refuse(`The document is not well-formed XML: ${message.replace(/^\d+:\d+: /, '')}`, parser.position - 1))
  parser.on('doctype', type => refuse(
    /^\s*html\b/i.test(type)
      ? 'The document is a page in HTML and not CSDL: one to sign in at, perhaps, in place of $metadata.'
      : 'A document type declaration (<!DOCTYPE …>) is not supported; remove it.',
    parser.position - 1
  ))
  parser.on('opentagstart', ({ name }) => {
    start = text.lastIndexOf('<', parser.position - name.length)
    if (open.length >= MAX_DEPTH) refuse(`Elements are nested deeper than ${MAX_DEPTH} levels.`, start)
  })
  parser.on('opentag', ({ name, attributes }) => {
    const parent = open.at(-1)
    const prefixes = declarePrefixes(attributes, parent?.prefixes ?? NO_PREFIXES)
    const colon = name.indexOf(':')
    const namespace = prefixes[colon === -1 ? '' : name.slice(0, colon)] ??
      refuse(`The document is not well-formed XML: the prefix of ${quote(name)} is not declared.`, start)
    const node = {
      name: name.slice(colon + 1), namespace, attributes: ownAttributes(attributes), children: [], text: '', at: start, prefixes
    }
    if (parent === undefined) root = node
    else parent.children.push(node)
    open.push(node)
  })
  parser.on('closetag', () => { open.pop() })
  const addText = (piece: string): void => {
    const parent = open.at(-1)
    if (parent !== undefined) parent.text += piece
  }
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.write(text).close()
  return root ?? refuse(`The document has no element; it begins with ${quote(text.slice(0, 20))}.`, 0)
}

/** Namespaces in XML 1.0, section 3. */
function declarePrefixes (attributes: Readonly<Record<string, string>>, outer: Prefixes): Prefixes {
  let prefixes = outer
  for (const name in attributes) {
    if (name === 'xmlns') prefixes = { ...prefixes, '': attributes[name] ?? '' }
    else if (name.startsWith('xmlns:')) prefixes = { ...prefixes, [name.slice('xmlns:'.length)]: attributes[name] ?? '' }
  }
  return prefixes
}

function ownAttributes (attributes: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const own = namedValues<string>()
  for (const name in attributes) if (name !== 'xmlns' && !name.includes(':')) own[name] = attributes[name] ?? ''
  return own
}
