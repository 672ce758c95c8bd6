/** OData-URL 4.01, section 2. */
import t from 'tap'
import { parseUrl } from '../../../src/odata/url/parse-url.js'

t.match(parseUrl('a/b?$top=1'), { origin: undefined, segments: [{ name: 'a' }, { name: 'b' }], options: { top: 1 } })
t.match(parseUrl('/'), { segments: [] })
t.match(parseUrl('a?'), { segments: [{ name: 'a' }], options: { raw: [] } })
t.match(parseUrl('HTTPS://host:8080/beta/a?b'), { origin: 'HTTPS://host:8080', segments: [{ name: 'beta' }, { name: 'a' }], options: { raw: [{ name: 'b' }] } })
t.match(parseUrl('https://[::1]:80'), { origin: 'https://[::1]:80', segments: [] })
t.match(parseUrl('$metadata#a(b)'), { segments: [{ name: '$metadata' }] }, 'the fragment of a context URL')
t.match(parseUrl("a?$filter=x eq '?'"), { options: { filter: { right: { text: '?' } } } })
t.match(parseUrl('$entity?$id=http://host/path&$format=json'), { options: { id: 'http://host/path', format: 'json' } })
t.match(parseUrl('$entity/Ns.Type?$id=x&$select=a'), { options: { select: [{}] } })
t.match(parseUrl('$batch?!special'), { options: { raw: [{ kind: 'custom' }] } })

const faults: ReadonlyArray<readonly [string, string]> = [
  ['http//My.Org/', 'Resource path: expected a path segment at position 6, found "/".'],
  ['a#b', 'Only a URL that ends in $metadata may have a fragment; send "#" as "%23".'],
  ['a?$filter=x#', 'Only a URL that ends in $metadata may have a fragment; send "#" as "%23".'],
  ['$entity', '$id: required after $entity.'],
  ['$entity?$id=a&$select=b', '$select: not allowed after $entity.'],
  ['$metadata?$filter=a', '$filter: not allowed after $metadata.'],
  ['$batch?$top=1', '$top: not allowed after $batch.']
]

for (const [text, message] of faults) t.throws(() => parseUrl(text), { message, status: 400 }, text)
