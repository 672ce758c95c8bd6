import t from 'tap'
import { didYouMean, limitError, RESOURCE_PATH, shorten, syntaxError } from '../../../src/odata/url/syntax-error.js'

t.match(syntaxError({ source: '$filter', position: 11, expected: 'an expression', found: 'and' }),
  { message: '$filter: expected an expression at position 12, found "and".', target: '$filter', status: 400, code: 'BadRequest' })
t.equal(syntaxError({ source: '$filter', position: 0, expected: 'an operator', found: 'eqs', suggestion: 'eq' }).message,
  '$filter: expected an operator at position 1, found "eqs". Did you mean "eq"?')
t.equal(syntaxError({ source: RESOURCE_PATH, position: 3, expected: '")"', found: undefined }).message, 'Resource path: expected ")" at position 4, found the end.')
t.equal(syntaxError({ source: RESOURCE_PATH, position: 3, expected: '")"', found: undefined }).target, undefined, 'the path is no target')
t.equal(limitError('$filter', 'too long').message, '$filter: too long.')
t.equal(didYouMean(undefined), '')
t.equal(shorten('x'.repeat(50)), `${'x'.repeat(40)}…`)
