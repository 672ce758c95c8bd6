/** The same as `JSON.parse`, in many turns. */
import t from 'tap'
import { limits } from '../../../src/base/limits.js'
import { parseBody, parseInPieces } from '../../../src/odata/json/parse-in-pieces.js'
import { fc, runs, seed } from '../../support/property.js'

const RUNS = runs(200)

const utf8 = new TextDecoder('utf-8', { fatal: true })
const bytes = (text: string): Uint8Array => Buffer.from(text)

async function outcome (text: Uint8Array): Promise<unknown> {
  return await parseInPieces(text).then(value => ({ value: JSON.stringify(value) }), () => 'refused')
}

function expected (text: Uint8Array): unknown {
  try {
    return { value: JSON.stringify(JSON.parse(utf8.decode(text))) }
  } catch {
    return 'refused'
  }
}

/** Beyond what is parsed at once, so that it is taken apart. */
const long = (index: number): string => `"${'ä'.repeat(20_000)}${index}"`

const texts: Readonly<Record<string, string>> = {
  'an array of long texts': `[${[0, 1, 2, 3, 4].map(long).join(' , ')}]`,
  'arrays in arrays': `[[1,[${[0, 1, 2, 3].map(long).join()}],2],3]`,
  'large beside small': `{"a":1,"b":{"c":[${[0, 1, 2, 3].map(long).join()}]},"d":[],"e":{}}`,
  'large beside large': `{"a":[${[0, 1, 2, 3].map(long).join()}],"b":[${[0, 1, 2, 3].map(long).join()}] , "c" : {"x":${long(1)},"y":${long(2)}}}`,
  'names twice': `{"a":[${[0, 1, 2, 3].map(long).join()}],"a":2,"__proto__":[${[0, 1, 2, 3].map(long).join()}],"1":0}`,
  'a name with marks': `{"[{,\\"\\\\":[${[0, 1, 2, 3].map(long).join()}],"b":"]}"}`,
  'white space': ` \n\t{ "a" : [ ${[0, 1, 2, 3].map(long).join(' ,\n ')} ] } \r\n`,
  'many small ones': `[${Array.from({ length: 30_000 }, (_, index) => `{"a":${index},"b":"x,]"}`).join()}]`,
  'one long text': long(0),
  'a text like base64': `{"a":"${'QUJD'.repeat(500_000)}","b":["${'_-A='.repeat(500_000)}" , ${long(0)}]}`,
  'a long text that is no stream': `{"a":"${'ab\\n€'.repeat(100_000)}"}`,
  'a long name': `{ "${'ab\\n€'.repeat(100_000)}" : "${'x'.repeat(100_000)}"}`,
  blanks: `${' \n\t\r'.repeat(100_000)}{ "a" :${' '.repeat(400_000)}[${' \t'.repeat(200_000)}]${' '.repeat(400_000)}, "b  \\"  c" ${' '.repeat(100_000)}: 1 }${' '.repeat(100_000)}`,
  'blanks in a number': `[1${' '.repeat(400_000)}2]`,
  'blanks alone': ' '.repeat(400_000),
  'blanks and a number': `${' '.repeat(400_000)}17${' '.repeat(400_000)}`,
  'a text that does not end': `{"a":"${'QUJD'.repeat(500_000)}`,
  'two texts': `"${'QUJD'.repeat(500_000)}" "${'QUJD'.repeat(500_000)}"`,
  'a text and a list': `"${'QUJD'.repeat(500_000)}" []`,
  'a text outside of everything': `{}${long(0)}`,
  'something behind a text': `{"a":"${'QUJD'.repeat(500_000)}" x}`,
  'no colon before a text': `{"a" "${'QUJD'.repeat(500_000)}"}`,
  'a comma too many': `[${[0, 1, 2, 3].map(long).join()},]`,
  'two commas': `[${[0, 1].map(long).join()},,${[0, 1, 2].map(long).join()}]`,
  'two commas around a large one': `[1,,[${[0, 1, 2, 3].map(long).join()}],,1]`,
  'a comma first': `[,${[0, 1, 2, 3].map(long).join()}]`,
  'no comma': `[${[0, 1, 2, 3].map(long).join(' ')}]`,
  'something before a large one': `[1 [${[0, 1, 2, 3].map(long).join()}]]`,
  'something behind a large one': `[[${[0, 1, 2, 3].map(long).join()}] 1]`,
  'no name': `{[${[0, 1, 2, 3].map(long).join()}]}`,
  'no colon': `{"a" [${[0, 1, 2, 3].map(long).join()}]}`,
  'a name in an array': `["a":[${[0, 1, 2, 3].map(long).join()}]]`,
  'two values': `[${[0, 1, 2, 3].map(long).join()}][]`,
  'a value and more': `[${[0, 1, 2, 3].map(long).join()}] x`,
  'more and a value': `x [${[0, 1, 2, 3].map(long).join()}]`,
  'the wrong bracket': `[${[0, 1, 2, 3].map(long).join()}}`,
  'no end': `[${[0, 1, 2, 3].map(long).join()}`,
  'no end of a text': `[${[0, 1, 2, 3].map(long).join()},"`,
  nothing: ''
}

