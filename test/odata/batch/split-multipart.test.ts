import fc from 'fast-check'
import t from 'tap'
import { splitMultipart } from '../../../src/odata/batch/split-multipart.js'

const texts = (body: string): string[] => splitMultipart(Buffer.from(body), 'b', 'body').map(part => Buffer.from(part).toString())

t.test('delimiters are lines of their own', t => {
  t.same(texts('--b\r\none\r\n--b\r\n\r\ntwo\r\n\r\n--b--'), ['one', '\r\ntwo\r\n'])
  t.same(texts('before\n--b \t\none\n--b--\nafter\n--b\n'), ['one'])
  t.same(texts('--b\nx --b\n --b\n--bb\n--b-\n--b x\n--b--'), ['x --b\n --b\n--bb\n--b-\n--b x'])
  t.same(texts('--b\n--b--'), [''])
  t.same(texts('--b\r\n\r\n--b--'), [''])
  t.same(texts('--b--'), [])
  for (const body of ['', '--b', '--b\none', '--b\none--b--', 'x--b--', '--B--']) t.throws(() => texts(body), { message: 'Invalid batch payload format.' }, body)
  t.end()
})

t.test('any bytes come back out, whatever the line breaks', t => {
  const part = fc.uint8Array({ maxLength: 40 }).filter(bytes => !Buffer.from(bytes).includes('--'))
  fc.assert(fc.property(fc.array(part, { maxLength: 5 }), fc.constantFrom('\r\n', '\n'), (parts, eol) => {
    const body = Buffer.concat([...parts.flatMap(bytes => [Buffer.from(`--b${eol}`), bytes, Buffer.from(eol)]), Buffer.from('--b--')])
    // With LF alone, a CR at the end of a part looks like half of a CRLF.
    const expected = parts.map(bytes => eol === '\n' && bytes.at(-1) === 13 ? bytes.subarray(0, -1) : bytes)
    return splitMultipart(body, 'b', 'body').every((bytes, index) => Buffer.from(bytes).equals(Buffer.from(expected[index] ?? [])))
  }))
  t.end()
})

t.test('hostile input takes no longer than it is', t => {
  const large = Buffer.from('\n--b   '.repeat(300_000))
  const begin = performance.now()
  t.throws(() => splitMultipart(large, 'b', 'body'))
  t.ok(performance.now() - begin < 2000)
  t.end()
})
