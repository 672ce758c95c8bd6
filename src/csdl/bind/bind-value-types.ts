/** Enumeration types and type definitions (OData CSDL 4.01, sections 10 and 11). */
import { builtInTypes } from '../../edm/built-in-types.js'
import type { EnumMember, EnumType, PrimitiveType, TypeDefinition } from '../../edm/types.js'
import { quote } from '../csdl-error.js'
import type { EnumTypeNode, TypeDefinitionNode } from '../document.js'
import { unresolved } from './binding.js'
import type { Binding, Declared } from './binding.js'
import { descriptionOf } from './description.js'

/** Bits of the integers that an enumeration may have, and whether one bit is the sign. */
const integers: Readonly<Record<string, { readonly bits: number, readonly signed: boolean }>> = {
  'Edm.Byte': { bits: 8, signed: false },
  'Edm.SByte': { bits: 8, signed: true },
  'Edm.Int16': { bits: 16, signed: true },
  'Edm.Int32': { bits: 32, signed: true },
  'Edm.Int64': { bits: 64, signed: true }
}

/** What every child of a schema has. */
export const schemaChild = ({ node, namespace, fullName }: Declared) => ({
  name: node.name,
  namespace,
  fullName,
  description: descriptionOf(node.annotations),
  annotations: node.annotations
})

/** @throws CsdlError for an underlying type that is not an integer, a name used twice, or a value that does not fit */
export function bindEnumType (declared: Declared<EnumTypeNode>): EnumType {
  const { node, fullName, document } = declared
  if (integers[node.underlyingType] === undefined) {
    throw document.fault(
      `${fullName} has the underlying type ${quote(node.underlyingType)}; that of an enumeration is ${Object.keys(integers).join(', ')}.`,
      node.at, fullName
    )
  }
  const members: EnumMember[] = []
  const names = new Set<string>()
  for (const member of node.members) {
    const path = `${fullName}/${member.name}`
    if (names.has(member.name)) throw document.fault(`${fullName} has the member ${quote(member.name)} twice.`, member.at, path)
    names.add(member.name)
    if (member.value === undefined && node.isFlags) {
      throw document.fault(`${path} has no value; the members of a flags type have one each.`, member.at, path)
    }
    const value = member.value ?? (members.at(-1)?.value ?? -1n) + 1n
    if (!fits(value, node.underlyingType)) {
      throw document.fault(`${path} has the value ${value}, which an ${node.underlyingType} cannot hold.`, member.at, path)
    }
    members.push({ name: member.name, value, description: descriptionOf(member.annotations), annotations: member.annotations })
  }
  return {
    kind: 'enum',
    ...schemaChild(declared),
    underlyingType: builtInTypes.get(node.underlyingType) as PrimitiveType,
    isFlags: node.isFlags,
    members
  }
}

function fits (value: bigint, typeName: string): boolean {
  const { bits, signed } = integers[typeName] ?? { bits: 64, signed: true }
  return (signed ? BigInt.asIntN(bits, value) : BigInt.asUintN(bits, value)) === value
}

/** @throws CsdlError for an underlying type that is not primitive */
export function bindTypeDefinition (binding: Binding, declared: Declared<TypeDefinitionNode>): TypeDefinition {
  const { node, fullName, document } = declared
  const type = builtInTypes.get(node.underlyingType)
  if (type === undefined) {
    if (!binding.byName.has(node.underlyingType)) {
      throw unresolved(binding, 'the underlying type', node.underlyingType, { document, at: node.at, path: fullName })
    }
    throw document.fault(`${fullName} has the underlying type ${quote(node.underlyingType)}, which is not primitive.`, node.at, fullName)
  }
  if (type.name === 'Edm.Untyped') throw document.fault(`${fullName} cannot have the underlying type Edm.Untyped.`, node.at, fullName)
  return { kind: 'typeDefinition', ...schemaChild(declared), ...node.facets, underlyingType: type }
}
