/** The declared model is the published one: every type, property, type of a property, and what derives from what. */
import { existsSync, readFileSync } from 'node:fs'
import t from 'tap'
import { typeName } from '../../../../src/edm/lookup.js'
import { graphModel } from '../../../../src/families/office-configuration/model/graph-model.js'

t.test('the types', t => {
  const shown = [...graphModel.types.values()].map(type => {
    const navigation = type.kind === 'entity' ? type.navigationProperties.filter(property => !(type.baseType?.navigationProperties ?? []).includes(property)).map(({ name, target }) => `${name}: contains Collection(${target.name})`) : []
    const own = type.properties.filter(property => !(type.baseType?.properties ?? []).includes(property))
    return [`${type.abstract ? 'abstract ' : ''}${type.kind} ${type.name}${type.baseType === undefined ? '' : ` < ${type.baseType.name}`}`, ...own.map(({ name, type: reference }) => `${name}: ${typeName(reference.type).replaceAll('microsoft.graph.', '').replaceAll('Edm.', '')}${reference.nullable || reference.type.kind === 'collection' ? '' : ' NN'}`), ...navigation]
  })
  t.same(shown, [
    ['abstract entity entity', 'id: String NN'],
    ['complex officeClientCheckinStatus', 'userPrincipalName: String', 'deviceName: String', 'devicePlatform: String', 'devicePlatformVersion: String', 'wasSuccessful: Boolean NN', 'userId: String NN', 'checkinDateTime: DateTimeOffset NN', 'errorMessage: String', 'appliedPolicies: Collection(String)'],
    ['complex officeUserCheckinSummary', 'succeededUserCount: Int32 NN', 'failedUserCount: Int32 NN'],
    ['abstract complex officeConfigurationAssignmentTarget'],
    ['complex officeConfigurationGroupAssignmentTarget < officeConfigurationAssignmentTarget', 'groupId: String'],
    ['entity officeClientConfigurationAssignment < entity', 'target: officeConfigurationAssignmentTarget'],
    ['abstract entity officeClientConfiguration < entity', 'displayName: String', 'description: String', 'priority: Int32 NN', 'policyPayload: Stream', 'userPreferencePayload: Stream', 'checkinStatuses: Collection(officeClientCheckinStatus)', 'userCheckinSummary: officeUserCheckinSummary', 'assignments: contains Collection(officeClientConfigurationAssignment)'],
    ['entity windowsOfficeClientConfiguration < officeClientConfiguration'],
    ['entity windowsOfficeClientSecurityConfiguration < officeClientConfiguration'],
    ['entity officeConfiguration < entity', 'tenantCheckinStatuses: Collection(officeClientCheckinStatus)', 'tenantUserCheckinSummary: officeUserCheckinSummary', 'clientConfigurations: contains Collection(officeClientConfiguration)']
  ])
  t.end()
})

const published = '../shared/reference/officeConfiguration.minimal.csdl.xml'

t.test('the published metadata, where it is at hand', { skip: existsSync(published) ? false : 'the reference folder is absent' }, t => {
  const text = readFileSync(published, 'utf8')
  for (const [, name = '', body = ''] of text.matchAll(/<(?:Entity|Complex)Type Name="(\w+)"[^>]*?(?:\/>|>([\s\S]*?)<\/(?:Entity|Complex)Type>)/g)) {
    const type = graphModel.types.get(`microsoft.graph.${name}`)
    t.ok(type, name)
    for (const [, property = '', typeText = ''] of body.matchAll(/<Property Name="(\w+)" Type="([^"]+)"/g)) {
      const declared = type?.properties.find(candidate => candidate.name === property)
      t.equal(declared === undefined ? undefined : typeName(declared.type.type), typeText.replace('graph.', 'microsoft.graph.').replace('microsoft.microsoft.', 'microsoft.'), `${name}/${property}`)
    }
  }
  t.end()
})

t.test('everything has a description', t => {
  for (const type of graphModel.types.values()) {
    t.ok(type.description.endsWith('.'), type.name)
    for (const { name, description } of type.properties) t.ok(description.endsWith('.'), `${type.name}/${name}`)
  }
  t.end()
})
