/** Everything a tenant of an emulator has, put in and taken out as a whole, for the test it is in. */
import { generateFleet } from '../families/office-configuration/generate-fleet.js'
import type { FleetOrder, FleetTarget, GeneratedFleet } from '../families/office-configuration/generate-fleet.js'
import { DataRequest } from '../admin/generate/data-schemas.js'
import type { DataOrder, GeneratedData } from '../admin/generate/data-schemas.js'
import { generateData } from '../admin/generate/generate-data.js'
import { FleetRequest } from '../admin/state/state-schemas.js'
import { stateReader } from '../admin/state/reader-of-model.js'
import { createCheck } from '../admin/validation.js'
import { ODataError } from '../errors.js'
import { DEFAULT_TENANT } from '../tenant/tenant-id.js'
import { tenantIdOf } from './emulator-state.js'

/** Of one tenant; without `tenant`, of that of tokens without one. */
export interface Loadable {
  /**
   * Replaces what is stored by users, devices and check-ins that look real: 1,000 rows and 3 configurations of seed 1, up to the time of
   * the clock, unless `fleet` says otherwise. The same seed and time make the same fleet. @throws ODataError of status 400
   */
  generate (fleet?: Partial<FleetOrder>, tenant?: string): Promise<GeneratedFleet>
  /**
   * With a model of your own: replaces what is stored by plausible data, 100 entities of each entity set with some inside them, unless
   * `data` says otherwise. The same seed and time make the same data. @throws ODataError of status 400
   */
  generate (data: Partial<DataOrder>, tenant?: string): Promise<GeneratedData>
  /** What is stored, as the document of docs/state.md; an empty one for a tenant that has nothing. */
  exportState (tenant?: string): Promise<StateDocument>
  /** Replaces what is stored by a document. @throws ODataError of status 400 that names the place; then nothing has changed */
  importState (document: StateDocument, tenant?: string): Promise<void>
}

/** `{ officeConfiguration: { … } }` */
export type StateDocument = Readonly<Record<string, unknown>>

export interface ContentsOptions extends FleetTarget {
  /** Bytes of one value of a document at most. */
  readonly maxValueBytes: number
}

const checkFleet = createCheck<FleetOrder>(FleetRequest)
const checkData = createCheck<DataOrder>(DataRequest)

/** What an import hands over at once. */
const PIECE_BYTES = 65_536

export function loadable (options: ContentsOptions): Loadable {
  const { state, model, maxValueBytes } = options
  async function generate (fleet?: Partial<FleetOrder>, tenant?: string): Promise<GeneratedFleet>
  async function generate (data: Partial<DataOrder>, tenant?: string): Promise<GeneratedData>
  async function generate (order: object = {}, tenant = DEFAULT_TENANT): Promise<GeneratedFleet | GeneratedData> {
    // A copy: the check fills in what was not given.
    const [id, asked] = [tenantIdOf(tenant), structuredClone(order)]
    if (model.origin === 'document') return await generateData(options, id, checkData(asked, 'data'), () => undefined)
    return await generateFleet(options, id, checkFleet(asked, 'fleet'), () => undefined)
  }
  return {
    generate,
    exportState: async (tenant = DEFAULT_TENANT) => {
      const pieces: string[] = []
      await state.exportTenant(tenantIdOf(tenant), async piece => { pieces.push(piece) })
      return JSON.parse(pieces.join('')) as StateDocument
    },
    importState: async (document, tenant = DEFAULT_TENANT) => {
      const bytes = bytesOf(document)
      const read = stateReader(model)
      await state.replaceTenant(tenantIdOf(tenant), async loader => await read(piecesOf(bytes), { model, loader, maxValueBytes }))
    }
  }
}

function bytesOf (document: unknown): Buffer {
  if (typeof document === 'object' && document !== null) return Buffer.from(JSON.stringify(document))
  throw new ODataError('badRequest', 'A state is an object such as { officeConfiguration: { … } }.')
}

async function * piecesOf (bytes: Buffer): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += PIECE_BYTES) yield bytes.subarray(start, start + PIECE_BYTES)
}
