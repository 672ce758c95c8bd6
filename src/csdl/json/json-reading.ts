/** What the readers of CSDL JSON share beyond those of XML: the types of terms, which say what a constant means. */
import type { Reading } from '../reading.js'
import type { TermTypes } from './term-types.js'

export interface JsonReading extends Reading {
  readonly types: TermTypes
}
