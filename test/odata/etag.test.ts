/** ETags and what conditional headers say of them (RFC 9110, section 13.1; OData-Protocol 4.01, section 8.2.4). */
import t from 'tap'
import { checkConditionSyntax, checkReadConditions, checkWriteConditions, etagOf, isUnchanged } from '../../src/odata/etag.js'

const asked = (ifMatch?: string, ifNoneMatch?: string) => ({ ifMatch, ifNoneMatch })

t.test('the syntax of If-Match', t => {
  for (const header of ['*', ' * ', '""', '"1"', 'W/"1"', '"a b"', 'W/"1" , "2",W/"3"']) t.doesNotThrow(() => { checkConditionSyntax(asked(header)) }, header)
  t.doesNotThrow(() => { checkConditionSyntax(asked()) })
  for (const header of ['', ' ', '1', 'W/1', '"1', '1"', '"1" "2"', '"1",', ',"1"', '*,*', 'w/"1"']) {
    t.throws(() => { checkConditionSyntax(asked(header)) }, { message: /quoted/ }, header)
  }
  const began = performance.now()
  t.throws(() => { checkConditionSyntax(asked('W/"1", '.repeat(200_000))) })
  t.ok(performance.now() - began < 5000, 'it is linear')
  t.end()
})

t.test('which versions they name; W/ does not count', t => {
  t.equal(etagOf(7), 'W/"7"')
  for (const header of ['*', '"7"', 'W/"7"', '"x", W/"7"']) {
    t.doesNotThrow(() => { checkReadConditions(asked(header), 7) }, header)
    t.ok(isUnchanged(asked(undefined, header), 7), header)
  }
  t.throws(() => { checkReadConditions(asked('"8"'), 7) }, { message: 'If-Match does not hold: the ETag of the resource is now W/"7".' })
  t.notOk(isUnchanged(asked(), 7))
  t.end()
})

t.test('of a write: also the version of the body, and none where there is nothing yet', t => {
  t.doesNotThrow(() => { checkWriteConditions(asked(undefined, '*'), undefined, undefined) })
  t.throws(() => { checkWriteConditions(asked('*'), undefined, undefined) }, { message: /is none/ })
  t.throws(() => { checkWriteConditions(asked(undefined, '*'), undefined, 7) }, { message: 'If-None-Match does not hold: the ETag of the resource is W/"7".' })
  t.throws(() => { checkWriteConditions(asked(), 'W/"6"', 7) }, { message: /^@odata.etag does not hold/ })
  t.doesNotThrow(() => { checkWriteConditions(asked('*', '"6"'), 'W/"7"', 7) })
  t.end()
})
