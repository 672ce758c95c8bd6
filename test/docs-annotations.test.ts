/** docs/annotations.md: each of its requests is answered as it says. */
import t from 'tap'
import { startService } from './support/service.js'
import { sendShown } from './support/shown-requests.js'

t.test('the page works as it stands', async t => {
  const answers = await sendShown(t, await startService(t, { model: 'test/models/rules.csdl.xml' }), 'docs/annotations.md')
  t.match(answers[0]?.json(), { error: { message: "$top of 'Makers' (Capabilities.TopSupported of the model) is not supported by this service.", target: '$top' } })
  t.match(answers.at(-3)?.json(), { Code: 'AB-2', Name: 'lamp' })
  t.match(answers.at(-1)?.json(), { error: { details: [{ target: 'Code' }, { target: 'Stars' }, { target: 'Price' }] } })
})
