import t from 'tap'
import { splitMultipart } from '../../../src/odata/batch/split-multipart.js'
import { fc } from '../../support/property.js'

const texts = async (body: string): Promise<string[]> => (await splitMultipart(Buffer.from(body), 'b', 'body')).map(part => Buffer.from(part).toString())

t.test('delimiters are lines of their own', async t => {
  t.same(await texts('--b\r\none\r\n--b\r\n\r\ntwo\r\n\r\n--b--'), ['one', '\r\ntwo\r\n'])
  t.same(await texts('before\n--b \t\none\n--b--\nafter\n--b\n'), ['one'])
  t.same(await texts('--b\nx --b\n --b\n--bb\n--b-\n--b x\n--b--'), ['x --b\n --b\n--bb\n--b-\n--b x'])
  t.same(await texts('--b\n--b--'), [''])
  t.same(await texts('--b\r\n\r\n--b--'), [''])
  t.same(await texts('--b--'), [])
  for (const body of ['', '--b', '--b\none', '--b\none--b--', 'x--b--', '--B--']) await t.rejects(texts(body), { message: 'Invalid batch payload format.' }, body)
})

t.test('any bytes come back out, whatever the line breaks', async () => {
  const part = fc.uint8Array({ maxLength: 40 }).filter(bytes => !Buffer.from(bytes).includes('--'))
  await fc.assert(fc.asyncProperty(fc.array(part, { maxLength: 5 }), fc.constantFrom('\r\n', '\n'), async (parts, eol) => {
    const body = Buffer.concat([...parts.flatMap(bytes => [Buffer.from(`--b${eol}`), bytes, Buffer.from(eol)]), Buffer.from('--b--')])
    // With LF alone, a CR at the end of a part looks like half of a CRLF.
    const expected = parts.map(bytes => eol === '\n' && bytes.at(-1) === 13 ? bytes.subarray(0, -1) : bytes)
    return (await splitMultipart(body, 'b', 'body')).every((bytes, index) => Buffer.from(bytes).equals(Buffer.from(expected[index] ?? [])))
  }))
})

t.test('hostile input takes no longer than it is', async t => {
  const large = Buffer.from('\n--b   '.repeat(300_000))
  const begin = performance.now()
  await t.rejects(splitMultipart(large, 'b', 'body'))
  t.ok(performance.now() - begin < 2000)
  const far = Buffer.from(`--b\nx${'x'.repeat(2_097_150)}\n--b--`)
  t.equal((await splitMultipart(far, 'b', 'body'))[0]?.length, 2_097_151, 'between two steps')
})
