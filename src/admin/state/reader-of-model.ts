/** State documents are read by the model: that of officeConfiguration has rows by the hundred thousand, any other has entities. */
import type { EdmModel } from '../../edm/types.js'
import type { TenantLoader } from '../../storage/state/load-tenant.js'
import { readModelState } from './model-state-reader.js'
import { readState } from './state-reader.js'
import type { StateReading } from './state-reader.js'

/** Hands everything in a document to a loader. */
export type StateReader = (
  source: AsyncIterable<Uint8Array>,
  reading: StateReading & { readonly loader: Pick<TenantLoader, 'entities'> }
) => Promise<void>

export const stateReader = ({ origin }: Pick<EdmModel, 'origin'>): StateReader => origin === 'document' ? readModelState : readState
