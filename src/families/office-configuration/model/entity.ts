import { edmString, entityType } from '../../../edm/declare.js'

export const entity = entityType('entity', { abstract: true, description: 'The base of every entity: something with an id.' }, {
  id: edmString({
    nullable: false,
    readOnly: true,
    description: 'The unique identifier of the entity. Issued by the service; a client that sends it is not refused, it is ignored.',
    examples: ['c6fcd2c7-d2c7-c6fc-c7d2-fcc6c7d2fcc6']
  })
})
