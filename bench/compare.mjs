// A ratio means something only where both servers give the same answer.
import { isDeepStrictEqual } from 'node:util'

/** Sends the same request to both; throws where the answers differ in more than host, version and skip token. */
export async function compareAnswers (ours, baseline, request) {
  const [expected, found] = [await answerOf(ours, request), await answerOf(baseline, request)]
  if (expected.status >= 300) throw new Error(`ours answered ${expected.status}: ${JSON.stringify(expected.body).slice(0, 300)}`)
  if (isDeepStrictEqual(found, expected)) return
  throw new Error(`the answers differ ${difference(found, expected, '')}`)
}

async function answerOf ({ url, path }, { method, headers, body }) {
  const answer = await fetch(`${url}${path}`, { method, headers, body })
  const type = answer.headers.get('content-type')
  const text = (await answer.text()).replaceAll(url, '').replace(/(skiptoken=)[^"&]*/, '$1').replace(/W\/\\"\d+\\"/, '')
  return { status: answer.status, type, etag: answer.headers.has('etag'), body: text === '' ? undefined : JSON.parse(text) }
}

/** The first place where they differ. */
function difference (found, expected, path) {
  const both = [found, expected].every(value => typeof value === 'object' && value !== null)
  if (!both) return `at ${path || '/'}: baseline ${JSON.stringify(found)}, ours ${JSON.stringify(expected)}`.slice(0, 500)
  for (const name of new Set([...Object.keys(expected), ...Object.keys(found)])) {
    if (!isDeepStrictEqual(found[name], expected[name])) return difference(found[name], expected[name], `${path}/${name}`)
  }
  return 'in nothing that JSON shows'
}
