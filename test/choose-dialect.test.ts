import t from 'tap'
import { toleranceNames } from '../src/base/tolerances.js'
import { chooseDialect, withDialect } from '../src/choose-dialect.js'
import { dialectOf } from '../src/dialect/service-dialect.js'
import { readCsdl } from '../src/csdl/read-csdl.js'
import { officeConfiguration } from '../src/families/office-configuration/office-configuration-family.js'

const chosen = (settings: Partial<Parameters<typeof chooseDialect>[1]>): ReturnType<typeof dialectOf> => {
  const model = readCsdl(['test/models/loose.csdl.xml'])
  chooseDialect(model, { dialect: 'auto', strict: false, tolerate: '', ...settings })
  return dialectOf(model)
}

t.test('a model has the manners that its namespaces say, or the settings', t => {
  t.equal(chosen({}).kind, 'standard')
  t.equal(chosen({ dialect: 'graph' }).kind, 'graph')
  t.equal(chosen({ dialect: 'standard' }).kind, 'standard')
  t.end()
})

t.test('tolerances: those of the dialect, those that are named, none', t => {
  t.same([...chosen({}).tolerates], toleranceNames)
  t.notOk(chosen({ dialect: 'graph' }).tolerates.has('numberSuffixes'))
  t.ok(chosen({ dialect: 'graph', tolerate: 'numberSuffixes' }).tolerates.has('numberSuffixes'))
  t.same([...chosen({ strict: true }).tolerates], [])
  t.same([...chosen({ strict: true, tolerate: ' quotedKeys ,trailingSlash,' }).tolerates], ['quotedKeys', 'trailingSlash'])
  t.throws(() => chosen({ tolerate: 'quotedKey' }), { message: /^TOLERATE cannot be "quotedKey"; did you mean quotedKeys\? There are quotedTypeNames, / })
  t.end()
})

t.test('what comes with the service is shared, so that a strict one is a copy', t => {
  const strict = withDialect(officeConfiguration, { dialect: 'auto', strict: true, tolerate: '' })
  t.same([...dialectOf(strict.model).tolerates], [])
  t.equal(strict.modelOf({ summaryMode: 'stored' }), strict.model, 'the same object each time')
  t.ok(dialectOf(officeConfiguration.model).tolerates.has('trailingSlash'))
  t.equal(withDialect(officeConfiguration, { dialect: 'auto', strict: false, tolerate: '' }), officeConfiguration)
  t.throws(() => withDialect(officeConfiguration, { dialect: 'standard', strict: false, tolerate: '' }), { message: /^DIALECT needs MODEL/ })
  t.end()
})
