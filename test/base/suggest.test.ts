import t from 'tap'
import { suggest } from '../../src/base/suggest.js'

const names = ['deviceName', 'devicePlatform', 'userId', 'wasSuccessful', 'eq', 'ne']

t.equal(suggest('deviceNmae', names), 'deviceName', 'swapped neighbours')
t.equal(suggest('devcePlatform', names), 'devicePlatform', 'a letter is missing')
t.equal(suggest('DEVICENAME', names), 'deviceName', 'another case')
t.equal(suggest('usrid', names), 'userId', 'a letter missing and another case')
t.equal(suggest('eqs', names), 'eq', 'a short word may differ by one letter')
t.equal(suggest('is', names), undefined, 'a short word of which every letter differs')
t.equal(suggest('somethingElse', names), undefined, 'nothing near')
t.equal(suggest('x', []), undefined, 'no candidates')
t.equal(suggest('cat', ['bat', 'cart', 'cast']), 'bat', 'the first of equally near ones')
t.equal(suggest('x'.repeat(100_000), names), undefined, 'a word far too long costs nothing')
