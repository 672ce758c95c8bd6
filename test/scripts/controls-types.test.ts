/** The console's types of the controls are those of their document. */
import { readFileSync } from 'node:fs'
import t from 'tap'
// @ts-expect-error a script without types
import { CONTROLS_TYPES, controlsTypes } from '../../scripts/controls-types.mjs'

t.test('they are current', async t => {
  const document = readFileSync('openapi/controls-3.1.json', 'utf8')
  t.equal(readFileSync(String(CONTROLS_TYPES), 'utf8'), await controlsTypes(document), 'npm run openapi')
})
