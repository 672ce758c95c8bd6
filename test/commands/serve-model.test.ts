/** A start with a model of one's own says where that is. */
import t from 'tap'
import type { Test } from 'tap'
import { launch } from '../support/process.js'

/** What the log says until the service listens. */
async function logOf (t: Test, words: readonly string[]): Promise<string> {
  const { child, ended, output } = launch(['--port', '0', '--database-url', 'file::memory:', '--log-format', 'json', ...words], {})
  t.teardown(async () => {
    child.kill()
    await ended
  })
  while (!output().includes('serving') && child.exitCode === null) await new Promise(resolve => setTimeout(resolve, 20))
  return output()
}

t.test('the URL of the service root', async t => {
  const model = ['--model', 'examples/library.csdl.xml']
  t.match(await logOf(t, model), /serving http:\/\/127\.0\.0\.1:\d+\/odata \(Swagger UI: http:\/\/127\.0\.0\.1:\d+\/docs\)/)
  t.match(await logOf(t, [...model, '--root', '/v4']), /serving http:\/\/127\.0\.0\.1:\d+\/v4 \(/)
  t.match(await logOf(t, [...model, '--root', '/']), /serving http:\/\/127\.0\.0\.1:\d+\/ \(/)
})
