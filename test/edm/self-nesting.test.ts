import t from 'tap'
import { canNest } from '../../src/edm/self-nesting.js'
import type { ComplexType, Property } from '../../src/edm/types.js'

/** Types are made first and hold one another afterwards. */
function complexType (name: string, baseType?: ComplexType): ComplexType & { properties: Property[], concreteTypes: ComplexType[] } {
  const type = { kind: 'complex', namespace: 'N', name, fullName: `N.${name}`, baseType, properties: [], navigationProperties: [], concreteTypes: [] }
  return type as unknown as ComplexType & { properties: Property[], concreteTypes: ComplexType[] }
}

const holding = (type: ComplexType): Property => ({ name: type.name, type: { type: { kind: 'collection', elementType: { type, nullable: false } }, nullable: false } }) as unknown as Property

t.test('types that hold others, and not themselves', t => {
  const [outer, inner] = [complexType('Outer'), complexType('Inner')]
  outer.properties.push(holding(inner))
  t.strictSame([outer, inner].map(canNest), [false, false])
  t.end()
})

t.test('a type that holds itself, by way of another, or of a type that derives from it', t => {
  const [a, b] = [complexType('A'), complexType('B')]
  a.properties.push(holding(b))
  b.properties.push(holding(a))
  const base = complexType('Base')
  const derived = complexType('Derived', base)
  base.concreteTypes.push(derived)
  derived.properties.push(holding(base))
  t.strictSame([a, b, base, derived].map(canNest), [true, true, true, true])
  t.end()
})
