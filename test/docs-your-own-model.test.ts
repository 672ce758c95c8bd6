/** docs/your-own-model.md: its model is served, and each of its requests is answered as it says. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { startService } from './support/service.js'
import { blocksOf, sendShown } from './support/shown-requests.js'

const PAGE = 'docs/your-own-model.md'

t.test('the page works as it stands', async t => {
  const folder = mkdtempSync(join(tmpdir(), 'model-'))
  t.teardown(() => { rmSync(folder, { recursive: true }) })
  const [csdl = ''] = blocksOf(PAGE, 'xml')
  writeFileSync(join(folder, 'library.csdl.xml'), csdl)
  const answers = await sendShown(t, await startService(t, { model: join(folder, 'library.csdl.xml') }), PAGE)
  t.ok(answers.length >= 4)
  t.match(answers[1]?.body, '"@odata.count":1')
  t.match(answers[1]?.body, '"Price":12.50')
  t.match(answers[2]?.body, '"Publisher":{"Name":"Cotta","City":"Stuttgart"}')
})