t.test('texts and what is none', async t => {
  for (const [title, text] of Object.entries(texts)) t.same(await outcome(bytes(text)), expected(bytes(text)), title)
  for (const encoded of [Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes('[1]')]), Buffer.from([0x5b, 0x22, 0xff, 0x22, 0x5d])]) {
    t.same(await outcome(encoded), expected(encoded))
  }
  const names = await parseInPieces(bytes(texts['names twice'] as string)) as object
  t.same(Object.keys(names), ['1', 'a', '__proto__'])
  t.equal(Object.getPrototypeOf(names), Object.prototype)
})

t.test('random values, whole and with a character changed', async t => {
  t.comment(`PROPERTY_SEED=${seed} PROPERTY_RUNS=${RUNS}`)
  const padding = fc.constantFrom('', '', 'x'.repeat(9000), '[{"'.repeat(3000))
  const { value } = fc.letrec(tie => ({
    value: fc.oneof({ maxDepth: 4 }, fc.jsonValue({ maxDepth: 1 }), fc.array(tie('value'), { maxLength: 12 }),
      fc.dictionary(fc.string(), tie('value'), { maxKeys: 8 }), padding)
  }))
  const change = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), by: fc.constantFrom(undefined, ',', '[', ']', '{', '}', '"', '\\', ' ') })
  await fc.assert(fc.asyncProperty(fc.array(value, { minLength: 10, maxLength: 40 }), change, async (values, { at, by }) => {
    const text = JSON.stringify(values)
    const place = Math.floor(at * text.length)
    for (const candidate of [text, by === undefined ? text : text.slice(0, place) + by + text.slice(place + 1)]) {
      const [found, wanted] = [await outcome(bytes(candidate)), expected(bytes(candidate))]
      if (JSON.stringify(found) !== JSON.stringify(wanted)) throw new Error(`${place} ${String(by)}: ${JSON.stringify(wanted).slice(0, 200)}`)
    }
  }), { seed, numRuns: RUNS })
})

t.test('the text of what is large', async t => {
  const text = bytes(`{"requests":[{"id":"1","body": [${[0, 1, 2, 3].map(long).join()}] }]}`)
  const { value, textOf } = await parseBody(text)
  const { body } = (value() as { requests: Array<{ body: object }> }).requests[0]!
  t.same(JSON.parse(Buffer.from(textOf(body)!).toString()), body)
  t.equal(textOf({}), undefined)
})

t.test('limits', async t => {
  const refuse = async (text: Uint8Array): Promise<unknown> => await parseInPieces(text).catch((error: unknown) => error)
  t.match(await refuse(bytes(`[${'{},'.repeat(limits.bodyItems.most)}{}]`)), { kind: 'payloadTooLarge', message: /500000 items/ })
  const tooLong = { kind: 'payloadTooLarge', message: /text in the body/ }
  const [text, stream] = [limits.bodyText.most, limits.bodyStream.most]
  t.equal(await refuse(bytes(`"${'x'.repeat(stream)}"`)), 'x'.repeat(stream))
  t.equal(await refuse(bytes(`"${' '.repeat(text)}"`)), ' '.repeat(text))
  for (const longer of ['é'.repeat(text / 2 + 1), ' '.repeat(text + 1), '\\n'.repeat(text / 2 + 1), 'x'.repeat(stream + 1), `${'x'.repeat(text + 1)} `]) {
    t.match(await refuse(bytes(`{"a":["${longer}"]}`)), tooLong)
    t.match(await refuse(bytes(`{"${longer}":1}`)), tooLong, 'as a name')
    t.match(await refuse(bytes(`"${longer}"`)), tooLong, 'alone')
  }
  t.match(await refuse(bytes(`{"a":${'1'.repeat(2 * text)}}`)), tooLong, 'a number')
  t.match(await refuse(bytes(`{${Array.from({ length: 20_000 }, (_, index) => `"${index}":1`).join()}}`)), { message: /10000 members/ })
  t.ok(await refuse(bytes('<a>'.repeat(text))) instanceof SyntaxError)
  t.match(await refuse(bytes('['.repeat(300_000))), { kind: 'badRequest', message: /nested deeper than 200 levels/ })
})
