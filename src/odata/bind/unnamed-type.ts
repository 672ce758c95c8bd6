/** Types that no model declares: those of items that a request makes. */
import type { ComplexType } from '../../edm/types.js'

/** @param fullName what messages call it */
export const unnamedType = (name: string, fullName: string, description: string): ComplexType => ({
  kind: 'complex',
  name,
  namespace: '',
  fullName,
  abstract: false,
  open: false,
  description,
  annotations: [],
  properties: [],
  navigationProperties: [],
  declaredMembers: [],
  derivedTypes: [],
  concreteTypes: [],
  baseType: undefined
})
