/** What the import of entities takes and answers; `EntitiesShown` only documents. */
import { Type } from '@sinclair/typebox'
import type { TSchema } from '@sinclair/typebox'
import { ImportQuery, TenantParams } from '../state/state-schemas.js'

/** @param example the name of an entity set */
export const importParams = (example: string | undefined) => Type.Object({
  ...TenantParams.properties,
  entitySet: Type.String({ minLength: 1, description: 'The name of an entity set.', ...example === undefined ? {} : { examples: [example] } })
})

export const ImportMode = Type.Object({
  mode: Type.Unsafe<'append' | 'replace'>({ ...ImportQuery.properties.mode, description: 'Whether to keep the entities that the set has.' })
}, { additionalProperties: false })

export const EntitiesShown: TSchema = Type.Object({
  entities: Type.Integer({ description: 'Entities that were read, without those inside of them.' }),
  version: Type.String({ description: 'The version of the tenant now.' })
}, { title: 'ImportedEntities' })
