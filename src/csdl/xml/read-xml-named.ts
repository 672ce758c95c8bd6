/** What every named element of CSDL XML has. */
import { inOneByte } from '../../base/one-byte-text.js'
import type { Annotation } from '../../edm/annotation-expression.js'
import { checkName } from '../reading.js'
import type { Reading } from '../reading.js'
import type { XmlNode } from './parse-xml.js'
import { readAnnotations } from './read-xml-expression.js'
import { required } from './xml-element.js'

interface Named {
  readonly name: string
  readonly annotations: readonly Annotation[]
  readonly at: number
}

/** @throws CsdlError when the name is missing or is none */
export const named = (reading: Reading, node: XmlNode): Named => ({
  name: inOneByte(checkName(reading, required(reading, node, 'Name'), `the element ${node.name}`, node.at)),
  annotations: readAnnotations(reading, node),
  at: node.at
})
