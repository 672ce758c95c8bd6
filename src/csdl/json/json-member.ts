/** Members of an object of CSDL JSON, by the kind of value they have. */
import { quote } from '../csdl-error.js'
import type { Reading } from '../reading.js'
import type { JsonNode, ObjectNode } from './parse-json-tree.js'

const described: Readonly<Record<JsonNode['kind'], string>> = {
  object: 'an object', array: 'an array', string: 'a string', number: 'a number', boolean: 'true or false', null: 'null'
}

const wrongKind = ({ fault }: Reading, what: string, wanted: string, found: JsonNode): Error =>
  fault(`${what} is ${wanted}, not ${described[found.kind]}.`, found.at)

/** @throws CsdlError when the value is not an object */
export function objectOf (reading: Reading, node: JsonNode, what: string): ObjectNode {
  if (node.kind !== 'object') throw wrongKind(reading, what, 'an object', node)
  return node
}

/** Undefined when it is not there. @throws CsdlError when it is not an object */
export function objectMember (reading: Reading, node: ObjectNode, name: string): ObjectNode | undefined {
  const value = node.members.get(name)
  return value === undefined ? undefined : objectOf(reading, value, name)
}

/** Empty when it is not there. @throws CsdlError when it is not an array */
export function arrayMember (reading: Reading, node: ObjectNode, name: string): readonly JsonNode[] {
  const value = node.members.get(name)
  if (value === undefined) return []
  if (value.kind !== 'array') throw wrongKind(reading, name, 'an array', value)
  return value.items
}

/** @throws CsdlError when the value is not a string */
export function stringOf (reading: Reading, node: JsonNode, what: string): string {
  if (node.kind !== 'string') throw wrongKind(reading, what, 'a string', node)
  return node.text
}

/** Undefined when it is not there. @throws CsdlError when it is not a string */
export function stringMember (reading: Reading, node: ObjectNode, name: string): string | undefined {
  const value = node.members.get(name)
  return value === undefined ? undefined : stringOf(reading, value, name)
}

/** @throws CsdlError when it is not there or no string */
export function requiredString (reading: Reading, node: ObjectNode, name: string): string {
  const value = stringMember(reading, node, name)
  if (value === undefined) throw reading.fault(`The member ${name} is missing.`, node.at)
  return value
}

/** False when it is not there. @throws CsdlError when it is neither true nor false */
export function flagMember (reading: Reading, node: ObjectNode, name: string, absent = false): boolean {
  const value = node.members.get(name)
  if (value === undefined) return absent
  if (value.kind !== 'boolean') throw wrongKind(reading, name, 'true or false', value)
  return value.value
}

/** @throws CsdlError for a member that begins with `$` and is none of these */
export function checkMembers (reading: Reading, node: ObjectNode, what: string, known: readonly string[]): void {
  for (const [name, { at }] of node.members) {
    if (name.startsWith('$') && !known.includes(name.split('@', 1)[0] ?? '')) {
      throw reading.fault(`${what} has no member ${quote(name)}; it has ${known.join(', ')}.`, at)
    }
  }
}

/** Members that are neither the object's own (`$…`) nor annotations. */
export const namedMembers = ({ members }: ObjectNode): ReadonlyArray<readonly [string, JsonNode]> =>
  [...members].filter(([name]) => !name.startsWith('$') && !name.includes('@'))
