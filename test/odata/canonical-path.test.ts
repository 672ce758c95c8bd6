/** OData-URL 4.01, section 4.3 */
import t from 'tap'
import { graphModel } from '../../src/families/office-configuration/model/graph-model.js'
import { supported } from '../../src/plan/supported/check-supported.js'
import { bindPath } from '../../src/odata/bind/path.js'
import { bindTarget } from '../../src/odata/bind/target.js'
import { canonicalPath, pathOfNames } from '../../src/odata/canonical-path.js'
import { contextPath, namesOf } from '../../src/odata/resource-name.js'
import { parseUrl } from '../../src/odata/url/parse-url.js'

const targetOf = (url: string) => supported(bindTarget(bindPath(graphModel, parseUrl(url).segments)))

t.test('locations, with keys and without', t => {
  const cases: ReadonlyArray<readonly [string, string, string]> = [
    ['officeconfiguration', 'officeConfiguration', 'officeConfiguration'],
    ['officeConfiguration/clientConfigurations/a', "officeConfiguration/clientConfigurations('a')", 'officeConfiguration/clientConfigurations'],
    ["officeConfiguration/clientConfigurations('it''s%2Fa%20b')", "officeConfiguration/clientConfigurations('it''s%2Fa%20b')", 'officeConfiguration/clientConfigurations'],
    ["officeConfiguration/clientConfigurations('a')/graph.windowsOfficeClientConfiguration/assignments/b", "officeConfiguration/clientConfigurations('a')/assignments('b')", 'officeConfiguration/clientConfigurations/assignments']
  ]
  for (const [url, path, names] of cases) {
    const target = targetOf(url)
    if (!('location' in target)) throw new Error(url)
    t.equal(canonicalPath(target.location), path)
    t.equal(pathOfNames(target.location), names)
    t.same(targetOf(path), targetOf(canonicalPath(target.location)), 'and back')
  }
  t.end()
})

t.test('what contexts and tokens call a resource', t => {
  const a = "officeConfiguration/clientConfigurations('a')"
  const cases: ReadonlyArray<readonly [string, string, string]> = [
    [a, 'officeConfiguration/clientConfigurations', 'officeConfiguration/clientConfigurations'],
    [`${a}/assignments`, `${a}/assignments`, 'officeConfiguration/clientConfigurations/assignments'],
    ['officeConfiguration/clientConfigurations/graph.windowsOfficeClientConfiguration', 'officeConfiguration/clientConfigurations/microsoft.graph.windowsOfficeClientConfiguration', 'officeConfiguration/clientConfigurations/microsoft.graph.windowsOfficeClientConfiguration'],
    [`${a}/assign`, `${a}/assignments`, 'officeConfiguration/clientConfigurations'],
    [`${a}/userCheckinSummary/failedUserCount`, `${a}/userCheckinSummary/failedUserCount`, 'officeConfiguration/clientConfigurations/userCheckinSummary/failedUserCount'],
    [`${a}/$ref`, '$ref', 'officeConfiguration/clientConfigurations'],
    ['officeConfiguration/clientConfigurations/$ref', 'Collection($ref)', 'officeConfiguration/clientConfigurations']
  ]
  for (const [url, context, names] of cases) t.same([contextPath(targetOf(url)), namesOf(targetOf(url))], [context, names], url)
  t.end()
})
