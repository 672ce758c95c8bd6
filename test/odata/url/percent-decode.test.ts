import t from 'tap'
import { decodeQuery, decodeSegment } from '../../../src/odata/url/percent-decode.js'

t.equal(decodeQuery('a+b%2Bc%20d', '$filter'), 'a b+c d')
t.equal(decodeSegment('a+b%2Fc'), 'a+b/c')
t.equal(decodeSegment('%F0%9F%99%82'), '🙂')
t.throws(() => decodeQuery('%zz', '$filter'), { message: '$filter: "%" at position 1 is not followed by two hexadecimal digits.', target: '$filter', status: 400 })
t.throws(() => decodeQuery('a%4', '$filter'), { message: '$filter: "%" at position 2 is not followed by two hexadecimal digits.' })
t.throws(() => decodeSegment('a%ff'), { message: 'Resource path, segment "a%ff": the percent-encoded bytes are not UTF-8.', target: undefined })
t.throws(() => decodeSegment('%C0%AF'), { message: 'Resource path, segment "%C0%AF": the percent-encoded bytes are not UTF-8.' }, 'an overlong slash')
t.throws(() => decodeSegment('%ED%A0%80'), { message: 'Resource path, segment "%ED%A0%80": the percent-encoded bytes are not UTF-8.' }, 'half a surrogate pair')
