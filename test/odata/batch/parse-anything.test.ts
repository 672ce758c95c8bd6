/** Whatever is sent, a batch is parsed or refused with a 400; nothing else is thrown. */
import t from 'tap'
import { ODataError } from '../../../src/errors.js'
import { parseJsonBatch } from '../../../src/odata/batch/parse-json-batch.js'
import { parseMultipartBatch } from '../../../src/odata/batch/parse-multipart-batch.js'
import { fc } from '../../support/property.js'

async function refusedOrParsed (parse: () => unknown): Promise<boolean> {
  try {
    await parse()
    return true
  } catch (error) {
    if (error instanceof ODataError && error.kind === 'badRequest') return true
    throw error
  }
}

const names = fc.constantFrom('requests', 'id', 'method', 'url', 'headers', 'body', 'dependsOn', 'atomicityGroup', 'if', '__proto__', 'content-type')
const values = fc.letrec(tie => ({
  value: fc.oneof({ maxDepth: 5 }, fc.constantFrom('1', 'GET', 'POST', 'x', 'application/json', ''), fc.constant(null), fc.integer(), fc.array(tie('value'), { maxLength: 3 }), fc.dictionary(names, tie('value'), { maxKeys: 6 }))
})).value

t.test('JSON', async () => {
  await fc.assert(fc.asyncProperty(values, async value => await refusedOrParsed(() => parseJsonBatch('application/json', Buffer.from(JSON.stringify(value))))), {
    numRuns: 1000
  })
  await fc.assert(
    fc.asyncProperty(fc.array(values, { minLength: 1, maxLength: 4 }), async requests =>
      await refusedOrParsed(() =>
        parseJsonBatch(undefined, Buffer.from(JSON.stringify({ requests })))
      )),
    { numRuns: 1000 }
  )
})

t.test('multipart', async () => {
  const lines = fc.constantFrom('--b', '--b--', '--c', '--c--', '', 'Content-Type: application/http', 'Content-Type: multipart/mixed; boundary=c', 'Content-ID: 1', 'GET /x HTTP/1.1', 'POST $1/y', 'Content-Length: 5', ' folded', 'nonsense', ':', '\u0000', '{}')
  await fc.assert(fc.asyncProperty(fc.array(lines, { maxLength: 30 }), fc.constantFrom('\r\n', '\n', '\r'), async (texts, eol) => await refusedOrParsed(() => parseMultipartBatch('multipart/mixed; boundary=b', Buffer.from(texts.join(eol))))), { numRuns: 2000 })
})
