/** The bound actions of client configurations. */
import type { Action, StructuredType, TypeReference } from '../edm/types.js'
import type { TypeDeclaration } from '../edm/declare.js'
import { primitive } from '../edm/primitives.js'
import { officeClientConfiguration } from './office-client-configuration.js'
import { officeClientConfigurationAssignment } from './office-client-configuration-assignment.js'

const collection = (elementType: TypeReference): TypeReference => ({ type: { kind: 'collection', elementType }, nullable: false })

export function declareActions (namespace: string, resolve: (declaration: TypeDeclaration) => StructuredType): readonly Action[] {
  const configuration: TypeReference = { type: resolve(officeClientConfiguration), nullable: false }
  const assignments = collection({ type: resolve(officeClientConfigurationAssignment), nullable: false })
  return [{
    kind: 'action',
    name: 'assign',
    namespace,
    otherNamespaces: [],
    description: 'Replaces every assignment of the configuration and returns the new ones.',
    parameters: [
      { name: 'bindingParameter', type: configuration, description: 'The configuration.' },
      { name: 'officeConfigurationAssignments', type: assignments, description: 'The assignments that replace the present ones.' }
    ],
    returnType: assignments,
    effect: { kind: 'replaceContained', navigationProperty: 'assignments', parameter: 'officeConfigurationAssignments' }
  }, {
    kind: 'action',
    name: 'updatePriorities',
    namespace,
    otherNamespaces: ['microsoft.management.services.api'],
    description: 'Gives several configurations new priorities, all or none. The two lists pair by position.',
    parameters: [
      { name: 'bindingParameter', type: collection(configuration), description: 'The configurations of the tenant.' },
      {
        name: 'officeConfigurationPolicyIds',
        type: collection({ type: primitive('Edm.String'), nullable: true }),
        description: 'The ids of the configurations.'
      },
      {
        name: 'officeConfigurationPriorities',
        type: collection({ type: primitive('Edm.Int32'), nullable: false }),
        description: 'Their new priorities.'
      }
    ],
    returnType: undefined,
    effect: { kind: 'setByPosition', property: 'priority', keys: 'officeConfigurationPolicyIds', values: 'officeConfigurationPriorities' }
  }]
}
