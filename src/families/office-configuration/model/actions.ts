/** The bound actions of client configurations. */
import type { Action, Parameter, StructuredType, TypeReference } from '../../../edm/types.js'
import type { TypeDeclaration } from '../../../edm/declare.js'
import { primitive } from '../../../edm/primitives.js'
import { officeClientConfiguration } from './office-client-configuration.js'
import { officeClientConfigurationAssignment } from './office-client-configuration-assignment.js'

const collection = (elementType: TypeReference): TypeReference => ({ type: { kind: 'collection', elementType }, nullable: false })

const parameter = (name: string, type: TypeReference, description: string): Parameter => ({
  name,
  type,
  optional: false,
  defaultValue: undefined,
  description,
  annotations: []
})

export function declareActions (namespace: string, resolve: (declaration: TypeDeclaration) => StructuredType): readonly Action[] {
  const configuration: TypeReference = { type: resolve(officeClientConfiguration), nullable: false }
  const assignments = collection({ type: resolve(officeClientConfigurationAssignment), nullable: false })
  return [{
    kind: 'action',
    name: 'assign',
    namespace,
    fullName: `${namespace}.assign`,
    bound: true,
    entitySetPath: undefined,
    annotations: [],
    otherNamespaces: [],
    description: 'Replaces every assignment of the configuration and returns the new ones.',
    parameters: [
      parameter('bindingParameter', configuration, 'The configuration.'),
      parameter('officeConfigurationAssignments', assignments, 'The assignments that replace the present ones.')
    ],
    returnType: { ...assignments, description: '', annotations: [] },
    effect: { kind: 'replaceContained', navigationProperty: 'assignments', parameter: 'officeConfigurationAssignments' }
  }, {
    kind: 'action',
    name: 'updatePriorities',
    namespace,
    fullName: `${namespace}.updatePriorities`,
    bound: true,
    entitySetPath: undefined,
    annotations: [],
    otherNamespaces: ['microsoft.management.services.api'],
    description: 'Gives several configurations new priorities, all or none. The two lists pair by position.',
    parameters: [
      parameter('bindingParameter', collection(configuration), 'The configurations of the tenant.'),
      parameter('officeConfigurationPolicyIds', collection({ type: primitive('Edm.String'), nullable: true }), 'The ids of the configurations.'),
      parameter('officeConfigurationPriorities', collection({ type: primitive('Edm.Int32'), nullable: false }), 'Their new priorities.')
    ],
    returnType: undefined,
    effect: { kind: 'setByPosition', property: 'priority', keys: 'officeConfigurationPolicyIds', values: 'officeConfigurationPriorities' }
  }]
}
