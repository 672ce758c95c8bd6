/** docs/media.md: each of its requests is answered as it says. */
import t from 'tap'
import { startService } from './support/service.js'
import { sendShown } from './support/shown-requests.js'

t.test('the page works as it stands', async t => {
  const answers = await sendShown(t, await startService(t, { model: 'test/models/media.csdl.xml' }), 'docs/media.md')
  t.equal(answers.length, 7)
  t.match(answers[0]?.json(), { '@odata.mediaContentType': 'image/png', '@odata.mediaEtag': '"1"' })
  t.equal(answers[2]?.body, 'the')
  t.match(answers[4]?.json(), { 'Story@odata.mediaContentType': 'text/plain' })
})
