import t from 'tap'
import { continueOnError } from '../../../src/odata/batch/continue-on-error.js'

t.test('JSON goes on, multipart stops, and the client may say otherwise', t => {
  t.same(continueOnError(undefined, 'json'), { goOn: true, applied: undefined })
  t.same(continueOnError('return=minimal, odata.continue-on-errors', 'multipart'), { goOn: false, applied: undefined })
  t.same(continueOnError('return=minimal, odata.continue-on-error', 'multipart'), { goOn: true, applied: 'odata.continue-on-error' })
  t.same(continueOnError('Continue-On-Error = "TRUE" , x', 'multipart'), { goOn: true, applied: 'continue-on-error' })
  t.same(continueOnError('continue-on-error=false', 'json'), { goOn: false, applied: 'continue-on-error=false' })
  t.same(continueOnError('continue-on-error=maybe', 'json'), { goOn: true, applied: undefined }, 'a value that makes no sense is no preference')
  t.end()
})
