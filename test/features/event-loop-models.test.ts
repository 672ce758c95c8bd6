/** No read over a model that was given keeps the service's event loop from the others for long, and each is answered or refused in time. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { expectShortTurns } from '../support/longest-turns.js'
import { overTripPin, overWide, trippin, wideData, wideModel } from '../support/worst-of-models.js'

const folder = mkdtempSync(join(tmpdir(), 'wide-'))
const model = join(folder, 'wide.csdl.xml')
writeFileSync(model, wideModel())
t.teardown(() => { rmSync(folder, { recursive: true }) })

expectShortTurns(overTripPin, trippin)
expectShortTurns(overWide, { settings: ['--model', model], given: wideData })
