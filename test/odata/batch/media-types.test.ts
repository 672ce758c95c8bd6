import t from 'tap'
import { boundaryOf, isJsonType, isTextType } from '../../../src/odata/batch/media-types.js'

t.test('which bodies are JSON in a batch, and which are text', t => {
  for (const type of ['application/json', 'Application/JSON ; charset=utf-8', 'application/json;odata.metadata=none', 'application/schema+json']) t.ok(isJsonType(type), type)
  for (const type of ['', 'text/json', 'application/jsonx', 'application/octet-stream', 'xapplication/json']) t.notOk(isJsonType(type), type)
  t.ok(isTextType('Text/Plain;charset=utf-8'))
  t.notOk(isTextType('application/text'))
  t.end()
})

t.test('boundary', t => {
  t.equal(boundaryOf('multipart/mixed; x=y; BOUNDARY = b_1 ;z=1'), 'b_1')
  t.equal(boundaryOf('multipart/mixed;boundary="a b"'), 'a b')
  for (const type of ['multipart/mixed', 'multipart/mixed; boundary=', 'multipart/mixed; boundary="a "', 'multipart/mixed; boundary=é', 'multipart/mixed; xboundary=b']) t.equal(boundaryOf(type), undefined, type)
  t.end()
})
