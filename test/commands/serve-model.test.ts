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

t.test('a model that comes with the service, and effects of its operations, from the program as it is published', async t => {
  const log = await logOf(t, ['--model', 'trippin'])
  const [, root = ''] = /serving (http:\/\/127\.0\.0\.1:\d+\/odata)/.exec(log) ?? []
  for (const call of ['GetNearestAirport(lat=33,lon=-118)', 'GetPersonWithMostFriends()']) {
    t.equal((await fetch(`${root}/${call}`)).status, 200, `an effect in ${call.includes('lat') ? 'code' : 'YAML'}`)
  }
})
