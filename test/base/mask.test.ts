import t from 'tap'
import { logText } from '../../src/base/log-text.js'
import { maskBody, maskHeader, maskUrl } from '../../src/base/mask.js'
import { fc } from '../support/property.js'

t.test('JSON', t => {
  const cases: ReadonlyArray<readonly [string, string]> = [
    ['{"client_secret":"abc","x":"y"}', '{"client_secret":"***","x":"y"}'],
    ['{"Authorization": "Bearer abc"}', '{"Authorization": "Bearer ***"}'],
    ['{"requests":[{"headers":{"authorization":"Basic abc","Cookie":"a=b","X-Api-Key":"k","If-Match":"W/\\"1\\""}}]}', '{"requests":[{"headers":{"authorization":"Basic ***","Cookie":"***","X-Api-Key":"***","If-Match":"W/\\"1\\""}}]}'],
    ['{"p\\u0061ssword":"abc"}', '{"p\\u0061ssword":"***"}'],
    ['{"password":"a\\"b\\\\"}', '{"password":"***"}'],
    ['{"password":["a",{"b":"c]"}],"x":1}', '{"password":"***","x":1}'],
    ['{"password":12345,"x":1}', '{"password":"***","x":1}'],
    ['{"password":null}', '{"password":"***"}'],
    ['{"a":"client_secret","b":"c"}', '{"a":"client_secret","b":"c"}'],
    ['{"password":"cut of', '{"password":"***"'],
    ['{"password":["cut', '{"password":"***"'],
    ['{"password"\n :\t"abc"}', '{"password"\n :\t"***"}'],
    ['{"@odata.nextLink":"http://h/b?$skiptoken=abc&access_token=def"}', '{"@odata.nextLink":"http://h/b?$skiptoken=abc&access_token=***"}'],
    ['{"id@odata.token":"x","$skiptoken":"y"}', '{"id@odata.token":"x","$skiptoken":"y"}'],
    ['[1,2]', '[1,2]'],
    ['"', '"']
  ]
  for (const [text, masked] of cases) t.equal(maskBody(text), masked, text)
  t.end()
})

t.test('headers within a body, and forms', t => {
  const cases: ReadonlyArray<readonly [string, string]> = [
    ['--b\r\nContent-Type: application/http\r\n\r\nGET x?access_token=a HTTP/1.1\r\nAuthorization: Bearer abc\r\nCookie: a=b\r\nIf-Match: *\r\n\r\n{"client_secret":"c"}', '--b\r\nContent-Type: application/http\r\n\r\nGET x?access_token=*** HTTP/1.1\r\nAuthorization: Bearer ***\r\nCookie: ***\r\nIf-Match: *\r\n\r\n{"client_secret":"***"}'],
    ['authorization:abc\nx-admin-key : k', 'authorization:***\nx-admin-key : ***'],
    ['Authorization: Bearer a\r\n bc\r\n\tde\r\nHost: h', 'Authorization: Bearer ***\r\nHost: h'],
    ['grant_type=password&username=u&password=p&client%5Fsecret=s', 'grant_type=password&username=u&password=***&client%5Fsecret=***'],
    ['a "x"\r\nCookie: "a\r\n{"password":"p"}', 'a "x"\r\nCookie: ***\r\n{"password":"***"}']
  ]
  for (const [text, masked] of cases) t.equal(maskBody(text), masked, text)
  t.end()
})

t.test('URLs', t => {
  const cases: ReadonlyArray<readonly [string, string]> = [
    ['/beta?access_token=abc&x=y', '/beta?access_token=***&x=y'],
    ['/beta?Access%5FToken=abc', '/beta?Access%5FToken=***'],
    ['/beta?%61ccess_token=abc#password=q', '/beta?%61ccess_token=***#password=q'],
    ['/beta?$skiptoken=abc&$filter=password eq \'x\'', '/beta?$skiptoken=abc&$filter=password eq \'x\''],
    ['https://me:secret@host/x', 'https://me:***@host/x'],
    ['/beta?a=%zz&password=p', '/beta?a=%zz&password=***']
  ]
  for (const [text, masked] of cases) t.equal(maskUrl(text), masked, text)
  t.equal(maskHeader('referer', 'https://h/?id_token=x'), 'https://h/?id_token=***')
  t.end()
})

t.test('no secret value is shown, whatever stands around it', t => {
  const text = fc.string({ unit: 'binary', maxLength: 20 })
  fc.assert(fc.property(fc.dictionary(text, fc.oneof(text, fc.integer(), fc.array(text)), { maxKeys: 4 }), fc.constantFrom('password', 'client_secret', 'Authorization', 'access_token'), fc.constantFrom('', '  '), (others, name, indent) => {
    const body = JSON.stringify({ ...others, [name]: 'Bearer s3cr3t-s3cr3t', after: others }, undefined, indent)
    return !maskBody(body).includes('s3cr3t') && JSON.parse(maskBody(body)) !== undefined
  }), { seed: 13, numRuns: 2000 })
  t.end()
})

t.test('a line of the log is one line', t => {
  t.equal(logText('/a\n[12:00] INFO: forged'), '/a\\u000a[12:00] INFO: forged')
  t.equal(logText('/a\u001b[31m\u2028\u202Eb\u0085'), '/a\\u001b[31m\\u2028\\u202eb\\u0085')
  t.equal(logText('/ü?access_token=x'), '/ü?access_token=***')
  t.end()
})
