/**
 * State documents are read by the model: that of officeConfiguration has rows by the hundred thousand, any other has entities. The
 * reader is loaded with the first document.
 */
import type { EdmModel } from '../../edm/types.js'
import type { TenantLoader } from '../../storage/state/load-tenant.js'
import type { StateReading } from './state-reader.js'

/** Hands everything in a document to a loader. */
export type StateReader = (
  source: AsyncIterable<Uint8Array>,
  reading: StateReading & { readonly loader: Pick<TenantLoader, 'entities'> }
) => Promise<void>

export const stateReader = ({ origin }: Pick<EdmModel, 'origin'>): StateReader => async (source, reading) => {
  const read = origin === 'document' ? (await import('./model-state-reader.js')).readModelState : (await import('./state-reader.js')).readState
  await read(source, reading)
}
